import type { LedgerEntryView } from '../../messages/contract.ts';
import { texts } from './texts.ts';

/** What became of a payment. */
export function stateWords({ state, height }: LedgerEntryView): string {
  return state === 'confirmed' && height !== null
    ? texts.states.confirmedIn(height)
    : texts.states[state];
}

/** How much is shown. */
export function countWords(count: number, search: string, isAll: boolean): string {
  if (count === 0) return search === '' ? '' : texts.found.nothing;
  const { all, newest } = search === '' ? texts.shown : texts.found;
  return isAll ? all(count) : newest(count);
}

/** What an operator needs to check a payment with `check_tx_proof`. */
export function proofText(
  { txid, toll }: Pick<LedgerEntryView, 'txid' | 'toll'>,
  proof: string,
  message: string | null,
): string {
  return [
    texts.proof.transaction(txid),
    texts.proof.address(toll.address),
    ...(message === null ? [] : [texts.proof.message(message)]),
    texts.proof.proof(proof),
  ].join('\n');
}

/** The name of an exported file: `tollpass-2026-11-23.csv`, by the user's own calendar. */
export function fileName(format: 'csv' | 'json', at: number): string {
  const date = new Date(at);
  const two = (number: number): string => String(number).padStart(2, '0');
  return `tollpass-${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}.${format}`;
}
