import { plural } from './language.ts';

export const en = {
  amountMissing: 'Enter an amount in XMR, for example 0.005.',
  amountWithComma: 'Use a point, not a comma, for example 0.005.',
  amountTooLarge: 'This is more Monero than there is.',
  amountUnreadable: 'Use digits and one point, at most 12 digits after it.',

  lessThanAMinute: 'less than a minute',
  aboutMinutes: (count: number) => `about ${plural(count, 'minute')}`,
  aboutHours: (count: number) => `about ${plural(count, 'hour')}`,
  aboutDays: (count: number) => `about ${plural(count, 'day')}`,

  everySeconds: (count: number) =>
    count === 1 ? 'every second' : `every ${plural(count, 'second')}`,
  everyMinutes: (count: number) =>
    count === 1 ? 'every minute' : `every ${plural(count, 'minute')}`,
  everyHours: (count: number) => (count === 1 ? 'every hour' : `every ${plural(count, 'hour')}`),
  everyDays: (count: number) => (count === 1 ? 'every day' : `every ${plural(count, 'day')}`),

  oneRequest: 'one request',
  blocks: (count: number, time: string) => `${plural(count, 'block')}, ${time}`,
  opensAtOnce: 'nothing: it opens at once',
  confirmations: (count: number, time: string) => `${plural(count, 'confirmation')}, ${time}`,
  anyMomentNow: 'any moment now',
};
