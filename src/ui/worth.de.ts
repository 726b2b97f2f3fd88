import type { Texts } from './language.ts';
import type { en } from './worth.en.ts';

export const de: Texts<typeof en> = {
  about: (money) => `etwa ${money}`,
  lessThan: (money) => `weniger als ${money}`,
};
