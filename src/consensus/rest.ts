import * as v from 'valibot';
import type { Fetch } from '../net/body.ts';
import { type Failure, failure } from '../outcome/failure.ts';
import { err, ok, type Result } from '../outcome/result.ts';
import type { ConsensusAccount } from './account.ts';
import { type Answer, hostOf, request } from './request.ts';
import { ACCOUNT, BROADCAST, INCLUDED, LATEST_BLOCK, REFUSAL, SIMULATED } from './rest-answers.ts';

/** What a chain says to a transaction that it was handed (`CheckTx`). */
export type Reception =
  /** It is in the node's memory and waits for a block. Also if it was there before. */
  | { readonly kind: 'taken' }
  /** Its sequence is not the next one; `expected` in decimal text, if the node said it. */
  | { readonly kind: 'sequence'; readonly expected: string | null }
  /** The node has no room for it now. */
  | { readonly kind: 'full' }
  | { readonly kind: 'refused'; readonly failure: Failure };

/** A transaction that a block holds. */
export interface Inclusion {
  readonly height: number;
  /** Why it had no effect but its fee; null if it did what it says. */
  readonly failure: Failure | null;
}

/** The newest block that a node has. */
export interface Tip {
  readonly chainId: string;
  readonly height: number;
}

/**
 * A chain's REST API. Every call fails with `chain_unreachable` where no answer came, the node is
 * broken or bids us wait (408, 429, 5xx), and with `chain_answer_unusable` where the answer makes no
 * sense. After either, a transaction that was handed over may have been taken.
 */
export interface Rest {
  /** Errors: `account_unknown`, if nothing was ever sent to it. */
  account(address: string): Promise<Result<ConsensusAccount, Failure>>;
  tip(): Promise<Result<Tip, Failure>>;
  /**
   * How much gas a transaction would use. Errors: `sequence_mismatch`, and what a chain refuses with.
   * @param txBytes TxRaw in base64; its signature is not looked at
   */
  simulate(txBytes: string): Promise<Result<bigint, Failure>>;
  /** Hands over a transaction and waits for what the node thinks of it, not for a block. */
  broadcast(txBytes: string): Promise<Result<Reception, Failure>>;
  /** Null if no block holds it, as far as the node has put its blocks in order. */
  transaction(hash: string): Promise<Result<Inclusion | null, Failure>>;
}

const OK = 200;
const BAD_REQUEST = 400;
const UNAUTHORIZED = 401;
const NOT_FOUND = 404;
const REQUEST_TIMEOUT = 408;
const TOO_MANY_REQUESTS = 429;
const SERVER_ERROR = 500;

/** Of google.rpc.Code: the gateway's words for what the application said. */
const RPC_UNKNOWN = 2;

/** Codes of the SDK's own codespace (types/errors/errors.go). */
const TX_DECODE = 2;
const SDK_UNAUTHORIZED = 4;
const INSUFFICIENT_FUNDS = 5;
const INSUFFICIENT_FEE = 13;
const TX_IN_MEMPOOL = 19;
const MEMPOOL_FULL = 20;
const TX_TIMEOUT_HEIGHT = 30;
const WRONG_SEQUENCE = 32;

