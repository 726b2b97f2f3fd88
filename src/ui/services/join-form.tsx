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
import type { Signers } from './web-app-card.tsx';

interface JoinFormProps {
  readonly app: WebAppView;
  readonly signers: Signers;
  readonly onClose: () => void;
}

const NAME = /^[\p{L}0-9_-]{3,20}$/u;
const PLAYER = /^1-(?:0|[1-9][0-9]{0,15})$/;
const CODE = /^[A-Za-z0-9]{1,16}$/;

const DONE = {
  new: 'You are signed up. The chain makes your player now, which takes a little while; then log in with this signer.',
  device:
    'The signer is offered as a device of that player. Agree to it where the code came from; then log in with this signer.',
} as const;

/** Makes a key known to a web app: as a new player, or as a further key of one. */
export function JoinForm(props: JoinFormProps) {
  const { app, signers, onClose } = props;
  const kind = useSignal<keyof typeof DONE>('new');
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
    if (answer !== null) done.value = DONE[isNew ? 'new' : 'device'];
  }
  const way = (value: keyof typeof DONE, label: string) => (
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
    <Panel label={`Join ${hostOf(app.baseUrl)}`} testid="web-app-join-form" onClose={onClose}>
      <form
        class="stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (isReady) void join();
        }}
      >
        <div class="chips">
          {way('new', 'Sign up')}
          {way('device', 'Add a device')}
        </div>
        <SignerChoice id="join-signer" signers={signers} value={signer} />
        {isNew ? (
          <Entry
            id="join-username"
            label="Name of the new player"
            value={username}
            hint="3 to 20 letters, digits, hyphens or underscores."
          />
        ) : (
          <div class="columns">
            <Entry id="join-player" label="Player" value={player} placeholder="1-11" />
            <Entry
              id="join-code"
              label="Code"
              value={code}
              hint="As the web app shows it where you are logged in already."
            />
          </div>
        )}
        <Working on={task.busy} doing="Asking the web app…" />
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
            {isNew ? 'Sign up' : 'Offer it'}
          </button>
          <button type="button" class="quiet" onClick={onClose}>
            Close
          </button>
        </div>
      </form>
    </Panel>
  );
}
