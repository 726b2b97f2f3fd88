import type { Overview } from '../../messages/contract.ts';
import { Notice } from '../parts/notice.tsx';
import { hostOf, visible } from '../wording.ts';

/** Keys and tokens that their services refused. */
export function Refused(props: { refused: Overview['refused'] }) {
  if (props.refused.length === 0) return null;
  return (
    <Notice kind="warning" title="A key was refused" testid="refused">
      {props.refused.map(({ name, origin, status }) => (
        <p key={`${origin} ${name}`}>
          {hostOf(origin)} answered {status} to “{visible(name)}”.
        </p>
      ))}
      <p>
        <a href="../services/index.html" target="_blank" rel="noreferrer">
          Look at your keys
        </a>
      </p>
    </Notice>
  );
}
