// How a hand-written client pays at a gate: the payer's wallet RPC, and nothing of the extension.
import type { Devnet } from './devnet.ts';

export type Ticket = { txid: string; proof: string };

/** Pays so many piconero and proves it. `message`: what the proof must sign with it. */
export async function pay(
  { payer }: Pick<Devnet, 'payer'>,
  address: string,
  amount: bigint,
  message = '',
): Promise<Ticket> {
  const { tx_hash: txid } = await payer.call<{ tx_hash: string }>('transfer', {
    destinations: [{ address, amount: Number(amount) }],
  });
  return { txid, proof: await prove({ payer }, address, txid, message) };
}

/** A proof of a payment that was made already; each call gives another valid one. */
export async function prove(
  { payer }: Pick<Devnet, 'payer'>,
  address: string,
  txid: string,
  message = '',
): Promise<string> {
  const made = await payer.call<{ signature: string }>('get_tx_proof', { txid, address, message });
  return made.signature;
}

/** The value of one parameter of a challenge, '' without it. */
export function parameter(challenge: string | null, name: string): string {
  return new RegExp(`[ ,]${name}="([^"]*)"`).exec(challenge ?? '')?.[1] ?? '';
}
