import { send } from '../../messages/client.ts';
import { Problem } from '../parts/problem.tsx';
import { useTask } from '../task.ts';

/** Whether sites in Tor and I2P are paid over plain HTTP. */
export function HiddenServices(props: { allowed: boolean }) {
  const task = useTask();

  return (
    <section class="card stack wide" aria-labelledby="hidden-title">
      <h2 id="hidden-title">Sites in Tor and I2P</h2>
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
        Pay sites in Tor and I2P over plain HTTP
      </label>
      <p id="hidden-hint" class="faint">
        Names that end in .onion or .i2p need no https://, because these networks encrypt by
        themselves. Allow this only if your browser reaches them through Tor or I2P: elsewhere
        somebody on the way could take your passes.
      </p>
      <Problem sentence={task.problem} />
    </section>
  );
}
