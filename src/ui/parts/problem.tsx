import { Notice } from './notice.tsx';

/** Says at once what went wrong; takes no room until something does. */
export function Problem(props: { sentence: string | null; testid?: string }) {
  return (
    <div role="alert">
      {props.sentence === null ? null : (
        <Notice kind="error" {...(props.testid === undefined ? {} : { testid: props.testid })}>
          <p>{props.sentence}</p>
        </Notice>
      )}
    </div>
  );
}
