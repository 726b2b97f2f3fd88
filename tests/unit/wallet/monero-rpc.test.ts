import { createServer } from 'node:http';
import httpClientModule from 'monero-ts/dist/src/main/ts/common/HttpClient.js';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { piconero } from '../../../src/money/piconero.ts';
import { digestSender, postByFetch, type Sender } from '../../../src/wallet/digest-login.ts';
import { moneroRpc } from '../../../src/wallet/monero-rpc.ts';
import { listenOnLoopback } from '../../devnet/listen.ts';
import { address, codeOf, txid, unwrap } from '../fakes/samples.ts';

// What an honest wallet does is in tests/devnet/wallet-contract.test.ts, against a real one. This is
// about one that lies, or that is something else altogether.

type Answers = Record<string, unknown>;

/** What the wallet answers instead of a result. */
class Refusal {
  readonly code: number;
  readonly message: string;
  constructor(code: number, message: string) {
    this.code = code;
    this.message = message;
  }
}

/** Answers of one method, call by call; the last one again for all that follow. */
class Series {
  readonly answers: readonly unknown[];
  constructor(...answers: unknown[]) {
    this.answers = answers;
  }
}

const PRICE = piconero(1_000_000n);
const OWN = { get_address: { address: address('own') } };
const OWN_DIGEST = 'a3175c4b252f8f04';
const HONEST: Answers = {
  ...OWN,
  transfer: { tx_hash: txid(1), amount: 1_000_000, fee: 1_800_000_000, tx_metadata: 'abcd' },
  relay_tx: { tx_hash: txid(1) },
  refresh: {},
  get_transfer_by_txid: {
    transfer: { txid: txid(1), type: 'out', height: 90, confirmations: 3 },
  },
  get_tx_proof: { signature: 'OutProofV2abc' },
};

const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

/** An RPC that answers each method with what it is told to. */
async function liar(answers: Answers) {
  const calls: { method: string; params: unknown }[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method, params } = JSON.parse(Buffer.concat(chunks).toString());
      const before = calls.filter((call) => call.method === method).length;
      calls.push({ method, params });
      const all = answers[method];
      const answer = all instanceof Series ? (all.answers[before] ?? all.answers.at(-1)) : all;
      const outcome = answer instanceof Refusal ? { error: { ...answer } } : { result: answer };
      response.end(JSON.stringify({ id: '0', jsonrpc: '2.0', ...outcome }));
    });
  });
  const { origin, stop } = await listenOnLoopback(server);
  stops.push(stop);
  return {
    wallet: moneroRpc(origin, null),
    calls,
    methods: () => calls.map(({ method }) => method),
  };
}

const TRANSFER = { tx_hash: txid(1), amount: 1_000_000, fee: 1, tx_metadata: 'ab' };

