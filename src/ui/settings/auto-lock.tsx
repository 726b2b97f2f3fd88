import { send } from '../../messages/client.ts';
import type { Input } from '../../messages/contract.ts';
import { Problem } from '../parts/problem.tsx';
import { useTask } from '../task.ts';
import { texts } from './texts.ts';

type Minutes = Input<'vault.auto_lock'>['minutes'];

/** null: when the browser closes. */
const CHOICES: readonly Minutes[] = [5, 15, 30, 60, null];

/** When it locks by itself. */
export function AutoLock(props: { minutes: number | null }) {
  const task = useTask();
  return (
    <div class="stack">
      <div class="field auto-lock">
        <label for="auto-lock">{texts.autoLock.label}</label>
        <select
          id="auto-lock"
          data-testid="auto-lock"
          value={String(props.minutes)}
          onChange={(event) => {
            const { value } = event.currentTarget;
            const minutes = CHOICES.find((each) => String(each) === value);
            if (minutes === undefined) return;
            void task.run(() => send('vault.auto_lock', { minutes }));
          }}
        >
          {CHOICES.map((minutes) => (
            <option key={minutes} value={String(minutes)}>
              {minutes === null ? texts.autoLock.atClose : texts.autoLock.after(minutes)}
            </option>
          ))}
        </select>
      </div>
      <Problem sentence={task.problem} />
    </div>
  );
}
