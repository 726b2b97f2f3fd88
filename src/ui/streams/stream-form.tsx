import { useSignal } from '@preact/signals';
import { send } from '../../messages/client.ts';
import type { Input } from '../../messages/contract.ts';
import { readStreamAddress } from '../../nats/address.ts';
import { Entry } from '../parts/entry.tsx';
import { Notice } from '../parts/notice.tsx';
import { Problem } from '../parts/problem.tsx';
import { Sentence } from '../parts/sentence.tsx';
import { Working } from '../parts/working.tsx';
import { explained } from '../sentences.ts';
import { useTask } from '../task.ts';
import { ask } from './line.ts';
import type { StoredStreams } from './streams.tsx';
import { texts } from './texts.ts';

type Stored = StoredStreams['streams'][number];
type LoginType = Stored['login'];

const LOGINS: readonly LoginType[] = ['none', 'token', 'username_password'];

interface StreamFormProps {
  /** Null adds one. */
  readonly stream: Stored | null;
  readonly vault: StoredStreams['vault'];
  /** Null where the form is all there is to see. */
  readonly onClose: (() => void) | null;
}

/** Where a server is, and how to log in to it. */
export function StreamForm(props: StreamFormProps) {
  const { stream, vault, onClose } = props;
  const name = useSignal(stream?.name ?? '');
  const url = useSignal(stream?.url ?? '');
  const type = useSignal<LoginType>(stream?.login ?? 'none');
  const username = useSignal(stream?.username ?? '');
  const secret = useSignal('');
  const insists = useSignal(stream?.url.startsWith('ws:') ?? false);
  const task = useTask();

  const address = readStreamAddress(url.value, insists.value);
  const isInsecure = !address.ok && address.error.code === 'stream_insecure';
  const wasSame = stream !== null && stream.login === type.value;
  const keepsLogin = wasSame && secret.value === '' && stream.username === (username.value || null);
  const hasLogin =
    type.value === 'none' ||
    keepsLogin ||
    (secret.value !== '' && (type.value === 'token' || username.value.trim() !== ''));
  const needsVault = type.value !== 'none' && !keepsLogin && vault !== 'unlocked';
  const isReady =
    address.ok && address.value.kind === 'websocket' && name.value.trim() !== '' && hasLogin;

  async function save(): Promise<void> {
    const asked: Input<'stream.save'> = {
      id: stream?.id ?? null,
      name: name.value.trim(),
      url: url.value.trim(),
      insists: insists.value,
      login: keepsLogin ? null : loginOf(type.value, username.value.trim(), secret.value),
    };
    if ((await task.run(() => send('stream.save', asked))) === null) return;
    secret.value = '';
    onClose?.();
  }
  return (
    <form
      class="stack wide"
      noValidate
      data-testid="stream-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (isReady && !needsVault) void save();
      }}
    >
      <div class="columns">
        <Entry testid="stream-name" label={texts.name} value={name} placeholder="Structs" />
        <Entry
          testid="stream-url"
          label={texts.form.address}
          value={url}
          placeholder="wss://nats.example.org"
        />
      </div>
      {address.ok && address.value.kind === 'tcp' ? (
        <Candidates candidates={address.value.candidates} url={url} />
      ) : null}
      {!address.ok && url.value.trim() !== '' && !isInsecure ? (
        <p class="hint" data-testid="stream-url-hint">
          <Sentence of={explained(address.error)} />
        </p>
      ) : null}
      {isInsecure || (insists.value && url.value.trim().startsWith('ws:')) ? (
        <Notice kind="warning" title={texts.form.insecure} testid="stream-insecure">
          {address.ok ? null : (
            <p>
              <Sentence of={explained(address.error)} />
            </p>
          )}
          <label class="check">
            <input
              type="checkbox"
              data-testid="stream-insists"
              checked={insists.value}
              onChange={(event) => {
                insists.value = event.currentTarget.checked;
              }}
            />{' '}
            {texts.form.insist}
          </label>
        </Notice>
      ) : null}
      <fieldset class="stack">
        <legend>{texts.form.login}</legend>
        <div class="chips">
          {LOGINS.map((each) => (
            <label key={each} class="chip">
              <input
                type="radio"
                name="stream-login"
                data-testid={`stream-login-${each}`}
                checked={type.value === each}
                onChange={() => {
                  type.value = each;
                }}
              />
              <span>{texts.form.logins[each]}</span>
            </label>
          ))}
        </div>
      </fieldset>
      {type.value === 'none' ? null : (
        <div class="columns">
          {type.value === 'username_password' ? (
            <Entry testid="stream-username" label={texts.name} value={username} />
          ) : null}
          <Entry
            testid="stream-secret"
            label={type.value === 'token' ? texts.form.token : texts.form.password}
            value={secret}
            secret
            hint={wasSame ? texts.form.keepSecret : texts.form.secret}
          />
        </div>
      )}
      {needsVault ? (
        <Notice kind="info" title={vault === 'none' ? texts.form.noPassword : texts.locked}>
          <p>{texts.form.vaultWords}</p>
          <p>
            <a class="button" href="../settings/index.html#password">
              {vault === 'none' ? texts.form.setPassword : texts.unlock}
            </a>
          </p>
        </Notice>
      ) : null}
      <Problem sentence={task.problem} testid="stream-problem" />
      <div class="buttons">
        <button
          type="submit"
          class="primary"
          data-testid="stream-save"
          disabled={!isReady || needsVault || task.busy}
        >
          {stream === null ? texts.form.connect : texts.form.save}
        </button>
        {onClose === null ? null : (
          <button type="button" class="quiet" onClick={onClose}>
            {texts.cancel}
          </button>
        )}
      </div>
    </form>
  );
}

/** A `nats://` address is for programs; the same server may have one for browsers. */
function Candidates(props: { candidates: readonly string[]; url: { value: string } }) {
  const { candidates, url } = props;
  const busy = useSignal(false);
  const said = useSignal<string | null>(null);

  async function look(): Promise<void> {
    busy.value = true;
    said.value = null;
    const found = await ask('probe', { candidates: [...candidates] })
      .then((answer) => answer.found)
      .catch(() => null);
    busy.value = false;
    if (found === null) said.value = texts.form.notFound;
    else url.value = found;
  }
  return (
    <Notice kind="info" title={texts.form.forPrograms} testid="stream-tcp">
      <p>{texts.form.forProgramsWords(<code>{candidates[0]}</code>)}</p>
      <p class="buttons">
        <button
          type="button"
          data-testid="stream-probe"
          disabled={busy.value}
          onClick={() => void look()}
        >
          {texts.form.look}
        </button>
        <button
          type="button"
          class="quiet"
          onClick={() => {
            url.value = candidates[0] ?? '';
          }}
        >
          {texts.form.useLikeliest}
        </button>
      </p>
      <Working on={busy.value} doing={texts.form.looking} />
      <Problem sentence={said.value} />
    </Notice>
  );
}

function loginOf(
  type: LoginType,
  username: string,
  secret: string,
): Exclude<Input<'stream.save'>['login'], null> {
  if (type === 'none') return { type };
  if (type === 'token') return { type, token: secret };
  return { type, username, password: secret };
}
