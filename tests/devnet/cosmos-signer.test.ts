import { setTimeout as delay } from 'node:timers/promises';
import { TxBody } from 'cosmjs-types/cosmos/tx/v1beta1/tx';
import { MsgCreateVestingAccount } from 'cosmjs-types/cosmos/vesting/v1beta1/tx';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Chain } from '../../src/consensus/chain.ts';
import { readChain, readDescriptors } from '../../src/consensus/discover.ts';
import { restOf } from '../../src/consensus/rest.ts';
import type { TransactionQuestion, TransactionSigning } from '../../src/consensus/transaction.ts';
import { createTransactions, type Submission } from '../../src/consensus/transactions.ts';
import { ok } from '../../src/outcome/result.ts';
import { localSigning } from '../../src/signers/local-signing.ts';
import type {
  Description,
  DirectDoc,
  KeySource,
  PublicAccount,
  ReadingContext,
} from '../../src/signers/signing.ts';
import { fakeTransactionStorage } from '../unit/fakes/fake-transaction-storage.ts';
import { unwrap } from '../unit/fakes/samples.ts';
import { builtCosmosChain, type CosmosChain, startCosmosChain } from './cosmos-chain.ts';

// A player and their keys on a real chain, by our own signing from words to block.

const program = await builtCosmosChain();

const RICH: KeySource = { kind: 'private_key', hex: '11'.repeat(32) };
const PATH = { coinType: 118, index: 0 };
const SEND = '/cosmos.bank.v1beta1.MsgSend';
const GRANT = '/cosmos.authz.v1beta1.MsgGrant';
const VESTING = '/cosmos.vesting.v1beta1.MsgCreateVestingAccount';

const signing = localSigning(Date.now, 'en');
const clock = { now: Date.now, wait: (ms: number) => delay(ms) };

let chain: CosmosChain;
let known: Chain;
let context: Omit<ReadingContext, 'address'>;
let rich: PublicAccount;
let words: KeySource;
let player: PublicAccount;

beforeAll(async () => {
  if (program === null) return;
  rich = unwrap(await signing.derive(RICH, PATH, 'structs'));
  chain = await startCosmosChain(program, [rich.address]);
  const report = unwrap(await readChain(chain.rest, fetch));
  const gasPrice = { denom: 'ualpha', price: '0.025' };
  known = { ...report, rpc: chain.rpc, coinType: 118, fixed: null, gasPrice };
  const descriptors = unwrap(await readDescriptors(chain.rpc, fetch));
  context = { chainId: chain.chainId, denoms: report.denoms, descriptors };
  words = { kind: 'mnemonic', words: await signing.newMnemonic(24) };
  player = unwrap(await signing.derive(words, PATH, report.prefix));
});
afterAll(() => chain?.stop());

const rest = () => restOf(chain.rest, fetch);

/** Our own signing with one key, as the background hands it to `createTransactions`. */
function signingWith(source: KeySource): TransactionSigning {
  return {
    build: signing.build,
    sign: (_, doc) => signing.signDirect(source, PATH, doc),
  };
}

/** Sends by one account; what the user would be shown is described and kept. */
function sender(source: KeySource, of: PublicAccount) {
  const shown: Description[] = [];
  const transactions = createTransactions({
    storage: fakeTransactionStorage(),
    clock,
    signing: signingWith(source),
    approver: {
      async ask({ doc }: TransactionQuestion) {
        shown.push(unwrap(await signing.describe(doc, { ...context, address: of.address })));
        return 'sign';
      },
      withdraw: () => undefined,
    },
    chain: async () => ok({ chain: known, rest: rest() }),
    changed: () => undefined,
  });
  let count = 0;
  return {
    shown,
    async send(typeUrl: string, value: Record<string, unknown>) {
      count += 1;
      const id = `t${count}`;
      const asked: Submission = {
        id,
        chainId: chain.chainId,
        ...of,
        messages: [{ typeUrl, value }],
        memo: '',
        origin: null,
      };
      unwrap(await transactions.submit(asked));
      return unwrap(await transactions.settled(id))?.state;
    },
  };
}

const coins = (amount: string) => [{ denom: 'ualpha', amount }];

async function balanceOf(address: string): Promise<string> {
  const path = `/cosmos/bank/v1beta1/balances/${address}/by_denom?denom=ualpha`;
  const answer = (await (await fetch(`${chain.rest}${path}`)).json()) as {
    balance: { amount: string };
  };
  return answer.balance.amount;
}

/** Hands over by hand what `createTransactions` cannot build, and waits for its block. */
async function sendSigned(txBytes: string, txHash: string) {
  expect(unwrap(await rest().broadcast(txBytes))).toEqual({ kind: 'taken' });
  for (;;) {
    const found = unwrap(await rest().transaction(txHash));
    if (found !== null) return found;
    await clock.wait(100);
  }
}

