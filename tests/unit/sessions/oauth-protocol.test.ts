import { beforeEach, describe, expect, it } from 'vitest';
import { openOAuthProtocol } from '../../../src/sessions/oauth-protocol.ts';
import { codeOf, unwrap } from '../fakes/samples.ts';

const ISSUER = 'https://login.example/';
const REDIRECT = 'https://us.example/';
const CLIENT = { issuer: ISSUER, clientId: 'me', scope: '' };
const NOW_S = (): number => Math.floor(Date.now() / 1000);

const METADATA = {
  issuer: ISSUER,
  authorization_endpoint: 'https://login.example/auth',
  token_endpoint: 'https://login.example/token',
  revocation_endpoint: 'https://login.example/revoke',
  code_challenge_methods_supported: ['S256'],
};
const TOKENS = { access_token: 'a-1', token_type: 'Bearer', expires_in: 60, refresh_token: 'r-1' };

type Answer = Response | Error;

let answers: Map<string, () => Answer>;
let asked: { url: string; init: RequestInit; body: URLSearchParams }[];

function json(body: unknown, status = 200): Response {
  const headers = { 'content-type': 'application/json' };
  return new Response(JSON.stringify(body), { status, headers });
}
function metadata(of: object = {}): void {
  answers.set('/.well-known/openid-configuration', () => json({ ...METADATA, ...of }));
}

const protocol = openOAuthProtocol(
  async (url, init) => {
    asked.push({ url, init, body: new URLSearchParams(String(init.body ?? '')) });
    const answer = answers.get(new URL(url).pathname)?.() ?? new Response('', { status: 404 });
    if (answer instanceof Error) throw answer;
    return answer;
  },
  (origin) => origin.startsWith('https:'),
);

beforeEach(() => {
  [answers, asked] = [new Map(), []];
  metadata();
  answers.set('/token', () => json(TOKENS));
});

/** Where the user comes back, with what the provider adds. */
function back(url: string, of: Record<string, string>): string {
  const state = new URL(url).searchParams.get('state') ?? '';
  return `${REDIRECT}?${new URLSearchParams({ state, ...of })}`;
}
async function logIn(of: Record<string, string> = { code: 'c' }, client = CLIENT) {
  const begun = unwrap(await protocol.begin(client, REDIRECT));
  return begun.finish(back(begun.url, of));
}

describe('a login', () => {
  it('is asked for with PKCE and a state, by code, at the endpoint of the provider', async () => {
    const { url } = unwrap(await protocol.begin(CLIENT, REDIRECT));
    const { origin, pathname, searchParams } = new URL(url);
    expect(origin + pathname).toBe(METADATA.authorization_endpoint);
    expect(Object.fromEntries(searchParams)).toEqual({
      response_type: 'code',
      client_id: 'me',
      redirect_uri: REDIRECT,
      state: expect.stringMatching(/^[\w-]{43}$/),
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
      code_challenge_method: 'S256',
    });
    const other = unwrap(await protocol.begin(CLIENT, REDIRECT));
    expect(new URL(other.url).searchParams.get('state')).not.toBe(searchParams.get('state'));
  });

  it('asks for consent where it wants a refresh token, and for a nonce with OpenID', async () => {
    const scope = 'openid offline_access';
    const { url } = unwrap(await protocol.begin({ ...CLIENT, scope }, REDIRECT));
    const { searchParams } = new URL(url);
    expect(searchParams.get('scope')).toBe(scope);
    expect(searchParams.get('prompt')).toBe('consent');
    expect(searchParams.get('nonce')).toMatch(/^[\w-]{43}$/);
  });

  it('takes the code to the token endpoint, with the verifier and without a secret', async () => {
    expect(unwrap(await logIn())).toEqual({ access: 'a-1', refresh: 'r-1', lifeMs: 60_000 });
    const { url, init, body } = asked.at(-1) ?? { url: '', init: {}, body: new Map() };
    expect(url).toBe(METADATA.token_endpoint);
    expect(init.redirect).toBe('manual');
    expect(Object.fromEntries(body)).toEqual({
      grant_type: 'authorization_code',
      client_id: 'me',
      code: 'c',
      redirect_uri: REDIRECT,
      code_verifier: expect.stringMatching(/^[\w-]{43}$/),
    });
  });

  it('reads the metadata of RFC 8414 where there is none of OpenID', async () => {
    answers.delete('/.well-known/openid-configuration');
    answers.set('/.well-known/oauth-authorization-server', () => json(METADATA));
    expect(unwrap(await logIn()).access).toBe('a-1');
  });

  it('is refused to an answer that belongs to another one', async () => {
    const begun = unwrap(await protocol.begin(CLIENT, REDIRECT));
    const forged = `${REDIRECT}?code=c&state=other`;
    expect(codeOf(await begun.finish(forged))).toBe('oauth_unusable');
    expect(asked.some(({ url }) => url.endsWith('/token'))).toBe(false);
  });

  it.each([
    [{ error: 'access_denied' }, 'oauth_denied'],
    [{ error: 'invalid_scope' }, 'oauth_refused'],
  ])('that comes back with %o says so', async (of, code) => {
    expect(codeOf(await logIn(of))).toBe(code);
  });

  it('says which error it was, but not in words of the provider', async () => {
    const evil = { error: '<b>call 555</b>', error_description: 'call 555' };
    expect(await logIn(evil)).toMatchObject({ error: { detail: { message: 'unknown error' } } });
    expect(await logIn({ error: 'invalid_scope' })).toMatchObject({
      error: { detail: { message: 'invalid_scope', origin: 'https://login.example' } },
    });
  });
});

