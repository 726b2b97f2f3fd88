import { count, plural, type Texts } from '../language.ts';
import type { en } from './texts.en.tsx';

export const de: Texts<typeof en> = {
  none: 'Es wurde noch nichts bezahlt',
  noneWords:
    'Jede Zahlung, die Tollpass macht, bleibt hier verzeichnet, mit ihrer Transaktion und dem Nachweis, auch wenn der Pass aufgebraucht oder entfernt ist.',
  payments: 'Zahlungen',
  older: 'Ältere Zahlungen zeigen',
  readingOlder: 'Ältere Zahlungen werden gelesen',

  search: 'Nach Website, Adresse oder Transaktion suchen',
  searchHint: 'Website, Adresse, Transaktion',
  found: {
    nothing: 'Nichts gefunden.',
    all: (payments) => `${plural(payments, 'Zahlung', 'Zahlungen')} gefunden.`,
    newest: (payments) =>
      payments === 1
        ? 'Die neueste gefundene Zahlung.'
        : `Die neuesten ${count(payments)} gefundenen Zahlungen.`,
  },
  shown: {
    all: (payments) => `${plural(payments, 'Zahlung', 'Zahlungen')}.`,
    newest: (payments) =>
      payments === 1 ? 'Die neueste Zahlung.' : `Die neuesten ${count(payments)} Zahlungen.`,
  },

  totals: { title: 'Ausgegeben', hint: 'Einschließlich Netzwerkgebühren.' },

  export: {
    label: 'Alle exportieren, ohne Nachweise',
    exporting: 'Wird exportiert …',
    saved: (file) => `Gespeichert als ${file}.`,
  },

  states: {
    signed: 'Signiert, vielleicht unterwegs',
    sent: 'Unterwegs',
    proven: 'Bezahlt, noch in keinem Block',
    confirmed: 'Bestätigt',
    confirmedIn: (height) => `Bestätigt in Block ${count(height)}`,
    given_up: 'Aufgegeben, es wurde nichts bezahlt',
  },

  entry: {
    fee: (amount) => <>{amount} Gebühr</>,
    details: (host, unseen) => <>Details{unseen(` zur Zahlung an ${host}`)}</>,
    less: (host, unseen) => <>Weniger{unseen(` zur Zahlung an ${host}`)}</>,
    address: 'Adresse der Seite',
    bought: 'Gekauft',
    way: 'Bezahlart',
    paidTo: 'Bezahlt an',
    transaction: 'Transaktion',
    copyProof: 'Nachweis kopieren',
    proofWarning: (host) =>
      `Er weist dem Betreiber von ${host} diese Zahlung nach. Wer ihn sonst hat, kann verwenden, was gekauft wurde. Zeigen Sie ihn also niemand anderem.`,
    noProof:
      'Tollpass hat keinen Nachweis dieser Zahlung. Vielleicht hat ihn die Wallet, die sie gemacht hat.',
  },

  proof: {
    transaction: (txid) => `Transaktion: ${txid}`,
    address: (address) => `Adresse: ${address}`,
    message: (message) => `Nachricht: ${message}`,
    proof: (proof) => `Nachweis: ${proof}`,
  },
};
