export const en = {
  about: (money: string) => `about ${money}`,
  lessThan: (money: string) => `less than ${money}`,
};
