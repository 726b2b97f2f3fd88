import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { send } from '../../messages/client.ts';
import { Entry } from '../parts/entry.tsx';
import { Panel } from '../parts/panel.tsx';
import { Problem } from '../parts/problem.tsx';
import { Progress } from '../parts/progress.tsx';
import { useTask } from '../task.ts';
import type { SignerView } from './signer-card.tsx';
import { texts } from './texts.ts';
import { Words } from './words.tsx';

/** Long enough to write 24 words down; whoever passes by later sees nothing. */
const SHOWN_MS = 120_000;

/** Shows the words or the key of a signer, behind the password, for two minutes. */
export function Reveal(props: { signer: SignerView; onClose: () => void }) {
  const { signer, onClose } = props;
  const password = useSignal('');
  const shown = useSignal<string | null>(null);
  const task = useTask();
  const words = signer.kind === 'mnemonic' ? texts.reveal.words : texts.reveal.key;

  useEffect(() => {
    if (shown.value === null) return undefined;
    const timer = setTimeout(onClose, SHOWN_MS);
    return () => clearTimeout(timer);
  }, [shown.value, onClose]);

  async function reveal(): Promise<void> {
    const asked = { id: signer.id, password: password.value };
    password.value = '';
    const told = await task.run(() => send('signer.reveal', asked));
    if (told !== null) shown.value = told.text;
  }
  return (
    <Panel label={words.title(signer.name)} testid="reveal" onClose={onClose}>
      <p>{words.warning}</p>
      {shown.value === null ? (
        <form
          class="stack"
          onSubmit={(event) => {
            event.preventDefault();
            if (password.value !== '') void reveal();
          }}
        >
          <Entry
            testid={`reveal-${signer.id}`}
            label={texts.password}
            value={password}
            secret
            first
          />
          <Problem sentence={task.problem} />
          <Busy busy={task.busy} />
          <div class="buttons">
            <button type="submit" class="risky" disabled={password.value === ''}>
              {words.show}
            </button>
            <button type="button" class="quiet" onClick={onClose}>
              {texts.cancel}
            </button>
          </div>
        </form>
      ) : (
        <>
          {signer.kind === 'mnemonic' ? (
            <Words words={shown.value} />
          ) : (
            <code data-testid="revealed">{shown.value}</code>
          )}
          <div class="buttons">
            <button type="button" data-first onClick={onClose}>
              {texts.reveal.hide}
            </button>
          </div>
        </>
      )}
    </Panel>
  );
}

/** Checking a password takes most of a second, on purpose. */
export function Busy(props: { busy: boolean }) {
  return (
    <div role="status">
      {props.busy ? <Progress fraction={null} label={texts.checkingPassword} /> : null}
    </div>
  );
}
