import { useSignal } from '@preact/signals';
import { send } from '../../messages/client.ts';
import type { Output } from '../../messages/contract.ts';
import type { WebAppView } from '../../messages/web-apps.ts';
import { Confirm } from '../parts/confirm.tsx';
import { Notice } from '../parts/notice.tsx';
import { Problem } from '../parts/problem.tsx';
import { Sentence, unbroken } from '../parts/sentence.tsx';
import { Working } from '../parts/working.tsx';
import { explained } from '../sentences.ts';
import { useTask } from '../task.ts';
import { hostOf } from '../wording.ts';
import { accountName, sessionLines, stateLine } from './app-words.ts';
import { JoinForm } from './join-form.tsx';
import { LogInForm } from './log-in-form.tsx';
import { texts as common } from './texts.ts';
import { texts } from './web-app-texts.ts';

export type Signers = Output<'web_apps.read'>['signers'];

type Open = 'account' | 'join' | 'delete';

interface WebAppCardProps {
  readonly app: WebAppView;
  readonly signers: Signers;
  readonly isLocked: boolean;
  /** The user has just added it. */
  readonly isNew: boolean;
}

/** One web app: its session, its accounts, and what can be done with them. */
export function WebAppCard(props: WebAppCardProps) {
  const { app, signers, isLocked } = props;
  const open = useSignal<Open | null>(app.accounts.length === 0 ? 'account' : null);
  const isPressed = useSignal(false);
  const said = useSignal<string | null>(null);
  const task = useTask();
  const close = (): void => {
    open.value = null;
  };
  const host = hostOf(app.baseUrl);

  async function logIn(account: string): Promise<void> {
    said.value = null;
    await task.run(() => send('web_app.log_in', { id: app.id, account }));
  }
  async function logOut(): Promise<void> {
    said.value = null;
    const done = await task.run(() => send('web_app.log_out', { id: app.id }));
    if (done !== null) said.value = texts.left[done.left ?? 'unknown'];
  }
  const button = (what: Open, label: string, locked: boolean) => (
    <button
      type="button"
      class="quiet"
      data-testid={`web-app-open-${what}`}
      aria-label={`${label}: ${host}`}
      aria-expanded={open.value === what}
      disabled={locked && isLocked}
      onClick={() => {
        open.value = open.value === what ? null : what;
        isPressed.value = true;
      }}
    >
      {label}
    </button>
  );
  return (
    <section class="part stack" aria-label={host} data-testid="web-app">
      <div class="line">
        <h3 class="host">{host}</h3>
        <span class="faint">
          {app.guild === null
            ? texts.ways[app.way]
            : texts.wayInGuild(texts.ways[app.way], <bdi>{app.guild.name || app.guild.id}</bdi>)}
        </span>
      </div>
      <p class="state" data-testid="web-app-state">
        {unbroken(stateLine(app))}
      </p>
      {app.session === null ? null : (
        <dl class="figures faint" data-testid="web-app-session">
          {sessionLines(app.session, Date.now()).map(([label, value]) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      )}
      {app.failure === null ? null : (
        <Notice kind="warning" testid="web-app-failure">
          <p>
            <Sentence of={explained(app.failure)} />
          </p>
        </Notice>
      )}
      {app.accounts.length === 0 ? null : (
        <ul class="list">
          {app.accounts.map((account) => (
            <Account
              key={account.id}
              app={app}
              account={account}
              isLocked={isLocked}
              onLogIn={() => void logIn(account.id)}
              onLogOut={() => void logOut()}
            />
          ))}
        </ul>
      )}
      <Working on={task.busy} doing={texts.asking} />
      <Problem sentence={task.problem} testid="web-app-problem" />
      <div role="status">
        {said.value === null ? null : (
          <Notice kind="info" testid="web-app-left">
            <p>{said.value}</p>
          </Notice>
        )}
      </div>
      <div class="buttons tight">
        {button('account', app.accounts.length === 0 ? texts.logIn : texts.addAccount, true)}
        {app.way === 'signature' ? button('join', texts.join, true) : null}
        {button(
          'delete',
          common.delete,
          app.accounts.some(({ kind }) => kind === 'password'),
        )}
      </div>
      {open.value === 'account' ? (
        <LogInForm
          app={app}
          signers={signers}
          isLocked={isLocked}
          takesFocus={isPressed.value || props.isNew}
          onClose={close}
        />
      ) : null}
      {open.value === 'join' ? <JoinForm app={app} signers={signers} onClose={close} /> : null}
      {open.value === 'delete' ? <DeleteWebApp app={app} onClose={close} /> : null}
    </section>
  );
}

interface AccountProps {
  readonly app: WebAppView;
  readonly account: WebAppView['accounts'][number];
  readonly isLocked: boolean;
  readonly onLogIn: () => void;
  readonly onLogOut: () => void;
}

function Account(props: AccountProps) {
  const { app, account, isLocked } = props;
  const task = useTask();
  const isActive = app.active === account.id;
  const name = accountName(account);
  const other = app.active === null ? texts.logIn : texts.switchTo;
  const logIn = isActive ? texts.logInAgain : other;
  return (
    <li class="stack" data-testid="web-app-account">
      <div class="line">
        <p class="grow">
          <strong>
            <bdi>{unbroken(name)}</bdi>
          </strong>
          {isActive ? <span class="faint"> {texts.active}</span> : null}
        </p>
        <div class="buttons tight">
          {isActive ? (
            <button
              type="button"
              aria-label={`${texts.logOut}: ${name}`}
              data-testid="web-app-log-out"
              onClick={props.onLogOut}
            >
              {texts.logOut}
            </button>
          ) : null}
          <button
            type="button"
            class={isActive ? 'quiet' : ''}
            aria-label={`${logIn}: ${name}`}
            data-testid={isActive ? 'web-app-log-in-again' : 'web-app-log-in'}
            disabled={isLocked}
            onClick={props.onLogIn}
          >
            {logIn}
          </button>
          <button
            type="button"
            class="quiet"
            aria-label={`${texts.forget}: ${name}`}
            data-testid="web-app-forget"
            disabled={isLocked && account.kind === 'password'}
            onClick={() =>
              void task.run(() =>
                send('web_app.forget_account', { id: app.id, account: account.id }),
              )
            }
          >
            {texts.forget}
          </button>
        </div>
      </div>
      <Problem sentence={task.problem} />
    </li>
  );
}

function DeleteWebApp(props: { app: WebAppView; onClose: () => void }) {
  const { app, onClose } = props;
  const task = useTask();
  const host = hostOf(app.baseUrl);
  return (
    <Confirm
      label={common.deleteName(host)}
      yes={texts.deleteNow}
      no={common.keep}
      busy={task.busy}
      doing={texts.loggingOut}
      problem={task.problem}
      testid="web-app-delete-confirm"
      onYes={() =>
        void task
          .run(() => send('web_app.remove', { id: app.id }))
          .then((done) => {
            if (done !== null) onClose();
          })
      }
      onNo={onClose}
    >
      <p>{texts.deleteWords(host)}</p>
    </Confirm>
  );
}
