import { useSignal } from '@preact/signals';
import { send } from '../../messages/client.ts';
import type { FailureView } from '../../messages/contract.ts';
import { Entry } from '../parts/entry.tsx';
import { Problem } from '../parts/problem.tsx';
import { Working } from '../parts/working.tsx';
import { explain } from '../sentences.ts';
import { useTask } from '../task.ts';
import { texts } from './web-app-texts.ts';

type Way = 'password' | 'signature';

/** Adds a web app by its address; how it wants users to log in, it is asked. */
export function AddWebApp(props: { onAdded: (id: string) => void }) {
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
    if (added === null) return;
    url.value = '';
    props.onAdded(added.id);
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
        testid="web-app-url"
        label={texts.add.address}
        value={url}
        placeholder="https://play.example.org"
        hint={texts.add.hint}
      />
      <Working on={task.busy} doing={texts.add.asking} />
      <Problem sentence={task.problem} testid="web-app-add-problem" />
      <div class="buttons">
        {unknown.value ? (
          <>
            <button
              type="button"
              data-testid="web-app-by-password"
              onClick={() => void add('password')}
            >
              {texts.add.byPassword}
            </button>
            <button
              type="button"
              data-testid="web-app-by-signature"
              onClick={() => void add('signature')}
            >
              {texts.add.bySignature}
            </button>
          </>
        ) : (
          <button type="submit" data-testid="web-app-add" aria-disabled={task.busy}>
            {texts.add.now}
          </button>
        )}
      </div>
    </form>
  );
}
