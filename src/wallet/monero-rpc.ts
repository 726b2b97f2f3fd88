import httpClientModule from 'monero-ts/dist/src/main/ts/common/HttpClient.js';
import connectionModule from 'monero-ts/dist/src/main/ts/common/MoneroRpcConnection.js';
import * as v from 'valibot';
import { type Piconero, piconero } from '../money/piconero.ts';
import { type Failure, failure } from '../outcome/failure.ts';
import { err, ok, type Result } from '../outcome/result.ts';
import type { PreparedTransfer, Wallet, WalletReport } from './wallet.ts';
import { isUnknownTxid, type WalletCall, walletFailure } from './wallet-failure.ts';

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
// What monero-ts asks for the limit of each request; its own answer is 3 minutes, in Node none.
Object.assign(HttpClient, { getNonAgentTimeout: () => CALL_LIMIT_MS });

/**
 * A nonce of the RPC's digest login belongs to one TCP connection and goes stale often (measured);
 * a call refused for that was not executed, so it may be made again.
 */
const LOGIN_TRIES = 3;

const txid = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));
const hex = v.pipe(v.string(), v.regex(/^[0-9a-f]+$/));
const whole = v.pipe(v.number(), v.integer(), v.minValue(0));
/** monero-ts hands out integers of 16 digits and more as strings, smaller ones as numbers. */
const amount = v.pipe(
  v.union([v.pipe(v.string(), v.regex(/^[0-9]{16,20}$/)), whole]),
  v.transform((value) => piconero(BigInt(value))),
);

const TRANSFER = v.object({ tx_hash: txid, amount, fee: amount, tx_metadata: hex });
const RELAYED = v.object({ tx_hash: txid });
const KNOWN = v.object({
  transfer: v.object({
    txid,
    type: v.string(),
    height: v.optional(whole, 0),
    confirmations: v.optional(whole, 0),
  }),
});
const PROOF = v.object({
  signature: v.pipe(v.string(), v.regex(/^OutProofV[0-9][1-9A-HJ-NP-Za-km-z]+$/)),
});
const VERSION = v.object({ version: whole });
const BALANCE = v.object({ balance: amount, unlocked_balance: amount });
const HEIGHT = v.object({ height: whole });
const ADDRESS = v.object({ address: v.string() });
const VALID = v.object({
  valid: v.boolean(),
  nettype: v.union([v.picklist(['mainnet', 'testnet', 'stagenet']), v.literal('')]),
});

/**
 * A monero-wallet-rpc, through monero-ts's connection: it brings the digest login and exact
 * integers. Its `MoneroWalletRpc` class is not used: it asks for transaction keys and hex that
 * nobody here reads, walks the whole history to find one transfer, and weighs 440 KB more.
 */
export function moneroRpc(url: string, login: RpcLogin | null): Wallet {
  const connection = connect(url, login);

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
    const own = await call('get_address', { account_index: 0 }, ADDRESS);
    return own.ok ? networkOf(own.value.address) : own;
  }

  /** The wallet only says that it does not take an address; this finds out why. */
  async function whyRefused(address: string, refused: Failure): Promise<Failure> {
    const [theirs, ours] = [await networkOf(address), await ownNetwork()];
    if (theirs.ok && ours.ok && theirs.value && ours.value && theirs.value !== ours.value) {
      return failure('wallet_wrong_network', { wallet: ours.value, site: theirs.value });
    }
    return refused;
  }

  async function prepare(
    address: string,
    price: Piconero,
  ): Promise<Result<PreparedTransfer, Failure>> {
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
    if (!transfer.ok) {
      return transfer.error.code === 'wallet_address_refused'
        ? err(await whyRefused(address, transfer.error))
        : transfer;
    }
    const { tx_hash, fee, tx_metadata } = transfer.value;
    if (transfer.value.amount !== price) return err(failure('wallet_lied', { url }));
    return ok({ txid: tx_hash, amount: price, fee, metadata: tx_metadata });
  }

  async function report(): Promise<Result<WalletReport, Failure>> {
    const version = await call('get_version', {}, VERSION);
    if (!version.ok) return version;
    const height = await call('get_height', {}, HEIGHT);
    if (!height.ok) return height;
    const balance = await call('get_balance', { account_index: 0 }, BALANCE);
    if (!balance.ok) return balance;
    const network = await ownNetwork();
    if (!network.ok) return network;
    const open = await call('get_version', {}, VERSION, connect(url, null));
    return ok({
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
    report,
    async height() {
      await call('refresh', {}, v.unknown());
      const height = await call('get_height', {}, HEIGHT);
      return height.ok ? ok(height.value.height) : height;
    },
    async relay(transfer) {
      const relayed = await call('relay_tx', { hex: transfer.metadata }, RELAYED);
      if (!relayed.ok) return relayed;
      return relayed.value.tx_hash === transfer.txid
        ? ok(null)
        : err(failure('wallet_lied', { url }));
    },
    async lookup(id) {
      // The wallet looks at the chain every 20 s by itself; a toll should not wait for that. If it
      // cannot refresh, what it knows already is still an answer.
      await call('refresh', {}, v.unknown());
      const known = await call('get_transfer_by_txid', { txid: id }, KNOWN);
      if (!known.ok) return isUnknownTxid(known.error) ? ok({ kind: 'unknown' }) : known;
      const { txid: of, type, height, confirmations } = known.value.transfer;
      if (of !== id) return err(failure('wallet_lied', { url }));
      // `failed`: relayed once, then dropped by the network. It may be relayed again.
      if (type === 'failed') return ok({ kind: 'unknown' });
      if (height === 0 || confirmations === 0) return ok({ kind: 'pool' });
      return ok({ kind: 'mined', height, confirmations });
    },
    async prove(id, address) {
      const proof = await call('get_tx_proof', { txid: id, address }, PROOF);
      return proof.ok ? ok(proof.value.signature) : proof;
    },
  };
}

function connect(url: string, login: RpcLogin | null): InstanceType<typeof MoneroRpcConnection> {
  return new MoneroRpcConnection({
    uri: url,
    ...(login === null ? {} : { username: login.username, password: login.password }),
  });
}
