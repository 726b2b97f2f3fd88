import type { StreamStateView } from '../../messages/stream-line.ts';
import { texts } from './texts.ts';
import { dayAndTime } from './words.ts';

/** The times in which something may have been missed: NATS sends nothing again. */
export function Gaps(props: { gaps: StreamStateView['gaps']; now: number }) {
  const { gaps, now } = props;
  const newest = gaps.at(-1);
  if (newest === undefined) return null;
  const told = (
    { from, to }: StreamStateView['gaps'][number],
    words: (from: string, to: string | null) => string,
  ) => words(dayAndTime(from, now), to === null ? null : dayAndTime(to, now));
  return (
    <div data-testid="gaps">
      <p class="faint">{told(newest, texts.gaps.newest)}</p>
      {gaps.length === 1 ? null : (
        <details>
          <summary>{texts.gaps.earlier(gaps.length - 1)}</summary>
          <ul class="list gaps">
            {gaps
              .slice(0, -1)
              .reverse()
              .map((gap) => (
                <li key={gap.from}>{told(gap, texts.gaps.one)}</li>
              ))}
          </ul>
        </details>
      )}
    </div>
  );
}
