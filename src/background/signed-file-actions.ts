import type { Chain } from '../consensus/chain.ts';
import type { Rest, Tip } from '../consensus/rest.ts';
import { readSignedTransaction, type SignedFile } from '../consensus/signed-file.ts';
import { WINDOW_BLOCKS } from '../consensus/steps.ts';
import type { TransactionStorage } from '../consensus/transaction.ts';
import type { Transactions } from '../consensus/transactions.ts';
import type { FailureView } from '../messages/contract.ts';
import type { Handlers } from '../messages/router.ts';
import type { SIGNED_FILE_CONTRACT } from '../messages/signed-file.ts';
import { type Failure, failure } from '../outcome/failure.ts';
import { err, ok, type Result } from '../outcome/result.ts';
import type { Shelf } from '../platform/shelf.ts';
import type { DirectDoc, Signed, Signing } from '../signers/signing.ts';
import type { NamedAccount } from '../signers/site-question.ts';
import type { SignerPorts } from './signer-sites.ts';
import { messageView } from './signing-handlers.ts';
import { failureView } from './views.ts';

export interface SignedFilePorts {
  readonly chains: Pick<Shelf<Chain>, 'read'>;
  readonly signer: Pick<SignerPorts, 'accounts' | 'chain'> & {
    /** Errors: `chain_unknown`. */
    rest(chainId: string): Promise<Result<Rest, Failure>>;
  };
  readonly signing: Pick<Signing, 'verify' | 'describe'>;
  readonly transactions: Pick<Transactions, 'submitSigned'>;
  readonly storage: Pick<TransactionStorage, 'open'>;
  newId(): string;
  done(result: Result<unknown, Failure>): { ok: true } | { ok: false; failure: FailureView };
}

/** A file, and which of the user's accounts signed it for which chain. */
interface Found {
  readonly file: SignedFile;
  readonly doc: DirectDoc;
  readonly signed: Signed;
  readonly chainId: string;
  readonly account: NamedAccount;
  readonly rest: Rest;
  /** The sequence that the chain takes next. */
  readonly next: string;
}

