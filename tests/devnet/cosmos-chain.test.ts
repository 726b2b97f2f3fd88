import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Chain, STRUCTS } from '../../src/consensus/chain.ts';
import { readChain, readDescriptors } from '../../src/consensus/discover.ts';
import { restOf } from '../../src/consensus/rest.ts';
import type { TransactionRecord, TransactionSigning } from '../../src/consensus/transaction.ts';
import { createTransactions, type Submission } from '../../src/consensus/transactions.ts';
import type { Fetch } from '../../src/net/body.ts';
import { ok } from '../../src/outcome/result.ts';
import { fakeTransactionStorage } from '../unit/fakes/fake-transaction-storage.ts';
import { unwrap } from '../unit/fakes/samples.ts';
import { type CosmjsSigner, cosmjsSigner } from './cosmjs-signer.ts';
import { builtCosmosChain, type CosmosChain, startCosmosChain } from './cosmos-chain.ts';
import { encodeDraft } from './cosmos-tx.ts';
import { decode } from './protobuf.ts';

const program = await builtCosmosChain();
if (program === null) {
  console.log(
    'Skipped: the real Cosmos chain is not built. `npm run cosmos-chain` builds it (needs Go).',
  );
}

const PLAYER_KEY = '11'.repeat(32);
const FRIEND_KEY = '22'.repeat(32);
const GAS_PRICE = { denom: 'ualpha', price: '0.025' };

let chain: CosmosChain;
let player: CosmjsSigner;
let friend: CosmjsSigner;
beforeAll(async () => {
  if (program === null) return;
  player = await cosmjsSigner(PLAYER_KEY);
  friend = await cosmjsSigner(FRIEND_KEY);
  chain = await startCosmosChain(program, [player.address]);
});
afterAll(() => chain?.stop());

const clock = { now: Date.now, wait: (ms: number) => delay(ms) };

/** A background of its own, with everything real but its storage. */
function send(of: { fetch?: Fetch; signing?: TransactionSigning; fixed?: Chain['fixed'] } = {}) {
  const storage = fakeTransactionStorage();
  const calls: string[] = [];
  const rest = restOf(chain.rest, (url, init) => {
    calls.push(`${init.method ?? 'GET'} ${new URL(url).pathname}`);
    return (of.fetch ?? fetch)(url, init);
  });
  const fixed = of.fixed ?? null;
  const known: Chain = {
    ...STRUCTS,
    chainId: chain.chainId,
    rest: chain.rest,
    rpc: chain.rpc,
    gasPrice: GAS_PRICE,
    fixed,
  };
  const transactions = createTransactions({
    storage,
    clock,
    signing: of.signing ?? player,
    approver: { ask: async () => 'sign', withdraw: () => undefined },
    chain: async () => ok({ chain: known, rest }),
    changed: () => undefined,
  });
  return { transactions, calls, rest };
}

function submission(memo: string, amount = '1500000'): Submission {
  const value = {
    fromAddress: player.address,
    toAddress: friend.address,
    amount: [{ denom: 'ualpha', amount }],
  };
  const { address, publicKey } = player;
  const messages = [{ typeUrl: '/cosmos.bank.v1beta1.MsgSend', value }];
  return { id: memo, chainId: chain.chainId, address, publicKey, memo, messages, origin: null };
}

async function settle(
  { transactions }: ReturnType<typeof send>,
  of: Submission,
): Promise<TransactionRecord['state']> {
  unwrap(await transactions.submit(of));
  const record = unwrap(await transactions.settled(of.id));
  if (record === null) throw new Error(`there is no ${of.id}`);
  return record.state;
}

async function balanceOf(address: string): Promise<bigint> {
  const path = `/cosmos/bank/v1beta1/balances/${address}/by_denom?denom=ualpha`;
  const answer = (await (await fetch(`${chain.rest}${path}`)).json()) as {
    balance: { amount: string };
  };
  return BigInt(answer.balance.amount);
}

const BROADCAST = 'POST /cosmos/tx/v1beta1/txs';

