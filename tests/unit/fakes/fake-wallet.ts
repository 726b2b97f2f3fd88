import type { Piconero } from '../../../src/money/piconero.ts';
import { type Failure, failure } from '../../../src/outcome/failure.ts';
import { err, ok, type Result } from '../../../src/outcome/result.ts';
import type { TransferState, Wallet } from '../../../src/wallet/wallet.ts';
import { address, pico } from './samples.ts';

/** A transfer that the network has heard of. */
export interface Relayed {
  readonly txid: string;
  readonly address: string;
  readonly amount: Piconero;
  readonly fee: Piconero;
}

/**
 * A wallet and its chain, with the habits that were measured: signing marks no output as spent, so
 * two transfers may spend the same one and then the second cannot be relayed; a proof exists only
 * after the relay and is another string each time; relaying what is already mined answers OK and
 * spoils the balance, which here is a violation.
 */
export interface FakeWallet extends Wallet {
  /** Everything that was ever relayed, each transaction once. */
  readonly relayed: readonly Relayed[];
  /** What must never happen, in words. Tests assert that it is empty. */
  readonly violations: readonly string[];
  /** How often each call was made. */
  readonly calls: ReadonlyMap<string, number>;
  /** Ids of all transactions that were signed, relayed or not. */
  readonly prepared: readonly string[];
  mine(blocks?: number): void;
  /** Takes a transaction out of the pool, or out of its block: the network has forgotten it. */
  forget(txid: string): void;
  /** The network's own count, which the wallet only knows while it is up. */
  confirmations(txid: string): number | null;
  fee: Piconero;
  /** Which file is open: another has another name, and knows nothing of what this one paid. */
  name: string;
  dead: boolean;
  /** A transaction that the network will not have, whatever comes. */
  refuses: string | null;
  /** The next relay: `answer` is out but nobody hears of it, `request` never arrived. */
  loseNextRelay: 'answer' | 'request' | null;
}

interface Transaction extends Relayed {
  readonly inputs: readonly number[];
  /** The block that holds it; null in the pool; undefined while nobody but the wallet knows it. */
  height: number | null | undefined;
}

const LOCK = 10;
const UNKNOWN_TXID = {
  method: 'get_transfer_by_txid',
  rpc: '-8',
  message: 'Transaction not found.',
};

/**
 * @param outputs how many outputs can be spent at first; each is worth 1 XMR
 */
