export const en = {
  notWhole: 'Enter a whole number, 1 or more.',
  tooOften: 'At most 1000 times.',
  tooMuch: 'This is more Monero than there is.',
};
