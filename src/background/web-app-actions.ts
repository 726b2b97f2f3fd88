import type { FailureView } from '../messages/contract.ts';
import type { Handlers } from '../messages/router.ts';
import type { WEB_APP_CONTRACT, WebAppView } from '../messages/web-apps.ts';
import { type Failure, failure } from '../outcome/failure.ts';
import { err, ok, type Result } from '../outcome/result.ts';
import type { Logins } from '../platform/login-memory.ts';
import type { WebAppStorage } from '../platform/web-app-storage.ts';
import type { Renewal } from '../sessions/renewal.ts';
import { type AppAccount, readBaseUrl, type WebApp } from '../sessions/web-app.ts';
import type { Vault } from '../vault/vault.ts';
import { failureView } from './views.ts';
import { mayLogIn, passwordId, type WebAppLogins } from './web-app-login.ts';

/** An account of a signer that can sign. */
export interface SigningAccount {
  /** Of the signer. */
  readonly name: string;
  readonly chainId: string;
  readonly address: string;
}

export interface WebAppActionPorts {
  readonly logins: WebAppLogins;
  readonly renewal: Pick<Renewal, 'byUser'>;
  readonly memory: Logins;
  readonly storage: WebAppStorage;
  readonly vault: Pick<Vault, 'state' | 'put' | 'remove'>;
  signers(): Promise<readonly SigningAccount[]>;
  newId(): string;
  /** There are others now. */
  renew(): Promise<void>;
  done(result: Result<unknown, Failure>): { ok: true } | { ok: false; failure: FailureView };
}

type WebAppHandlers = Pick<Handlers, keyof typeof WEB_APP_CONTRACT>;

