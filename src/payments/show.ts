import type { Failure } from '../outcome/failure.ts';
import { ok, type Result } from '../outcome/result.ts';
import { isLent, type Pass, passCredential } from '../passes/pass.ts';
import type { Toll } from '../passes/toll.ts';
import type { Arrival, Settlement, SettlePorts } from './settle.ts';

/** The part of a settlement that each request has for itself. */
export interface Showing {
  /**
   * A pass that is good for one request alone is lent to it, and a proof over a message is made over
   * its own. Any other pass is attached already.
   */
  show(toll: Toll, arrival: Arrival): Promise<Settlement>;
  /** The pass's proof over a message; null: over none. */
  proofOver(pass: Pass, message: string | null): Promise<Result<string, Failure>>;
}

export function showPasses({
  journal,
  attached,
  payer,
  wallet: openWallet,
}: Pick<SettlePorts, 'journal' | 'attached' | 'payer' | 'wallet'>): Showing {
  async function proofOver(pass: Pass, message: string | null): Promise<Result<string, Failure>> {
    if (message === pass.message) return ok(pass.proof);
    const wallet = await openWallet();
    if (!wallet.ok) return wallet;
    const prove = () => wallet.value.prove(pass.txid, pass.toll.address, message);
    const made = await prove();
    if (made.ok || made.error.code !== 'wallet_transaction_unknown') return made;
    // There is no proof of what the chain has lost.
    const relayed = await payer.relayAgain(pass);
    return relayed.ok ? prove() : relayed;
  }

  async function show(toll: Toll, arrival: Arrival): Promise<Settlement> {
    const read = await journal.read(toll);
    if (!read.ok) return read;
    const { pass } = read.value;
    if (pass === null || !isLent(pass)) return ok('repeat');
    const { url, offer, challenged } = arrival;
    // A 403 tells no new message; the next 402 does.
    if (pass.message !== null && !challenged) return ok('repeat_bare');
    const proof = await proofOver(pass, offer.message);
    if (!proof.ok) return proof;
    const lent = await attached.lend(url, passCredential(pass, proof.value));
    return lent.ok ? ok('repeat') : lent;
  }

  return { show, proofOver };
}