/** The handlers for transactions that were signed before, and are sent now. */
export function signedFileHandlers(
  ports: SignedFilePorts,
): Pick<Handlers, keyof typeof SIGNED_FILE_CONTRACT> {
  const { chains, signer, signing, transactions, storage } = ports;

  /**
   * A signed transaction does not name its chain; its signature fits one of them alone.
   * Errors: `signed_file_unreadable`, `signed_by_other`, `signed_for_other_chain`, and why a chain
   * that it may be for could not be asked.
   */
  async function find(text: string): Promise<Result<Found, Failure>> {
    const file = readSignedTransaction(text);
    if (!file.ok) return file;
    const candidates = await candidatesOf(file.value);
    if (!candidates.ok) return candidates;
    if (candidates.value.length === 0) return err(failure('signed_by_other'));
    let unasked: Failure | null = null;
    for (const candidate of candidates.value) {
      const found = await matchWith(file.value, candidate);
      if (found.ok) return found;
      if (found.error.code !== 'signature_refused') unasked ??= found.error;
    }
    if (unasked !== null) return err(unasked);
    const names = [...new Set(candidates.value.map(({ chainId }) => chainId))].join(', ');
    return err(failure('signed_for_other_chain', { chains: names }));
  }

  /** The accounts of the user that may have signed it: by its public key, where it has one. */
  async function candidatesOf({
    publicKey,
  }: SignedFile): Promise<Result<(NamedAccount & { readonly chainId: string })[], Failure>> {
    const known = await chains.read();
    if (!known.ok) return known;
    const candidates: (NamedAccount & { chainId: string })[] = [];
    for (const { chainId } of known.value) {
      const accounts = await signer.accounts(chainId);
      if (!accounts.ok) return accounts;
      const mine = accounts.value.filter((of) => publicKey === null || of.publicKey === publicKey);
      candidates.push(...mine.map((account) => ({ ...account, chainId })));
    }
    return ok(candidates);
  }

  async function matchWith(
    file: SignedFile,
    { chainId, ...account }: NamedAccount & { readonly chainId: string },
  ): Promise<Result<Found, Failure>> {
    const rest = await signer.rest(chainId);
    if (!rest.ok) return rest;
    const known = await rest.value.account(account.address);
    if (!known.ok) return known;
    const { account_number: accountNumber, sequence: next } = known.value;
    const { bodyBytes, authInfoBytes } = file;
    const doc = { bodyBytes, authInfoBytes, chainId, accountNumber };
    const signed = await signing.verify(account.publicKey, doc, file.signature);
    if (!signed.ok) return signed;
    // What we make of its parts is what it is, or there is something else in it.
    if (signed.value.txBytes !== file.txBytes) return err(failure('signed_file_unreadable'));
    return ok({ file, doc, signed: signed.value, chainId, account, rest: rest.value, next });
  }

  /** Where its chain is now, and why it cannot be sent to it; null if it can. */
  async function stand({
    file,
    rest,
    chainId,
    next,
  }: Found): Promise<Result<{ tip: Tip; problem: Failure | null }, Failure>> {
    // In this order: what is not included at a later height than the tip was may be so by now.
    const tip = await rest.tip();
    if (!tip.ok) return tip;
    if (tip.value.chainId !== chainId) {
      return err(failure('chain_other', { wanted: chainId, found: tip.value.chainId }));
    }
    const included = await rest.transaction(file.txHash);
    if (!included.ok) return included;
    return ok({ tip: tip.value, problem: problemOf() });

    function problemOf(): Failure | null {
      if (included.ok && included.value !== null) {
        return failure('transaction_included', { height: String(included.value.height) });
      }
      const { sequence } = file;
      if (BigInt(sequence) < BigInt(next)) return failure('sequence_used', { sequence, next });
      if (BigInt(sequence) > BigInt(next)) return failure('sequence_ahead', { sequence, next });
      const last = expiryOf(file);
      const isOver = last !== null && tip.ok && tip.value.height >= last;
      return isOver ? failure('transaction_expired', { txid: file.txHash }) : null;
    }
  }

  async function send(text: string): Promise<Result<unknown, Failure>> {
    const found = await find(text);
    if (!found.ok) return found;
    const open = await storage.open();
    if (!open.ok) return open;
    const { file, signed, chainId, account, rest } = found.value;
    const isFollowed = open.value.some(
      ({ state }) => state.stage === 'signed' && state.signed.txHash === file.txHash,
    );
    if (isFollowed) return ok(null);
    const at = await stand(found.value);
    if (!at.ok) return at;
    if (at.value.problem !== null) return err(at.value.problem);
    // Handed over here, so that the user hears at once what the chain thinks of it. It is signed
    // anew in no case, so nothing is lost if its record is not written.
    const handed = await rest.broadcast(file.txBytes);
    if (!handed.ok) return handed;
    if (handed.value.kind === 'refused') return err(handed.value.failure);
    if (handed.value.kind === 'sequence') {
      const { expected } = handed.value;
      const detail = expected === null ? {} : { sequence: file.sequence, next: expected };
      return err(failure('sequence_used', detail));
    }
    return transactions.submitSigned({
      id: ports.newId(),
      chainId,
      address: account.address,
      signed,
      sequence: file.sequence,
      timeoutHeight: expiryOf(file) ?? at.value.tip.height + WINDOW_BLOCKS,
    });
  }

  return {
    async 'signed_file.look'({ text }) {
      const refused = (error: Failure) => ({ ok: false, failure: failureView(error) }) as const;
      const found = await find(text);
      if (!found.ok) return refused(found.error);
      const { file, doc, chainId, account } = found.value;
      const chain = await signer.chain(chainId);
      if (!chain.ok) return refused(chain.error);
      const { address, name } = account;
      const described = await signing.describe(doc, { ...chain.value, chainId, address });
      if (!described.ok) return refused(described.error);
      const at = await stand(found.value);
      if (!at.ok) return refused(at.error);
      const { messages, memo, fee, gasLimit, sequence, warnings } = described.value;
      const { problem } = at.value;
      return {
        ok: true,
        contents: {
          chainId,
          account: { name, address },
          messages: messages.map(messageView),
          memo,
          fee,
          gasLimit,
          sequence,
          warnings: [...warnings],
          txHash: file.txHash,
          timeoutHeight: expiryOf(file),
          problem: problem && failureView(problem),
        },
      };
    },
    'signed_file.send': async ({ text }) => ports.done(await send(text)),
  };
}

/** The last height at which a block may hold it; null if it names none. */
function expiryOf({ timeoutHeight }: SignedFile): number | null {
  return timeoutHeight === '0' ? null : Number(timeoutHeight);
}
