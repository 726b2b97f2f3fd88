import { beforeEach, describe, expect, it } from 'vitest';
import { failure } from '../../../src/outcome/failure.ts';
import { err, ok } from '../../../src/outcome/result.ts';
import { type AppClient, clientOf, type SignText } from '../../../src/sessions/client.ts';
import { signBytes } from '../../devnet/secp256k1.ts';
import { type FakeWebApp, fakeWebApp } from '../fakes/fake-web-app.ts';
import { codeOf } from '../fakes/samples.ts';
import {
  ABANDON,
  ADDRESS,
  FIRST,
  NOW,
  OTHER_ADDRESS,
  PUBLIC_KEY,
  signing,
  TEST,
} from '../signers/samples.ts';

// Our own keys sign; the web app's rules check with OpenSSL.

const AT = 'https://play.example';
const GUILD = { id: '0-1', name: 'Orbital Hydro' };

const signer =
  (source: typeof ABANDON): SignText =>
  (text) =>
    signing.signText(source, FIRST, 'structs', 'structs_login', text);
const sign = signer(ABANDON);

let app: FakeWebApp;
let client: AppClient;

function open(way: 'password' | 'signature'): void {
  const users = way === 'password' ? { alice: 'right' } : { [ADDRESS]: '1-11' };
  app = fakeWebApp(AT, { way, users, now: () => NOW });
  client = clientOf(AT, app.fetch, () => NOW);
}

beforeEach(() => open('signature'));

describe('how a web app wants its users to log in', () => {
  it('is told by what an empty login misses, and nothing of the user’s is sent', async () => {
    expect(await client.look()).toEqual(ok({ way: 'signature', guild: GUILD }));
    open('password');
    expect(await client.look()).toEqual(ok({ way: 'password', guild: null }));
    expect(app.sent.map(({ credentials, body }) => [credentials, body])).toEqual([
      ['omit', '{}'],
      ['omit', ''],
    ]);
  });

  it('may not be told at all', async () => {
    const silent = { success: false, errors: [], data: null };
    app.instead = () => new Response(JSON.stringify(silent), { status: 401 });
    expect(await client.look()).toEqual(ok({ way: null, guild: null }));
  });

  it.each<[string, () => Response, string]>([
    ['a page', () => new Response('<h1>Hello</h1>', { status: 404 }), 'web_app_unusable'],
    ['other JSON', () => Response.json({ hello: 1 }), 'web_app_unusable'],
    ['too much', () => new Response('x'.repeat(200_000)), 'web_app_unusable'],
    ['a broken gateway', () => new Response('', { status: 502 }), 'web_app_unreachable'],
    [
      'another address',
      () => new Response('', { status: 302, headers: { Location: 'https://evil.example' } }),
      'web_app_redirects',
    ],
  ])('cannot be told where the answer is %s', async (_, instead, code) => {
    app.instead = instead;
    expect(codeOf(await client.look())).toBe(code);
  });

  it('cannot be told where nothing answers', async () => {
    app.down = true;
    expect(codeOf(await client.look())).toBe('web_app_unreachable');
  });
});

describe('a login by signature', () => {
  const login = { kind: 'signer', guild: GUILD, address: ADDRESS, sign } as const;

  it('signs the web app’s own time, and leaves a session in the jar', async () => {
    app.rules.skewS = 100;
    expect(await client.logIn(login)).toEqual(ok(null));
    expect(app.cookie()).toMatch(/^[0-9a-f]{32}$/);
    const { body, credentials } = app.sent.at(-1) ?? {};
    expect(credentials).toBe('include');
    expect(JSON.parse(body ?? '')).toEqual({
      address: ADDRESS,
      signature: expect.stringMatching(/^[0-9a-f]{128}$/),
      pubkey: PUBLIC_KEY,
      guild_id: '0-1',
      unix_timestamp: String(Math.floor(NOW / 1000) + 100),
    });
  });

  it.each([700, -700])('is not signed where the clocks are %i s apart', async (skewS) => {
    app.rules.skewS = skewS;
    let signed = 0;
    const counting: SignText = (text) => {
      signed += 1;
      return sign(text);
    };
    expect(codeOf(await client.logIn({ ...login, sign: counting }))).toBe('web_app_clock');
    expect(signed).toBe(0);
  });

  it('asks for the guild where that is not known', async () => {
    expect(await client.logIn({ ...login, guild: null })).toEqual(ok(null));
  });

  it('is refused for an address without a player', async () => {
    const other = { ...login, address: OTHER_ADDRESS, sign: signer(TEST) };
    expect(codeOf(await client.logIn(other))).toBe('login_address_unknown');
    expect(app.cookie()).toBeUndefined();
  });

  it.each<[string, (text: string) => string]>([
    ['of another key', (text) => hex(text, '2'.padStart(64, '0'))],
    [
      'in base64',
      (text) => Buffer.from(hex(text, '1'.padStart(64, '0')), 'hex').toString('base64'),
    ],
    ['that is none', () => '00'.repeat(64)],
  ])('is refused with a signature %s', async (_, made) => {
    const wrong: SignText = async (text) => ok({ signature: made(text), publicKey: PUBLIC_KEY });
    expect(codeOf(await client.logIn({ ...login, sign: wrong }))).toBe('login_signature_refused');
  });

  it('fails with what the signer fails with', async () => {
    const locked: SignText = async () => err(failure('vault_locked'));
    expect(codeOf(await client.logIn({ ...login, sign: locked }))).toBe('vault_locked');
    expect(app.rules.count('/api/auth/login')).toBe(0);
  });
});

