import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { SignerPorts } from '../../../src/background/signer-sites.ts';
import { failure } from '../../../src/outcome/failure.ts';
import { err } from '../../../src/outcome/result.ts';
import { localSigning } from '../../../src/signers/local-signing.ts';
import { browserState } from '../fakes/fake-browser.ts';
import { type FakeWebApp, fakeWebApp } from '../fakes/fake-web-app.ts';
import { noSigner } from '../fakes/no-signer.ts';
import { settled } from '../fakes/virtual-clock.ts';
import { ABANDON, ADDRESS, FIRST } from '../signers/samples.ts';
import { type Background, NOON, openBackground } from './background.ts';

vi.mock('webextension-polyfill', async () => ({
  default: (await import('../fakes/fake-browser.ts')).fakeBrowser,
}));

const AT = 'https://play.example';
const PASSWORD = 'a long enough password';
const LOGIN = '/api/auth/login';

let app: FakeWebApp;
let background: Background;

async function open(way: 'password' | 'signature', signer: SignerPorts = noSigner): Promise<void> {
  browserState.reset();
  browserState.showTab(1, `${AT}/`);
  const users = way === 'password' ? { alice: 'pass-a', bob: 'pass-b' } : { [ADDRESS]: '1-11' };
  app = fakeWebApp(AT, { way, users, now: () => NOON });
  background = openBackground(signer, app);
  await background.call('vault.create', { password: PASSWORD });
}

const read = async () => (await background.call('web_apps.read')).apps;
const only = async () => {
  const [first, ...rest] = await read();
  if (first === undefined || rest.length > 0) throw new Error(`${rest.length} web apps too many`);
  return first;
};

/** Adds the web app and logs in to it as alice. */
async function loggedIn(): Promise<string> {
  const added = await background.call('web_app.add', { url: AT, way: null });
  const { id } = await only();
  expect(added).toEqual({ ok: true, id });
  const account = { kind: 'password', username: 'alice', password: 'pass-a' };
  expect(await background.call('web_app.account', { id, account })).toEqual({ ok: true });
  return id;
}

/** What a page of the web app is told about one of its requests. */
function noticed(over: object = {}, from: object = {}) {
  const page = { tabId: 1, frameId: 0, origin: AT, url: `${AT}/` };
  const sentAt = background.clock.now() - 5;
  return background.call(
    'toll.noticed',
    { via: 'request', url: `${AT}/api/x`, status: 401, attempt: 0, free: 0, sentAt, ...over },
    { ...page, ...from },
  );
}