describe('a wallet RPC', () => {
  it('is asked for exactly the amount, as text, and not to relay', async () => {
    const { wallet, calls } = await liar(HONEST);
    unwrap(await wallet.prepare(address('shop'), PRICE));
    expect(calls).toMatchObject([
      { method: 'get_address' },
      {
        method: 'transfer',
        params: {
          destinations: [{ address: address('shop'), amount: '1000000' }],
          do_not_relay: true,
          get_tx_metadata: true,
        },
      },
    ]);
  });

  it.each<[string, Answers, string]>([
    ['another amount', { ...TRANSFER, amount: 1_000_001 }, 'wallet_lied'],
    ['no amount', { ...TRANSFER, amount: undefined }, 'wallet_answer_unusable'],
    ['a negative fee', { ...TRANSFER, fee: -1 }, 'wallet_answer_unusable'],
    ['a fee with a fraction', { ...TRANSFER, fee: 0.5 }, 'wallet_answer_unusable'],
    ['a fee in words', { ...TRANSFER, fee: 'free' }, 'wallet_answer_unusable'],
    ['no transaction id', { ...TRANSFER, tx_hash: '' }, 'wallet_answer_unusable'],
    [
      'a transaction id in upper case',
      { ...TRANSFER, tx_hash: 'A'.repeat(64) },
      'wallet_answer_unusable',
    ],
    ['no metadata', { ...TRANSFER, tx_metadata: '' }, 'wallet_answer_unusable'],
    ['metadata that is no hex', { ...TRANSFER, tx_metadata: 'x y' }, 'wallet_answer_unusable'],
  ])('that signs with %s is not believed', async (_, transfer, code) => {
    const { wallet } = await liar({ ...OWN, transfer });
    expect(codeOf(await wallet.prepare(address('shop'), PRICE))).toBe(code);
  });

  it.each<[string, unknown]>([
    ['nothing', undefined],
    ['null', null],
    ['text', 'yes'],
    ['a list', []],
  ])('that answers %s is not believed', async (_, result) => {
    const everything = new Proxy({}, { get: () => result });
    const { wallet } = await liar(everything);
    for (const answer of [
      await wallet.prepare(address('shop'), PRICE),
      await wallet.relay({ txid: txid(1), metadata: 'ab' }),
      await wallet.lookup(txid(1)),
      await wallet.prove(txid(1), address('shop'), null),
      await wallet.identity(),
      await wallet.outputs(),
      await wallet.prepareSplit(2),
      await wallet.height(),
      await wallet.report(),
    ]) {
      expect(codeOf(answer)).toBe('wallet_answer_unusable');
    }
  });

  it('that relays another transaction than the signed one is caught', async () => {
    const { wallet } = await liar({ relay_tx: { tx_hash: txid(2) } });
    expect(codeOf(await wallet.relay({ txid: txid(1), metadata: 'ab' }))).toBe('wallet_lied');
  });

  it.each(['InProofV2abc', 'OutProofV2', 'OutProofV2a:b', 'OutProofV2a\r\nCookie: x', ''])(
    'that gives %j for a proof is not believed: a proof goes into a header',
    async (signature) => {
      const { wallet } = await liar({ get_tx_proof: { signature } });
      expect(codeOf(await wallet.prove(txid(1), address('shop'), null))).toBe(
        'wallet_answer_unusable',
      );
    },
  );

  it.each([
    [
      'mined',
      { type: 'out', height: 90, confirmations: 3 },
      { kind: 'mined', height: 90, confirmations: 3 },
    ],
    ['in the pool', { type: 'pending', height: 0 }, { kind: 'pool' }],
    ['in the pool', { type: 'pending' }, { kind: 'pool' }],
    [
      'in a block that nothing confirms',
      { type: 'out', height: 90, confirmations: 0 },
      { kind: 'pool' },
    ],
    ['dropped by the network', { type: 'failed', height: 0 }, { kind: 'unknown' }],
  ])('knows a transaction as %s', async (_, transfer, state) => {
    const { wallet } = await liar({
      ...HONEST,
      get_transfer_by_txid: { transfer: { txid: txid(1), ...transfer } },
    });
    expect(unwrap(await wallet.lookup(txid(1)))).toEqual(state);
  });

  it('that tells of another transaction than it was asked for is caught', async () => {
    const { wallet } = await liar({
      ...HONEST,
      get_transfer_by_txid: {
        transfer: { txid: txid(2), type: 'out', height: 9, confirmations: 9 },
      },
    });
    expect(codeOf(await wallet.lookup(txid(1)))).toBe('wallet_lied');
  });

  it('looks at the chain before it tells of a transaction', async () => {
    const { wallet, methods } = await liar(HONEST);
    await wallet.lookup(txid(1));
    expect(methods()).toEqual(['refresh', 'get_transfer_by_txid']);
  });

  it('is asked once for whatever has an effect', async () => {
    const { wallet, methods } = await liar(OWN);
    await wallet.prepare(address('shop'), PRICE);
    await wallet.prepareSplit(2);
    await wallet.relay({ txid: txid(1), metadata: 'ab' });
    expect(methods().filter((method) => method !== 'get_address')).toEqual([
      'transfer',
      'sweep_all',
      'relay_tx',
    ]);
  });

  it('is asked whose it is before the first payment, and not again', async () => {
    const { wallet, methods } = await liar(HONEST);
    const first = unwrap(await wallet.prepare(address('shop'), PRICE));
    const second = unwrap(await wallet.prepare(address('shop'), PRICE));
    expect(methods()).toEqual(['get_address', 'transfer', 'transfer']);
    // printf 'tollpass-wallet:%s' "$address" | sha256sum
    expect(first.wallet).toBe(OWN_DIGEST);
    expect(second.wallet).toBe(first.wallet);
    expect(unwrap(await wallet.identity())).toBe(first.wallet);
  });

  it('that was switched to another file is another wallet from when it is asked', async () => {
    const other = { address: address('other') };
    const { wallet } = await liar({ ...HONEST, get_address: new Series(OWN.get_address, other) });
    const first = unwrap(await wallet.prepare(address('shop'), PRICE));
    const identity = unwrap(await wallet.identity());
    expect(identity).not.toBe(first.wallet);
    expect(unwrap(await wallet.prepare(address('shop'), PRICE)).wallet).toBe(identity);
  });

  it('is given a message only where there is one', async () => {
    const { wallet, calls } = await liar(HONEST);
    for (const message of [null, '', 'nonce'])
      await wallet.prove(txid(1), address('shop'), message);
    const params = { txid: txid(1), address: address('shop') };
    expect(calls.map((call) => call.params)).toEqual([
      params,
      { ...params, message: '' },
      { ...params, message: 'nonce' },
    ]);
  });
});

