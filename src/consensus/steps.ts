import { type Failure, failure } from '../outcome/failure.ts';
import { err, ok, type Result } from '../outcome/result.ts';
import type { Clock } from '../payments/clock.ts';
import type { Draft, Message, PublicAccount, Signed } from '../signers/signing.ts';
import type { ConsensusAccount } from './account.ts';
import { type Chain, type Fee, feeOf, fixedFee, guessedFee } from './chain.ts';
import { follow, type Landing } from './follow.ts';
import type { Rest, Tip } from './rest.ts';
import {
  type Flight,
  isUnsigned,
  type TransactionApprover,
  type TransactionRecord,
  type TransactionRequest,
  type TransactionSigning,
  type TransactionState,
  type TransactionStorage,
  UNSIGNED,
} from './transaction.ts';
import { hashOf, unsignedTx, withTimeoutHeight } from './wire.ts';

/** What sending needs from the outside. */
export interface TransactionPorts {
  readonly storage: TransactionStorage;
  readonly clock: Clock;
  readonly signing: TransactionSigning;
  readonly approver: TransactionApprover;
  /** A chain that the user knows. Errors: `chain_unknown`. */
  chain(chainId: string): Promise<Result<{ chain: Chain; rest: Rest }, Failure>>;
  /** Called after each change of a record. */
  changed(record: TransactionRecord): void;
}

/** How many blocks a signed transaction has time for: two or three minutes at most chains. */
export const WINDOW_BLOCKS = 30;

/** How often something is signed anew because its sequence was taken by another. */
const MOST_RESIGNS = 2;

/** How long a yes holds while nothing could be signed: after a crash, say. Then it is asked again. */
const APPROVAL_MS = 300_000;

/** A signature takes some 20 ms, and a second where the desk has to be opened first. */
const AT_ONCE_MS = 4000;

/** How often a chain is asked before anything is signed. Then the user learns that it is away. */
const TRIES = 5;
const FIRST_PAUSE_MS = 1000;

/**
 * Writes down a new state; `next` answers null to leave the record as it is. Null if it could not be
 * written.
 */
export type Change = (
  id: string,
  next: (record: TransactionRecord) => TransactionState | null,
) => Promise<TransactionRecord | null>;

/**
 * The steps of one transaction, from any stage on. What it answers says whether the line may go on:
 * false if nothing can be written down.
 */
