import { useSignal } from '@preact/signals';
import { send } from '../../messages/client.ts';
import { Problem } from '../parts/problem.tsx';
import { useTask } from '../task.ts';
import { texts } from './texts.ts';

/** Has this page loaded again, and so paid for, as soon as the wallet's change unlocks. */
export function PayLater(props: { origin: string }) {
  const task = useTask();
  const agreed = useSignal(false);
  return (
    <div class="stack" aria-live="polite">
      {agreed.value ? (
        <p class="state" data-testid="pays-later">
          {texts.paysLater}
        </p>
      ) : (
        <div class="buttons">
          <button
            type="button"
            data-testid="pay-later"
            disabled={task.busy}
            onClick={async () => {
              const done = await task.run(() => send('payment.later', { origin: props.origin }));
              agreed.value = done !== null;
            }}
          >
            {texts.payLater}
          </button>
        </div>
      )}
      <Problem sentence={task.problem} />
    </div>
  );
}