/** @param address of the API, as `readChainAddress` answers it */
export function restOf(address: string, fetch: Fetch): Rest {
  function unusable(): { ok: false; error: Failure } {
    return err(failure('chain_answer_unusable', { url: hostOf(address) }));
  }

  /** An answer with the status that was hoped for, or one of those that the caller reads. */
  async function ask(
    path: string,
    statuses: readonly number[],
    body?: unknown,
  ): Promise<Result<Answer, Failure>> {
    const answer = await request(fetch, `${address}${path}`, body);
    if (!answer.ok) return answer;
    const { status } = answer.value;
    if (status === OK || statuses.includes(status)) return answer;
    const later = [REQUEST_TIMEOUT, TOO_MANY_REQUESTS].includes(status) || status >= SERVER_ERROR;
    if (!later) return unusable();
    return err(failure('chain_unreachable', { url: hostOf(address), status: String(status) }));
  }

  function read<S extends v.GenericSchema>(
    schema: S,
    { body }: Answer,
  ): Result<v.InferOutput<S>, Failure> {
    const parsed = v.safeParse(schema, body);
    return parsed.success ? ok(parsed.output) : unusable();
  }

  return {
    async account(of) {
      const path = `/cosmos/auth/v1beta1/accounts/${encodeURIComponent(of)}`;
      const answer = await ask(path, [NOT_FOUND]);
      if (!answer.ok) return answer;
      if (answer.value.status === NOT_FOUND) {
        return isRefusal(answer.value)
          ? err(failure('account_unknown', { address: of }))
          : unusable();
      }
      const found = read(ACCOUNT, answer.value);
      if (!found.ok) return found;
      const { pub_key, ...account } = found.value.account;
      if (account.address !== of) return unusable();
      return ok({ ...account, ...(pub_key ? { pub_key } : {}) });
    },
    async tip() {
      const answer = await ask('/cosmos/base/tendermint/v1beta1/blocks/latest', []);
      if (!answer.ok) return answer;
      const latest = read(LATEST_BLOCK, answer.value);
      if (!latest.ok) return latest;
      const { chain_id: chainId, height } = latest.value.block.header;
      return ok({ chainId, height });
    },
    async simulate(txBytes) {
      // A transaction that the application refuses is a server error to the gateway.
      const statuses = [BAD_REQUEST, UNAUTHORIZED, NOT_FOUND, SERVER_ERROR];
      const answer = await ask('/cosmos/tx/v1beta1/simulate', statuses, { tx_bytes: txBytes });
      if (!answer.ok) return answer;
      if (answer.value.status !== OK) {
        const refusal = v.safeParse(REFUSAL, answer.value.body);
        if (!refusal.success) return unreachable(answer.value);
        const { code, message } = refusal.output;
        if (expectedIn(message) !== null) return err(failure('sequence_mismatch', words(message)));
        if (answer.value.status === SERVER_ERROR && code !== RPC_UNKNOWN) {
          return unreachable(answer.value);
        }
        return err(failure('transaction_refused', words(message)));
      }
      const simulated = read(SIMULATED, answer.value);
      return simulated.ok ? ok(BigInt(simulated.value.gas_info.gas_used)) : simulated;
    },
    async broadcast(txBytes) {
      const answer = await ask('/cosmos/tx/v1beta1/txs', [BAD_REQUEST, UNAUTHORIZED], {
        tx_bytes: txBytes,
        mode: 'BROADCAST_MODE_SYNC',
      });
      if (!answer.ok) return answer;
      if (answer.value.status === OK) {
        const received = read(BROADCAST, answer.value);
        return received.ok ? ok(receptionOf(received.value.tx_response)) : received;
      }
      // A gateway before the node: it says so by the status alone.
      const refusal = v.safeParse(REFUSAL, answer.value.body);
      const detail = words(refusal.success ? refusal.output.message : '');
      const code =
        answer.value.status === UNAUTHORIZED ? 'signature_refused' : 'transaction_malformed';
      return ok({ kind: 'refused', failure: failure(code, detail) });
    },
    async transaction(hash) {
      const path = `/cosmos/tx/v1beta1/txs/${encodeURIComponent(hash)}`;
      const answer = await ask(path, [NOT_FOUND]);
      if (!answer.ok) return answer;
      // A 404 of something else than the node says nothing of the transaction.
      if (answer.value.status === NOT_FOUND) return isRefusal(answer.value) ? ok(null) : unusable();
      const found = read(INCLUDED, answer.value);
      if (!found.ok) return found;
      const { txhash, height, code, raw_log: log } = found.value.tx_response;
      if (txhash.toUpperCase() !== hash) return unusable();
      return ok({
        height,
        failure: code === 0 ? null : failure('transaction_failed', words(log)),
      });
    },
  };

  function unreachable({ status }: Answer): { ok: false; error: Failure } {
    return err(failure('chain_unreachable', { url: hostOf(address), status: String(status) }));
  }
}

function isRefusal({ body }: Answer): boolean {
  return v.is(REFUSAL, body);
}

/** What the answer to a broadcast means. Other codespaces count their own codes. */
function receptionOf(answer: {
  readonly code: number;
  readonly codespace: string;
  readonly raw_log: string;
}): Reception {
  const { code, codespace, raw_log: log } = answer;
  if (code === 0) return { kind: 'taken' };
  const own = codespace === 'sdk' || codespace === '' ? code : null;
  if (own === TX_IN_MEMPOOL) return { kind: 'taken' };
  if (own === MEMPOOL_FULL) return { kind: 'full' };
  if (own === WRONG_SEQUENCE) return { kind: 'sequence', expected: expectedIn(log) };
  const known = {
    [TX_DECODE]: 'transaction_malformed',
    [SDK_UNAUTHORIZED]: 'signature_refused',
    [INSUFFICIENT_FUNDS]: 'chain_funds_missing',
    [INSUFFICIENT_FEE]: 'fee_missing',
    [TX_TIMEOUT_HEIGHT]: 'transaction_expired',
  } as const;
  const meaning = known[own as keyof typeof known] ?? 'transaction_refused';
  return { kind: 'refused', failure: failure(meaning, words(log)) };
}

/** The sequence that a chain would take; null if that is not what it complains about. */
function expectedIn(log: string): string | null {
  return /account sequence mismatch, expected (\d{1,20}), got \d{1,20}/.exec(log)?.[1] ?? null;
}

/** The chain's own words, as a failure shows them: one line, inert text. */
function words(message: string): Readonly<Record<string, string>> {
  const line = message
    .replace(/^rpc error: code = \w+ desc = /, '')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 200);
  return line === '' ? {} : { message: line };
}
