import { plural } from '../language.ts';

export const en = {
  pay: 'Pay this site?',
  extend: 'Buy longer?',
  behind: (count: number) => plural(count, 'more question waits', 'more questions wait'),
  times: 'How many times?',
  limits: 'Your limits',
  reject: 'Reject',
  payButton: 'Pay',
  sending: 'Sending…',

  costs: {
    buys: 'Buys',
    /** @param every `every hour` */
    rest: (every: string) => `can be used once ${every}`,
    amount: 'Amount',
    fee: 'Network fee',
    total: 'Total',
    needs: 'The site waits for',
    way: 'Way to pay',
    cheapest: (way: string, ways: number) =>
      `${way}, the cheapest of ${plural(ways, 'way')} to pay`,
    to: 'To',
  },

  always: {
    label: 'Always pay this site up to',
    limit: 'Limit for this site in XMR',
    tooLow: 'This is less than the total now, so you would be asked again next time.',
    embedded: 'This holds where you open the site itself. Embedded in another, it asks each time.',
    otherLimits: 'Your limits per day and month hold as well, so you may still be asked.',
    hint: 'Network fee included. You can take this back in the settings.',
  },

  /** Why the user is asked. */
  reasons: {
    again: 'The network fee rose since you agreed. This is the new total.',
    wished: 'You want a longer pass. It takes the place of the one that you hold.',
    third_party: 'This is not the site that you opened: it is another site, embedded in that page.',
    look_alike:
      'The name has letters that can look like those of another site. Here it is written so that they show.',
    payee_changed: "This site's address for payments changed since you last paid it.",
    dearer: 'You hold a pass for this site, but this page costs more than it is worth.',
    page_says:
      'The page says that it was asked for this payment. Tollpass did not see that on the network.',
    site_asks: 'You want to be asked before every payment to this site.',
    always: 'You want to be asked before every payment.',
    over_threshold: (limit: string) => `The total is over your limit of ${limit}.`,
    /** @param limit null if it was taken away meanwhile */
    over_site_day: (limit: string | null) =>
      limit === null
        ? 'With this payment you spend more than you allowed at this site today.'
        : `With this payment you spend more than your limit of ${limit} at this site today.`,
    over_day: (limit: string | null) =>
      limit === null
        ? 'With this payment you spend more than you allowed today.'
        : `With this payment you spend more than your limit of ${limit} today.`,
    over_month: (limit: string | null) =>
      limit === null
        ? 'With this payment you spend more than you allowed this month.'
        : `With this payment you spend more than your limit of ${limit} this month.`,
  },
};
