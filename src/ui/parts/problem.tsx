import type { Said } from '../sentences.ts';
import { Notice } from './notice.tsx';
import { Sentence } from './sentence.tsx';

/** Says at once what went wrong; takes no room until something does. */
export function Problem(props: { sentence: Said | null; testid?: string }) {
  return (
    <div role="alert">
      {props.sentence === null ? null : (
        <Notice kind="error" {...(props.testid === undefined ? {} : { testid: props.testid })}>
          <p>
            <Sentence of={props.sentence} />
          </p>
        </Notice>
      )}
    </div>
  );
}
