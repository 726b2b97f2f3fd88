import type { Overview } from '../../messages/contract.ts';
import { Notice } from '../parts/notice.tsx';
import { hostOf, visible } from '../wording.ts';
import { texts as all } from './texts.ts';

const texts = all.refused;

/** Keys and tokens that their services refused. */
export function Refused(props: { refused: Overview['refused'] }) {
  if (props.refused.length === 0) return null;
  return (
    <Notice kind="warning" title={texts.title} testid="refused">
      {props.refused.map(({ name, origin, status }) => (
        <p key={`${origin} ${name}`}>
          {texts.answered(hostOf(origin), status, <bdi>{visible(name)}</bdi>)}
        </p>
      ))}
      <p>
        <a href="../services/index.html" target="_blank" rel="noreferrer">
          {texts.keys}
        </a>
      </p>
    </Notice>
  );
}
