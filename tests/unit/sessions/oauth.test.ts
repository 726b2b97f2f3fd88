import { beforeEach, describe, expect, it } from 'vitest';
import { failure } from '../../../src/outcome/failure.ts';
import { err, ok, type Result } from '../../../src/outcome/result.ts';
import { type OAuth, openOAuth } from '../../../src/sessions/oauth.ts';
import { type OAuthLogin, oauthSecret } from '../../../src/sessions/oauth-login.ts';
import type { IssuedTokens, OAuthProtocol } from '../../../src/sessions/oauth-protocol.ts';
import { codeOf, unwrap } from '../fakes/samples.ts';

const LOGIN: OAuthLogin = {
  id: 'o1',
  name: 'Calendar',
  issuer: 'https://login.example/',
  clientId: 'me',
  scope: 'openid',
  origin: 'https://api.example',
  path: '/',
  granted: null,
  problem: null,
  failures: 0,
  retryAt: null,
};
const HOUR = 3_600_000;
const ORIGIN = 'https://login.example';

/** What one life of the background has, and the disk. */
let now: number;
let logins: readonly OAuthLogin[];
let secrets: Map<string, string>;
let state: 'none' | 'locked' | 'unlocked';
let log: string[];
let reminded: number | null;
let issue: () => Promise<Result<IssuedTokens, ReturnType<typeof failure>>>;
let shown: Result<string, ReturnType<typeof failure>>;
let revoked: Result<null, ReturnType<typeof failure>>;
let loads: number;
let oauth: OAuth;

let serial = 0;
function tokens(of: Partial<IssuedTokens> = {}): IssuedTokens {
  serial += 1;
  return { access: `access-${serial}`, refresh: `refresh-${serial}`, lifeMs: HOUR, ...of };
}

const protocol: OAuthProtocol = {
  async begin({ clientId }, redirectUri) {
    log.push(`begin ${clientId} ${redirectUri}`);
    return ok({ url: 'https://login.example/auth', finish: () => issue() });
  },
  async refresh(_, token) {
    log.push(`refresh ${token}`);
    return issue();
  },
  async revoke(_, all) {
    log.push(`revoke ${all.join(' ')}`);
    return revoked;
  },
};

function start(): void {
  oauth = openOAuth({
    logins: {
      read: async () => ok(logins),
      async update(change) {
        const changed = change(logins);
        if (changed.ok) logins = changed.value;
        return changed;
      },
    },
    vault: {
      state: async () => ok(state),
      async put({ id, text }) {
        if (state !== 'unlocked') return err(failure('vault_locked'));
        secrets.set(id, text);
        log.push('put');
        return ok(null);
      },
      async get(id) {
        return state === 'unlocked' ? ok(secrets.get(id) ?? null) : err(failure('vault_locked'));
      },
      async remove(id) {
        secrets.delete(id);
        return ok(null);
      },
    },
    async protocol() {
      loads += 1;
      return protocol;
    },
    redirectUri: () => 'https://us.example/',
    show: async () => shown,
    now: () => now,
    remindAt: (time) => {
      reminded = time;
    },
    async renew(origin) {
      log.push(`renew ${origin} ${login()?.granted === null ? 'out' : 'in'}`);
      return ok(null);
    },
    awake: { begin: () => undefined, end: () => undefined },
    changed: () => undefined,
  });
}

beforeEach(() => {
  serial = 0;
  [now, logins, secrets, state, log, reminded] = [1000, [LOGIN], new Map(), 'unlocked', [], null];
  issue = async () => ok(tokens());
  [shown, revoked, loads] = [ok('https://us.example/?code=c'), ok(null), 0];
  start();
});

const login = () => logins.find(({ id }) => id === 'o1');
const kept = () => JSON.parse(secrets.get(oauthSecret('o1')) ?? 'null');
async function loggedIn(of: Partial<IssuedTokens> = {}): Promise<void> {
  issue = async () => ok(tokens(of));
  unwrap(await oauth.logIn('o1'));
  log = [];
}

describe('logging in', () => {
  it('keeps the tokens in the vault before anything names them, and shows the access token', async () => {
    unwrap(await oauth.logIn('o1'));
    expect(log).toEqual(['begin me https://us.example/', 'put', 'renew https://api.example in']);
    expect(kept()).toEqual({ access: 'access-1', refresh: 'refresh-1' });
    expect(login()?.granted).toEqual({
      loggedInAt: 1000,
      at: 1000,
      expiresAt: 1000 + HOUR,
      isRefreshable: true,
    });
    expect(JSON.stringify(logins)).not.toMatch(/access-1|refresh-1/);
    expect(reminded).toBe(1000 + HOUR - 300_000);
  });

  it.each(['locked', 'none'] as const)('asks nobody while the vault is %s', async (is) => {
    state = is;
    expect(codeOf(await oauth.logIn('o1'))).toBe(is === 'none' ? 'vault_missing' : 'vault_locked');
    expect([log, loads]).toEqual([[], 0]);
  });

  it('shows one window at a time', async () => {
    const first = oauth.logIn('o1');
    expect(codeOf(await oauth.logIn('o1'))).toBe('oauth_busy');
    unwrap(await first);
    unwrap(await oauth.logIn('o1'));
  });

  it('leaves what there was when its window is closed, or the provider refuses', async () => {
    await loggedIn();
    const before = login();
    shown = err(failure('oauth_cancelled'));
    expect(codeOf(await oauth.logIn('o1'))).toBe('oauth_cancelled');
    shown = ok('x');
    issue = async () => err(failure('oauth_denied'));
    expect(codeOf(await oauth.logIn('o1'))).toBe('oauth_denied');
    expect(login()).toBe(before);
  });

  it('keeps nothing of a login that was deleted meanwhile', async () => {
    issue = async () => {
      logins = [];
      return ok(tokens());
    };
    expect(codeOf(await oauth.logIn('o1'))).toBe('key_gone');
    expect(secrets.size).toBe(0);
  });
});

