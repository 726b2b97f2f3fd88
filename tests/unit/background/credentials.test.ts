import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Input } from '../../../src/messages/contract.ts';
import { browserState } from '../fakes/fake-browser.ts';
import { pass, toll, txid } from '../fakes/samples.ts';
import { settled } from '../fakes/virtual-clock.ts';
import { type Background, openBackground } from './background.ts';

vi.mock('webextension-polyfill', async () => ({
  default: (await import('../fakes/fake-browser.ts')).fakeBrowser,
}));

const PASSWORD = 'correct horse';
const SECRET = 'k3y-s3cret';
const API = 'https://api.example';
const done = { ok: true };
const refused = (code: string) => ({ ok: false, failure: expect.objectContaining({ code }) });

let background: Background;
beforeEach(async () => {
  browserState.reset();
  background = openBackground();
  await background.call('vault.create', { password: PASSWORD });
});

/** The browser is closed and started: what is on the disk stays. */
function restart(): void {
  const stored = JSON.parse(browserState.local.text()) as [string, string][];
  browserState.reset();
  for (const [key, text] of stored) browserState.local.put(key, JSON.parse(text));
  background = openBackground();
}

/** The background dies and starts again. */
function wake(): void {
  background = openBackground();
}

function key(of: Partial<Input<'api_key.add'>> = {}) {
  const header = { kind: 'header' as const, name: 'X-API-Key' };
  return { name: 'Shop', address: API, header, value: SECRET, ...of };
}
const add = (of: Partial<Input<'api_key.add'>> = {}) => background.call('api_key.add', key(of));
const keys = async () => (await background.call('api_keys.read')).keys;
const idOf = async (name = 'Shop') => (await keys()).find((each) => each.name === name)?.id ?? '';
/** What is shown, each under both of its conditions. */
const shown = () => {
  const standing = browserState.sessionRules().filter(({ id }) => id > 100);
  const all = standing.map(({ condition, action }) => {
    const [set] = action.requestHeaders ?? [];
    return `${condition.urlFilter} ${set?.header}: ${set?.value}`;
  });
  expect(all.length).toBe(new Set(all).size * 2);
  return [...new Set(all)];
};

