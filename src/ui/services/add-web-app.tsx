import { useSignal } from '@preact/signals';
import { send } from '../../messages/client.ts';
import type { FailureView } from '../../messages/contract.ts';
import { Entry } from '../parts/entry.tsx';
import { Problem } from '../parts/problem.tsx';
import { Working } from '../parts/working.tsx';
import { explain } from '../sentences.ts';
import { useTask } from '../task.ts';

type Way = 'password' | 'signature';

/** Adds a web app by its address; how it wants users to log in, it is asked. */
export function AddWebApp() {
  const url = useSignal('');
  const unknown = useSignal(false);
  const task = useTask();

  async function add(way: Way | null): Promise<void> {
    const typed = url.value.trim();
    if (typed === '') return;
    unknown.value = false;
    const failure = (failed: FailureView): string => {
      unknown.value = failed.code === 'web_app_way_unknown';
      return explain(failed);
    };
    const added = await task.run(() => send('web_app.add', { url: typed, way }), { failure });
    if (added !== null) url.value = '';
  }
  return (
    <form
      class="stack part"
      noValidate
      data-testid="add-web-app"
      onSubmit={(event) => {
        event.preventDefault();
        void add(null);
      }}
    >
      <Entry
        id="web-app-url"
        label="Address of a web app"
        value={url}
        placeholder="https://play.example.org"
        hint="Tollpass asks it how it wants you to log in. Nothing of yours is sent yet."
      />
      <Working on={task.busy} doing="Asking the web app how it wants you to log in…" />
      <Problem sentence={task.problem} testid="web-app-add-problem" />
      <div class="buttons">
        {unknown.value ? (
          <>
            <button
              type="button"
              data-testid="web-app-by-password"
              onClick={() => void add('password')}
            >
              With a password
            </button>
            <button
              type="button"
              data-testid="web-app-by-signature"
              onClick={() => void add('signature')}
            >
              With a signer
            </button>
          </>
        ) : (
          <button type="submit" data-testid="web-app-add" aria-disabled={task.busy}>
            Add it
          </button>
        )}
      </div>
    </form>
  );
}
