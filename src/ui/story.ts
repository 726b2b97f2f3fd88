import { hostOf, shorten } from './wording.ts';

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
  return detail.txid ? 'Nothing more was paid.' : 'Nothing was paid.';
}

export function transaction(detail: Detail): string {
  return detail.txid ? `transaction ${shorten(detail.txid)}` : 'the transaction';
}

/** For most failures: nothing was paid, and one thing to do. */
export function unpaid(happened: Story['happened'], advice: string): Story {
  return { happened, next: (detail) => `${nothing(detail)} ${advice}`.trim() };
}

/** For a challenge that breaks the rules: only the site can mend it. */
export function siteFault(happened: string): Story {
  return unpaid(() => happened, 'Only the operator of the site can mend this.');
}

/** For what is sent to a Cosmos chain: the chain did nothing, and one thing to do. */
export function unsent(happened: Story['happened'], advice: string): Story {
  return { happened, next: () => `Nothing was done on the chain. ${advice}`.trim() };
}

/** For a file that is to be imported: nothing was changed, and one thing to do. */
export function unread(happened: Story['happened'], advice: string): Story {
  return { happened, next: () => `Nothing was changed. ${advice}` };
}

/** For one place in it, which is named beside the sentence. */
export function field(happened: Story['happened'], advice: string): Story {
  return { happened, next: () => advice };
}

export function isCount(text: string | undefined): boolean {
  return /^[1-9][0-9]{0,8}$/.test(text ?? '');
}

/** The types of JSON in words. */
const KINDS: Readonly<Record<string, string>> = {
  object: 'an object, in { }',
  array: 'a list, in [ ]',
  string: 'a text, in quotation marks',
  integer: 'a whole number, without quotation marks',
  boolean: 'true or false',
  null: 'null',
};

export function kindsOf(expected: string): string {
  return expected
    .split(' or ')
    .flatMap((kind) => (Object.hasOwn(KINDS, kind) ? [KINDS[kind]] : []))
    .join(', or ');
}

/** The chain's own words, if there are any. */
export function saying({ message }: Detail): string {
  return message ? ` It says: “${message}”.` : '';
}

/** For what is kept for a service: in two parts, without a word of payments. */
export function service(happened: Story['happened'], advice: string): Story {
  return { happened, next: () => advice };
}

/** By its host, where that is known. */
export function theService({ origin }: Detail): string {
  return origin ? `The service at ${hostOf(origin)}` : 'The service';
}

export function theProvider({ origin }: Detail): string {
  return origin ? `The provider at ${hostOf(origin)}` : 'The provider';
}

/** For a stream, of which there is nothing more to tell. */
export function stream(happened: string, next: string): Story {
  return service(() => happened, next);
}