describe('an API key', () => {
  it('is in the vault, in a session rule, and nowhere in the clear', async () => {
    expect(await add()).toEqual(done);
    expect(shown()).toEqual([`|${API}/ X-API-Key: ${SECRET}`]);
    expect(browserState.rules()).toEqual([]);
    expect(browserState.local.text() + browserState.session.text()).not.toContain(SECRET);
    const listed = await keys();
    expect(listed).toMatchObject([{ name: 'Shop', origin: API, path: '/', isAttached: true }]);
    expect(JSON.stringify(listed)).not.toContain(SECRET);
  });

  it('of a path, as a bearer, is shown there', async () => {
    await add({ address: `${API}/v1/`, header: { kind: 'bearer' } });
    expect(shown()).toEqual([`|${API}/v1^ Authorization: Bearer ${SECRET}`]);
  });

  it.each([
    [{ address: 'http://api.example' }, 'place_insecure'],
    [{ address: 'http://shop.onion' }, 'place_insecure'],
    [{ address: 'nonsense' }, 'place_invalid'],
    [{ header: { kind: 'header' as const, name: 'Cookie' } }, 'header_forbidden'],
    [{ header: { kind: 'header' as const, name: 'a b' } }, 'header_invalid'],
    [{ value: 'a\nb' }, 'key_value_invalid'],
  ])('is refused with %o', async (of, code) => {
    await background.call('hidden_services.allow', { allowed: true });
    expect(await add(of)).toEqual(refused(code));
    expect([await keys(), shown()]).toEqual([[], []]);
    expect(browserState.local.text()).not.toContain('api-key:');
  });

  it('may be for loopback', async () => {
    expect(await add({ address: 'http://127.0.0.1:8080' })).toEqual(done);
  });

  it('is refused where another has its header and its place', async () => {
    await add();
    const twin = await add({ name: 'Twin', header: { kind: 'header', name: 'x-api-key' } });
    expect(twin).toEqual({ ok: false, failure: { code: 'place_taken', detail: { name: 'Shop' } } });
    expect(await add({ name: 'Deeper', address: `${API}/v1` })).toEqual(done);
    expect(await keys()).toHaveLength(2);
  });

  it('needs a vault that is open', async () => {
    await background.call('vault.lock', {});
    expect(await add()).toEqual(refused('vault_locked'));
    browserState.reset();
    background = openBackground();
    expect(await add()).toEqual(refused('vault_missing'));
  });

  it('moves with its address, and keeps its value unless that is entered anew', async () => {
    await add();
    const id = await idOf();
    const { value: _, ...fields } = key({ address: 'https://b.example/x' });
    expect(await background.call('api_key.change', { ...fields, id, value: null })).toEqual(done);
    expect(shown()).toEqual([`|https://b.example/x^ X-API-Key: ${SECRET}`]);
    await background.call('api_key.change', { ...fields, id, value: 'other' });
    expect(shown()).toEqual(['|https://b.example/x^ X-API-Key: other']);
    const spaced = { ...fields, id, value: 'a b' };
    await background.call('api_key.change', spaced);
    const bearer = { ...spaced, value: null, header: { kind: 'bearer' } };
    expect(await background.call('api_key.change', bearer)).toEqual(refused('key_value_invalid'));
    expect(await background.call('api_key.change', { ...fields, id: 'none', value: 'x' })).toEqual(
      refused('key_gone'),
    );
  });

  it('is gone when it is deleted, from everywhere', async () => {
    await add();
    await add({ name: 'Other', address: 'https://b.example' });
    const id = await idOf();
    expect(await background.call('api_key.delete', { id })).toEqual(done);
    expect(shown()).toEqual([`|https://b.example/ X-API-Key: ${SECRET}`]);
    expect(browserState.local.text()).not.toContain(`secret:api-key:${id}`);
    expect(await background.call('api_key.delete', { id })).toEqual(refused('key_gone'));
  });

  it('cannot be deleted while it is locked away: its value would stay', async () => {
    await add();
    await background.call('vault.lock', {});
    const id = await idOf();
    expect(await background.call('api_key.delete', { id })).toEqual(refused('vault_locked'));
    expect(await keys()).toHaveLength(1);
  });
});

describe('locking', () => {
  it('by hand takes keys away at once; unlocking shows them again', async () => {
    await add();
    await background.call('vault.lock', {});
    expect(shown()).toEqual([]);
    expect((await keys())[0]?.isAttached).toBe(false);
    await background.call('vault.unlock', { password: PASSWORD });
    await background.credentials.credentials.attachAll();
    expect(shown()).toHaveLength(1);
  });

  it('by time leaves them until the browser closes, also when a pass of the origin comes', async () => {
    await add();
    await background.clock.advance(31 * 60_000);
    await background.vault.lockIfIdle();
    expect((await background.call('vault.read', {})).ok).toBe(true);
    expect(await add({ address: 'https://late.example' })).toEqual(refused('vault_locked'));
    await background.attached.renew(API);
    wake();
    await background.attached.tidy();
    await background.attached.renew(API);
    expect(shown()).toHaveLength(1);
    restart();
    await background.attached.renew(API);
    expect(shown()).toEqual([]);
  });

  it('leaves nothing of the keys before a backup that is restored', async () => {
    const made = await background.call('vault.backup', { password: PASSWORD, own: true });
    await add();
    if (!made.ok) throw new Error('no backup');
    const restored = { text: made.text, password: PASSWORD };
    expect(await background.call('vault.restore', restored)).toEqual(done);
    expect([shown(), await keys()]).toEqual([[], []]);
  });
});