describe.skipIf(program === null)('a new signer on a real chain', () => {
  test('is made up, unknown, funded, and then sends', async () => {
    expect(await rest().account(player.address)).toMatchObject({
      error: { code: 'account_unknown' },
    });
    const { address } = player;
    const funding = { fromAddress: rich.address, toAddress: address, amount: coins('5000000') };
    expect(await sender(RICH, rich).send(SEND, funding)).toMatchObject({ stage: 'included' });
    expect(await balanceOf(address)).toBe('5000000');

    const mine = sender(words, player);
    const back = { fromAddress: address, toAddress: rich.address, amount: coins('1000000') };
    expect(await mine.send(SEND, back)).toMatchObject({ stage: 'included' });
    expect(mine.shown).toMatchObject([
      { messages: [{ title: `Send 1 alpha to ${rich.address}` }], warnings: ['moves_funds'] },
    ]);
    const left = BigInt(await balanceOf(address));
    expect(left).toBeLessThan(4_000_000n);
    expect(left).toBeGreaterThan(3_990_000n);
  });

  test('grants a right that is warned of, and the chain has it then', async () => {
    const mine = sender(words, player);
    const value = {
      granter: player.address,
      grantee: rich.address,
      grant: {
        authorization: { '@type': '/cosmos.authz.v1beta1.GenericAuthorization', msg: SEND },
        expiration: new Date(Date.now() + 3_600_000).toISOString(),
      },
    };
    expect(await mine.send(GRANT, value)).toMatchObject({ stage: 'included' });
    expect(mine.shown).toMatchObject([
      {
        messages: [
          {
            title: `Let ${rich.address} act in your name`,
            inner: [{ title: `To send any message of type ${SEND}` }],
          },
        ],
        warnings: ['grants_rights'],
      },
    ]);
    const query = `granter=${player.address}&grantee=${rich.address}`;
    const answer = await fetch(`${chain.rest}/cosmos/authz/v1beta1/grants?${query}`);
    expect(await answer.json()).toMatchObject({
      grants: [{ authorization: { '@type': value.grant.authorization['@type'], msg: SEND } }],
    });
  });

  test('signs a message of a type that only the node describes, marked as its claim', async () => {
    const stranger = unwrap(
      await signing.derive({ kind: 'private_key', hex: '44'.repeat(32) }, PATH, 'structs'),
    );
    const vesting = MsgCreateVestingAccount.fromPartial({
      fromAddress: player.address,
      toAddress: stranger.address,
      amount: coins('250000'),
      endTime: 1_900_000_000n,
      delayed: true,
    });
    const value = MsgCreateVestingAccount.encode(vesting).finish();
    const messages = [{ typeUrl: VESTING, value }];
    // Nothing of ours can encode it.
    expect(await sender(words, player).send(VESTING, {})).toMatchObject({
      failure: { code: 'message_unusable' },
    });
    const { account_number: accountNumber, sequence } = unwrap(
      await rest().account(player.address),
    );
    const empty = unwrap(
      await signing.build({
        messages: [],
        memo: '',
        fee: { amount: coins('10000'), gasLimit: '400000' },
        chainId: chain.chainId,
        accountNumber,
        sequence,
        publicKey: player.publicKey,
      }),
    );
    const body = TxBody.encode(TxBody.fromPartial({ messages })).finish();
    const doc: DirectDoc = { ...empty, bodyBytes: Buffer.from(body).toString('base64') };

    const { address } = player;
    const blind = unwrap(await signing.describe(doc, { ...context, descriptors: [], address }));
    expect(blind).toMatchObject({
      messages: [{ knowledge: 'raw', raw: Buffer.from(value).toString('hex') }],
      warnings: ['unknown_message'],
    });
    const told = unwrap(await signing.describe(doc, { ...context, address }));
    expect(told).toMatchObject({
      messages: [{ typeUrl: VESTING, knowledge: 'claimed' }],
      warnings: ['node_claim'],
    });
    const fields = Object.fromEntries(
      (told.messages[0]?.fields ?? []).map((field) => [field.label, field.value]),
    );
    expect(fields).toMatchObject({
      'From address': player.address,
      'To address': stranger.address,
      'Amount, denom': 'ualpha',
      'Amount, amount': '250000',
      'End time': '1900000000',
    });

    const signed = unwrap(await signing.signDirect(words, PATH, doc));
    expect(await sendSigned(signed.txBytes, signed.txHash)).toMatchObject({ failure: null });
    expect(await balanceOf(stranger.address)).toBe('250000');
  });

  test('recovers when another client of the same words was faster', async () => {
    const [one, other] = [sender(words, player), sender(words, player)];
    const value = {
      fromAddress: player.address,
      toAddress: rich.address,
      amount: coins('1'),
    };
    // Both read the same sequence, and only one of them can have it.
    const ends = await Promise.all([one.send(SEND, value), other.send(SEND, value)]);
    expect(ends).toMatchObject([{ stage: 'included' }, { stage: 'included' }]);
  });
});
