import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openOAuthProtocol } from '../../src/sessions/oauth-protocol.ts';
import { type OAuthProvider, startOAuthProvider } from './oauth-provider.ts';

const REDIRECT = 'https://tollpass.example/';

describe('an OAuth provider', () => {
  let provider: OAuthProvider;
  beforeAll(async () => {
    provider = await startOAuthProvider({
      clientId: 'tollpass',
      redirectUris: [REDIRECT],
      lifeS: 3600,
    });
  });
  afterAll(() => provider?.stop());

  const protocol = openOAuthProtocol(
    (url, init) => fetch(url, init),
    (origin) => new URL(origin).hostname === '127.0.0.1',
  );
  const client = () => ({
    issuer: provider.issuer,
    clientId: 'tollpass',
    scope: 'openid offline_access',
  });

  /** Goes through its pages as a person would. @returns where it sends them in the end */
  async function agree(url: string): Promise<string> {
    const cookies = new Map<string, string>();
    let [at, form]: [string, URLSearchParams | null] = [url, null];
    for (let steps = 0; steps < 20; steps += 1) {
      const answer: Response = await fetch(at, {
        redirect: 'manual',
        method: form === null ? 'GET' : 'POST',
        ...(form === null ? {} : { body: form }),
        headers: { cookie: [...cookies].map((pair) => pair.join('=')).join('; ') },
      });
      for (const line of answer.headers.getSetCookie()) {
        const [pair = ''] = line.split(';');
        cookies.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1));
      }
      const to = answer.headers.get('location');
      if (to !== null) {
        at = new URL(to, at).href;
        form = null;
        if (at.startsWith(REDIRECT)) return at;
        continue;
      }
      await answer.text();
      form = new URLSearchParams({ login: 'ada', answer: 'yes' });
    }
    throw new Error('it leads nowhere');
  }

  it('logs in, refreshes with a token for one use, and revokes', async () => {
    const begun = await protocol.begin(client(), REDIRECT);
    if (!begun.ok) throw new Error(begun.error.code);
    const first = await begun.value.finish(await agree(begun.value.url));
    if (!first.ok) throw new Error(first.error.code);
    expect(first.value.lifeMs).toBe(3_600_000);
    const statusWith = async (token: string): Promise<number> => {
      const headers = { authorization: `Bearer ${token}` };
      return (await fetch(`${provider.service}/me`, { headers })).status;
    };
    expect(await statusWith(first.value.access)).toBe(200);
    expect(await statusWith('made-up')).toBe(401);

    const old = first.value.refresh ?? '';
    const second = await protocol.refresh(client(), old);
    if (!second.ok) throw new Error(second.error.code);
    expect(second.value.access).not.toBe(first.value.access);
    expect(second.value.refresh).not.toBe(old);

    expect(provider.tokens()).toEqual(
      expect.arrayContaining([first.value.access, old, second.value.access]),
    );
    expect(provider.grants()).toBe(2);

    const next = second.value.refresh ?? '';
    expect(await protocol.revoke(client(), [next, second.value.access])).toEqual({
      ok: true,
      value: null,
    });
    expect(provider.revoked()).toBeGreaterThan(0);
    expect(await statusWith(second.value.access)).toBe(401);
    expect(await protocol.refresh(client(), next)).toMatchObject({
      error: { code: 'oauth_login_ended' },
    });
  });

  it('knows no other client, and is missed when it is down', async () => {
    const other = { ...client(), clientId: 'somebody-else' };
    expect(await protocol.refresh(other, 'x')).toMatchObject({
      error: { code: 'oauth_client_wrong' },
    });
    await provider.down();
    expect(await protocol.begin(client(), REDIRECT)).toMatchObject({
      error: { code: 'oauth_unreachable' },
    });
    await provider.up();
    expect((await protocol.begin(client(), REDIRECT)).ok).toBe(true);
  });
});