describe('a test of a key', () => {
  const test = async (address = '/x') =>
    background.call('api_key.test', { id: await idOf(), address });
  let asked: { url: string; init: RequestInit }[];
  function answerWith(answer: () => Response): void {
    asked = [];
    background.state.fetch = async (url, init) => {
      asked.push({ url, init });
      return answer();
    };
  }

  it('asks with the key, without cookies, and follows no redirect', async () => {
    await add();
    answerWith(() => new Response(null, { status: 204 }));
    expect(await test()).toEqual({ ...done, status: 204 });
    expect(asked).toMatchObject([
      {
        url: `${API}/x`,
        init: {
          headers: { 'X-API-Key': SECRET },
          redirect: 'manual',
          credentials: 'omit',
          cache: 'no-store',
        },
      },
    ]);
  });

  it.each([
    'https://evil.example/x',
    'http://api.example/x',
    'https://api.example:81/x',
    '//b.example/',
  ])('does not ask %s', async (address) => {
    await add();
    answerWith(() => new Response(''));
    expect(await test(address)).toEqual(refused('key_not_there'));
    expect(asked).toEqual([]);
  });

  it('says that it is refused, and forgets that when it is good again', async () => {
    await add();
    answerWith(() => new Response('', { status: 403 }));
    expect(await test()).toEqual({
      ok: false,
      failure: { code: 'key_refused', detail: { origin: API, name: 'Shop', status: '403' } },
    });
    expect((await keys())[0]?.refused).toMatchObject({ status: 403 });
    answerWith(() => new Response(''));
    await test();
    expect((await keys())[0]?.refused).toBeNull();
  });

  it('tells a service that does not answer', async () => {
    await add();
    background.state.fetch = async () => {
      throw new TypeError(`fetch failed with ${SECRET}`);
    };
    const tested = await test();
    expect(tested).toEqual(refused('key_not_tested'));
    expect(JSON.stringify(tested)).not.toContain(SECRET);
  });
});

describe('a hint that something was refused', () => {
  let asked: string[];
  let status: number;
  beforeEach(() => {
    [asked, status] = [[], 401];
    background.state.fetch = async (url) => {
      asked.push(url);
      return new Response('', { status });
    };
  });
  const hint = (url: string, page = `${API}/page`) =>
    background.call('credential.refused', { url }, { tabId: 7, url: page });
  const said = async () => (await background.call('overview', { url: null })).refused;

  it('is looked into, and is trouble on the toolbar and in the popup', async () => {
    await add();
    await hint(`${API}/locked?x`);
    expect(asked).toEqual([`${API}/locked?x`]);
    expect(await said()).toEqual([{ name: 'Shop', origin: API, status: 401 }]);
    expect(browserState.badge(7)).toBe('!');
  });

  it('is not believed', async () => {
    await add();
    status = 200;
    await hint(`${API}/fine`);
    expect([await said(), browserState.badge(7)]).toEqual([[], '']);
  });

  it('leads to no request if it comes from a page of another site', async () => {
    await add();
    for (const page of ['https://evil.test/', 'https://api.example.evil.test/', 'about:blank']) {
      await hint(`${API}/delete?all`, page);
    }
    expect(asked).toEqual([]);
    await hint(`${API}/x`, 'https://app.api.example/');
    expect(asked).toHaveLength(1);
  });

  it('leads to no request where no key is shown', async () => {
    await hint(`${API}/x`);
    await add({ address: `${API}/v1` });
    for (const url of [`${API}/v2`, 'https://other.example/', `${API}:444/v1`, 'http://x.onion/']) {
      await hint(url, url);
    }
    expect(asked).toEqual([]);
  });

  it('leads to one request in half a minute, whatever pages say', async () => {
    await add();
    for (let index = 0; index < 50; index += 1) await hint(`${API}/${index}`);
    expect(asked).toHaveLength(1);
    await background.clock.advance(30_000);
    await hint(`${API}/later`);
    expect(asked).toHaveLength(2);
  });

  it('leads to nothing while the vault is locked', async () => {
    await add();
    await background.call('vault.lock', {});
    await hint(`${API}/x`);
    expect(asked).toEqual([]);
  });

  it('comes only from pages that are loaded while there is something that could be refused', async () => {
    const registered = () => browserState.scripts().map(({ id, world }) => [id, world]);
    expect(registered()).toEqual([]);
    await add();
    expect(registered()).toEqual([['refusals', 'ISOLATED']]);
    await background.call('api_key.delete', { id: await idOf() });
    expect(registered()).toEqual([]);
  });
});

