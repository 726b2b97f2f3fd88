import type { Failure } from '../outcome/failure.ts';
import type { Result } from '../outcome/result.ts';
import type { DirectDoc, Draft, Message, PublicAccount, Signed } from '../signers/signing.ts';
import type { Chain, Fee } from './chain.ts';

/** What somebody wants to have sent. */
export interface TransactionRequest {
  readonly messages: readonly Message[];
  readonly memo: string;
  /** Compressed secp256k1 of the signer, 33 bytes in lower-case hex. */
  readonly publicKey: string;
  /** Who asks: a site's origin; null for the user, by our own pages. */
  readonly origin: string | null;
}

/** A transaction that is signed and may be out. */
export interface Flight {
  readonly signed: Signed;
  /** The one that it was signed with, decimal text. */
  readonly sequence: string;
  /**
   * The last height at which a block may hold it: after that it is certain that none will. Of one
   * that names none, because it was signed elsewhere: the height until which it is followed.
   */
  readonly timeoutHeight: number;
  /** Hashes of what was signed before for the same request, and can be included no more. */
  readonly replaced: readonly string[];
}

/**
 * How far a transaction got. Each state is written before the step that it allows is done:
 *
 * | stage | what is known | what comes next, also after a crash |
 * |---|---|---|
 * | `queued` | what is wanted | count the gas, ask the user |
 * | `approved` | the user agreed to it at this fee and time; nothing is signed | sign it for the account's next sequence |
 * | `signed` | it may be out | ask for the hash; hand over this very transaction if no block has it |
 * | `included` | a block holds it, and it did what it says | nothing |
 * | `ended` | why it came to nothing | nothing |
 *
 * Only what can be included no more is replaced by another signed transaction: its node refused it
 * at the first and only time that it saw it, or its sequence is used up and no block holds it.
 */
export type TransactionState =
  | { readonly stage: 'queued' }
  | { readonly stage: 'approved'; readonly fee: Fee; readonly at: number }
  | ({ readonly stage: 'signed'; readonly fee: Fee | null } & Flight)
  | { readonly stage: 'included'; readonly height: number; readonly signed: Signed }
  | { readonly stage: 'ended'; readonly failure: Ending; readonly signed: Signed | null };

/** A failure as it is stored: without its cause. */
export type Ending = Pick<Failure, 'code' | 'detail'>;

/** All that is kept of one transaction. */
export interface TransactionRecord {
  /** Of whoever asked for it: the same one is never sent twice. */
  readonly id: string;
  readonly chainId: string;
  /** Bech32, of the signer. */
  readonly address: string;
  /** Null for one that was signed elsewhere: it can be handed over, but not signed anew. */
  readonly request: TransactionRequest | null;
  /** Milliseconds since 1970. */
  readonly askedAt: number;
  readonly state: TransactionState;
}

/**
 * Where transactions are kept. A write is durable once its promise resolves. Updates follow one
 * another, each on what the one before left: none can undo another.
 */
export interface TransactionStorage {
  /** Null if there is none. */
  read(id: string): Promise<Result<TransactionRecord | null, Failure>>;
  /**
   * Changes one record; `change` answers what it was given to leave it as it is. A new one goes to
   * the end of the line of open ones. Of those that are over the newest 500 are kept.
   */
  update(
    id: string,
    change: (record: TransactionRecord | null) => TransactionRecord | null,
  ): Promise<Result<TransactionRecord | null, Failure>>;
  /** Those that have not come to an end, in the order of the line. */
  open(): Promise<Result<readonly TransactionRecord[], Failure>>;
  /** Puts one that is open before another in the line; null puts it at the end. */
  move(id: string, before: string | null): Promise<Result<null, Failure>>;
  /** Every record, newest first. */
  all(): Promise<Result<readonly TransactionRecord[], Failure>>;
}

/** The keys, as far as transactions need them. */
export interface TransactionSigning {
  /** As `Signing.build`. */
  build(draft: Draft): Promise<Result<DirectDoc, Failure>>;
  /** By the key of an address. Errors: those of the vault and of `Signing.signDirect`. */
  sign(address: string, doc: DirectDoc): Promise<Result<Signed, Failure>>;
}

/** What the user is asked before a transaction is signed. */
export interface TransactionQuestion {
  readonly record: TransactionRecord;
  readonly chain: Chain;
  readonly account: PublicAccount;
  readonly fee: Fee;
  /**
   * What will be signed, but for the sequence and the height at which it expires: both are chosen at
   * the moment of signing.
   */
  readonly doc: DirectDoc;
}

/** Asks the user, or a rule that the user made. */
export interface TransactionApprover {
  ask(question: TransactionQuestion): Promise<'sign' | 'reject'>;
  /** Takes back the question about a transaction, which is then answered by `reject`. */
  withdraw(id: string): void;
}

/** The stages before there is anything that could be included. */
export const UNSIGNED: readonly TransactionState['stage'][] = ['queued', 'approved'];

/** Whether it can still be taken back. */
export function isUnsigned({ state }: TransactionRecord): boolean {
  return UNSIGNED.includes(state.stage);
}

/** Whether a record has come to its end. */
export function isOver({ state }: TransactionRecord): boolean {
  return state.stage === 'included' || state.stage === 'ended';
}

/** The signer on the chain: of all that share it, one at a time is under way. */
export function lineOf({ chainId, address }: TransactionRecord): string {
  return `${chainId}|${address}`;
}