export function createSteps(
  ports: TransactionPorts,
  change: Change,
): (record: TransactionRecord) => Promise<boolean> {
  const { storage, clock, signing, approver } = ports;

  async function advance(record: TransactionRecord): Promise<boolean> {
    const { state, request } = record;
    if (state.stage === 'signed') return land(record, state, false);
    // Only what is signed has no request.
    if (request === null) return false;
    const agreed = state.stage === 'approved' && clock.now() <= state.at + APPROVAL_MS;
    const done = agreed
      ? await sign(record, request, state.fee, [], null)
      : await prepare(record, request);
    if (done.ok) return done.value;
    return finish(record, done.error, null);
  }

  /** Counts the gas and asks. */
  async function prepare(
    record: TransactionRecord,
    request: TransactionRequest,
  ): Promise<Result<boolean, Failure>> {
    const ready = await patiently(async () => {
      const found = await lookUp(record);
      if (!found.ok) return found;
      const { chain, rest, account } = found.value;
      const fee = await feeFor(chain, rest, request.messages, (of) =>
        signing.build(draftOf(record, request, account, of)),
      );
      if (!fee.ok) return fee;
      const doc = await signing.build(draftOf(record, request, account, fee.value));
      return doc.ok ? ok({ chain, fee: fee.value, doc: doc.value }) : doc;
    });
    if (!ready.ok) return ready;
    const current = await storage.read(record.id);
    if (!current.ok) return ok(false);
    // Cancelled meanwhile.
    if (current.value === null || !isUnsigned(current.value)) return ok(true);
    const account: PublicAccount = { address: record.address, publicKey: request.publicKey };
    const answer = await approver.ask({ record, account, ...ready.value });
    if (answer === 'reject') return err(failure('transaction_rejected'));
    const { fee } = ready.value;
    return ok(await enter(record, UNSIGNED, { stage: 'approved', fee, at: clock.now() }));
  }

  /**
   * Signs what was approved, for the account's next sequence, writes it down and hands it over.
   * @param replaced hashes of what was signed before, none of which can be included any more
   * @param expected a sequence that the chain itself named; the account's may still be an older one
   */
  async function sign(
    record: TransactionRecord,
    request: TransactionRequest,
    fee: Fee,
    replaced: readonly string[],
    expected: string | null,
  ): Promise<Result<boolean, Failure>> {
    const ready = await patiently(() => lookUp(record));
    if (!ready.ok) return ready;
    const { tip, account } = ready.value;
    const sequence = later(account.sequence, expected);
    const doc = await signing.build(draftOf(record, request, { ...account, sequence }, fee));
    if (!doc.ok) return doc;
    const timeoutHeight = tip.height + WINDOW_BLOCKS;
    const began = clock.now();
    const signed = await signing.sign(record.address, withTimeoutHeight(doc.value, timeoutHeight));
    if (!signed.ok) return signed;
    // Somebody was asked for a password meanwhile, and the chain went on: nothing is out yet, and with
    // the key at hand it is signed again at once.
    if (clock.now() - began > AT_ONCE_MS) return sign(record, request, fee, replaced, expected);
    const flight: Flight = {
      // Followed by what is sent, not by what somebody says of it.
      signed: { ...signed.value, txHash: hashOf(signed.value.txBytes) },
      sequence,
      timeoutHeight,
      replaced,
    };
    const state = { stage: 'signed', fee, ...flight } as const;
    const from = replaced.length === 0 ? 'approved' : 'signed';
    const written = await change(record.id, (now) => (now.state.stage === from ? state : null));
    if (written === null) return ok(false);
    // Cancelled meanwhile, else.
    const out = written.state.stage === 'signed';
    return ok(out ? await land(written, state, true) : true);
  }

  /** Follows what is signed until it is certain what became of it. */
  async function land(
    record: TransactionRecord,
    state: Extract<TransactionState, { stage: 'signed' }>,
    fresh: boolean,
  ): Promise<boolean> {
    const { signed, replaced } = state;
    const chain = await ports.chain(record.chainId);
    // A chain that the user forgot: it is followed again once it is known again.
    if (!chain.ok) return false;
    const landing: Landing = await follow(chain.value.rest, clock, record, state, fresh);
    if (landing.kind === 'included') {
      const { height } = landing;
      return enter(record, ['signed'], { stage: 'included', height, signed });
    }
    if (landing.kind === 'failed') return finish(record, landing.failure, signed);
    if (record.request === null || state.fee === null || replaced.length >= MOST_RESIGNS) {
      return finish(record, failure('sequence_mismatch', { txid: signed.txHash }), signed);
    }
    const hashes = [...replaced, signed.txHash];
    const again = await sign(record, record.request, state.fee, hashes, landing.expected);
    if (again.ok) return again.value;
    return finish(record, again.error, signed);
  }

  /** What has to be known of the chain before anything is built for it. */
  async function lookUp(record: TransactionRecord): Promise<Result<LookedUp, Failure>> {
    const known = await ports.chain(record.chainId);
    if (!known.ok) return known;
    const { chain, rest } = known.value;
    const tip = await rest.tip();
    if (!tip.ok) return tip;
    if (tip.value.chainId !== record.chainId) {
      return err(failure('chain_other', { wanted: record.chainId, found: tip.value.chainId }));
    }
    const account = await rest.account(record.address);
    return account.ok ? ok({ chain, rest, tip: tip.value, account: account.value }) : account;
  }

  /** Until it works, as long as only the network is in the way. Nothing is signed meanwhile. */
  async function patiently<T>(
    attempt: () => Promise<Result<T, Failure>>,
  ): Promise<Result<T, Failure>> {
    for (let tries = 1; ; tries += 1) {
      const tried = await attempt();
      if (tried.ok || tries === TRIES || !PASSING.has(tried.error.code)) return tried;
      await clock.wait(FIRST_PAUSE_MS * 2 ** (tries - 1));
    }
  }

  function finish(
    record: TransactionRecord,
    { code, detail }: Failure,
    signed: Signed | null,
  ): Promise<boolean> {
    const ending = { code, ...(detail === undefined ? {} : { detail }) };
    return enter(record, signed === null ? UNSIGNED : ['signed'], {
      stage: 'ended',
      failure: ending,
      signed,
    });
  }

  /** @returns false if it could not be written down */
  async function enter(
    { id }: TransactionRecord,
    from: readonly TransactionState['stage'][],
    state: TransactionState,
  ): Promise<boolean> {
    return (await change(id, (now) => (from.includes(now.state.stage) ? state : null))) !== null;
  }

  return advance;
}

interface LookedUp {
  readonly chain: Chain;
  readonly rest: Rest;
  readonly tip: Tip;
  readonly account: ConsensusAccount;
}

/** What may be over in a moment. */
const PASSING: ReadonlySet<Failure['code']> = new Set<Failure['code']>([
  'chain_unreachable',
  'sequence_mismatch',
]);

async function feeFor(
  chain: Chain,
  rest: Rest,
  messages: readonly Message[],
  build: (fee: Fee) => ReturnType<TransactionSigning['build']>,
): Promise<Result<Fee, Failure>> {
  const fixed = fixedFee(chain, messages);
  if (fixed !== null) return ok(fixed);
  const doc = await build(guessedFee(chain));
  if (!doc.ok) return doc;
  const used = await rest.simulate(unsignedTx(doc.value));
  return used.ok ? ok(feeOf(chain, used.value)) : used;
}

function draftOf(
  { chainId }: TransactionRecord,
  { messages, memo, publicKey }: TransactionRequest,
  { account_number: accountNumber, sequence }: ConsensusAccount,
  fee: Fee,
): Draft {
  return { messages, memo, fee, chainId, accountNumber, sequence, publicKey };
}

/** The greater of two sequences. */
function later(one: string, other: string | null): string {
  return other !== null && BigInt(other) > BigInt(one) ? other : one;
}
