import { visible } from '../wording.ts';

/** What a subject takes in, for who does not know the wildcards of NATS. */
export function subjectMeaning(subject: string): string {
  const tokens = subject.split('.');
  if (subject === '>') return 'Everything that is published there.';
  const stars = tokens.filter((token) => token === '*').length;
  const any = stars === 0 ? '' : stars === 1 ? 'any word for the *' : 'any words for the *';
  if (tokens.at(-1) !== '>') {
    return stars === 0 ? 'This subject alone.' : `Each subject with ${any}.`;
  }
  const start = visible(tokens.slice(0, -1).join('.'));
  return `Everything that begins with ${start}${stars === 0 ? '' : `, with ${any}`}.`;
}