describe('a web app', () => {
  beforeEach(() => open('password'));

  it('is asked how it wants users to log in, and kept without anything secret', async () => {
    await background.call('web_app.add', { url: 'play.example', way: null });
    expect(await only()).toMatchObject({
      baseUrl: AT,
      way: 'password',
      active: null,
      session: null,
    });
    expect(await background.call('web_app.add', { url: AT, way: null })).toMatchObject({
      failure: { code: 'web_app_known' },
    });
  });

  it.each([
    ['http://play.example', 'web_app_insecure'],
    ['http://10.0.0.1', 'web_app_insecure'],
    ['nonsense url', 'web_app_url_invalid'],
    ['https://elsewhere.example', 'web_app_unreachable'],
  ])('at %s is not taken: %s', async (url, code) => {
    expect(await background.call('web_app.add', { url, way: null })).toMatchObject({
      failure: { code },
    });
    expect(await read()).toEqual([]);
    expect(app.sent).toEqual([]);
  });

  it('is logged in to as the user chose where it does not say how', async () => {
    app.instead = () => Response.json({ success: false, errors: [], data: null }, { status: 401 });
    expect(await background.call('web_app.add', { url: AT, way: null })).toMatchObject({
      failure: { code: 'web_app_way_unknown' },
    });
    await background.call('web_app.add', { url: AT, way: 'password' });
    expect((await only()).way).toBe('password');
  });

  it('has its password in the vault alone, and its cookie nowhere', async () => {
    await loggedIn();
    expect(await only()).toMatchObject({
      accounts: [{ kind: 'password', username: 'alice' }],
      session: { cookie: 'PHPSESSID', lastUsed: new Date(NOON).toISOString() },
    });
    const stored = browserState.local.text() + browserState.session.text();
    expect(stored).not.toContain('pass-a');
    expect(app.cookie()).toBeDefined();
    expect(stored).not.toContain(app.cookie());
    expect(JSON.stringify(await read())).not.toContain(app.cookie());
  });

  it('keeps no account whose login was refused, nor loses the session that there was', async () => {
    const id = await loggedIn();
    const wrong = { kind: 'password', username: 'bob', password: 'wrong' };
    expect(await background.call('web_app.account', { id, account: wrong })).toMatchObject({
      failure: { code: 'login_refused' },
    });
    expect(await only()).toMatchObject({ accounts: [{ username: 'alice' }], failure: null });
    expect((await only()).session).not.toBeNull();
  });

  it('has several accounts, one of them active', async () => {
    const id = await loggedIn();
    const bob = { kind: 'password', username: 'bob', password: 'pass-b' };
    await background.call('web_app.account', { id, account: bob });
    const { accounts, active } = await only();
    expect(accounts).toHaveLength(2);
    expect(active).toBe(accounts[1]?.id);
    await background.call('web_app.log_in', { id, account: accounts[0]?.id });
    expect((await only()).active).toBe(accounts[0]?.id);
    expect(app.sent.at(-1)?.body).toContain('pass-a');
  });

  it('takes a new password for an account that is there', async () => {
    const id = await loggedIn();
    const account = { kind: 'password', username: 'alice', password: 'pass-a' };
    await background.call('web_app.account', { id, account });
    expect((await only()).accounts).toHaveLength(1);
  });

  it('is logged out of: the cookie is gone, and pages get their 401', async () => {
    const id = await loggedIn();
    expect(await background.call('web_app.log_out', { id })).toEqual({ ok: true, left: null });
    expect(app.cookie()).toBeUndefined();
    expect((await only()).session).toBeNull();
    const before = app.rules.count(LOGIN);
    expect(await noticed()).toBe('leave');
    expect(app.rules.count(LOGIN)).toBe(before);
    expect((await only()).failure).toBeNull();
  });

  it('is logged out of even where it cannot be reached', async () => {
    const id = await loggedIn();
    app.down = true;
    expect(await background.call('web_app.log_out', { id })).toEqual({ ok: true, left: null });
    expect(app.cookie()).toBeUndefined();
  });

  it('takes everything along when it is deleted', async () => {
    const id = await loggedIn();
    expect(await background.call('web_app.remove', { id })).toEqual({ ok: true });
    expect(await read()).toEqual([]);
    expect(app.cookie()).toBeUndefined();
    expect(browserState.local.text()).not.toContain('secret:web-app');
  });

  it('is not logged in to while there is no vault for the password', async () => {
    browserState.reset();
    background = openBackground(noSigner, app);
    await background.call('web_app.add', { url: AT, way: null });
    const account = { kind: 'password', username: 'alice', password: 'pass-a' };
    const { id } = await only();
    expect(await background.call('web_app.account', { id, account })).toMatchObject({
      failure: { code: 'vault_missing' },
    });
  });

  it('marks its pages, those that are open and those to come', async () => {
    await background.call('web_app.add', { url: AT, way: null });
    expect(browserState.scripts()).toMatchObject([{ matches: [`${AT}/*`], world: 'MAIN' }]);
    expect(browserState.ran()).toMatchObject([{ tabId: 1 }]);
    await background.call('web_app.remove', { id: (await only()).id });
    expect(browserState.scripts()).toEqual([]);
  });

  it('is restored from a backup, without the session', async () => {
    await loggedIn();
    const { text } = (await background.call('vault.backup', { password: PASSWORD, own: true })) as {
      text: string;
    };
    browserState.reset();
    background = openBackground(noSigner, app);
    await background.call('vault.restore', { text, password: PASSWORD });
    await background.call('vault.unlock', { password: PASSWORD });
    const { accounts, active, id } = await only();
    expect([accounts.length, active]).toEqual([1, null]);
    const account = accounts[0]?.id;
    expect(await background.call('web_app.log_in', { id, account })).toEqual({ ok: true });
  });
});

