import type { Piconero } from '../../../src/money/piconero.ts';
import { type Failure, failure } from '../../../src/outcome/failure.ts';
import { err, ok, type Result } from '../../../src/outcome/result.ts';
import type {
  Outputs,
  PreparedTransfer,
  TransferState,
  Wallet,
} from '../../../src/wallet/wallet.ts';
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
 * two transfers may spend the same one and then the second cannot be relayed; change is there from
 * the block on that holds it, and can be spent ten blocks later; a proof exists only after the relay
 * and is another string each time; relaying what is already mined answers OK and spoils the balance,
 * which here is a violation.
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
  dead: boolean;
  /** Which wallet is open: another one has another identity and knows other transactions. */
  name: string;
  /** A transaction that the network will not have, whatever comes. */
  refuses: string | null;
  /** The next relay: `answer` is out but nobody hears of it, `request` never arrived. */
  loseNextRelay: 'answer' | 'request' | null;
}

interface Output {
  readonly value: bigint;
  /** At how many blocks it can be spent. */
  readonly unlocksAt: number;
}

interface Transaction extends Relayed {
  readonly owner: string;
  readonly inputs: readonly Output[];
  /** What comes back to the wallet. */
  readonly change: readonly bigint[];
  /** Change, once a block holds it. */
  received: readonly Output[];
  /** The block that holds it; null in the pool; undefined while nobody but the wallet knows it. */
  height: number | null | undefined;
}

const LOCK = 10;
const XMR = 10n ** 12n;
const OWN_ADDRESS = address('own');
const UNPAID = { method: 'get_tx_proof', rpc: '-1', message: 'No funds received in this tx.' };
const UNKNOWN_TXID = {
  method: 'get_transfer_by_txid',
  rpc: '-8',
  message: 'Transaction not found.',
};

/**
 * @param outputs how many outputs can be spent at first; each is worth 1 XMR
 */
