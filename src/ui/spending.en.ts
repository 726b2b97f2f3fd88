export const en = {
  /** What was spent of each limit; the limit has its unit. */
  meters: {
    siteDay: (spent: string, limit: string) => `${spent} of ${limit} today at this site`,
    day: (spent: string, limit: string) => `${spent} of ${limit} today in all`,
    month: (spent: string, limit: string) => `${spent} of ${limit} this month`,
  },
  /** The same in money of the user's, where each amount says by itself that it is about so much. */
  worth: (spent: string | null, limit: string) => `${spent ?? 'nothing'} of ${limit}`,
  usedUp: 'used up',
  left: (amount: string) => `${amount} left`,
  onlyLeft: (amount: string) => `only ${amount} left`,
  nothingSpent: 'Nothing was spent this month.',
  spent: (today: string, month: string) => `${today} was spent today, ${month} this month.`,
  spentHere: (today: string, here: string, month: string) =>
    `${today} was spent today, ${here} of it at this site, ${month} this month.`,
};