const NOT_COMMITTED = new Refusal(-4, 'Failed to commit tx.');
const UNKNOWN = new Refusal(-8, 'Transaction not found.');
const NO_NODE = new Refusal(-38, 'no connection to daemon');
const NOT_HELD = new Refusal(-1, 'Failed to get transaction from daemon');
const NO_KEY = new Refusal(-1, "Tx secret key wasn't found in the wallet file.");

describe('a wallet that calls a transaction pending', () => {
  const pending = { transfer: { txid: txid(1), type: 'pending' } };
  const mined = { transfer: { txid: txid(1), type: 'out', height: 90, confirmations: 1 } };

  it.each<[string, string, Answers]>([
    ['is not believed if the node denies it twice', 'unknown', { get_tx_proof: NOT_HELD }],
    ['is if the node has it', 'pool', {}],
    ['is if it has it at the second look', 'pool', { get_tx_proof: new Series(NOT_HELD, NO_KEY) }],
    ['is if the node is out of reach', 'pool', { get_tx_proof: NOT_HELD, refresh: NO_NODE }],
    [
      'is asked again, for a block may just have come in',
      'mined',
      { get_tx_proof: NOT_HELD, get_transfer_by_txid: new Series(pending, mined) },
    ],
  ])('%s', async (_, kind, answers) => {
    const { wallet } = await liar({ ...HONEST, get_transfer_by_txid: pending, ...answers });
    expect(unwrap(await wallet.lookup(txid(1))).kind).toBe(kind);
  });
});
const POOL = { transfer: { txid: txid(1), type: 'pending', height: 0 } };
const REFUSING: Answers = {
  ...OWN,
  refresh: {},
  relay_tx: NOT_COMMITTED,
  get_transfer_by_txid: UNKNOWN,
  get_tx_proof: NOT_HELD,
};

