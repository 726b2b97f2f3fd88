import type { StreamStateView } from '../../messages/stream-line.ts';
import { plural } from '../wording.ts';
import { dayAndTime } from './words.ts';

/** The times in which something may have been missed: NATS sends nothing again. */
export function Gaps(props: { gaps: StreamStateView['gaps']; now: number }) {
  const { gaps, now } = props;
  const newest = gaps.at(-1);
  if (newest === undefined) return null;
  const text = ({ from, to }: StreamStateView['gaps'][number]) =>
    `from ${dayAndTime(from, now)} ${to === null ? 'until now' : `to ${dayAndTime(to, now)}`}`;
  return (
    <div data-testid="gaps">
      <p class="faint">Events may have been missed {text(newest)}.</p>
      {gaps.length === 1 ? null : (
        <details>
          <summary>{plural(gaps.length - 1, 'earlier gap')}</summary>
          <ul class="list gaps">
            {gaps
              .slice(0, -1)
              .reverse()
              .map((gap) => (
                <li key={gap.from}>{text(gap)}</li>
              ))}
          </ul>
        </details>
      )}
    </div>
  );
}
