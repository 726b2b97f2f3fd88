import { useSignal } from '@preact/signals';
import { send } from '../../messages/client.ts';
import type { WebAppView } from '../../messages/web-apps.ts';
import { Entry } from '../parts/entry.tsx';
import { Notice } from '../parts/notice.tsx';
import { Panel } from '../parts/panel.tsx';
import { Problem } from '../parts/problem.tsx';
import { Working } from '../parts/working.tsx';
import { useTask } from '../task.ts';
import { hostOf } from '../wording.ts';
import { chosenSigner, SignerChoice } from './signer-choice.tsx';
import { texts as common } from './texts.ts';
import type { Signers } from './web-app-card.tsx';
import { texts } from './web-app-texts.ts';

interface JoinFormProps {
  readonly app: WebAppView;
  readonly signers: Signers;
  readonly onClose: () => void;
}

const NAME = /^[\p{L}0-9_-]{3,20}$/u;
const PLAYER = /^1-(?:0|[1-9][0-9]{0,15})$/;
const CODE = /^[A-Za-z0-9]{1,16}$/;

type Kind = 'new' | 'device';

/** Makes a key known to a web app: as a new player, or as a further key of one. */
export function JoinForm(props: JoinFormProps) {
  const { app, signers, onClose } = props;
  const kind = useSignal<Kind>('new');
  const signer = useSignal('');
  const username = useSignal('');
  const player = useSignal('');
  const code = useSignal('');
  const done = useSignal<string | null>(null);
  const task = useTask();
  const chosen = chosenSigner(signers, signer.value);
  const isNew = kind.value === 'new';
  const isFilled = isNew
    ? NAME.test(username.value.trim())
    : PLAYER.test(player.value.trim()) && CODE.test(code.value.trim());
  const isReady = chosen !== null && isFilled;

  async function join(): Promise<void> {
    if (chosen === null) return;
    done.value = null;
    const of = { id: app.id, ...chosen };
    const answer = await task.run(() =>
      isNew
        ? send('web_app.sign_up', { ...of, username: username.value.trim() })
        : send('web_app.add_device', {
            ...of,
            player: player.value.trim(),
            code: code.value.trim(),
          }),
    );
    if (answer !== null) done.value = texts.joinForm.done[isNew ? 'new' : 'device'];
  }
  const way = (value: Kind, label: string) => (
    <label class="chip">
      <input
        type="radio"
        name="join-kind"
        data-testid={`join-${value}`}
        checked={kind.value === value}
        onChange={() => {
          kind.value = value;
          done.value = null;
          task.forget();
        }}
      />
      <span>{label}</span>
    </label>
  );
  return (
    <Panel
      label={texts.joinForm.label(hostOf(app.baseUrl))}
      testid="web-app-join-form"
      onClose={onClose}
    >
      <form
        class="stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (isReady) void join();
        }}
      >
        <div class="chips">
          {way('new', texts.joinForm.signUp)}
          {way('device', texts.joinForm.device)}
        </div>
        <SignerChoice testid="join-signer" signers={signers} value={signer} />
        {isNew ? (
          <Entry
            testid="join-username"
            label={texts.joinForm.username}
            value={username}
            hint={texts.joinForm.usernameHint}
          />
        ) : (
          <div class="columns">
            <Entry
              testid="join-player"
              label={texts.joinForm.player}
              value={player}
              placeholder="1-11"
            />
            <Entry
              testid="join-code"
              label={texts.joinForm.code}
              value={code}
              hint={texts.joinForm.codeHint}
            />
          </div>
        )}
        <Working on={task.busy} doing={texts.asking} />
        <Problem sentence={task.problem} testid="join-problem" />
        <div role="status">
          {done.value === null ? null : (
            <Notice kind="good" testid="join-done">
              <p>{done.value}</p>
            </Notice>
          )}
        </div>
        <div class="buttons">
          <button type="submit" class="primary" data-testid="join" disabled={!isReady || task.busy}>
            {isNew ? texts.joinForm.signUp : texts.joinForm.offer}
          </button>
          <button type="button" class="quiet" onClick={onClose}>
            {common.close}
          </button>
        </div>
      </form>
    </Panel>
  );
}