describe('a login by password', () => {
  beforeEach(() => open('password'));
  const login = { kind: 'password', username: 'alice', password: 'right' } as const;

  it('sends both as the seed has it', async () => {
    expect(await client.logIn(login)).toEqual(ok(null));
    expect(app.sent.map(({ body }) => JSON.parse(body))).toEqual([
      { username: 'alice', password: 'right' },
    ]);
    expect(app.cookie()).toBeDefined();
  });

  it('is refused with a wrong one, and the password is not in the failure', async () => {
    const refused = await client.logIn({ ...login, password: 'so-wrong' });
    expect(codeOf(refused)).toBe('login_refused');
    expect(JSON.stringify(refused)).not.toContain('so-wrong');
  });

  it('is forbidden by a 403, and misunderstood by a web app that wants a signature', async () => {
    app.rules.refuse = { status: 403, errors: [] };
    expect(codeOf(await client.logIn(login))).toBe('login_forbidden');
    open('signature');
    expect(await client.logIn(login)).toMatchObject({
      error: {
        code: 'login_fields_missing',
        detail: { fields: expect.stringContaining('pubkey') },
      },
    });
  });

  it('is not taken for good where a success is said with a bad status', async () => {
    app.instead = () => Response.json({ success: true, errors: [], data: null }, { status: 401 });
    expect((await client.logIn(login)).ok).toBe(false);
    app.instead = () => Response.json({ success: false, errors: [], data: null });
    expect(codeOf(await client.logIn(login))).toBe('web_app_refused');
  });
});

describe('a new player, and a device', () => {
  const newcomer = signer(TEST);

  it('sign their own texts', async () => {
    expect(await client.signUp(GUILD, OTHER_ADDRESS, 'Zoë_1', newcomer)).toEqual(ok(null));
    const device = { player: '1-11', code: 'AB2CD' };
    app.rules.pending.length = 0;
    open('signature');
    expect(await client.addDevice(GUILD, OTHER_ADDRESS, device, newcomer)).toEqual(ok(null));
    expect(app.rules.pending).toMatchObject([{ player_id: '1-11', address: OTHER_ADDRESS }]);
  });

  it('are refused in the web app’s words', async () => {
    expect(await client.signUp(GUILD, OTHER_ADDRESS, 'no', newcomer)).toMatchObject({
      error: {
        code: 'web_app_refused',
        detail: { message: 'username - This value is not valid.' },
      },
    });
    expect(codeOf(await client.signUp(GUILD, ADDRESS, 'Twice', sign))).toBe('sign_up_exists');
    expect(
      codeOf(await client.signUp({ ...GUILD, id: '0-2' }, OTHER_ADDRESS, 'Zoë_1', newcomer)),
    ).toBe('login_signature_refused');
  });
});

describe('a logout', () => {
  it('says that the web app goes on with the session', async () => {
    await client.logIn({ kind: 'signer', guild: GUILD, address: ADDRESS, sign });
    expect(await client.logOut({ guild: GUILD, address: ADDRESS })).toBe('alive');
    app.rules.endSessions();
    expect(await client.logOut({ guild: GUILD, address: ADDRESS })).toBe('ended');
  });

  it('does not claim what cannot be seen', async () => {
    expect(await client.logOut(null)).toBeNull();
    app.down = true;
    expect(await client.logOut({ guild: GUILD, address: ADDRESS })).toBeNull();
  });
});

function hex(text: string, key: string): string {
  return signBytes(key, Buffer.from(text)).toString('hex');
}
