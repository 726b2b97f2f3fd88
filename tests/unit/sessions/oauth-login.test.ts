import { describe, expect, it } from 'vitest';
import {
  type Granted,
  type OAuthLogin,
  readIssuer,
  readTokens,
  refreshAt,
  retryWait,
} from '../../../src/sessions/oauth-login.ts';
import { codeOf } from '../fakes/samples.ts';

const LOGIN: OAuthLogin = {
  id: 'o1',
  name: 'Calendar',
  issuer: 'https://login.example/',
  clientId: 'me',
  scope: '',
  origin: 'https://api.example',
  path: '/',
  granted: null,
  problem: null,
  failures: 0,
  retryAt: null,
};
const HOUR = 3_600_000;

function granted(of: Partial<Granted> = {}): OAuthLogin {
  const at = { loggedInAt: 0, at: 0, expiresAt: HOUR, isRefreshable: true };
  return { ...LOGIN, granted: { ...at, ...of } };
}

describe('a token is refreshed', () => {
  it('five minutes before its end, or a quarter of a short life', () => {
    expect(refreshAt(granted())).toBe(HOUR - 300_000);
    expect(refreshAt(granted({ expiresAt: 60_000 }))).toBe(45_000);
  });

  it('when it failed before: later', () => {
    expect(refreshAt({ ...granted(), retryAt: 7 })).toBe(7);
    expect([1, 2, 3, 20].map(retryWait)).toEqual([60_000, 120_000, 240_000, 1_800_000]);
  });

  it('never without a refresh token, an end, or a login', () => {
    expect(refreshAt(granted({ isRefreshable: false }))).toBeNull();
    expect(refreshAt(granted({ expiresAt: null }))).toBeNull();
    expect(refreshAt(LOGIN)).toBeNull();
  });
});

describe('the address of a provider', () => {
  const secure = (origin: string): boolean => origin.startsWith('https:');

  it('is read as its metadata has it, path and all', () => {
    expect(readIssuer(' https://login.example/realms/a ', secure)).toEqual({
      ok: true,
      value: 'https://login.example/realms/a',
    });
  });

  it.each(['', 'login.example', 'https://l.example/?a', 'https://me@l.example', 'file:///x'])(
    'is not %j',
    (text) => {
      expect(codeOf(readIssuer(text, secure))).toBe('oauth_issuer_invalid');
    },
  );

  it('is no address that others can read along at', () => {
    expect(codeOf(readIssuer('http://login.example', secure))).toBe('oauth_insecure');
  });
});

describe('tokens', () => {
  it('are read as they were written, and nothing else is taken for some', () => {
    const tokens = { access: 'a', refresh: null };
    expect(readTokens(JSON.stringify(tokens))).toEqual(tokens);
    for (const text of [null, '', '{', '[]', '{"access":1}']) expect(readTokens(text)).toBeNull();
  });
});