describe('a wallet that failed to commit a transaction', () => {
  const SIGNED = { txid: txid(1), metadata: 'ab' };

  it('was refused by the node if that says so twice and does not hold it', async () => {
    const { wallet, calls, methods } = await liar(REFUSING);
    expect(await wallet.relay(SIGNED)).toMatchObject({
      error: { code: 'wallet_relay_refused', detail: { message: 'Failed to commit tx.' } },
    });
    const relays = calls.filter(({ method }) => method === 'relay_tx');
    expect(relays.map(({ params }) => params)).toEqual([{ hex: 'ab' }, { hex: 'ab' }]);
    expect(methods().slice(0, 4)).toEqual([
      'relay_tx',
      'refresh',
      'get_transfer_by_txid',
      'relay_tx',
    ]);
  });

  it.each<[string, Answers, string]>([
    ['out of reach', { refresh: NO_NODE }, 'wallet_daemon_unreachable'],
    [
      'out of reach from then on',
      { refresh: new Series({}, NO_NODE) },
      'wallet_daemon_unreachable',
    ],
    ['silent', { get_transfer_by_txid: new Refusal(0, '') }, 'wallet_daemon_unreachable'],
    ['one that has it', { get_tx_proof: { signature: 'InProofV2abc' } }, 'wallet_error'],
    ['one that has it, where the wallet has no key', { get_tx_proof: NO_KEY }, 'wallet_error'],
    [
      'refusing at first, then busy',
      { relay_tx: new Series(NOT_COMMITTED, new Refusal(-3, 'daemon is busy')) },
      'wallet_daemon_unreachable',
    ],
  ])('may have sent it if the node is %s', async (_, answers, code) => {
    const { wallet } = await liar({ ...REFUSING, ...answers });
    expect(codeOf(await wallet.relay(SIGNED))).toBe(code);
  });

  it.each<[string, Answers]>([
    ['takes it the second time', { relay_tx: new Series(NOT_COMMITTED, { tx_hash: txid(1) }) }],
    [
      'takes it after its connection broke',
      {
        refresh: new Series(NO_NODE, {}),
        relay_tx: new Series(NOT_COMMITTED, { tx_hash: txid(1) }),
      },
    ],
    ['knows it after all', { get_transfer_by_txid: POOL }],
    ['knows it at last', { get_transfer_by_txid: new Series(UNKNOWN, POOL) }],
  ])('relayed it if the wallet %s', async (_, answers) => {
    const { wallet } = await liar({ ...REFUSING, ...answers });
    expect((await wallet.relay(SIGNED)).ok).toBe(true);
  });

  it('does not relay again what is in a block', async () => {
    const { wallet, methods } = await liar({
      ...REFUSING,
      get_transfer_by_txid: HONEST.get_transfer_by_txid,
    });
    expect((await wallet.relay(SIGNED)).ok).toBe(true);
    expect(methods().filter((method) => method === 'relay_tx')).toHaveLength(1);
  });

  it.each([
    ['hex that it cannot read', new Refusal(-26, 'Failed to parse hex.')],
    ['metadata that it cannot read', new Refusal(-27, 'Failed to parse tx metadata.')],
  ])('is not asked again after %s', async (_, relay_tx) => {
    const { wallet, methods } = await liar({ ...REFUSING, relay_tx });
    expect(codeOf(await wallet.relay(SIGNED))).toBe('wallet_error');
    expect(methods()).toEqual(['relay_tx']);
  });
});

describe('a wallet without a proof', () => {
  it.each<[string, Answers, string]>([
    ['does not know it', {}, 'wallet_transaction_unknown'],
    [
      'saw the network drop it',
      { get_transfer_by_txid: { transfer: { txid: txid(1), type: 'failed' } } },
      'wallet_transaction_unknown',
    ],
    ['has no key and does not know it', { get_tx_proof: NO_KEY }, 'wallet_transaction_unknown'],
    ['cannot ask its node', { refresh: NO_NODE }, 'wallet_daemon_unreachable'],
    ['knows it but the node does not', { get_transfer_by_txid: POOL }, 'wallet_error'],
    [
      'knows it but lost the key',
      { get_tx_proof: NO_KEY, get_transfer_by_txid: POOL },
      'wallet_error',
    ],
    ['does not take the login', { get_tx_proof: new Refusal(-13, 'x') }, 'wallet_not_open'],
  ])('of a transaction: it %s', async (_, answers, code) => {
    const { wallet } = await liar({ ...REFUSING, ...answers });
    expect(codeOf(await wallet.prove(txid(1), address('shop'), null))).toBe(code);
  });

  it('is asked once more if its connection to the node had only broken', async () => {
    const { wallet } = await liar({
      refresh: {},
      get_transfer_by_txid: POOL,
      get_tx_proof: new Series(NOT_HELD, HONEST.get_tx_proof),
    });
    expect(unwrap(await wallet.prove(txid(1), address('shop'), null))).toBe('OutProofV2abc');
  });
});