describe('refreshing', () => {
  it('keeps the new refresh token in place of the old one, which may be good no more', async () => {
    await loggedIn();
    now = 5000;
    issue = async () => ok(tokens());
    unwrap(await oauth.refresh('o1'));
    expect(log).toEqual(['refresh refresh-1', 'put', 'renew https://api.example in']);
    expect(kept()).toEqual({ access: 'access-2', refresh: 'refresh-2' });
    expect(login()?.granted).toMatchObject({ loggedInAt: 1000, at: 5000, expiresAt: 5000 + HOUR });
  });

  it('keeps the old refresh token if no new one came', async () => {
    await loggedIn();
    issue = async () => ok(tokens({ refresh: null }));
    unwrap(await oauth.refresh('o1'));
    expect(kept()).toEqual({ access: 'access-2', refresh: 'refresh-1' });
  });

  it('uses the refresh token once, however many ask', async () => {
    await loggedIn();
    await Promise.all([oauth.refresh('o1'), oauth.refresh('o1'), oauth.tend()]);
    expect(log.filter((line) => line.startsWith('refresh'))).toEqual(['refresh refresh-1']);
  });

  it('ends the login when the provider does not renew it any more', async () => {
    await loggedIn();
    issue = async () => err(failure('oauth_login_ended', { origin: ORIGIN }));
    expect(codeOf(await oauth.refresh('o1'))).toBe('oauth_login_ended');
    expect(login()).toMatchObject({
      granted: null,
      problem: { code: 'oauth_login_ended', detail: { origin: ORIGIN } },
    });
    expect(secrets.size).toBe(0);
    expect(log.at(-1)).toBe('renew https://api.example out');
    expect(reminded).toBeNull();
  });

  it('is tried again, ever later, while the provider is down; the token stays meanwhile', async () => {
    await loggedIn();
    issue = async () => err(failure('oauth_unreachable', { origin: ORIGIN }));
    for (const wait of [60_000, 120_000, 240_000]) {
      expect(codeOf(await oauth.refresh('o1'))).toBe('oauth_unreachable');
      expect(reminded).toBe(now + wait);
      now += wait;
    }
    expect(login()?.granted).not.toBeNull();
    expect(kept()).toEqual({ access: 'access-1', refresh: 'refresh-1' });
    issue = async () => ok(tokens());
    await oauth.tend();
    expect(login()).toMatchObject({ problem: null, failures: 0, retryAt: null });
  });

  it('is no business of a login without a refresh token', async () => {
    await loggedIn({ refresh: null });
    now += HOUR;
    await oauth.tend();
    expect(log).toEqual([]);
    expect(codeOf(await oauth.refresh('o1'))).toBe('oauth_login_ended');
  });
});

describe('tending to what is due', () => {
  it('does nothing before, and loads nothing', async () => {
    await loggedIn();
    loads = 0;
    now = 1000 + HOUR - 300_001;
    await oauth.tend();
    expect([log, loads]).toEqual([[], 0]);
    now += 1;
    await oauth.tend();
    expect(log[0]).toBe('refresh refresh-1');
  });

  it('waits for the vault to be unlocked, and goes on then, in another life', async () => {
    await loggedIn();
    now += HOUR;
    state = 'locked';
    await oauth.tend();
    expect(log).toEqual([]);
    start();
    state = 'unlocked';
    await oauth.tend();
    expect(kept().access).toBe('access-2');
  });
});

describe('logging out', () => {
  it('takes the token away, forgets all, and has both tokens revoked', async () => {
    await loggedIn();
    unwrap(await oauth.logOut('o1'));
    expect(log).toEqual(['renew https://api.example out', 'revoke refresh-1 access-1']);
    expect([login()?.granted, secrets.size, reminded]).toEqual([null, 0, null]);
  });

  it('is done here all the same if the provider does not hear of it, and says so', async () => {
    await loggedIn();
    revoked = err(failure('oauth_unreachable'));
    expect(await oauth.logOut('o1')).toMatchObject({
      error: { code: 'oauth_not_revoked', detail: { origin: ORIGIN } },
    });
    expect([login()?.granted, secrets.size]).toEqual([null, 0]);
  });

  it('is not undone by a refresh that was under way', async () => {
    await loggedIn();
    let answer: (issued: IssuedTokens) => void = () => undefined;
    issue = () =>
      new Promise((resolve) => {
        answer = (issued) => resolve(ok(issued));
      });
    const refreshed = oauth.refresh('o1');
    const out = oauth.logOut('o1');
    await new Promise((resolve) => setImmediate(resolve));
    answer(tokens());
    await Promise.all([refreshed, out]);
    expect([login()?.granted, secrets.size]).toEqual([null, 0]);
    expect(log.at(-1)).toBe('revoke refresh-2 access-2');
  });

  it('asks for the vault first: without the tokens nothing could be revoked', async () => {
    await loggedIn();
    state = 'locked';
    expect(codeOf(await oauth.logOut('o1'))).toBe('vault_locked');
    expect(login()?.granted).not.toBeNull();
  });
});