describe('a page that finds the session over', () => {
  /** The window that asks for the vault's password is open. */
  const asked = () => vi.waitFor(() => expect(browserState.windows()).toHaveLength(1));
  beforeEach(async () => {
    await open('password');
    await loggedIn();
    await background.clock.advance(60_000);
    app.rules.endSessions();
  });

  it('has its requests made again, ten of them after one login', async () => {
    const before = app.rules.count(LOGIN);
    const answers = await Promise.all(Array.from({ length: 10 }, () => noticed()));
    expect(answers.every((answer) => answer !== 'leave')).toBe(true);
    expect(app.rules.count(LOGIN)).toBe(before + 1);
    expect((await only()).session?.lastUsed).toBe(new Date(NOON + 60_000).toISOString());
  });

  it('is served by the login that came after its request, however late its question comes', async () => {
    const sentAt = background.clock.now();
    await background.clock.advance(50);
    const before = app.rules.count(LOGIN);
    expect(await noticed()).toBe('again');
    await background.clock.advance(4_000);
    expect(await noticed({ sentAt })).toBe('again_free');
    expect(app.rules.count(LOGIN)).toBe(before + 1);
  });

  it('gets its 401 where the password is not good any more, and the popup says so', async () => {
    app.rules.lockOut();
    expect(await noticed()).toBe('leave');
    const before = app.rules.count(LOGIN);
    expect(await noticed()).toBe('leave');
    expect(app.rules.count(LOGIN)).toBe(before);
    const { session } = await background.call('overview', { url: `${AT}/x` });
    expect(session).toMatchObject({ isLoggedIn: false, failure: { code: 'login_refused' } });
    expect(JSON.stringify(session)).not.toContain('pass-a');
  });

  it.each<[string, object, object]>([
    ['another origin asks', {}, { origin: 'https://evil.example' }],
    ['the URL is of another origin', { url: 'https://evil.example/api/x' }, {}],
    ['an opaque frame asks', {}, { origin: 'null' }],
    ['a frame in another site’s page asks', {}, { frameId: 3, tabId: 2 }],
    ['it is the login itself', { url: `${AT}${LOGIN}` }, {}],
    [
      'the address is not secure',
      { url: 'http://play.example/api/x' },
      { origin: 'http://play.example' },
    ],
  ])('is not served where %s', async (_, input, from) => {
    browserState.showTab(2, 'https://news.example/');
    const before = app.rules.count(LOGIN);
    expect(await noticed(input, from)).toBe('leave');
    expect(app.rules.count(LOGIN)).toBe(before);
  });

  it('has its password asked for where it is locked away', async () => {
    await background.call('vault.lock');
    const answer = noticed();
    await asked();
    await background.call('vault.unlock', { password: PASSWORD });
    expect(await answer).toBe('again');
  });

  it('is not asked again when its user closes that window', async () => {
    await background.call('vault.lock');
    const answer = noticed();
    await asked();
    browserState.closeWindow(browserState.windows()[0]?.id ?? 0);
    expect(await answer).toBe('leave');
    expect(await noticed()).toBe('leave');
    expect(browserState.windows()).toEqual([]);
    const { session } = await background.call('overview', { url: AT });
    expect(session?.failure?.code).toBe('login_locked');
  });

  it('is loaded again once for a document, and again only after that', async () => {
    const document = { via: 'navigation', url: `${AT}/mine` };
    expect(await noticed(document)).toBe('again');
    const before = app.rules.count(LOGIN);
    await background.clock.advance(100);
    expect(await noticed(document)).toBe('leave');
    expect(app.rules.count(LOGIN)).toBe(before);
  });

  it('is told of a 403, which is left as it is', async () => {
    const before = app.rules.count(LOGIN);
    expect(await noticed({ status: 403 })).toBe('leave');
    expect(app.rules.count(LOGIN)).toBe(before);
    expect((await background.call('overview', { url: AT })).session?.failure?.code).toBe(
      'session_forbidden',
    );
  });

  it('is logged in after the background died', async () => {
    background = openBackground(noSigner, app);
    await background.clock.advance(60_000);
    expect(await noticed()).toBe('again');
  });

  it('is kept awake for, and not longer', async () => {
    const answer = noticed();
    await settled();
    await answer;
    expect(background.kept()).toBe(0);
  });
});

describe('a web app that wants a signature', () => {
  const signing = localSigning(() => NOON, 'en');
  const signer: SignerPorts = {
    ...noSigner,
    keys: {
      ...noSigner.keys,
      signText: async ({ address }, kind, text) =>
        address === ADDRESS
          ? signing.signText(ABANDON, FIRST, 'structs', kind, text)
          : err(failure('signer_gone')),
    },
  };
  beforeEach(() => open('signature', signer));
  const account = { kind: 'signer', chainId: 'structstestnet-111', address: ADDRESS };

  it('is logged in to with a key, and says what it holds after the logout', async () => {
    await background.call('web_app.add', { url: AT, way: null });
    const { id, guild } = await only();
    expect(guild).toEqual({ id: '0-1', name: 'Orbital Hydro' });
    expect(await background.call('web_app.account', { id, account })).toEqual({ ok: true });
    expect((await only()).accounts).toMatchObject([
      { kind: 'signer', address: ADDRESS, name: null },
    ]);
    expect(await background.call('web_app.log_out', { id })).toEqual({ ok: true, left: 'alive' });
    expect(app.rules.alive).toBe(1);
  });

  it('says that a signer is gone', async () => {
    await background.call('web_app.add', { url: AT, way: null });
    const { id } = await only();
    const other = { ...account, address: `${ADDRESS.slice(0, -1)}q` };
    expect(await background.call('web_app.account', { id, account: other })).toMatchObject({
      failure: { code: 'login_account_gone' },
    });
  });
});
