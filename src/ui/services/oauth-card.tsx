import { useSignal } from '@preact/signals';
import { send } from '../../messages/client.ts';
import { Confirm } from '../parts/confirm.tsx';
import { Problem } from '../parts/problem.tsx';
import { Working } from '../parts/working.tsx';
import { explained } from '../sentences.ts';
import { useTask } from '../task.ts';
import { hostOf, visible } from '../wording.ts';
import { addressOf } from './api-key-form.tsx';
import { EditPlace } from './edit-place.tsx';
import type { OAuthView } from './oauth.tsx';
import { Shown } from './shown.tsx';
import { texts } from './texts.ts';
import { lifeWords } from './words.ts';

type Open = 'edit' | 'delete';

/** One login: whether it stands, until when, and what can be done with it. */
export function OAuthCard(props: { login: OAuthView; now: number; isLocked: boolean }) {
  const { login, now, isLocked } = props;
  const { id, granted } = login;
  const open = useSignal<Open | null>(null);
  const doing = useSignal('');
  const task = useTask();
  const name = visible(login.name);

  const close = (): void => {
    open.value = null;
  };
  function act(message: 'oauth.log_in' | 'oauth.log_out' | 'oauth.refresh', words: string): void {
    close();
    doing.value = words;
    void task.run(() => send(message, { id }));
  }
  async function remove(): Promise<void> {
    doing.value = texts.oauth.deleting;
    if ((await task.run(() => send('oauth.delete', { id }))) !== null) close();
  }
  const button = (what: string, label: string, onClick: () => void, isOff = isLocked) => (
    <button
      type="button"
      class={what === 'log-in' ? 'primary' : 'quiet'}
      data-testid={`oauth-${what}`}
      aria-label={`${label}: ${name}`}
      disabled={isOff}
      aria-disabled={task.busy}
      onClick={onClick}
    >
      {label}
    </button>
  );
  const toggle = (what: Open): void => {
    task.forget();
    open.value = open.value === what ? null : what;
  };
  return (
    <li class="stack" data-testid="oauth-login" aria-label={name}>
      <div>
        <p>
          <strong>
            <bdi>{name}</bdi>
          </strong>{' '}
          <span class="faint">{texts.oauth.provider(hostOf(login.issuer))}</span>
        </p>
        <p class="faint">
          {login.scope === ''
            ? texts.oauth.place(visible(addressOf(login)))
            : texts.oauth.placeWithScope(visible(addressOf(login)), visible(login.scope))}
        </p>
        {granted === null ? (
          <p class="state" data-testid="oauth-state">
            {texts.oauth.loggedOut}
          </p>
        ) : (
          <>
            <Shown
              isAttached={login.isAttached}
              isLocked={isLocked}
              refused={login.refused}
              behindPass={login.behindPass}
            />
            <p class="hint" data-testid="oauth-state">
              {lifeWords(granted, now)}
            </p>
          </>
        )}
      </div>
      <div class="buttons tight">
        {granted === null
          ? button('log-in', texts.oauth.logIn, () => act('oauth.log_in', texts.oauth.waiting))
          : button('log-out', texts.oauth.logOut, () =>
              act('oauth.log_out', texts.oauth.loggingOut),
            )}
        {granted !== null && granted.refreshAt !== null
          ? button('refresh', texts.oauth.renew, () => act('oauth.refresh', texts.oauth.renewing))
          : null}
        {button('edit', texts.edit, () => toggle('edit'))}
        {button('delete', texts.delete, () => toggle('delete'))}
      </div>
      <Working on={task.busy && open.value === null} doing={doing.value} />
      <Problem
        sentence={
          open.value !== null
            ? null
            : (task.problem ??
              (login.problem === null || task.busy ? null : explained(login.problem)))
        }
        testid="oauth-login-problem"
      />
      {open.value === 'edit' ? <EditPlace login={login} onClose={close} /> : null}
      {open.value === 'delete' ? (
        <Confirm
          label={texts.deleteName(name)}
          yes={texts.delete}
          no={texts.keep}
          busy={task.busy}
          doing={doing.value}
          problem={task.problem}
          testid="oauth-delete"
          onYes={() => void remove()}
          onNo={close}
        >
          <p>{granted === null ? texts.oauth.deleteLoggedOut : texts.oauth.deleteLoggedIn}</p>
        </Confirm>
      ) : null}
    </li>
  );
}