describe('a provider', () => {
  it.each([
    ['is down', () => new TypeError('fetch failed'), 'oauth_unreachable'],
    ['is ill', () => new Response('oops', { status: 503 }), 'oauth_unreachable'],
    ['is none', () => new Response('<html>', { status: 200 }), 'oauth_unusable'],
    ['sends elsewhere', () => new Response('', { status: 302 }), 'oauth_unusable'],
    ['is another', () => json({ ...METADATA, issuer: 'https://evil.example/' }), 'oauth_unusable'],
    [
      'is spoken to in the clear',
      () => json({ ...METADATA, token_endpoint: 'http://login.example/token' }),
      'oauth_insecure',
    ],
  ])('that %s is told apart', async (_, answer, code) => {
    answers.set('/.well-known/openid-configuration', answer);
    expect(codeOf(await protocol.begin(CLIENT, REDIRECT))).toBe(code);
    expect(codeOf(await protocol.refresh(CLIENT, 'r'))).toBe(code);
  });

  it('that says that it knows no PKCE is not logged in to', async () => {
    metadata({ code_challenge_methods_supported: ['plain'] });
    expect(codeOf(await protocol.begin(CLIENT, REDIRECT))).toBe('oauth_unusable');
  });

  it.each([
    ['invalid_client', 401, 'oauth_client_wrong'],
    ['unauthorized_client', 400, 'oauth_client_wrong'],
    ['invalid_grant', 400, 'oauth_refused'],
  ])('that answers %s to the code is told apart', async (error, status, code) => {
    answers.set('/token', () => json({ error }, status));
    expect(codeOf(await logIn())).toBe(code);
  });

  it('that issues something else than a bearer token is of no use', async () => {
    answers.set('/token', () => json({ ...TOKENS, token_type: 'mac' }));
    expect(codeOf(await logIn())).toBe('oauth_unusable');
  });

  it('may leave out a refresh token, and when the other one ends', async () => {
    answers.set('/token', () => json({ access_token: 'a-2', token_type: 'bearer' }));
    expect(unwrap(await logIn())).toEqual({ access: 'a-2', refresh: null, lifeMs: null });
  });
});

describe('the clock', () => {
  function idToken(nonce: string, aheadS: number): string {
    const part = (of: object): string => Buffer.from(JSON.stringify(of)).toString('base64url');
    const now = NOW_S() + aheadS;
    const claims = { iss: ISSUER, aud: 'me', sub: 'ada', nonce, iat: now, exp: now + 30 };
    return [part({ alg: 'RS256' }), part(claims), 'AA'].join('.');
  }
  async function logInWithOpenId(aheadS: number) {
    const begun = unwrap(await protocol.begin({ ...CLIENT, scope: 'openid' }, REDIRECT));
    const nonce = new URL(begun.url).searchParams.get('nonce') ?? '';
    answers.set('/token', () => json({ ...TOKENS, id_token: idToken(nonce, aheadS) }));
    return begun.finish(back(begun.url, { code: 'c' }));
  }

  it.each([-200, -95])('that is %i s behind is told apart', async (aheadS) => {
    expect(codeOf(await logInWithOpenId(aheadS))).toBe('oauth_clock_wrong');
  });

  it.each([-60, 0, 50])('may be %i s off', async (aheadS) => {
    expect((await logInWithOpenId(aheadS)).ok).toBe(true);
  });
});

describe('a refresh token', () => {
  it('that is good no more ends the login', async () => {
    answers.set('/token', () => json({ error: 'invalid_grant' }, 400));
    expect(codeOf(await protocol.refresh(CLIENT, 'r-1'))).toBe('oauth_login_ended');
  });

  it('is revoked, with the access token', async () => {
    answers.set('/revoke', () => new Response('', { status: 200 }));
    unwrap(await protocol.revoke(CLIENT, ['r-1', 'a-1']));
    const revoked = asked.filter(({ url }) => url.endsWith('/revoke'));
    expect(revoked.map(({ body }) => body.get('token'))).toEqual(['r-1', 'a-1']);
  });

  it('cannot be revoked where the provider has no way to', async () => {
    metadata({ revocation_endpoint: undefined });
    expect(codeOf(await protocol.revoke(CLIENT, ['r-1']))).toBe('oauth_not_revoked');
  });

  it('is in no failure', async () => {
    answers.set('/token', () => json({ error: 'invalid_grant r-secret', r: 'r-secret' }, 400));
    const refused = await protocol.refresh(CLIENT, 'r-secret');
    const { cause: _, ...said } = refused.ok ? { cause: null } : refused.error;
    expect(JSON.stringify(said)).not.toContain('r-secret');
  });
});
