import { visible } from '../wording.ts';
import { texts } from './texts.ts';

/** What a subject takes in, for who does not know the wildcards of NATS. */
export function subjectMeaning(subject: string): string {
  const tokens = subject.split('.');
  if (subject === '>') return texts.subject.everything;
  const stars = tokens.filter((token) => token === '*').length;
  if (tokens.at(-1) !== '>') {
    return stars === 0 ? texts.subject.alone : texts.subject.each(stars);
  }
  const start = visible(tokens.slice(0, -1).join('.'));
  return stars === 0 ? texts.subject.below(start) : texts.subject.eachBelow(start, stars);
}