describe('a pass and a key for one origin', () => {
  const held = toll({ origin: API });
  const priorityOf = (rules: ReturnType<typeof browserState.rules>, filter: string) =>
    rules.find(({ condition }) => condition.urlFilter === filter)?.priority ?? 0;

  async function attach(of: Partial<Input<'api_key.add'>>): Promise<void> {
    const bought = pass({ toll: held, txid: txid(3), urls: [`${API}/v1/paid`] });
    await background.put({ pass: bought }, held);
    await add(of);
  }

  it('in the same header: the pass for the same path, the key for a deeper one', async () => {
    await attach({ header: { kind: 'bearer' } });
    await add({ name: 'Deeper', address: `${API}/v1`, header: { kind: 'bearer' } });
    const [passes, given] = [browserState.rules(), browserState.sessionRules()];
    expect(priorityOf(passes, `|${API}/`)).toBeGreaterThan(priorityOf(given, `|${API}/`));
    expect(priorityOf(given, `|${API}/v1^`)).toBeGreaterThan(priorityOf(passes, `|${API}/`));
    expect((await keys()).map(({ behindPass }) => behindPass)).toEqual([true, true]);
  });

  it('in the same header: the very URL that sold the pass is shown the pass', async () => {
    await attach({ address: `${API}/v1`, header: { kind: 'bearer' } });
    const sold = priorityOf(browserState.rules(), `|${API}/v1/paid|`);
    expect(sold).toBeGreaterThan(priorityOf(browserState.sessionRules(), `|${API}/v1^`));
    await background.call('api_key.delete', { id: await idOf() });
    expect(browserState.rules()).toHaveLength(1);
  });

  it('in different headers both are shown', async () => {
    await attach({});
    expect(browserState.rules()).toHaveLength(1);
    expect(shown()).toHaveLength(1);
    expect((await keys())[0]?.behindPass).toBe(false);
  });

  it('a list of keys that cannot be read costs no pass its place', async () => {
    browserState.local.put('api-keys', 'damaged');
    wake();
    await background.put({ pass: pass({ toll: held }) }, held);
    expect((await background.attached.renew(API)).ok).toBe(true);
    expect(browserState.rules()).toHaveLength(1);
  });
});

