import { send } from '../../messages/client.ts';
import type { Output } from '../../messages/contract.ts';
import { Problem } from '../parts/problem.tsx';
import { useReading } from '../reading.ts';
import { useTask } from '../task.ts';
import { texts } from './texts.ts';

type Wishes = Output<'notices.read'>;

const KINDS: readonly (keyof Wishes)[] = ['asking', 'trouble', 'paid'];

/** What the browser's own notifications tell of tolls. */
export function Notices() {
  const { known } = useReading('notices.read');
  const task = useTask();
  const wishes = known.value;
  if (wishes === null) return null;
  return (
    <section class="card stack wide" aria-labelledby="notices-title">
      <div>
        <h2 id="notices-title">{texts.notices.title}</h2>
        <p class="faint">{texts.notices.words}</p>
      </div>
      <fieldset class="stack">
        <legend class="unseen">{texts.notices.legend}</legend>
        {KINDS.map((kind) => (
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
            {texts.notices.kinds[kind]}
          </label>
        ))}
      </fieldset>
      <Problem sentence={task.problem} />
    </section>
  );
}