describe('a wallet that has nothing to spend now', () => {
  const output = (block_height: number, unlocked = false) => ({
    amount: 10,
    block_height,
    frozen: false,
    tx_hash: txid(block_height),
    unlocked,
  });
  const LOCKED: Answers = {
    ...OWN,
    transfer: new Refusal(-37, 'not enough unlocked money'),
    sweep_all: new Refusal(-4, 'No unlocked balance in the specified account'),
    refresh: {},
    get_height: { height: 100 },
    get_balance: { balance: 10, unlocked_balance: 0 },
    incoming_transfers: { transfers: [output(95)] },
    get_transfers: {},
  };

  it.each<[string, Answers, string | undefined]>([
    ['change unlocks', {}, '10'],
    [
      'a mined reward unlocks',
      { get_transfers: { in: [{ txid: txid(95), unlock_time: 155 }] } },
      '110',
    ],
    ['change in the pool unlocks', { incoming_transfers: {} }, '20'],
    ['nobody knows when', { get_height: new Refusal(-1, 'x') }, undefined],
  ])('says in how many minutes: %s', async (_, answers, minutes) => {
    const { wallet } = await liar({ ...LOCKED, ...answers });
    for (const refused of [
      await wallet.prepare(address('a'), PRICE),
      await wallet.prepareSplit(2),
    ]) {
      expect(codeOf(refused)).toBe('wallet_funds_locked');
      expect(refused).toMatchObject({
        error: { detail: minutes === undefined ? {} : { minutes } },
      });
    }
  });

  it('asks for mined rewards only as far back as something is locked', async () => {
    const { wallet, calls } = await liar({
      ...LOCKED,
      incoming_transfers: { transfers: [output(20, true), output(95), output(93)] },
    });
    unwrap(await wallet.outputs());
    const asked = calls.find(({ method }) => method === 'get_transfers');
    expect(asked?.params).toMatchObject({ in: true, filter_by_height: true, min_height: 92 });
  });

  it('has no money at all if nothing is locked either', async () => {
    const { wallet } = await liar({
      ...LOCKED,
      get_balance: { balance: 0, unlocked_balance: 0 },
      incoming_transfers: {},
    });
    expect(codeOf(await wallet.prepareSplit(2))).toBe('wallet_funds_missing');
  });
});

describe('a wallet that splits its money', () => {
  const SWEPT = {
    tx_hash_list: [txid(1)],
    amount_list: [103],
    fee_list: [7],
    tx_metadata_list: ['ab'],
  };

  it('is asked for equal parts to its own address, and not to relay', async () => {
    const { wallet, calls } = await liar({ ...OWN, sweep_all: SWEPT });
    expect(unwrap(await wallet.prepareSplit(5))).toEqual({
      txid: txid(1),
      amount: 20n,
      fee: 7n,
      metadata: 'ab',
      wallet: OWN_DIGEST,
    });
    expect(calls.at(-1)).toMatchObject({
      method: 'sweep_all',
      params: { address: address('own'), outputs: 5, do_not_relay: true, get_tx_metadata: true },
    });
  });

  it.each<[string, unknown, string]>([
    ['two transactions', { ...SWEPT, tx_hash_list: [txid(1), txid(2)] }, 'wallet_error'],
    ['none', { ...SWEPT, tx_hash_list: [] }, 'wallet_answer_unusable'],
    ['one without a fee', { ...SWEPT, fee_list: [] }, 'wallet_answer_unusable'],
    ['one without metadata', { ...SWEPT, tx_metadata_list: [''] }, 'wallet_answer_unusable'],
  ])('is not believed if it makes %s', async (_, sweep_all, code) => {
    const { wallet } = await liar({ ...OWN, sweep_all });
    expect(codeOf(await wallet.prepareSplit(5))).toBe(code);
  });
});

