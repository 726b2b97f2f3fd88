import { type Failure, failure } from '../outcome/failure.ts';
import { err, ok, type Result } from '../outcome/result.ts';
import {
  type Granted,
  type OAuthLogin,
  oauthSecret,
  readTokens,
  refreshAt,
  retryWait,
  type Tokens,
} from './oauth-login.ts';
import type { IssuedTokens, OAuthProtocol } from './oauth-protocol.ts';

/** A list in one record. */
export interface LoginList {
  read(): Promise<Result<readonly OAuthLogin[], Failure>>;
  update(
    change: (list: readonly OAuthLogin[]) => Result<readonly OAuthLogin[], Failure>,
  ): Promise<Result<readonly OAuthLogin[], Failure>>;
}

export interface OAuthPorts {
  readonly logins: LoginList;
  readonly vault: {
    state(): Promise<Result<'none' | 'locked' | 'unlocked', Failure>>;
    put(secret: { id: string; kind: string; text: string }): Promise<Result<null, Failure>>;
    get(id: string): Promise<Result<string | null, Failure>>;
    remove(id: string): Promise<Result<null, Failure>>;
  };
  /** Loaded at its first use: most lives of the background have none. */
  protocol(): Promise<OAuthProtocol>;
  /** Where providers send the user back to. */
  redirectUri(): string;
  /**
   * Shows the provider's page to the user.
   * @returns the URL that the provider sent them back to. Errors: `oauth_cancelled`,
   *   `oauth_page_failed`
   */
  show(url: string, origin: string): Promise<Result<string, Failure>>;
  now(): number;
  /** Has `tend` called at that time; null: not any more. */
  remindAt(time: number | null): void;
  /** What is shown to this origin is not what it was. */
  renew(origin: string): Promise<Result<unknown, Failure>>;
  /** Called around what the background must not die in. */
  readonly awake: { begin(): void; end(): void };
  changed(): void;
}

/**
 * Logins with OAuth 2.1 providers.
 *
 * Errors of all that reads or writes tokens: `vault_missing`, `vault_locked`, `key_gone` where there
 * is no such login.
 */
export interface OAuth {
  /** Asks the user in a window of the provider's. Errors: those of `OAuthProtocol`, `oauth_busy`. */
  logIn(id: string): Promise<Result<null, Failure>>;
  /**
   * Forgets the tokens here, and has the provider revoke them. `oauth_not_revoked`: that is not
   * certain; they are forgotten all the same.
   */
  logOut(id: string): Promise<Result<null, Failure>>;
  /** Replaces the access token by a new one; joined by whoever asks meanwhile. */
  refresh(id: string): Promise<Result<null, Failure>>;
  /** Refreshes whatever is due, and has itself called again. Does nothing while the vault is locked. */
  tend(): Promise<void>;
}

