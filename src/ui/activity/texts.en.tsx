import type { ComponentChildren } from 'preact';
import { count, plural } from '../language.ts';

export const en = {
  none: 'Nothing was paid yet',
  noneWords:
    'Every payment that Tollpass makes is listed here for good, with its transaction and the proof of it, also after the pass is used up or forgotten.',
  payments: 'Payments',
  older: 'Show older payments',
  readingOlder: 'Reading older payments',

  search: 'Search by site, address or transaction',
  searchHint: 'Site, address or transaction',
  found: {
    nothing: 'Nothing found.',
    all: (payments: number) => `${plural(payments, 'payment')} found.`,
    newest: (payments: number) => `The newest ${plural(payments, 'payment')} found.`,
  },
  shown: {
    all: (payments: number) => `${plural(payments, 'payment')}.`,
    newest: (payments: number) => `The newest ${plural(payments, 'payment')}.`,
  },

  totals: { title: 'Spent', hint: 'Network fees included.' },

  export: {
    label: 'Export all, without proofs',
    exporting: 'Exporting…',
    saved: (file: string) => `Saved as ${file}.`,
  },

  states: {
    signed: 'Signed, may be on its way',
    sent: 'On its way',
    proven: 'Paid, not in a block yet',
    confirmed: 'Confirmed',
    confirmedIn: (height: number) => `Confirmed in block ${count(height)}`,
    given_up: 'Given up, nothing was paid',
  },

  entry: {
    fee: (amount: ComponentChildren) => <>{amount} fee</>,
    /** @param unseen for what only screen readers say */
    details: (host: string, unseen: (words: string) => ComponentChildren) => (
      <>Details{unseen(` of the payment to ${host}`)}</>
    ),
    less: (host: string, unseen: (words: string) => ComponentChildren) => (
      <>Less{unseen(` of the payment to ${host}`)}</>
    ),
    address: 'Address of the page',
    bought: 'Bought',
    way: 'Way to pay',
    paidTo: 'Paid to',
    transaction: 'Transaction',
    copyProof: 'Copy proof',
    proofWarning: (host: string) =>
      `It proves this payment to the operator of ${host}. Whoever else has it can use what was bought, so show it to nobody else.`,
    noProof: 'Tollpass holds no proof of this payment. The wallet that made it may.',
  },

  /** What an operator needs to check a payment. */
  proof: {
    transaction: (txid: string) => `Transaction: ${txid}`,
    address: (address: string) => `Address: ${address}`,
    message: (message: string) => `Message: ${message}`,
    proof: (proof: string) => `Proof: ${proof}`,
  },
};