export function fakeWallet(outputs = 16): FakeWallet {
  const unspent: { id: number; unlocksAt: number }[] = [];
  const transactions = new Map<string, Transaction>();
  const relayed: Relayed[] = [];
  const violations: string[] = [];
  const calls = new Map<string, number>();
  let height = 100;
  let serial = 0;
  const addOutput = (unlocksAt: number): void => {
    serial += 1;
    unspent.push({ id: serial, unlocksAt });
  };
  for (let index = 0; index < outputs; index += 1) addOutput(0);

  function enter(call: string): Result<null, Failure> {
    calls.set(call, (calls.get(call) ?? 0) + 1);
    return wallet.dead
      ? err(failure('wallet_unreachable', { url: 'http://127.0.0.1:1' }))
      : ok(null);
  }

  function isSpent(input: number): boolean {
    return !unspent.some(({ id }) => id === input);
  }

  const wallet: FakeWallet = {
    relayed,
    violations,
    calls,
    get prepared() {
      return [...transactions.keys()];
    },
    fee: pico(1_800_000_000),
    name: 'wallet-1',
    dead: false,
    refuses: null,
    loseNextRelay: null,

    async prepare(address, amount) {
      const entered = enter('prepare');
      if (!entered.ok) return entered;
      if (!/^[48][1-9A-HJ-NP-Za-km-z]{94}$/.test(address)) {
        return err(failure('wallet_address_refused', {}));
      }
      const needed = amount + wallet.fee;
      if (needed > BigInt(unspent.length) * 10n ** 12n) {
        return err(failure('wallet_funds_missing', {}));
      }
      const count = Number((needed + 10n ** 12n - 1n) / 10n ** 12n);
      const chosen = unspent.filter(({ unlocksAt }) => unlocksAt <= height).slice(0, count);
      if (chosen.length < count) return err(failure('wallet_funds_locked', {}));
      const id = (transactions.size + 1).toString(16).padStart(64, 'a');
      const inputs = chosen.map((output) => output.id);
      transactions.set(id, {
        txid: id,
        address,
        amount,
        fee: wallet.fee,
        inputs,
        height: undefined,
      });
      return ok({ txid: id, amount, fee: wallet.fee, metadata: `00${id}`, wallet: wallet.name });
    },

    async relay({ txid, metadata }) {
      const entered = enter('relay');
      if (!entered.ok) return entered;
      const lost = wallet.loseNextRelay;
      wallet.loseNextRelay = null;
      if (lost === 'request') return err(failure('wallet_timed_out', { method: 'relay_tx' }));
      const transaction = transactions.get(metadata.slice(2));
      if (transaction === undefined || transaction.txid !== txid) {
        return err(failure('wallet_error', { rpc: '-25' }));
      }
      if (typeof transaction.height === 'number') {
        violations.push(`relayed ${txid} although it is mined: the balance is spoilt now`);
      } else if (transaction.height === undefined) {
        if (transaction.inputs.some(isSpent) || wallet.refuses === txid) {
          return err(failure('wallet_relay_refused', { message: 'double spend' }));
        }
        transaction.height = null;
        for (const input of transaction.inputs) {
          unspent.splice(
            unspent.findIndex(({ id }) => id === input),
            1,
          );
        }
        addOutput(height + LOCK);
        if (!relayed.some((one) => one.txid === txid)) relayed.push(transaction);
      }
      if (lost === 'answer') return err(failure('wallet_timed_out', { method: 'relay_tx' }));
      return ok(null);
    },

    async lookup(txid): Promise<Result<TransferState, Failure>> {
      const entered = enter('lookup');
      if (!entered.ok) return entered;
      if (!/^[0-9a-f]{64}$/.test(txid)) return err(failure('wallet_error', UNKNOWN_TXID));
      const known = transactions.get(txid);
      if (known?.height === undefined) return ok({ kind: 'unknown' });
      if (known.height === null) return ok({ kind: 'pool' });
      return ok({ kind: 'mined', height: known.height, confirmations: height - known.height });
    },

    async identity() {
      const entered = enter('identity');
      return entered.ok ? ok(wallet.name) : entered;
    },

    async outputs() {
      const entered = enter('outputs');
      if (!entered.ok) return entered;
      const locked = unspent.map(({ unlocksAt }) => unlocksAt - height).filter((left) => left > 0);
      return ok({
        ready: unspent.length - locked.length,
        total: unspent.length,
        nextInBlocks: locked.length === 0 ? null : Math.min(...locked),
      });
    },

    async prepareSplit(parts) {
      return wallet.prepare(address('self'), pico(10n ** 12n / BigInt(parts + 1)));
    },

    async prove(txid, address, message) {
      const entered = enter('prove');
      if (!entered.ok) return entered;
      const known = transactions.get(txid);
      if (known?.height === undefined || known.address !== address) {
        return err(failure('wallet_transaction_unknown', { method: 'get_tx_proof' }));
      }
      serial += 1;
      const proof = `OutProofV2${txid.replaceAll('0', 'z')}${String(serial).replaceAll('0', 'z')}`;
      // A real proof hides what it was made over; this one shows it, for the fake gates to check.
      return ok(message === null ? proof : `${proof}.${message}`);
    },

    async height() {
      const entered = enter('height');
      return entered.ok ? ok(height) : entered;
    },

    async report() {
      const entered = enter('report');
      if (!entered.ok) return entered;
      const worth = (count: number): Piconero => pico(BigInt(count) * 10n ** 12n);
      return ok({
        version: '1.25',
        network: 'mainnet',
        balance: worth(unspent.length),
        unlocked: worth(unspent.filter(({ unlocksAt }) => unlocksAt <= height).length),
        height,
        loginRequired: true,
      });
    },

    mine(blocks = 1) {
      for (let mined = 0; mined < blocks; mined += 1) {
        for (const transaction of transactions.values()) {
          if (transaction.height === null) transaction.height = height;
        }
        height += 1;
      }
    },

    forget(txid) {
      const known = transactions.get(txid);
      if (known === undefined) throw new Error('the network never knew it');
      known.height = undefined;
      for (const id of known.inputs) unspent.push({ id, unlocksAt: 0 });
    },

    confirmations(txid) {
      const known = transactions.get(txid);
      if (known?.height === undefined) return null;
      return known.height === null ? 0 : height - known.height;
    },
  };
  return wallet;
}
