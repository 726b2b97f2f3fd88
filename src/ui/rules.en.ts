export const en = {
  /** What a site's own rule comes to, without a full stop. */
  asks: 'always asks',
  neverPays: 'never pays',
  paysUpTo: (amount: string) => `pays up to ${amount} without asking`,
  /** The choices. */
  everywhereAsk: 'As everywhere (always ask)',
  everywhereUpTo: (amount: string) => `As everywhere (up to ${amount})`,
  upTo: 'Pay without asking up to …',
  ask: 'Always ask',
  never: 'Never pay',
};
