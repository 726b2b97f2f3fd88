import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { restOf } from '../../../src/consensus/rest.ts';
import type { Fetch } from '../../../src/net/body.ts';
import { account } from '../fakes/node-signer.ts';
import { codeOf, unwrap } from '../fakes/samples.ts';

const { address } = account(1);
const HASH = 'AB'.repeat(32);
const OTHER = 'CD'.repeat(32);

/** A REST API that answers everything with this. */
function answering(body: unknown, status = 200) {
  const seen: { url: string; init: RequestInit }[] = [];
  const fetch: Fetch = async (url, init) => {
    seen.push({ url, init });
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    return new Response(text, { status });
  };
  return { rest: restOf('https://api.example.org/structs', fetch), seen };
}

const received = (of: Record<string, unknown>) => ({
  tx_response: { height: '0', txhash: HASH, codespace: 'sdk', code: 0, raw_log: '', ...of },
});
const refused = (code: number, message: string) => ({ code, message, details: [] });

describe('a request', () => {
  it('carries no cookies, follows nothing, and has a limit', async () => {
    const { rest, seen } = answering(received({}));
    await rest.broadcast('AQID');
    expect(seen[0]?.url).toBe('https://api.example.org/structs/cosmos/tx/v1beta1/txs');
    expect(seen[0]?.init).toMatchObject({
      method: 'POST',
      body: '{"tx_bytes":"AQID","mode":"BROADCAST_MODE_SYNC"}',
      credentials: 'omit',
      redirect: 'error',
      cache: 'no-store',
    });
    expect(seen[0]?.init.signal).toBeInstanceOf(AbortSignal);
  });

  it('does not let an address lead elsewhere', async () => {
    const { rest, seen } = answering({});
    await rest.account('../../../admin?x=');
    expect(new URL(seen[0]?.url ?? '').pathname).toMatch(
      /^\/structs\/cosmos\/auth\/v1beta1\/accounts\/\.\.%2F/,
    );
  });

  it('is ended when the answer is too long', async () => {
    const chunk = new Uint8Array(100_000).fill(32);
    let sent = 0;
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        sent += chunk.length;
        controller.enqueue(chunk);
      },
    });
    const rest = restOf('https://a.example', async () => new Response(endless));
    expect(codeOf(await rest.tip())).toBe('chain_answer_unusable');
    expect(sent).toBeLessThan(3_000_000);
  });

  it('that breaks off in the middle had no answer', async () => {
    const broken = new ReadableStream<Uint8Array>({
      start(controller) {
        controller.enqueue(new TextEncoder().encode('{"tx_res'));
        controller.error(new TypeError('terminated'));
      },
    });
    const rest = restOf('https://a.example', async () => new Response(broken));
    expect(codeOf(await rest.broadcast('AQID'))).toBe('chain_unreachable');
  });
});

describe('what a node says to a transaction', () => {
  const mismatch = 'account sequence mismatch, expected 12, got 9: incorrect account sequence';
  it.each<[string, Record<string, unknown>, unknown]>([
    ['0', {}, { kind: 'taken' }],
    ['19', { code: 19, raw_log: 'tx already in mempool' }, { kind: 'taken' }],
    ['20', { code: 20, raw_log: 'mempool is full' }, { kind: 'full' }],
    ['32', { code: 32, raw_log: mismatch }, { kind: 'sequence', expected: '12' }],
    ['32 in other words', { code: 32, raw_log: 'no' }, { kind: 'sequence', expected: null }],
    ['4', { code: 4 }, { failure: { code: 'signature_refused' } }],
    ['5', { code: 5 }, { failure: { code: 'chain_funds_missing' } }],
    ['2', { code: 2 }, { failure: { code: 'transaction_malformed' } }],
    ['13', { code: 13 }, { failure: { code: 'fee_missing' } }],
    ['30', { code: 30 }, { failure: { code: 'transaction_expired' } }],
    ['11', { code: 11 }, { failure: { code: 'transaction_refused' } }],
    [
      '32 of a module',
      { code: 32, codespace: 'structs' },
      { failure: { code: 'transaction_refused' } },
    ],
    [
      '19 of a module',
      { code: 19, codespace: 'structs' },
      { failure: { code: 'transaction_refused' } },
    ],
  ])('%s', async (_, of, meaning) => {
    const { rest } = answering(received(of));
    expect(unwrap(await rest.broadcast('AQID'))).toMatchObject(meaning as object);
  });

  it('is kept as one line of its own words', async () => {
    const log = `rpc error: code = Unknown desc = no\nluck  <b>\u{202e}${'x'.repeat(999)}`;
    const { rest } = answering(received({ code: 7, raw_log: log }));
    const said = unwrap(await rest.broadcast('AQID'));
    const message = said.kind === 'refused' ? said.failure.detail?.message : '';
    expect(message).toMatch(/^no luck <b>\u{202e}x+$/u);
    expect(message?.length).toBe(200);
  });

  it.each([
    [400, refused(3, 'invalid'), 'transaction_malformed'],
    [400, 'not json', 'transaction_malformed'],
    [401, 'not json', 'signature_refused'],
  ])('by a gateway: %i', async (status, body, code) => {
    const { rest } = answering(body, status);
    expect(unwrap(await rest.broadcast('AQID'))).toMatchObject({
      kind: 'refused',
      failure: { code },
    });
  });

  it.each([
    [500, refused(2, 'timed out'), 'chain_unreachable'],
    [502, '<h1>bad gateway</h1>', 'chain_unreachable'],
    [503, '', 'chain_unreachable'],
    [429, '', 'chain_unreachable'],
    [408, '', 'chain_unreachable'],
    [404, 'not here', 'chain_answer_unusable'],
    [302, '', 'chain_answer_unusable'],
    [200, 'not json', 'chain_answer_unusable'],
    [200, { tx_response: {} }, 'chain_answer_unusable'],
    [200, received({ code: -1 }), 'chain_answer_unusable'],
    [200, received({ code: '0' }), 'chain_answer_unusable'],
  ])('nothing that can be relied on: %i %j', async (status, body, code) => {
    const { rest } = answering(body, status);
    expect(codeOf(await rest.broadcast('AQID'))).toBe(code);
  });
});