describe.skipIf(program === null)('a real Cosmos chain', () => {
  test('says what it is', async () => {
    const report = unwrap(await readChain(chain.rest, fetch));
    expect(report).toEqual({
      rest: chain.rest,
      chainId: 'tollpass-1',
      prefix: 'structs',
      denoms: { ualpha: { symbol: 'alpha', exponent: 6 } },
      gasPrice: null,
    });
  });

  test('serves the descriptors of all its messages', async () => {
    const files = unwrap(await readDescriptors(chain.rpc, fetch));
    const names = files.map((file) => String(decode(Buffer.from(file, 'base64')).bytes(1)[0]));
    expect(names).toContain('cosmos/bank/v1beta1/tx.proto');
    expect(names).toContain('cosmos/staking/v1beta1/tx.proto');
    const bytes = files.reduce((sum, file) => sum + file.length, 0);
    console.log(`${files.length} descriptors, ${bytes} characters of base64`);
  });

  test('does not know an account that nobody paid', async () => {
    const { rest } = send();
    const stranger = await cosmjsSigner('33'.repeat(32));
    expect(await rest.account(stranger.address)).toMatchObject({
      error: { code: 'account_unknown' },
    });
    expect(unwrap(await rest.account(player.address))).toMatchObject({ address: player.address });
    expect(unwrap(await rest.transaction('AB'.repeat(32)))).toBeNull();
  });

  test('includes a transaction whose gas it counted', async () => {
    const before = await balanceOf(friend.address);
    const background = send();
    expect(await settle(background, submission('counted'))).toMatchObject({ stage: 'included' });
    expect(background.calls).toContain('POST /cosmos/tx/v1beta1/simulate');
    expect((await balanceOf(friend.address)) - before).toBe(1_500_000n);
  });

  test('includes one with a fixed fee of 0ualpha, as the game sends them', async () => {
    const fixed = { typePrefix: '/cosmos.bank.', fee: STRUCTS.fixed.fee };
    const background = send({ fixed });
    expect(await settle(background, submission('fixed'))).toMatchObject({ stage: 'included' });
    expect(background.calls).not.toContain('POST /cosmos/tx/v1beta1/simulate');
  });

  test('refuses by simulation what cannot work', async () => {
    expect(await settle(send(), submission('too much', `${10n ** 18n}`))).toMatchObject({
      stage: 'ended',
      failure: {
        code: 'transaction_refused',
        detail: { message: expect.stringContaining('insufficient funds') },
      },
    });
  });

  test('fails in its block what was not simulated', async () => {
    const fixed = { typePrefix: '/cosmos.bank.', fee: STRUCTS.fixed.fee };
    expect(
      await settle(send({ fixed }), submission('far too much', `${10n ** 18n}`)),
    ).toMatchObject({
      stage: 'ended',
      failure: {
        code: 'transaction_failed',
        detail: { message: expect.stringContaining('insufficient funds') },
      },
    });
  });

  test('refuses a signature for another chain', async () => {
    const signing: TransactionSigning = {
      build: player.build,
      sign: (address, doc) => player.sign(address, { ...doc, chainId: 'other-1' }),
    };
    expect(await settle(send({ signing }), submission('elsewhere'))).toMatchObject({
      failure: { code: 'signature_refused' },
    });
  });

  test('takes it with the next sequence when another client was faster', async () => {
    const before = await balanceOf(friend.address);
    const other = send();
    let signatures = 0;
    const signing: TransactionSigning = {
      build: player.build,
      async sign(address, doc) {
        signatures += 1;
        // Between the sequence that was read and the transaction that names it.
        if (signatures === 1) await settle(other, submission('other', '1'));
        return player.sign(address, doc);
      },
    };
    const background = send({ signing });
    expect(await settle(background, submission('slower', '10'))).toMatchObject({
      stage: 'included',
    });
    expect(signatures).toBe(2);
    expect((await balanceOf(friend.address)) - before).toBe(11n);
  });

  test.each(['after', 'before'] as const)(
    'is asked for the hash when the answer is lost (%s it acted)',
    async (when) => {
      const before = await balanceOf(friend.address);
      let lost = 0;
      const background = send({
        async fetch(url, init) {
          if (!url.endsWith('/txs') || lost > 0) return fetch(url, init);
          lost += 1;
          if (when === 'after') await fetch(url, init);
          throw new DOMException('too slow', 'TimeoutError');
        },
      });
      expect(await settle(background, submission(`lost ${when}`, '100'))).toMatchObject({
        stage: 'included',
      });
      expect((await balanceOf(friend.address)) - before).toBe(100n);
      const sent = background.calls.filter((call) => call === BROADCAST);
      expect(sent).toHaveLength(when === 'after' ? 1 : 2);
    },
  );

  test('lets nothing in after its height, and that is told', async () => {
    const before = await balanceOf(friend.address);
    const background = send({
      async fetch(url, init) {
        if (url.endsWith('/txs')) throw new TypeError('fetch failed');
        return fetch(url, init);
      },
    });
    expect(await settle(background, submission('never', '1000'))).toMatchObject({
      stage: 'ended',
      failure: { code: 'transaction_expired' },
    });
    expect(await balanceOf(friend.address)).toBe(before);
  });

  test('includes twenty of one account, one after the other', async () => {
    const fixed = { typePrefix: '/cosmos.bank.', fee: STRUCTS.fixed.fee };
    const background = send({ fixed });
    const names = Array.from({ length: 20 }, (_, index) => `row ${index}`);
    for (const name of names) unwrap(await background.transactions.submit(submission(name, '1')));
    const heights: number[] = [];
    for (const name of names) {
      const { state } = unwrap(await background.transactions.settled(name)) ?? {};
      if (state?.stage === 'included') heights.push(state.height);
    }
    expect(heights).toHaveLength(20);
    expect(heights.toSorted((a, b) => a - b)).toEqual(heights);
  });

  test('says what the chain in lcd.ts says, in the same shapes', async () => {
    const { rest } = send();
    const { account_number: accountNumber, sequence } = unwrap(await rest.account(player.address));
    const broadcast = async (of: Partial<Parameters<typeof encodeDraft>[0]>, end?: string) => {
      const draft = {
        ...submission('shape', '1'),
        fee: STRUCTS.fixed.fee,
        accountNumber,
        sequence,
        ...of,
      };
      const signed = unwrap(await player.sign(player.address, encodeDraft(draft)));
      const bytes = end === undefined ? signed.txBytes : signed.txBytes.slice(0, -8) + end;
      return unwrap(await rest.broadcast(bytes));
    };
    const high = String(BigInt(sequence) + 5n);
    expect(await broadcast({ sequence: high })).toEqual({ kind: 'sequence', expected: sequence });
    expect(await broadcast({ accountNumber: '99' })).toMatchObject({
      failure: { code: 'signature_refused' },
    });
    expect(await broadcast({}, 'AAAAAA==')).toMatchObject({ kind: 'refused' });
    expect(await broadcast({})).toEqual({ kind: 'taken' });
    expect(await broadcast({})).toEqual({ kind: 'taken' });
  });
});
