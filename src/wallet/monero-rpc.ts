import httpClientModule from 'monero-ts/dist/src/main/ts/common/HttpClient.js';
import connectionModule from 'monero-ts/dist/src/main/ts/common/MoneroRpcConnection.js';
import * as v from 'valibot';
import { type Piconero, piconero } from '../money/piconero.ts';
import { type Failure, failure } from '../outcome/failure.ts';
import { err, ok, type Result } from '../outcome/result.ts';
import { countOutputs } from './count-outputs.ts';
import { digestSender, type Post, postByFetch } from './digest-login.ts';
import {
  ADDRESS,
  ANYTHING,
  BALANCE,
  HEIGHT,
  INCOMING,
  SWEEP,
  TRANSFER,
  UNSPENT,
  VALID,
  VERSION,
} from './rpc-answers.ts';
import { transactions } from './transactions.ts';
import type { Outputs, PreparedTransfer, Wallet, WalletReport } from './wallet.ts';
import { type WalletCall, walletFailure } from './wallet-failure.ts';

/**
 * monero-ts is CommonJS: to a module its default export is the whole of it, with the class inside.
 * Its types say otherwise, and some loaders (vitest's) unwrap it.
 */
function classIn<T>(module: T): T {
  return (module as { default?: T }).default ?? module;
}
const MoneroRpcConnection = classIn(connectionModule);
const HttpClient = classIn(httpClientModule);

/** A login that the RPC asks for (HTTP Digest); null if it was started without one. */
export interface RpcLogin {
  readonly username: string;
  readonly password: string;
}

/**
 * Signing takes 170 ms; a wallet that is scanning the chain may keep a call waiting.
 *
 * It is the limit of the HTTP request, which ends with it. The limit that monero-ts takes with a call
 * ends only the waiting: the request would go on, with all later calls in line behind it, and those
 * would be made even after they had been given up (measured).
 */
const CALL_LIMIT_MS = 30_000;

/** Has all calls to wallets sent by `post`; unless this is said, by `fetch`. */
export function sendBy(post: Post): void {
  Object.assign(HttpClient, { axiosDigestAuthRequest: digestSender(post, CALL_LIMIT_MS) });
}
sendBy(postByFetch);

/**
 * A nonce of the RPC's digest login belongs to one TCP connection and goes stale often (measured);
 * a call refused for that was not executed, so it may be made again.
 */
const LOGIN_TRIES = 3;

/** A Monero block takes about two minutes. */
const MINUTES_PER_BLOCK = 2;

/** A transaction has at most 16 outputs; one is left for change, if a wallet should make any. */
const MOST_PARTS = 15;

/**
 * A monero-wallet-rpc, through monero-ts's connection: it brings the digest login and exact
 * integers. Its `MoneroWalletRpc` class is not used: it asks for transaction keys and hex that
 * nobody here reads, walks the whole history to find one transfer, and weighs 440 KB more.
 */