/** The handlers for what a user does with web apps. */
export function webAppHandlers(ports: WebAppActionPorts): WebAppHandlers {
  const { logins, renewal, memory, storage, vault, done } = ports;

  async function viewOf(app: WebApp, signers: readonly SigningAccount[]): Promise<WebAppView> {
    const session = await logins.sessionOf(app.id);
    const cookie = session && (await logins.cookieOf(app, session));
    const { failure: failed } = await memory.memory.read(app.id);
    return {
      id: app.id,
      baseUrl: app.baseUrl,
      way: app.way,
      guild: app.guild,
      accounts: app.accounts.map((account) =>
        account.kind === 'password'
          ? account
          : { ...account, name: signers.find(isSigner(account))?.name ?? null },
      ),
      active: session?.accountId ?? null,
      session:
        session && cookie
          ? {
              cookie: cookie.name,
              ...(cookie.expires === null ? {} : { expires: isoOf(cookie.expires) }),
              lastUsed: isoOf(session.lastUsedAt),
            }
          : null,
      failure: failed && failureView(failed),
    };
  }

  async function add(url: string, chosen: WebApp['way'] | null): Promise<Result<string, Failure>> {
    const baseUrl = readBaseUrl(url);
    if (!baseUrl.ok) return baseUrl;
    const secure = mayLogIn(baseUrl.value);
    if (!secure.ok) return secure;
    const { host } = new URL(baseUrl.value);
    const isKnown = (apps: readonly WebApp[]): boolean =>
      apps.some((app) => app.baseUrl === baseUrl.value);
    const before = await storage.apps.read();
    if (!before.ok) return before;
    if (isKnown(before.value)) return err(failure('web_app_known', { host }));
    const report = await logins.client({ baseUrl: baseUrl.value }).look();
    if (!report.ok) return report;
    const way = report.value.way ?? chosen;
    if (way === null) return err(failure('web_app_way_unknown', { host }));
    const { guild } = report.value;
    const id = ports.newId();
    const kept = await storage.apps.update((apps) =>
      isKnown(apps)
        ? err(failure('web_app_known', { host }))
        : ok([...apps, { id, baseUrl: baseUrl.value, way, guild, accounts: [] }]),
    );
    return kept.ok ? ok(id) : kept;
  }

  function change(
    id: string,
    to: (app: WebApp) => WebApp | null,
  ): Promise<Result<unknown, Failure>> {
    return storage.apps.update((apps) =>
      ok(apps.flatMap((app) => (app.id === id ? (to(app) ?? []) : [app]))),
    );
  }

  /** Keys and passwords are had only while the vault is open. */
  async function mustBeOpen(): Promise<Result<null, Failure>> {
    const state = await vault.state();
    if (!state.ok) return state;
    if (state.value === 'none') return err(failure('vault_missing'));
    return state.value === 'locked' ? err(failure('login_locked')) : ok(null);
  }

  async function logInAsNew(
    app: WebApp,
    asked: Omit<Extract<AppAccount, { kind: 'password' }>, 'id'> | NewSigner,
    password: string | null,
  ): Promise<Result<unknown, Failure>> {
    const open = await mustBeOpen();
    if (!open.ok) return open;
    const known = app.accounts.find((account) => isTwin(account, asked));
    const account: AppAccount = { ...asked, id: known?.id ?? ports.newId() };
    const loggedIn = await renewal.byUser(app.id, () => logins.logIn(app, account, password));
    if (!loggedIn.ok) return loggedIn;
    if (password !== null) {
      const id = passwordId(app.id, account.id);
      const kept = await vault.put({ id, kind: 'web-app-password', text: password });
      if (!kept.ok) return kept;
    }
    return change(app.id, (now) => ({
      ...now,
      accounts: [...now.accounts.filter(({ id }) => id !== account.id), account],
    }));
  }

  async function forget(app: WebApp, account: AppAccount): Promise<Result<unknown, Failure>> {
    if (account.kind === 'password') {
      const gone = await vault.remove(passwordId(app.id, account.id));
      if (!gone.ok && gone.error.code !== 'vault_missing') {
        return gone.error.code === 'vault_locked' ? err(failure('login_locked')) : gone;
      }
    }
    return change(app.id, (now) => ({
      ...now,
      accounts: now.accounts.filter(({ id }) => id !== account.id),
    }));
  }

  /** Does something with a web app that is known, and one of its accounts if one is named. */
  async function withApp<T>(
    id: string,
    work: (app: WebApp) => Promise<Result<T, Failure>>,
  ): Promise<Result<T, Failure>> {
    const app = await logins.appOf(id);
    return app.ok ? work(app.value) : app;
  }

  function accountOf({ accounts }: WebApp, id: string): Result<AppAccount, Failure> {
    const account = accounts.find((each) => each.id === id);
    return account === undefined ? err(failure('login_account_gone')) : ok(account);
  }

  async function logOut(app: WebApp) {
    const ended = await logins.logOut(app);
    await memory.forget(app.id);
    return ended;
  }

  /** Has one of the other texts signed, for the guild that the web app is of. */
  async function withGuild(
    id: string,
    work: (app: WebApp, guild: NonNullable<WebApp['guild']>) => Promise<Result<unknown, Failure>>,
  ): Promise<Result<unknown, Failure>> {
    const open = await mustBeOpen();
    if (!open.ok) return open;
    return withApp(id, async (app) => {
      if (app.guild === null) {
        return err(failure('web_app_unusable', { host: new URL(app.baseUrl).host }));
      }
      return work(app, app.guild);
    });
  }

  return {
    async 'web_apps.read'() {
      const [apps, signers] = await Promise.all([storage.apps.read(), ports.signers()]);
      return {
        apps: await Promise.all((apps.ok ? apps.value : []).map((app) => viewOf(app, signers))),
        signers: signers.map(({ name, chainId, address }) => ({ name, chainId, address })),
      };
    },
    async 'web_app.add'({ url, way }) {
      const added = await add(url, way);
      if (!added.ok) return { ok: false, failure: failureView(added.error) };
      await ports.renew();
      done(added);
      return { ok: true, id: added.value };
    },
    'web_app.account': async ({ id, account }) =>
      done(
        await withApp(id, (app) =>
          account.kind === 'signer'
            ? logInAsNew(app, account, null)
            : logInAsNew(app, { kind: 'password', username: account.username }, account.password),
        ),
      ),
    'web_app.log_in': async ({ id, account: accountId }) =>
      done(
        await withApp(id, async (app) => {
          const account = accountOf(app, accountId);
          if (!account.ok) return account;
          return renewal.byUser(id, () => logins.logIn(app, account.value, null));
        }),
      ),
    async 'web_app.log_out'({ id }) {
      const ended = await withApp(id, logOut);
      done(ended);
      return ended.ok
        ? { ok: true, left: ended.value }
        : { ok: false, failure: failureView(ended.error) };
    },
    'web_app.forget_account': async ({ id, account: accountId }) =>
      done(
        await withApp(id, async (app) => {
          const account = accountOf(app, accountId);
          if (!account.ok) return account;
          const session = await logins.sessionOf(id);
          if (session?.accountId === accountId) {
            const ended = await logOut(app);
            if (!ended.ok) return ended;
          }
          return forget(app, account.value);
        }),
      ),
    'web_app.remove': async ({ id }) =>
      done(
        await withApp(id, async (app) => {
          for (const account of app.accounts) {
            const gone = await forget(app, account);
            if (!gone.ok) return gone;
          }
          const ended = await logOut(app);
          const gone = ended.ok ? await change(id, () => null) : ended;
          if (gone.ok) await ports.renew();
          return gone;
        }),
      ),
    'web_app.sign_up': async ({ id, chainId, address, username }) =>
      done(
        await withGuild(id, (app, guild) => {
          const sign = logins.signer({ id: '', kind: 'signer', chainId, address });
          return logins.client(app).signUp(guild, address, username, sign);
        }),
      ),
    'web_app.add_device': async ({ id, chainId, address, player, code }) =>
      done(
        await withGuild(id, (app, guild) => {
          const sign = logins.signer({ id: '', kind: 'signer', chainId, address });
          const device = { player, code: code.toUpperCase() };
          return logins.client(app).addDevice(guild, address, device, sign);
        }),
      ),
  };
}

type NewSigner = Omit<Extract<AppAccount, { kind: 'signer' }>, 'id'>;

function isTwin(
  account: AppAccount,
  asked: { readonly kind: 'password'; readonly username: string } | NewSigner,
): boolean {
  return account.kind === 'password'
    ? asked.kind === 'password' && account.username === asked.username
    : asked.kind === 'signer' && isSigner(asked)(account);
}

function isSigner(of: Pick<SigningAccount, 'chainId' | 'address'>) {
  return ({ chainId, address }: Pick<SigningAccount, 'chainId' | 'address'>): boolean =>
    chainId === of.chainId && address === of.address;
}

function isoOf(ms: number): string {
  return new Date(ms).toISOString();
}
