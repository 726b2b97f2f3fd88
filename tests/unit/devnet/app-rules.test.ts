import { beforeEach, describe, expect, it } from 'vitest';
import { AppRules } from '../../devnet/app-rules.ts';

// What the real web app was measured to do.

const ADDRESS = 'structs19rl4cm2hmr8afy4kldpxz3fka4jguq0acpz60a';
const PUBKEY = '024f4e2ad99c34d60b9ba6283c9431a8418af8673212961f97a77b6377fcd05b62';
const SIGNATURE =
  'c340c1620e49bb210092e4f00e8c59053680d282e415369e5208c9a8efb21dbb041a25c97269b3ecd39a8c8d31909c687e656a791199ae11afb345ddea63c4a3';
const TIME = 1_715_000_000;

let now: number;
let rules: AppRules;
beforeEach(() => {
  now = TIME * 1000;
  rules = new AppRules({ way: 'signature', users: { [ADDRESS]: '1-11' }, now: () => now });
});

const login = (over: object = {}, session?: string) => {
  const fields = {
    address: ADDRESS,
    signature: SIGNATURE,
    pubkey: PUBKEY,
    guild_id: '0-1',
    unix_timestamp: String(TIME),
  };
  const body = JSON.stringify({ ...fields, ...over });
  return rules.answer({ method: 'POST', path: '/api/auth/login', body, session });
};
const get = (path: string, session?: string) =>
  rules.answer({ method: 'GET', path, body: '', session });

describe('the web app of devnet', () => {
  it('takes the signature of the measured vector for ten minutes', () => {
    expect(login()).toMatchObject({
      status: 200,
      json: { success: true, errors: [], data: null },
      cookie: expect.stringMatching(/^PHPSESSID=[0-9a-f]{32}; path=\/; HttpOnly; SameSite=Lax$/),
    });
    now += 599_000;
    expect(login().status).toBe(200);
    now += 1000;
    expect(login()).toMatchObject({
      status: 401,
      json: { errors: { signature_validation_failed: 'Invalid signature' } },
    });
  });

  it.each([
    ['base64', { signature: Buffer.from(SIGNATURE, 'hex').toString('base64') }],
    ['capitals', { signature: SIGNATURE.toUpperCase() }],
    ['another guild', { guild_id: '0-2' }],
    ['another time', { unix_timestamp: String(TIME + 1) }],
    ['nothing', { signature: undefined }],
  ])('refuses it with %s', (_, over) => {
    expect(login(over).status).toBe(401);
  });

  it('names every field that is missing from a login by password', () => {
    const body = JSON.stringify({ username: 'a', password: 'b' });
    const path = '/api/auth/login';
    const reply = rules.answer({ method: 'POST', path, body, session: undefined });
    expect(reply.status).toBe(401);
    expect(Object.keys((reply.json as { errors: object }).errors)).toEqual([
      'address_required',
      'signature_required',
      'pubkey_required',
      'guild_id_required',
      'unix_timestamp_required',
      'signature_validation_failed',
    ]);
  });

  it('takes a stale cookie away, and goes on with a session that was logged out', () => {
    const session = /=([0-9a-f]+)/.exec(login().cookie ?? '')?.[1];
    expect(get('/api/auth/logout', session).status).toBe(200);
    expect(get('/api/planets', session).status).toBe(200);
    rules.endSessions();
    expect(get('/api/planets', session)).toMatchObject({
      status: 401,
      json: { errors: { authentication_error: 'Login required' } },
      cookie: expect.stringContaining('PHPSESSID=deleted'),
    });
    expect(get('/api/planets').cookie).toBeUndefined();
  });
});
