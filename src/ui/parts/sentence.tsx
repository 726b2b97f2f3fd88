import { LANGUAGE } from '../language.ts';
import type { Said } from '../sentences.ts';
import { texts } from './texts.ts';

/** What went wrong; of a failure, with the way to its explanation (docs/errors.md). */
export function Sentence({ of }: { of: Said }) {
  if (typeof of === 'string') return <>{of}</>;
  return (
    <>
      {of.sentence}{' '}
      <a
        href={`../help/errors.${LANGUAGE}.html#${of.code}`}
        target="_blank"
        rel="noreferrer"
        data-testid="explanation"
      >
        {texts.explanation}
      </a>
    </>
  );
}
