import type { FailureCode } from '../../outcome/failure.ts';
import { LANGUAGE } from '../language.ts';
import type { Said } from '../sentences.ts';
import { texts } from './texts.ts';

/** Where a failure is explained, as seen from any page of the interface (docs/errors.md). */
export function explanationOf(code: FailureCode): string {
  return `../help/errors.${LANGUAGE}.html#${code}`;
}

/** What went wrong; of a failure, with the way to its explanation. */
export function Sentence({ of }: { of: Said }) {
  if (typeof of === 'string') return <>{of}</>;
  return (
    <>
      {of.sentence}{' '}
      <a
        class="nowrap"
        href={explanationOf(of.code)}
        target="_blank"
        rel="noreferrer"
        data-testid="explanation"
      >
        {texts.explanation}
      </a>
    </>
  );
}
