import { inLanguage } from './language.ts';
import { de } from './story.de.ts';
import { en } from './story.en.ts';
import { hostOf, shorten } from './wording.ts';

const texts = inLanguage({ en, de });

/** What the sentences about failures are made of. */

/** What a failure's sentence fills in; every entry may be missing. */
export type Detail = Readonly<Record<string, string>>;

/** A failure in two parts: why, and then what was paid and what to do. */
export interface Story {
  readonly happened: (detail: Detail) => string;
  readonly next: (detail: Detail) => string;
}

/** A transaction in the detail means that something was paid before. */
export function nothing(detail: Detail): string {
  return detail.txid ? texts.nothingMorePaid : texts.nothingPaid;
}

export function transaction(detail: Detail): string {
  return detail.txid ? texts.transaction(shorten(detail.txid)) : texts.theTransaction;
}

/** For most failures: nothing was paid, and one thing to do. */
export function unpaid(happened: Story['happened'], advice: string): Story {
  return { happened, next: (detail) => `${nothing(detail)} ${advice}`.trim() };
}

/** For a challenge that breaks the rules: only the site can mend it. */
export function siteFault(happened: string): Story {
  return unpaid(() => happened, texts.onlyTheOperator);
}

/** For what is sent to a Cosmos chain: the chain did nothing, and one thing to do. */
export function unsent(happened: Story['happened'], advice: string): Story {
  return { happened, next: () => `${texts.nothingOnTheChain} ${advice}`.trim() };
}

/** For a file that is to be imported: nothing was changed, and one thing to do. */
export function unread(happened: Story['happened'], advice: string): Story {
  return { happened, next: () => `${texts.nothingChanged} ${advice}` };
}

/** For one place in it, which is named beside the sentence. */
export function field(happened: Story['happened'], advice: string): Story {
  return { happened, next: () => advice };
}

export function isCount(text: string | undefined): boolean {
  return /^[1-9][0-9]{0,8}$/.test(text ?? '');
}

/** The types of JSON in words, of a list of their names with spaces between. */
export function kindsOf(expected: string): string {
  const kinds: Readonly<Record<string, string>> = texts.kinds;
  return texts.either(
    expected.split(' ').flatMap((kind) => (Object.hasOwn(kinds, kind) ? (kinds[kind] ?? []) : [])),
  );
}

/** Values that a field can have, of a list of them in JSON with spaces between. */
export function valuesOf(expected: string): string {
  return texts.oneOf(expected.split(' '));
}

/** What a field's text has to look like, by the name of that form. */
export function formOf(expected: string): string {
  const forms: Readonly<Record<string, string>> = texts.forms;
  return Object.hasOwn(forms, expected) ? (forms[expected] ?? '') : '';
}

/** The chain's own words, if there are any. */
export function saying({ message }: Detail): string {
  return message ? ` ${texts.itSays(message)}` : '';
}

/** For what is kept for a service: in two parts, without a word of payments. */
export function service(happened: Story['happened'], advice: string): Story {
  return { happened, next: () => advice };
}

/** By its host, where that is known. */
export function theService({ origin }: Detail): string {
  return origin ? texts.serviceAt(hostOf(origin)) : texts.theService;
}

export function theProvider({ origin }: Detail): string {
  return origin ? texts.providerAt(hostOf(origin)) : texts.theProvider;
}

/** For a stream, of which there is nothing more to tell. */
export function stream(happened: string, next: string): Story {
  return service(() => happened, next);
}