export function moneroRpc(url: string, login: RpcLogin | null): Wallet {
  const connection = connect(url, login);
  /** What `identity` answered last. */
  let known: string | null = null;

  async function call<S extends v.GenericSchema>(
    method: WalletCall,
    params: Record<string, unknown>,
    answer: S,
    over = connection,
  ): Promise<Result<v.InferOutput<S>, Failure>> {
    for (let attempt = 1; ; attempt += 1) {
      let raw: unknown;
      try {
        const response = await over.sendJsonRequest(method, params);
        raw = (response as { result?: unknown }).result;
      } catch (cause) {
        const failed = walletFailure(cause, method, url);
        const stale = failed.code === 'wallet_login_wrong' && attempt < LOGIN_TRIES;
        if (stale && login !== null) continue;
        return err(failed);
      }
      const read = v.safeParse(answer, raw);
      return read.success
        ? ok(read.output)
        : err(failure('wallet_answer_unusable', { url, method }));
    }
  }

  async function networkOf(address: string): Promise<Result<string | null, Failure>> {
    const valid = await call('validate_address', { address, any_net_type: true }, VALID);
    if (!valid.ok) return valid;
    return ok(valid.value.valid && valid.value.nettype !== '' ? valid.value.nettype : null);
  }

  async function ownNetwork(): Promise<Result<string | null, Failure>> {
    const own = await mainAddress();
    return own.ok ? networkOf(own.value) : own;
  }

  /** The wallet only says that it does not take an address; this finds out why. */
  async function whyRefused(address: string, refused: Failure): Promise<Failure> {
    const [theirs, ours] = [await networkOf(address), await ownNetwork()];
    if (theirs.ok && ours.ok && theirs.value && ours.value && theirs.value !== ours.value) {
      return failure('wallet_wrong_network', { wallet: ours.value, site: theirs.value });
    }
    return refused;
  }

  async function mainAddress(): Promise<Result<string, Failure>> {
    const own = await call('get_address', { account_index: 0 }, ADDRESS);
    return own.ok ? ok(own.value.address) : own;
  }

  async function identity(): Promise<Result<string, Failure>> {
    const own = await mainAddress();
    if (!own.ok) return own;
    known = await digest(own.value);
    return ok(known);
  }

  /** Asks only where nothing is known yet: a payment should not wait for one more call. */
  async function knownIdentity(): Promise<Result<string, Failure>> {
    return known === null ? identity() : ok(known);
  }

  async function prepare(
    address: string,
    price: Piconero,
  ): Promise<Result<PreparedTransfer, Failure>> {
    const wallet = await knownIdentity();
    if (!wallet.ok) return wallet;
    const transfer = await call(
      'transfer',
      {
        // As a string: an amount may be wider than a JSON number can be trusted with.
        destinations: [{ address, amount: price.toString() }],
        account_index: 0,
        do_not_relay: true,
        get_tx_metadata: true,
      },
      TRANSFER,
    );
    if (!transfer.ok) return err(await explained(address, transfer.error));
    const { tx_hash, fee, tx_metadata } = transfer.value;
    if (transfer.value.amount !== price) return err(failure('wallet_lied', { url }));
    return ok({ txid: tx_hash, amount: price, fee, metadata: tx_metadata, wallet: wallet.value });
  }

  /** A refused transfer, with what the user needs to know beside it. */
  async function explained(address: string, refused: Failure): Promise<Failure> {
    if (refused.code === 'wallet_address_refused') return whyRefused(address, refused);
    if (refused.code !== 'wallet_funds_locked') return refused;
    const found = await outputs();
    return found.ok ? withMinutes(refused, found.value) : refused;
  }

  async function prepareSplit(parts: number): Promise<Result<PreparedTransfer, Failure>> {
    if (!Number.isInteger(parts) || parts < 2 || parts > MOST_PARTS) {
      throw new RangeError(`a transfer cannot be split into ${parts} parts`);
    }
    const own = await mainAddress();
    if (!own.ok) return own;
    known = await digest(own.value);
    // Sweeping finds the fee by itself, makes equal parts (to 1 piconero) and leaves no change.
    const sweep = await call(
      'sweep_all',
      {
        address: own.value,
        account_index: 0,
        subaddr_indices_all: true,
        outputs: parts,
        do_not_relay: true,
        get_tx_metadata: true,
      },
      SWEEP,
    );
    if (!sweep.ok) {
      if (sweep.error.code !== 'wallet_funds_locked') return sweep;
      const found = await outputs();
      if (!found.ok) return sweep;
      // An empty wallet is refused with the same words as one whose money is locked (measured).
      const { total, nextInBlocks } = found.value;
      return err(
        total === 0 && nextInBlocks === null
          ? failure('wallet_funds_missing', { url }, sweep.error.cause)
          : withMinutes(sweep.error, found.value),
      );
    }
    const {
      tx_hash_list: [txid, second],
      amount_list: [total],
      fee_list: [fee],
      tx_metadata_list: [metadata],
    } = sweep.value;
    if (second !== undefined) {
      // Only of very many outputs does sweeping make more than one: such a wallet needs no split.
      const message = 'The money is in too many outputs for one transaction.';
      return err(failure('wallet_error', { url, method: 'sweep_all', message }));
    }
    if (txid === undefined || total === undefined || fee === undefined || metadata === undefined) {
      return err(failure('wallet_answer_unusable', { url, method: 'sweep_all' }));
    }
    return ok({ txid, amount: piconero(total / BigInt(parts)), fee, metadata, wallet: known });
  }

  async function outputs(): Promise<Result<Outputs, Failure>> {
    await call('refresh', {}, ANYTHING);
    const seen = await call('get_height', {}, HEIGHT);
    if (!seen.ok) return seen;
    const { height } = seen.value;
    const balance = await call('get_balance', { account_index: 0 }, BALANCE);
    if (!balance.ok) return balance;
    const unspent = await call(
      'incoming_transfers',
      { transfer_type: 'available', account_index: 0 },
      UNSPENT,
    );
    if (!unspent.ok) return unspent;
    const { transfers } = unspent.value;
    const locked = transfers.filter(({ unlocked }) => !unlocked);
    const unlockHeights = new Map<string, number>();
    if (locked.length > 0) {
      // Which of them are mined rewards, that are locked for longer, only this call says.
      const since = Math.min(...locked.map(({ block_height }) => block_height));
      const incoming = await call(
        'get_transfers',
        { in: true, account_index: 0, filter_by_height: true, min_height: Math.max(0, since - 1) },
        INCOMING,
      );
      if (!incoming.ok) return incoming;
      for (const { txid, unlock_time } of incoming.value.in) unlockHeights.set(txid, unlock_time);
    }
    return ok(countOutputs(transfers, height, balance.value.balance, unlockHeights));
  }

  async function report(): Promise<Result<WalletReport, Failure>> {
    const version = await call('get_version', {}, VERSION);
    if (!version.ok) return version;
    const height = await call('get_height', {}, HEIGHT);
    if (!height.ok) return height;
    const balance = await call('get_balance', { account_index: 0 }, BALANCE);
    if (!balance.ok) return balance;
    const address = await mainAddress();
    if (!address.ok) return address;
    const network = await networkOf(address.value);
    if (!network.ok) return network;
    const open = await call('get_version', {}, VERSION, connect(url, null));
    return ok({
      address: address.value,
      // The RPC packs its version into one integer: major in the upper 16 bits.
      version: `${version.value.version >> 16}.${version.value.version & 0xffff}`,
      network: (network.value ?? 'mainnet') as WalletReport['network'],
      balance: balance.value.balance,
      unlocked: balance.value.unlocked_balance,
      height: height.value.height,
      loginRequired: !open.ok,
    });
  }

  return {
    prepare,
    prepareSplit,
    identity,
    outputs,
    report,
    ...transactions(call, url),
    async height() {
      await call('refresh', {}, ANYTHING);
      const height = await call('get_height', {}, HEIGHT);
      return height.ok ? ok(height.value.height) : height;
    },
  };
}

function withMinutes(locked: Failure, { nextInBlocks }: Outputs): Failure {
  if (nextInBlocks === null) return locked;
  const minutes = String(nextInBlocks * MINUTES_PER_BLOCK);
  return failure(locked.code, { ...locked.detail, minutes }, locked.cause);
}

/** The address itself is not written down: it would tell whoever reads the journal whose it is. */
async function digest(address: string): Promise<string> {
  const text = new TextEncoder().encode(`tollpass-wallet:${address}`);
  const bytes = new Uint8Array(await crypto.subtle.digest('SHA-256', text));
  return [...bytes.slice(0, 8)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

function connect(url: string, login: RpcLogin | null): InstanceType<typeof MoneroRpcConnection> {
  return new MoneroRpcConnection({
    uri: url,
    ...(login === null ? {} : { username: login.username, password: login.password }),
  });
}
