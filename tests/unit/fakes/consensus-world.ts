import type { Chain } from '../../../src/consensus/chain.ts';
import { STRUCTS } from '../../../src/consensus/chain.ts';
import { restOf } from '../../../src/consensus/rest.ts';
import type {
  TransactionQuestion,
  TransactionRecord,
  TransactionStorage,
} from '../../../src/consensus/transaction.ts';
import {
  createTransactions,
  type Submission,
  type Transactions,
} from '../../../src/consensus/transactions.ts';
import { failure } from '../../../src/outcome/failure.ts';
import { err, ok } from '../../../src/outcome/result.ts';
import type { DirectDoc, Draft } from '../../../src/signers/signing.ts';
import { encodeDraft } from '../../devnet/cosmos-tx.ts';
import { createLcd, type Included, type Lcd } from '../../devnet/lcd.ts';
import { type FakeTransactionStorage, fakeTransactionStorage } from './fake-transaction-storage.ts';
import { LCD_ADDRESS, type LcdFetch, lcdFetch } from './lcd-fetch.ts';
import { account, type NodeSigner, nodeSigner, signDoc } from './node-signer.ts';
import { type VirtualClock, virtualClock } from './virtual-clock.ts';
import type { Death } from './world.ts';

export const PLAYER = account(1);
export const FRIEND = account(2);

export function move(id: string, of: Partial<Submission> = {}): Submission {
  return {
    id,
    chainId: 'structstestnet-111',
    address: PLAYER.address,
    publicKey: PLAYER.publicKey,
    // The memo tells whose transaction it is, when the chain is looked at.
    memo: id,
    messages: [
      {
        typeUrl: '/structs.structs.MsgFleetMove',
        value: { creator: PLAYER.address, fleetId: '9-11', destinationLocationId: '2-1' },
      },
    ],
    origin: null,
    ...of,
  };
}

export function send(id: string, of: Partial<Submission> = {}): Submission {
  const value = {
    fromAddress: PLAYER.address,
    toAddress: FRIEND.address,
    amount: [{ denom: 'ualpha', amount: '1500000' }],
  };
  return move(id, { messages: [{ typeUrl: '/cosmos.bank.v1beta1.MsgSend', value }], ...of });
}

/** One life of the background. */
export interface ConsensusLife extends Transactions {
  /** From now on nothing that this life does has an effect, and nothing answers it. */
  kill(): void;
  readonly dead: () => boolean;
  /** How many calls of ports were made. */
  readonly calls: () => number;
}

/** All that outlives the background: the disk, the chain, the user. */
export interface ConsensusWorld {
  readonly clock: VirtualClock;
  readonly lcd: Lcd;
  readonly net: LcdFetch;
  readonly storage: FakeTransactionStorage;
  readonly signer: NodeSigner;
  chain: Chain;
  /** Every question that was asked. */
  readonly asked: readonly TransactionQuestion[];
  /** How each question is answered; null leaves it standing. */
  answering: (question: TransactionQuestion) => 'sign' | 'reject' | null;
  /** Answers the question that stands about a transaction. */
  answer(id: string, what: 'sign' | 'reject'): void;
  readonly withdrawn: readonly string[];
  /** The stages that each transaction was told to be in. */
  readonly told: readonly TransactionRecord[];
  start(death?: Death): ConsensusLife;
  record(id: string): Promise<TransactionRecord>;
  /** What is included of one request. */
  included(id: string): readonly Included[];
  /** Another client sends something by the player's account, at once. */
  otherClient(memo?: string): void;
}

const NEVER = new Promise<never>(() => undefined);

/** @param blockMs between blocks; 0 if only `lcd.mine` makes them */
export function createConsensusWorld(blockMs = 5000): ConsensusWorld {
  const clock = virtualClock();
  const lcd = createLcd();
  const net = lcdFetch(lcd);
  const storage = fakeTransactionStorage();
  const signer = nodeSigner([PLAYER, FRIEND]);
  const asked: TransactionQuestion[] = [];
  const standing = new Map<string, (answer: 'sign' | 'reject') => void>();
  const withdrawn: string[] = [];
  const told: TransactionRecord[] = [];
  lcd.fund(PLAYER.address, 10_000_000_000n);
  if (blockMs > 0) clock.every(blockMs, () => void lcd.mine());

  function start(death?: Death): ConsensusLife {
    let dead = false;
    let calls = 0;
    /** Passes calls on while this life lasts. */
    const mortal = <A extends unknown[], T>(call: (...args: A) => Promise<T>) => {
      return async (...args: A): Promise<T> => {
        if (dead) return NEVER;
        calls += 1;
        if (calls === death?.atCall) {
          dead = true;
          if (death.effect === 'done') await call(...args).catch(() => undefined);
          return NEVER;
        }
        const answer = await call(...args);
        return dead ? NEVER : answer;
      };
    };
    const rest = restOf(LCD_ADDRESS, mortal(net.fetch));
    const mortalStorage: TransactionStorage = {
      read: mortal(storage.read),
      update: mortal(storage.update),
      open: mortal(storage.open),
      move: mortal(storage.move),
      all: mortal(storage.all),
    };
    const transactions = createTransactions({
      storage: mortalStorage,
      clock: { now: clock.now, wait: mortal(clock.wait) },
      // Looked up at each call, so that a test can put another in its place.
      signing: {
        build: mortal((draft: Draft) => signer.build(draft)),
        sign: mortal((address: string, doc: DirectDoc) => signer.sign(address, doc)),
      },
      approver: {
        ask: mortal((question: TransactionQuestion) => {
          asked.push(question);
          const answer = world.answering(question);
          if (answer !== null) return Promise.resolve(answer);
          return new Promise<'sign' | 'reject'>((resolve) => {
            standing.set(question.record.id, resolve);
          });
        }),
        withdraw(id) {
          withdrawn.push(id);
          standing.get(id)?.('reject');
          standing.delete(id);
        },
      },
      chain: async (chainId) =>
        chainId === world.chain.chainId
          ? ok({ chain: world.chain, rest })
          : err(failure('chain_unknown')),
      changed: (record) => void told.push(record),
    });
    return {
      ...transactions,
      kill() {
        dead = true;
      },
      dead: () => dead,
      calls: () => calls,
    };
  }

  const world: ConsensusWorld = {
    clock,
    lcd,
    net,
    storage,
    signer,
    chain: { ...STRUCTS, chainId: lcd.chainId, rest: LCD_ADDRESS, rpc: null },
    asked,
    answering: () => 'sign',
    answer(id, what) {
      const resolve = standing.get(id);
      if (resolve === undefined) throw new Error(`nobody asks about ${id}`);
      standing.delete(id);
      resolve(what);
    },
    withdrawn,
    told,
    start,
    async record(id) {
      const { failing } = storage;
      storage.failing = null;
      const read = await storage.read(id);
      storage.failing = failing;
      if (!read.ok || read.value === null) throw new Error(`there is no ${id}`);
      return read.value;
    },
    included: (id) => lcd.included.filter(({ tx }) => tx.memo === id),
    otherClient(memo = 'other') {
      const known = lcd.accounts.get(PLAYER.address);
      if (known === undefined) throw new Error('the player is unknown');
      const draft = {
        ...move(memo),
        fee: STRUCTS.fixed.fee,
        accountNumber: String(known.number),
        sequence: String(known.sequence),
      };
      const { txBytes } = signDoc(PLAYER.key, encodeDraft(draft));
      lcd.answer('POST', '/cosmos/tx/v1beta1/txs', {
        tx_bytes: txBytes,
        mode: 'BROADCAST_MODE_SYNC',
      });
    },
  };
  return world;
}
