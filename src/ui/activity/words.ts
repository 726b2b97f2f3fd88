import type { LedgerEntryView } from '../../messages/contract.ts';
import { plural } from '../wording.ts';

/** What became of a payment. */
export function stateWords({ state, height }: LedgerEntryView): string {
  switch (state) {
    case 'signed':
      return 'Signed, may be on its way';
    case 'sent':
      return 'On its way';
    case 'proven':
      return 'Paid, not in a block yet';
    case 'confirmed':
      return height === null ? 'Confirmed' : `Confirmed in block ${height.toLocaleString('en')}`;
    case 'given_up':
      return 'Given up, nothing was paid';
    default:
      return state satisfies never;
  }
}

/** How much is shown. */
export function countWords(count: number, search: string, isAll: boolean): string {
  if (count === 0) return search === '' ? '' : 'Nothing found.';
  const payments = plural(count, 'payment');
  if (search !== '') return isAll ? `${payments} found.` : `The newest ${payments} found.`;
  return isAll ? `${payments}.` : `The newest ${payments}.`;
}

/** What an operator needs to check a payment with `check_tx_proof`. */
export function proofText(
  { txid, toll }: Pick<LedgerEntryView, 'txid' | 'toll'>,
  proof: string,
  message: string | null,
): string {
  return [
    `Transaction: ${txid}`,
    `Address: ${toll.address}`,
    ...(message === null ? [] : [`Message: ${message}`]),
    `Proof: ${proof}`,
  ].join('\n');
}

/** The name of an exported file: `tollpass-2026-11-23.csv`, by the user's own calendar. */
export function fileName(format: 'csv' | 'json', at: number): string {
  const date = new Date(at);
  const two = (number: number): string => String(number).padStart(2, '0');
  return `tollpass-${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}.${format}`;
}