describe('an account', () => {
  const base = { address, pub_key: null, account_number: '42', sequence: '7' };
  it.each<[string, unknown]>([
    ['plain', { '@type': '/cosmos.auth.v1beta1.BaseAccount', ...base }],
    ['of a module', { name: 'gov', base_account: base }],
    ['vesting', { base_vesting_account: { base_account: base, end_time: '1' } }],
  ])('%s', async (_, body) => {
    const { rest } = answering({ account: body });
    const { pub_key, ...known } = base;
    expect(unwrap(await rest.account(address))).toEqual(known);
  });

  it.each<[string, unknown, number, string]>([
    ['unknown', refused(5, 'account not found'), 404, 'account_unknown'],
    ['a 404 of a web server', '<h1>404</h1>', 404, 'chain_answer_unusable'],
    [
      'of another address',
      { account: { ...base, address: account(2).address } },
      200,
      'chain_answer_unusable',
    ],
    ['a sequence as a number', { account: { ...base, sequence: 7 } }, 200, 'chain_answer_unusable'],
    [
      'a sequence with noughts',
      { account: { ...base, sequence: '007' } },
      200,
      'chain_answer_unusable',
    ],
    [
      'a sequence below zero',
      { account: { ...base, sequence: '-1' } },
      200,
      'chain_answer_unusable',
    ],
    ['no account', { account: null }, 200, 'chain_answer_unusable'],
  ])('that is not one: %s', async (_, body, status, code) => {
    const { rest } = answering(body, status);
    expect(codeOf(await rest.account(address))).toBe(code);
  });
});

describe('a transaction by its hash', () => {
  const found = (of: Record<string, unknown>) => received({ height: '12', ...of });
  it('is in a block, with effect or without', async () => {
    expect(unwrap(await answering(found({})).rest.transaction(HASH))).toEqual({
      height: 12,
      failure: null,
    });
    const failed = answering(found({ code: 5, raw_log: 'no luck' }));
    expect(unwrap(await failed.rest.transaction(HASH))).toMatchObject({
      height: 12,
      failure: { code: 'transaction_failed', detail: { message: 'no luck' } },
    });
  });

  it('is in none only if the node says so', async () => {
    const missing = answering(refused(5, `tx not found: ${HASH}`), 404);
    expect(unwrap(await missing.rest.transaction(HASH))).toBeNull();
    const wrongPath = answering('404 page not found', 404);
    expect(codeOf(await wrongPath.rest.transaction(HASH))).toBe('chain_answer_unusable');
  });

  it('is not believed to be another', async () => {
    const { rest } = answering(found({ txhash: OTHER }));
    expect(codeOf(await rest.transaction(HASH))).toBe('chain_answer_unusable');
  });
});

describe('a simulation', () => {
  it('says what gas it took', async () => {
    const { rest } = answering({ gas_info: { gas_wanted: '0', gas_used: '64123' } });
    expect(unwrap(await rest.simulate('AQID'))).toBe(64_123n);
  });

  it.each<[number, unknown, string]>([
    [500, refused(2, 'insufficient funds'), 'transaction_refused'],
    [400, refused(3, 'invalid request'), 'transaction_refused'],
    [500, refused(2, 'account sequence mismatch, expected 2, got 1: x'), 'sequence_mismatch'],
    [500, refused(14, 'unavailable'), 'chain_unreachable'],
    [500, 'oops', 'chain_unreachable'],
    [503, refused(14, 'unavailable'), 'chain_unreachable'],
    [200, { gas_info: {} }, 'chain_answer_unusable'],
  ])('that is refused: %i %j', async (status, body, code) => {
    expect(codeOf(await answering(body, status).rest.simulate('AQID'))).toBe(code);
  });
});

describe('any answer', () => {
  it('is a value, and never an exception', async () => {
    const status = fc.constantFrom(200, 400, 401, 404, 500, 503);
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.json(), fc.string()), status, async (body, code) => {
        const { rest } = answering(body, code);
        const answers = await Promise.all([
          rest.account(address),
          rest.tip(),
          rest.simulate('AQID'),
          rest.broadcast('AQID'),
          rest.transaction(HASH),
        ]);
        for (const answer of answers) expect(typeof answer.ok).toBe('boolean');
      }),
      { numRuns: 200 },
    );
  });
});
