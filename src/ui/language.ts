/**
 * The language of the interface: the browser's own, or English where it is not among these. There is no
 * setting for it. How texts are written and translated: docs/translating.md.
 */
export const LANGUAGES = ['en', 'de'] as const;
export type Language = (typeof LANGUAGES)[number];

const DIRECTIONS: Readonly<Record<Language, 'ltr' | 'rtl'>> = { en: 'ltr', de: 'ltr' };

/**
 * How whole numbers are grouped. Amounts of XMR have a point in every language, as Monero's wallets
 * write them, so no number of a language may have one for another reason: Austria's have a space.
 */
const COUNTS: Readonly<Record<Language, string>> = { en: 'en', de: 'de-AT' };

/**
 * The texts of a language, in the form that another one's have: as many, with the same names and the
 * same arguments. A text that is missing or too many is an error of the compiler.
 */
export type Texts<T> = T extends string
  ? string
  : T extends (...args: infer A) => infer R
    ? (...args: A) => R extends string ? string : R
    : { readonly [K in keyof T]: Texts<T[K]> };

/** The language for a tag of BCP 47: `de` for `de-AT`. */
export function languageFor(tag: string): Language {
  const [primary] = tag.toLowerCase().split('-');
  return LANGUAGES.find((one) => one === primary) ?? 'en';
}

/** The locale for dates: the browser's own where it is of the interface's language. */
export function localeFor(tag: string): string {
  const language = languageFor(tag);
  return tag.toLowerCase().split('-')[0] === language ? tag : language;
}

/**
 * The browser's. Both have `chrome`; where there is no browser, as in unit tests, webextension-polyfill
 * cannot even be read.
 */
function browserTag(): string {
  const { chrome } = globalThis as {
    chrome?: { readonly i18n?: { getUILanguage(): string } };
  };
  return chrome?.i18n?.getUILanguage() ?? 'en';
}

const TAG = browserTag();

export const LANGUAGE = languageFor(TAG);
export const LOCALE = localeFor(TAG);

/** The texts of the interface's language, of those of all. */
export function inLanguage<T>(texts: { readonly en: T } & Readonly<Record<Language, Texts<T>>>) {
  return texts[LANGUAGE] as Texts<T>;
}

/** A whole number, with its thousands apart: `262,800`. */
export function count(of: number): string {
  return of.toLocaleString(COUNTS[LANGUAGE]);
}

/**
 * `1 block`, `5 blocks`, `262,800 blocks`. In English and German one is alone and all else is many; a
 * language in which that is not so needs the forms of `Intl.PluralRules` here.
 */
export function plural(of: number, one: string, many = `${one}s`): string {
  return `${count(of)} ${of === 1 ? one : many}`;
}

/** Says to the browser, and to screen readers, which language a page is in, and titles it. */
export function present(document: Document, title: string): void {
  document.documentElement.lang = LANGUAGE;
  document.documentElement.dir = DIRECTIONS[LANGUAGE];
  document.title = title;
}