export function openOAuth(ports: OAuthPorts): OAuth {
  const { logins, vault, now } = ports;
  const loggingIn = new Set<string>();
  const refreshing = new Map<string, Promise<Result<null, Failure>>>();
  const lines = new Map<string, Promise<unknown>>();

  /** One change of a login's tokens at a time: what is refreshed meanwhile must not outlive its end. */
  function inTurn<T>(id: string, work: () => Promise<T>): Promise<T> {
    const turn = (lines.get(id) ?? Promise.resolve()).then(work);
    lines.set(
      id,
      turn.catch(() => undefined),
    );
    return turn;
  }

  async function loginOf(id: string): Promise<Result<OAuthLogin, Failure>> {
    const known = await logins.read();
    if (!known.ok) return known;
    const login = known.value.find((each) => each.id === id);
    return login === undefined ? err(failure('key_gone')) : ok(login);
  }

  /** Tokens are good for nothing if they cannot be kept: asked before any are issued. */
  async function mustBeOpen(): Promise<Result<null, Failure>> {
    const state = await vault.state();
    if (!state.ok) return state;
    if (state.value === 'unlocked') return ok(null);
    return err(failure(state.value === 'none' ? 'vault_missing' : 'vault_locked'));
  }

  async function write(id: string, change: Partial<OAuthLogin>): Promise<Result<null, Failure>> {
    const written = await logins.update((list) =>
      list.some((each) => each.id === id)
        ? ok(list.map((each) => (each.id === id ? { ...each, ...change } : each)))
        : err(failure('key_gone')),
    );
    ports.changed();
    return written.ok ? ok(null) : written;
  }

  async function remind(): Promise<void> {
    const known = await logins.read();
    if (!known.ok) return;
    const times = known.value.flatMap((login) => refreshAt(login) ?? []);
    ports.remindAt(times.length === 0 ? null : Math.min(...times));
  }

  /** Keeps new tokens, and shows the access token. The tokens first: what names them may be lost. */
  async function keep(
    login: OAuthLogin,
    issued: IssuedTokens,
    before: { tokens: Tokens; granted: Granted } | null,
  ): Promise<Result<null, Failure>> {
    const refresh = issued.refresh ?? before?.tokens.refresh ?? null;
    const tokens: Tokens = { access: issued.access, refresh };
    const put = await vault.put({
      id: oauthSecret(login.id),
      kind: 'oauth-tokens',
      text: JSON.stringify(tokens),
    });
    if (!put.ok) return put;
    const at = now();
    const granted: Granted = {
      loggedInAt: before?.granted.loggedInAt ?? at,
      at,
      expiresAt: issued.lifeMs === null ? null : at + issued.lifeMs,
      isRefreshable: refresh !== null,
    };
    const written = await write(login.id, { granted, problem: null, failures: 0, retryAt: null });
    if (!written.ok) {
      // Deleted meanwhile: nobody would ever look for them again.
      if (written.error.code === 'key_gone') await vault.remove(oauthSecret(login.id));
      return written;
    }
    await remind();
    const renewed = await ports.renew(login.origin);
    return renewed.ok ? ok(null) : renewed;
  }

  /** The tokens are of no use any more. */
  async function forget(
    login: OAuthLogin,
    problem: Failure | null,
  ): Promise<Result<null, Failure>> {
    const written = await write(login.id, {
      granted: null,
      problem: problem === null ? null : problemOf(problem),
      failures: 0,
      retryAt: null,
    });
    if (!written.ok) return written;
    const removed = await vault.remove(oauthSecret(login.id));
    await remind();
    const renewed = await ports.renew(login.origin);
    return removed.ok && !renewed.ok ? renewed : removed;
  }

  async function logInOnce(login: OAuthLogin): Promise<Result<null, Failure>> {
    const open = await mustBeOpen();
    if (!open.ok) return open;
    const protocol = await ports.protocol();
    const begun = await protocol.begin(login, ports.redirectUri());
    if (!begun.ok) return begun;
    const returned = await ports.show(begun.value.url, new URL(login.issuer).origin);
    if (!returned.ok) return returned;
    const issued = await begun.value.finish(returned.value);
    return issued.ok ? inTurn(login.id, () => keep(login, issued.value, null)) : issued;
  }

  async function refreshOnce(id: string): Promise<Result<null, Failure>> {
    const [login, open] = [await loginOf(id), await mustBeOpen()];
    if (!login.ok) return login;
    if (!open.ok) return open;
    const { granted, issuer } = login.value;
    const kept = await vault.get(oauthSecret(id));
    if (!kept.ok) return kept;
    const tokens = readTokens(kept.value);
    if (granted === null || tokens === null || tokens.refresh === null) {
      const ended = failure('oauth_login_ended', { origin: new URL(issuer).origin });
      return err(ended);
    }
    const protocol = await ports.protocol();
    const issued = await protocol.refresh(login.value, tokens.refresh);
    if (issued.ok) return keep(login.value, issued.value, { tokens, granted });
    if (issued.error.code === 'oauth_login_ended') {
      await forget(login.value, issued.error);
      return issued;
    }
    const failures = login.value.failures + 1;
    await write(id, {
      problem: problemOf(issued.error),
      failures,
      retryAt: now() + retryWait(failures),
    });
    await remind();
    return issued;
  }

  async function whileAwake<T>(work: () => Promise<T>): Promise<T> {
    ports.awake.begin();
    return work().finally(ports.awake.end);
  }

  function refresh(id: string): Promise<Result<null, Failure>> {
    // A refresh token may be good for one use alone: two at once would end the login.
    const underWay = refreshing.get(id);
    if (underWay !== undefined) return underWay;
    const work = (): Promise<Result<null, Failure>> => whileAwake(() => refreshOnce(id));
    const turn = inTurn(id, work).finally(() => refreshing.delete(id));
    refreshing.set(id, turn);
    return turn;
  }

  return {
    refresh,
    async logIn(id) {
      if (loggingIn.has(id)) return err(failure('oauth_busy'));
      loggingIn.add(id);
      try {
        const login = await loginOf(id);
        if (!login.ok) return login;
        return await whileAwake(() => logInOnce(login.value));
      } finally {
        loggingIn.delete(id);
      }
    },
    async logOut(id) {
      const login = await loginOf(id);
      if (!login.ok) return login;
      const taken = await inTurn(id, async (): Promise<Result<Tokens | null, Failure>> => {
        const kept = await vault.get(oauthSecret(id));
        if (!kept.ok) return kept;
        const forgotten = await forget(login.value, null);
        return forgotten.ok ? ok(readTokens(kept.value)) : forgotten;
      });
      if (!taken.ok) return taken;
      const tokens = taken.value;
      if (tokens === null) return ok(null);
      return whileAwake(async () => {
        const protocol = await ports.protocol();
        // The refresh token first: with it a provider ends the whole grant (RFC 7009, section 2.1).
        const all = tokens.refresh === null ? [tokens.access] : [tokens.refresh, tokens.access];
        const revoked = await protocol.revoke(login.value, all);
        if (revoked.ok) return revoked;
        const { origin } = new URL(login.value.issuer);
        return err(failure('oauth_not_revoked', { origin }, revoked.error));
      });
    },
    async tend() {
      const [known, open] = [await logins.read(), await mustBeOpen()];
      if (!known.ok || !open.ok) return;
      const due = known.value.filter((login) => (refreshAt(login) ?? Infinity) <= now());
      await Promise.all(due.map(({ id }) => refresh(id)));
      await remind();
    },
  };
}

function problemOf({ code, detail }: Failure): {
  code: Failure['code'];
  detail?: Readonly<Record<string, string>>;
} {
  return detail === undefined ? { code } : { code, detail };
}
