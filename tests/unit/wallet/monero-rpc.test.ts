import { createServer } from 'node:http';
import httpClientModule from 'monero-ts/dist/src/main/ts/common/HttpClient.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { piconero } from '../../../src/money/piconero.ts';
import { moneroRpc } from '../../../src/wallet/monero-rpc.ts';
import { listenOnLoopback } from '../../devnet/listen.ts';
import { address, codeOf, txid, unwrap } from '../fakes/samples.ts';

// What an honest wallet does is in tests/devnet/wallet-contract.test.ts, against a real one. This is
// about one that lies, or that is something else altogether.

type Answers = Record<string, unknown>;

const PRICE = piconero(1_000_000n);
const HONEST: Answers = {
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
      calls.push({ method, params });
      response.end(JSON.stringify({ id: '0', jsonrpc: '2.0', result: answers[method] }));
    });
  });
  const { origin, stop } = await listenOnLoopback(server);
  stops.push(stop);
  return { wallet: moneroRpc(origin, null), calls };
}

const TRANSFER = { tx_hash: txid(1), amount: 1_000_000, fee: 1, tx_metadata: 'ab' };

describe('a wallet RPC', () => {
  it('is asked for exactly the amount, as text, and not to relay', async () => {
    const { wallet, calls } = await liar(HONEST);
    unwrap(await wallet.prepare(address('shop'), PRICE));
    expect(calls).toMatchObject([
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
    const { wallet } = await liar({ transfer });
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
      await wallet.prove(txid(1), address('shop')),
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
      expect(codeOf(await wallet.prove(txid(1), address('shop')))).toBe('wallet_answer_unusable');
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
    const { wallet, calls } = await liar(HONEST);
    await wallet.lookup(txid(1));
    expect(calls.map(({ method }) => method)).toEqual(['refresh', 'get_transfer_by_txid']);
  });

  it('is asked once for whatever has an effect', async () => {
    const { wallet, calls } = await liar({});
    await wallet.prepare(address('shop'), PRICE);
    await wallet.relay({ txid: txid(1), metadata: 'ab' });
    expect(calls.map(({ method }) => method)).toEqual(['transfer', 'relay_tx']);
  });
});

describe('a wallet RPC that leaves a call unanswered', () => {
  const client = ((httpClientModule as { default?: unknown }).default ?? httpClientModule) as {
    getNonAgentTimeout: () => number;
  };
  const { getNonAgentTimeout } = client;
  beforeEach(() => {
    client.getNonAgentTimeout = () => 300;
  });
  afterEach(() => {
    client.getNonAgentTimeout = getNonAgentTimeout;
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

  it('keeps no call for longer than 30 s', () => {
    expect(getNonAgentTimeout()).toBe(30_000);
  });

  it('answers the next call, made by the same wallet', async () => {
    const { origin, calls, ended } = await deafAtFirst();
    const wallet = moneroRpc(origin, null);
    expect(codeOf(await wallet.prove(txid(1), address('shop')))).toBe('wallet_timed_out');
    expect(unwrap(await wallet.prepare(address('shop'), PRICE)).txid).toBe(txid(1));
    expect(calls).toEqual(['get_tx_proof', 'transfer']);
    expect(ended()).toBe(true);
  });

  it('answers one that waited in line meanwhile, and every call just once', async () => {
    const { origin, calls } = await deafAtFirst();
    const [first, second] = await Promise.all([
      moneroRpc(origin, null).prepare(address('shop'), PRICE),
      moneroRpc(origin, null).prove(txid(1), address('shop')),
    ]);
    expect(codeOf(first)).toBe('wallet_timed_out');
    expect(unwrap(second)).toBe('OutProofV2abc');
    expect(calls).toEqual(['transfer', 'get_tx_proof']);
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