describe('a wallet RPC that leaves a call unanswered', () => {
  const client = ((httpClientModule as { default?: unknown }).default ?? httpClientModule) as {
    axiosDigestAuthRequest: Sender;
  };
  const { axiosDigestAuthRequest } = client;
  beforeEach(() => {
    client.axiosDigestAuthRequest = digestSender(postByFetch, 300);
  });
  afterEach(() => {
    client.axiosDigestAuthRequest = axiosDigestAuthRequest;
  });

  /** Answers nothing to the first call, and notes when its connection ends. */
  async function deafAtFirst() {
    const calls: string[] = [];
    let ended = false;
    const server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const { method } = JSON.parse(Buffer.concat(chunks).toString());
        calls.push(method);
        if (calls.length > 1) {
          response.end(JSON.stringify({ id: '0', jsonrpc: '2.0', result: HONEST[method] }));
          return;
        }
        response.on('close', () => {
          ended = true;
        });
      });
    });
    const { origin, stop } = await listenOnLoopback(server);
    stops.push(stop);
    return { origin, calls, ended: () => ended };
  }

  it('keeps no call for longer than 30 s', async () => {
    client.axiosDigestAuthRequest = axiosDigestAuthRequest;
    const limit = vi.spyOn(AbortSignal, 'timeout');
    const { wallet } = await liar(HONEST);
    await wallet.identity();
    expect(limit.mock.calls).toEqual([[30_000]]);
    limit.mockRestore();
  });

  it('answers the next call, made by the same wallet', async () => {
    const { origin, calls, ended } = await deafAtFirst();
    const wallet = moneroRpc(origin, null);
    expect(codeOf(await wallet.prove(txid(1), address('shop'), null))).toBe('wallet_timed_out');
    expect((await wallet.identity()).ok).toBe(true);
    expect(calls).toEqual(['get_tx_proof', 'get_address']);
    expect(ended()).toBe(true);
  });

  it('answers one that waited in line meanwhile, and every call just once', async () => {
    const { origin, calls } = await deafAtFirst();
    const [first, second] = await Promise.all([
      moneroRpc(origin, null).prepare(address('shop'), PRICE),
      moneroRpc(origin, null).prove(txid(1), address('shop'), null),
    ]);
    expect(codeOf(first)).toBe('wallet_timed_out');
    expect(unwrap(second)).toBe('OutProofV2abc');
    // What is asked before the transfer is signed already went without an answer.
    expect(calls).toEqual(['get_address', 'get_tx_proof']);
  });

  it('may have relayed: that is not known, and not tried again by itself', async () => {
    const { origin, calls } = await deafAtFirst();
    const wallet = moneroRpc(origin, null);
    const relayed = await wallet.relay({ txid: txid(1), metadata: 'ab' });
    expect(codeOf(relayed)).toBe('wallet_timed_out');
    expect(calls).toEqual(['relay_tx']);
  });
});

describe('a web server that is no wallet RPC', () => {
  it.each([
    ['a page', 200, '<!doctype html><title>Hello</title>'],
    ['an error', 404, 'Not found'],
    ['a redirection', 302, ''],
    ['nothing', 200, ''],
  ])('answers with %s, which is a failure and no exception', async (_, status, body) => {
    const server = createServer((request, response) => {
      request.resume();
      response.writeHead(status, { Location: '/elsewhere' });
      response.end(body);
    });
    const { origin, stop } = await listenOnLoopback(server);
    stops.push(stop);
    const code = codeOf(await moneroRpc(origin, null).report());
    expect(code).toMatch(/^wallet_(answer_unusable|error|unreachable)$/);
  });
});
