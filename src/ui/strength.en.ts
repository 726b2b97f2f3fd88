export const en = {
  atLeast: (characters: number) => `At least ${characters} characters. A few words are good.`,
  tooShort: (missing: number) => `Too short: ${missing} more.`,
  easy: 'Easy to guess. Another word would help.',
  fair: 'Fair. Longer is better.',
  hard: 'Hard to guess.',
};
