import type { Fetch } from '../net/body.ts';
import { type Failure, failure } from '../outcome/failure.ts';
import { err, ok, type Result } from '../outcome/result.ts';
import type { Clock } from '../payments/clock.ts';
import { isSecure } from '../payments/policy.ts';
import type { CookieJar } from '../platform/cookie-jar.ts';
import type { WebAppStorage } from '../platform/web-app-storage.ts';
import {
  type AppClient,
  clientOf,
  type Login,
  type Remainder,
  type SignText,
} from '../sessions/client.ts';
import { type AppAccount, type AppSession, AUTH, type WebApp } from '../sessions/web-app.ts';
import type { Vault } from '../vault/vault.ts';

/** What logging in to a web app needs. */
export interface LoginPorts {
  readonly clock: Pick<Clock, 'now'>;
  readonly storage: WebAppStorage;
  readonly jar: CookieJar;
  readonly vault: Pick<Vault, 'get'>;
  readonly fetch: Fetch;
  /** Signs one of the three texts of a Structs web app with the key of an account. */
  signText(
    account: { readonly chainId: string; readonly address: string },
    text: string,
  ): ReturnType<SignText>;
}

/** Logs the user in to web apps and out of them, in the browser's own jar. */
export interface WebAppLogins {
  client(app: Pick<WebApp, 'baseUrl'>): AppClient;
  appOf(id: string): Promise<Result<WebApp, Failure>>;
  sessionOf(appId: string): Promise<AppSession | null>;
  /**
   * Logs in. While that is not done, a session that there was of another account goes on.
   * @param password as it was typed; null takes it from the vault
   */
  logIn(app: WebApp, account: AppAccount, password: string | null): Promise<Result<null, Failure>>;
  /** The same as the active account, after its session has run out. */
  logInAgain(appId: string): Promise<Result<null, Failure>>;
  keep(appId: string, mayPutBack: boolean): ReturnType<CookieJar['keep']>;
  /** The session's cookie in the browser's jar, without its value; null if it is there no more. */
  cookieOf(
    app: WebApp,
    session: AppSession,
  ): Promise<{ readonly name: string; readonly expires: number | null } | null>;
  /** Ends the session here, and tells what the web app still holds of it. */
  logOut(app: WebApp): Promise<Result<Remainder, Failure>>;
  /** It was seen to be in use. */
  used(appId: string): Promise<void>;
  signer(account: Extract<AppAccount, { kind: 'signer' }>): SignText;
}

/** Where a password is in the vault. */
export function passwordId(appId: string, accountId: string): string {
  return `web-app:${appId}:${accountId}`;
}

/** Whether a web app may be spoken to: over HTTPS, or on this machine. */
export function mayLogIn(baseUrl: string): Result<null, Failure> {
  const { origin } = new URL(baseUrl);
  return isSecure(origin, { hiddenServices: false })
    ? ok(null)
    : err(failure('web_app_insecure', { host: new URL(baseUrl).host }));
}