export function fakeWallet(outputs = 16): FakeWallet {
  const unspent = new Set<Output>();
  const transactions = new Map<string, Transaction>();
  const relayed: Relayed[] = [];
  const violations: string[] = [];
  const calls = new Map<string, number>();
  let height = 100;
  let serial = 0;
  for (let index = 0; index < outputs; index += 1) unspent.add({ value: XMR, unlocksAt: 0 });

  function enter(call: string): Result<null, Failure> {
    calls.set(call, (calls.get(call) ?? 0) + 1);
    return wallet.dead
      ? err(failure('wallet_unreachable', { url: 'http://127.0.0.1:1' }))
      : ok(null);
  }

  /** Its own transactions: those that another wallet signed are unknown to it. */
  function own(txid: string): Transaction | undefined {
    const found = transactions.get(txid);
    return found?.owner === wallet.name ? found : undefined;
  }

  function inPool(): Transaction[] {
    return [...transactions.values()].filter((one) => one.height === null);
  }

  function ready(): Output[] {
    return [...unspent].filter(({ unlocksAt }) => unlocksAt <= height);
  }

  function balance(): bigint {
    return worth(unspent) + inPool().reduce((sum, { change }) => sum + total(change), 0n);
  }

  function count(): Outputs {
    const waits = [...unspent].map(({ unlocksAt }) => unlocksAt - height);
    if (inPool().some(({ change }) => change.length > 0)) waits.push(LOCK);
    const left = waits.filter((blocks) => blocks > 0);
    return {
      ready: ready().length,
      total: unspent.size,
      nextInBlocks: left.length === 0 ? null : Math.min(...left),
    };
  }

  function locked(): Failure {
    const { nextInBlocks } = count();
    return failure(
      'wallet_funds_locked',
      nextInBlocks === null ? {} : { minutes: String(nextInBlocks * 2) },
    );
  }

  /** Signs: nobody but the wallet knows of it, and nothing is marked as spent. */
  function sign(
    to: string,
    amount: Piconero,
    inputs: readonly Output[],
    change: readonly bigint[],
  ): PreparedTransfer {
    const { fee, name } = wallet;
    const txid = (transactions.size + 1).toString(16).padStart(64, 'a');
    const signed = { txid, address: to, amount, fee, owner: name, inputs, change };
    transactions.set(txid, { ...signed, received: [], height: undefined });
    return { txid, amount, fee, metadata: `00${txid}`, wallet: identityOf(name) };
  }

  const wallet: FakeWallet = {
    relayed,
    violations,
    calls,
    get prepared() {
      return [...transactions.keys()];
    },
    fee: pico(1_800_000_000),
    dead: false,
    name: 'own',
    refuses: null,
    loseNextRelay: null,

    async prepare(to, amount) {
      const entered = enter('prepare');
      if (!entered.ok) return entered;
      if (!/^[48][1-9A-HJ-NP-Za-km-z]{94}$/.test(to)) {
        return err(failure('wallet_address_refused', {}));
      }
      const needed = amount + wallet.fee;
      if (needed > balance()) return err(failure('wallet_funds_missing', {}));
      const chosen: Output[] = [];
      for (const output of ready()) if (worth(chosen) < needed) chosen.push(output);
      if (worth(chosen) < needed) return err(locked());
      return ok(sign(to, amount, chosen, [worth(chosen) - needed]));
    },

    async prepareSplit(parts) {
      if (!Number.isInteger(parts) || parts < 2 || parts > 15) throw new RangeError('parts');
      const entered = enter('prepareSplit');
      if (!entered.ok) return entered;
      const chosen = ready();
      const each = (worth(chosen) - wallet.fee) / BigInt(parts);
      if (balance() === 0n) return err(failure('wallet_funds_missing', {}));
      if (each <= 0n) return err(locked());
      return ok(sign(OWN_ADDRESS, pico(each), chosen, Array(parts).fill(each)));
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
        if (!transaction.inputs.every((one) => unspent.has(one)) || wallet.refuses === txid) {
          return err(failure('wallet_relay_refused', { message: 'Failed to commit tx.' }));
        }
        transaction.height = null;
        for (const input of transaction.inputs) unspent.delete(input);
        if (!relayed.some((one) => one.txid === txid)) relayed.push(transaction);
      }
      if (lost === 'answer') return err(failure('wallet_timed_out', { method: 'relay_tx' }));
      return ok(null);
    },

    async lookup(txid): Promise<Result<TransferState, Failure>> {
      const entered = enter('lookup');
      if (!entered.ok) return entered;
      if (!/^[0-9a-f]{64}$/.test(txid)) return err(failure('wallet_error', UNKNOWN_TXID));
      const known = own(txid);
      if (known?.height === undefined) return ok({ kind: 'unknown' });
      if (known.height === null) return ok({ kind: 'pool' });
      return ok({ kind: 'mined', height: known.height, confirmations: height - known.height });
    },

    async prove(txid, to, message) {
      const entered = enter('prove');
      if (!entered.ok) return entered;
      const known = own(txid);
      if (known?.height === undefined) {
        return err(failure('wallet_transaction_unknown', { txid }));
      }
      if (known.address !== to) return err(failure('wallet_error', UNPAID));
      serial += 1;
      const proof = `OutProofV2${txid.replaceAll('0', 'z')}${String(serial).replaceAll('0', 'z')}`;
      return ok(message === null ? proof : `${proof}${MESSAGE_MARK}${base58ish(message)}`);
    },

    async identity() {
      const entered = enter('identity');
      return entered.ok ? ok(identityOf(wallet.name)) : entered;
    },

    async outputs() {
      const entered = enter('outputs');
      return entered.ok ? ok(count()) : entered;
    },

    async height() {
      const entered = enter('height');
      return entered.ok ? ok(height) : entered;
    },

    async report() {
      const entered = enter('report');
      if (!entered.ok) return entered;
      return ok({
        address: OWN_ADDRESS,
        version: '1.25',
        network: 'mainnet',
        balance: pico(balance()),
        unlocked: pico(worth(ready())),
        height,
        loginRequired: true,
      });
    },

    mine(blocks = 1) {
      for (let mined = 0; mined < blocks; mined += 1) {
        for (const transaction of inPool()) {
          transaction.height = height;
          transaction.received = transaction.change.map((value) => ({
            value,
            unlocksAt: height + LOCK,
          }));
          for (const output of transaction.received) unspent.add(output);
        }
        height += 1;
      }
    },

    forget(txid) {
      const known = transactions.get(txid);
      if (known === undefined) throw new Error('the network never knew it');
      known.height = undefined;
      for (const output of known.received) unspent.delete(output);
      known.received = [];
      for (const input of known.inputs) unspent.add(input);
    },

    confirmations(txid) {
      const known = transactions.get(txid);
      if (known?.height === undefined) return null;
      return known.height === null ? 0 : height - known.height;
    },
  };
  return wallet;
}

/** A real proof hides what it was made over; this one tells, for the fake gates to check. */
export function isProofOver(proof: string, message: string): boolean {
  return proof.endsWith(`${MESSAGE_MARK}${base58ish(message)}`);
}

const MESSAGE_MARK = 'M';

/** Any text in letters that a proof may have. */
function base58ish(text: string): string {
  return [...text]
    .map((letter) => (letter.codePointAt(0) ?? 0).toString(16).replaceAll('0', 'z'))
    .join('x');
}

function total(values: readonly bigint[]): bigint {
  return values.reduce((sum, value) => sum + value, 0n);
}

function worth(outputs: Iterable<Output>): bigint {
  return total([...outputs].map(({ value }) => value));
}

/** 16 hex digits, as of a real wallet. */
function identityOf(name: string): string {
  const digits = [...name].map((letter) => (letter.codePointAt(0) ?? 0).toString(16));
  return digits.join('').padStart(16, '0').slice(-16);
}