describe('an OAuth login', () => {
  const ISSUER = 'https://login.example/';
  const LOGIN = {
    name: 'Calendar',
    issuer: ISSUER,
    clientId: 'me',
    scope: ' a  b ',
    address: API,
  };
  let tokens: object;
  let asked: { url: string; authorization: string | null }[];
  let apiStatus: number;

  beforeEach(() => {
    [asked, apiStatus] = [[], 200];
    tokens = {
      access_token: 'acc-1',
      token_type: 'Bearer',
      expires_in: 3600,
      refresh_token: 'r-1',
    };
    background.state.fetch = provider;
    browserState.inAuthWindow = async (url) => {
      const state = new URL(url).searchParams.get('state');
      return `${browserState.redirectUri}?code=c&state=${state}`;
    };
  });
  async function provider(url: string, init: RequestInit): Promise<Response> {
    const { pathname, origin } = new URL(url);
    asked.push({ url, authorization: new Headers(init.headers).get('authorization') });
    if (origin === API) return new Response('', { status: apiStatus });
    const body = pathname.includes('well-known')
      ? {
          issuer: ISSUER,
          authorization_endpoint: `${ISSUER}auth`,
          token_endpoint: `${ISSUER}token`,
          revocation_endpoint: `${ISSUER}revoke`,
        }
      : tokens;
    return Response.json(body);
  }
  async function logIn(): Promise<string> {
    const added = await background.call('oauth.add', LOGIN);
    if (!added.ok) throw new Error(added.failure.code);
    expect(await background.call('oauth.log_in', { id: added.id })).toEqual(done);
    return added.id;
  }
  const login = async () => (await background.call('oauth.read')).logins[0];

  it('says where it comes back to, and what was registered', async () => {
    await background.call('oauth.add', LOGIN);
    expect(await background.call('oauth.read')).toMatchObject({
      redirectUri: browserState.redirectUri,
      logins: [{ issuer: ISSUER, clientId: 'me', scope: 'a b', granted: null, isAttached: false }],
    });
  });

  it.each([
    [{ issuer: 'nonsense' }, 'oauth_issuer_invalid'],
    [{ issuer: 'http://login.example' }, 'oauth_insecure'],
    [{ address: 'http://api.example' }, 'place_insecure'],
  ])('is refused with %o', async (of, code) => {
    expect(await background.call('oauth.add', { ...LOGIN, ...of })).toEqual(refused(code));
  });

  it('has its token shown to its service until it runs out, and nowhere in the clear', async () => {
    await logIn();
    expect(shown()).toEqual([`|${API}/ Authorization: Bearer acc-1`]);
    expect(browserState.local.text() + browserState.session.text()).not.toMatch(/acc-1|r-1"/);
    expect(JSON.stringify(await background.call('oauth.read'))).not.toMatch(/acc-1|"r-1/);
    await background.clock.advance(3_600_000);
    await background.attached.tidy();
    expect(shown()).toEqual([]);
  });

  it('is refreshed when its alarm goes off', async () => {
    await logIn();
    const at = browserState.alarms().get('oauth') ?? 0;
    await background.clock.advance(at - background.clock.now());
    tokens = { ...tokens, access_token: 'acc-2', refresh_token: 'r-2' };
    await background.vault.used();
    await background.call('vault.unlock', { password: PASSWORD });
    await background.credentials.oauth.tend();
    expect(shown()).toEqual([`|${API}/ Authorization: Bearer acc-2`]);
    expect(browserState.alarms().get('oauth')).toBe(at + 3_300_000);
  });

  it('whose token is refused gets another, before that is called trouble', async () => {
    await logIn();
    apiStatus = 401;
    tokens = { ...tokens, access_token: 'acc-2' };
    await background.call(
      'credential.refused',
      { url: `${API}/x` },
      { tabId: 7, url: `${API}/page` },
    );
    expect(shown()).toEqual([`|${API}/ Authorization: Bearer acc-2`]);
    expect((await login())?.refused).toBeNull();
    apiStatus = 403;
    await background.clock.advance(30_000);
    await background.call(
      'credential.refused',
      { url: `${API}/x` },
      { tabId: 7, url: `${API}/page` },
    );
    expect((await login())?.refused).toMatchObject({ status: 403 });
    expect(browserState.badge(7)).toBe('!');
  });

  it('is told apart from a window that was closed', async () => {
    browserState.inAuthWindow = async () => {
      throw new Error('User cancelled or denied access.');
    };
    const added = await background.call('oauth.add', LOGIN);
    const id = added.ok ? added.id : '';
    expect(await background.call('oauth.log_in', { id })).toEqual(refused('oauth_cancelled'));
    browserState.inAuthWindow = async () => {
      throw new Error('Authorization page could not be loaded.');
    };
    expect(await background.call('oauth.log_in', { id })).toEqual(refused('oauth_page_failed'));
  });

  it('is ended by a logout, and again by its deletion', async () => {
    const id = await logIn();
    expect(await background.call('oauth.log_out', { id })).toEqual(done);
    expect([shown(), (await login())?.granted]).toEqual([[], null]);
    expect(asked.filter(({ url }) => url.endsWith('revoke'))).toHaveLength(2);
    await background.call('oauth.log_in', { id });
    expect(await background.call('oauth.delete', { id })).toEqual(done);
    expect([shown(), await login()]).toEqual([[], undefined]);
    expect(browserState.local.text()).not.toContain('secret:oauth');
  });

  it('moves with its address', async () => {
    const id = await logIn();
    const moved = { id, name: 'Calendar', address: 'https://b.example/x' };
    expect(await background.call('oauth.change', moved)).toEqual(done);
    expect(shown()).toEqual(['|https://b.example/x^ Authorization: Bearer acc-1']);
    await background.call('vault.lock', {});
    expect(await background.call('oauth.change', moved)).toEqual(refused('vault_locked'));
    await settled();
  });

  it('and a key do not take one place', async () => {
    await background.call('oauth.add', LOGIN);
    expect(await add({ header: { kind: 'bearer' } })).toEqual(refused('place_taken'));
    expect(await add()).toEqual(done);
  });
});
