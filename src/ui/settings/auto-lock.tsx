import { send } from '../../messages/client.ts';
import type { Input } from '../../messages/contract.ts';
import { Problem } from '../parts/problem.tsx';
import { useTask } from '../task.ts';

type Minutes = Input<'vault.auto_lock'>['minutes'];

const CHOICES: readonly { readonly minutes: Minutes; readonly label: string }[] = [
  { minutes: 5, label: 'after 5 minutes without use' },
  { minutes: 15, label: 'after 15 minutes without use' },
  { minutes: 30, label: 'after 30 minutes without use' },
  { minutes: 60, label: 'after an hour without use' },
  { minutes: null, label: 'when the browser closes' },
];

/** When it locks by itself. */
export function AutoLock(props: { minutes: number | null }) {
  const task = useTask();
  return (
    <div class="stack">
      <div class="field auto-lock">
        <label for="auto-lock">Lock by itself</label>
        <select
          id="auto-lock"
          data-testid="auto-lock"
          value={String(props.minutes)}
          onChange={(event) => {
            const { value } = event.currentTarget;
            const chosen = CHOICES.find(({ minutes }) => String(minutes) === value);
            if (chosen === undefined) return;
            const { minutes } = chosen;
            void task.run(() => send('vault.auto_lock', { minutes }));
          }}
        >
          {CHOICES.map(({ minutes, label }) => (
            <option key={label} value={String(minutes)}>
              {label}
            </option>
          ))}
        </select>
      </div>
      <Problem sentence={task.problem} />
    </div>
  );
}
