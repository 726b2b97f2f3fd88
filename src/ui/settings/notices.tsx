import { send } from '../../messages/client.ts';
import type { Output } from '../../messages/contract.ts';
import { Problem } from '../parts/problem.tsx';
import { useReading } from '../reading.ts';
import { useTask } from '../task.ts';

type Wishes = Output<'notices.read'>;

const KINDS: readonly (readonly [keyof Wishes, string])[] = [
  ['asking', 'A payment waits for my answer'],
  ['trouble', 'A page was not paid'],
  ['paid', 'A page that waited for a block is open'],
];

/** What the browser's own notifications tell of tolls. */
export function Notices() {
  const { known } = useReading('notices.read');
  const task = useTask();
  const wishes = known.value;
  if (wishes === null) return null;
  return (
    <section class="card stack wide" aria-labelledby="notices-title">
      <div>
        <h2 id="notices-title">Notifications</h2>
        <p class="faint">What the browser tells you of, also while you look at something else.</p>
      </div>
      <fieldset class="stack">
        <legend class="unseen">Tell me when</legend>
        {KINDS.map(([kind, words]) => (
          <label key={kind} class="line start">
            <input
              type="checkbox"
              data-testid={`notice-${kind}`}
              checked={wishes[kind]}
              onChange={(event) => {
                const box = event.currentTarget;
                const wanted = { ...wishes, [kind]: box.checked };
                void task
                  .run(() => send('notices.set', wanted))
                  .then((done) => {
                    if (done === null) box.checked = wishes[kind];
                  });
              }}
            />
            {words}
          </label>
        ))}
      </fieldset>
      <Problem sentence={task.problem} />
    </section>
  );
}
