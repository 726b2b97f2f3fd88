import { send } from '../../messages/client.ts';
import { Problem } from '../parts/problem.tsx';
import { useTask } from '../task.ts';
import { texts } from './texts.ts';

/** Whether sites in Tor and I2P are paid over plain HTTP. */
export function HiddenServices(props: { allowed: boolean }) {
  const task = useTask();

  return (
    <section class="card stack wide" aria-labelledby="hidden-title">
      <h2 id="hidden-title">{texts.hiddenServices.title}</h2>
      <label class="line start">
        <input
          type="checkbox"
          data-testid="hidden-services"
          aria-describedby="hidden-hint"
          checked={props.allowed}
          disabled={task.busy}
          onChange={(event) => {
            const box = event.currentTarget;
            const allowed = box.checked;
            void task
              .run(() => send('hidden_services.allow', { allowed }))
              .then((done) => {
                if (done === null) box.checked = props.allowed;
              });
          }}
        />
        {texts.hiddenServices.allow}
      </label>
      <p id="hidden-hint" class="faint">
        {texts.hiddenServices.hint}
      </p>
      <Problem sentence={task.problem} />
    </section>
  );
}
