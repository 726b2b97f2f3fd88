import { useSignal } from '@preact/signals';
import { send } from '../../messages/client.ts';
import type { PassView } from '../../messages/contract.ts';
import { Confirm } from '../parts/confirm.tsx';
import { Problem } from '../parts/problem.tsx';
import { type Secret, SecretCopy } from '../parts/secret-copy.tsx';
import { explained } from '../sentences.ts';
import { useTask } from '../task.ts';
import { hostOf } from '../wording.ts';
import { ExtendPass } from './extend-pass.tsx';
import { type PassAction, passActions } from './pass-words.ts';
import { texts as all } from './texts.ts';

const texts = all.actions;

/** Those that open something beneath the buttons first. */
type Opened = 'extend' | 'credential' | 'forget';

/** What can be done with a pass. `onDone` is called when something was. */
export function PassActions(props: { pass: PassView; onDone: () => void }) {
  const { pass, onDone } = props;
  const { toll } = pass;
  const task = useTask();
  const opened = useSignal<Opened | null>(null);
  const said = useSignal('');
  const actions = passActions(pass);
  const close = (): void => {
    opened.value = null;
    task.forget();
  };

  async function toggle(action: 'revoke' | 'restore'): Promise<void> {
    close();
    const done = await task.run(() => send(`pass.${action}`, { toll }));
    if (done === null) return;
    said.value = action === 'revoke' ? texts.revoked : texts.restored;
    onDone();
  }

  async function forget(): Promise<void> {
    if ((await task.run(() => send('pass.forget', { toll }))) === null) return;
    close();
    onDone();
  }

  function press(action: PassAction): void {
    said.value = '';
    if (action === 'revoke' || action === 'restore') {
      void toggle(action);
      return;
    }
    const next = opened.value === action ? null : action;
    close();
    opened.value = next;
  }

  // A pass that changed its state meanwhile may no longer do what was opened.
  const open = opened.value !== null && actions.includes(opened.value) ? opened.value : null;
  return (
    <div class="stack actions">
      <div class="buttons tight two">
        {actions.map((action) => (
          <button
            // The undo takes the place of what it undoes, and so the focus.
            key={action === 'restore' ? 'revoke' : action}
            type="button"
            class="quiet"
            data-testid={`pass-${action}`}
            {...(isOpening(action) ? { 'aria-expanded': open === action } : {})}
            onClick={() => press(action)}
          >
            {texts[action]}
          </button>
        ))}
      </div>
      <p class="hint" role="status" data-testid="pass-result">
        {said.value}
      </p>
      {open === null ? <Problem sentence={task.problem} testid="pass-problem" /> : null}
      {open === 'extend' ? <ExtendPass pass={pass} onDone={onDone} onClose={close} /> : null}
      {open === 'credential' ? (
        <SecretCopy
          what="credential"
          testid="credential"
          warning={texts.credentialWarning(hostOf(pass.origin))}
          load={() => credentialOf(pass)}
          onClose={close}
        />
      ) : null}
      {open === 'forget' ? (
        <Confirm
          label={texts.forgetTitle}
          yes={texts.forgetYes}
          no={texts.forgetNo}
          testid="forget-confirm"
          busy={task.busy}
          doing={texts.forgetting}
          problem={task.problem}
          onYes={() => void forget()}
          onNo={close}
        >
          <p>
            {pass.state === 'expired'
              ? texts.forgetExpired
              : texts.forgetAlive(hostOf(pass.origin))}
          </p>
        </Confirm>
      ) : null}
    </div>
  );
}

function isOpening(action: PassAction): boolean {
  return action !== 'revoke' && action !== 'restore';
}

async function credentialOf({ toll }: PassView): Promise<Secret> {
  const answer = await send('pass.credential', { toll });
  return answer.ok
    ? { ok: true, text: answer.credential }
    : { ok: false, why: explained(answer.failure) };
}