export function webAppLogins(ports: LoginPorts): WebAppLogins {
  const { storage, jar, vault, clock } = ports;
  const client = ({ baseUrl }: Pick<WebApp, 'baseUrl'>): AppClient =>
    clientOf(baseUrl, ports.fetch, clock.now);
  /** Where its cookies are looked for: what is set for the login is sent to it as well. */
  const jarUrl = ({ baseUrl }: WebApp): string => `${baseUrl}${AUTH}login`;

  async function appOf(id: string): Promise<Result<WebApp, Failure>> {
    const apps = await storage.apps.read();
    if (!apps.ok) return apps;
    const app = apps.value.find((each) => each.id === id);
    return app === undefined ? err(failure('web_app_gone')) : ok(app);
  }

  async function sessionOf(appId: string): Promise<AppSession | null> {
    const sessions = await storage.sessions.read();
    return (sessions.ok ? sessions.value : []).find((each) => each.appId === appId) ?? null;
  }

  const signer =
    ({ chainId, address }: Extract<AppAccount, { kind: 'signer' }>): SignText =>
    async (text) => {
      const signed = await ports.signText({ chainId, address }, text);
      if (signed.ok || signed.error.code !== 'signer_gone') return signed;
      return err(failure('login_account_gone'));
    };

  async function loginOf(
    app: WebApp,
    account: AppAccount,
    typed: string | null,
  ): Promise<Result<Login, Failure>> {
    if (account.kind === 'signer') {
      const { address } = account;
      return ok({ kind: 'signer', guild: app.guild, address, sign: signer(account) });
    }
    const { username } = account;
    if (typed !== null) return ok({ kind: 'password', username, password: typed });
    const kept = await vault.get(passwordId(app.id, account.id));
    if (!kept.ok) return kept;
    if (kept.value === null) return err(failure('login_password_missing'));
    return ok({ kind: 'password', username, password: kept.value });
  }

  async function logIn(
    app: WebApp,
    account: AppAccount,
    password: string | null,
  ): Promise<Result<null, Failure>> {
    const secure = mayLogIn(app.baseUrl);
    if (!secure.ok) return secure;
    const login = await loginOf(app, account, password);
    if (!login.ok) return unlocked(login);
    const before = await sessionOf(app.id);
    const done = await jar.during(jarUrl(app), () => client(app).logIn(login.value));
    if (!done.result.ok) return unlocked(done.result);
    // One that goes on under the same name and value sets nothing new.
    const cookies = done.set.length > 0 ? done.set : (before?.cookies ?? []);
    const [session] = cookies;
    if (session === undefined || (await jar.find(jarUrl(app), session)) === null) {
      if ((await jar.keep(jarUrl(app), cookies, true)) !== 'put_back') {
        return err(failure('session_not_kept', { host: new URL(app.baseUrl).host }));
      }
    }
    const kept: AppSession = {
      appId: app.id,
      accountId: account.id,
      cookies,
      lastUsedAt: clock.now(),
    };
    const written = await storage.sessions.update((list) =>
      ok([...list.filter((each) => each.appId !== app.id), kept]),
    );
    return written.ok ? ok(null) : written;
  }

  /** Locked is said in other words where it is about a login. */
  function unlocked(failed: { ok: false; error: Failure }): { ok: false; error: Failure } {
    return failed.error.code === 'vault_locked' ? err(failure('login_locked')) : failed;
  }

  return {
    client,
    appOf,
    sessionOf,
    logIn,
    signer,
    async logInAgain(appId) {
      const [app, session] = [await appOf(appId), await sessionOf(appId)];
      if (!app.ok) return app;
      const account = app.value.accounts.find(({ id }) => id === session?.accountId);
      if (account === undefined) return err(failure('login_account_gone'));
      return logIn(app.value, account, null);
    },
    async cookieOf(app, { cookies: [name] }) {
      if (name === undefined) return null;
      const found = await jar.find(jarUrl(app), name);
      return found && { name, expires: found.expires };
    },
    async keep(appId, mayPutBack) {
      const [app, session] = [await appOf(appId), await sessionOf(appId)];
      if (!app.ok || session === null) return 'gone';
      return jar.keep(jarUrl(app.value), session.cookies, mayPutBack);
    },
    async logOut(app) {
      const session = await sessionOf(app.id);
      if (session === null) return ok(null);
      const account = app.accounts.find(({ id }) => id === session.accountId);
      const at = account?.kind === 'signer' ? { guild: app.guild, address: account.address } : null;
      const left = await client(app).logOut(at);
      await jar.remove(jarUrl(app), session.cookies);
      const written = await storage.sessions.update((list) =>
        ok(list.filter((each) => each.appId !== app.id)),
      );
      return written.ok ? ok(left) : written;
    },
    async used(appId) {
      await storage.sessions.update((list) =>
        ok(
          list.map((each) => (each.appId === appId ? { ...each, lastUsedAt: clock.now() } : each)),
        ),
      );
    },
  };
}
