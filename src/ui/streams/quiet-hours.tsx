import { useSignal } from '@preact/signals';
import { send } from '../../messages/client.ts';
import { Problem } from '../parts/problem.tsx';
import { useTask } from '../task.ts';
import type { StoredStreams } from './streams.tsx';
import { texts } from './texts.ts';

const NIGHT = { from: 22 * 60, to: 7 * 60 };

function asTime(minutes: number): string {
  const two = (count: number) => String(count).padStart(2, '0');
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

function asMinutes(time: string): number {
  const [hours, minutes] = time.split(':').map(Number);
  return (hours || 0) * 60 + (minutes || 0);
}

/** The hours in which no alert is raised. */
export function QuietHours(props: { quiet: StoredStreams['quiet'] }) {
  const { quiet } = props;
  const from = useSignal(asTime((quiet ?? NIGHT).from));
  const to = useSignal(asTime((quiet ?? NIGHT).to));
  const task = useTask();
  const set = (on: boolean): void => {
    const hours = on ? { from: asMinutes(from.value), to: asMinutes(to.value) } : null;
    void task.run(() => send('streams.quiet', { quiet: hours }));
  };
  const field = (id: string, label: string, value: { value: string }) => (
    <div class="field">
      <label for={id}>{label}</label>
      <input
        id={id}
        type="time"
        value={value.value}
        onChange={(event) => {
          if (event.currentTarget.value === '') return;
          value.value = event.currentTarget.value;
          if (quiet !== null) set(true);
        }}
      />
    </div>
  );
  return (
    <section class="card stack wide" aria-labelledby="quiet-title" data-testid="quiet">
      <h2 id="quiet-title">{texts.quiet.title}</h2>
      <label class="check">
        <input
          type="checkbox"
          data-testid="quiet-on"
          checked={quiet !== null}
          onChange={(event) => set(event.currentTarget.checked)}
        />{' '}
        {texts.quiet.words}
      </label>
      <div class="columns">
        {field('quiet-from', texts.quiet.from, from)}
        {field('quiet-to', texts.quiet.to, to)}
      </div>
      <Problem sentence={task.problem} />
    </section>
  );
}
