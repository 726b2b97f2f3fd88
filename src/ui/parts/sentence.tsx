import type { ComponentChildren } from 'preact';
import type { FailureCode } from '../../outcome/failure.ts';
import { LANGUAGE } from '../language.ts';
import type { Said } from '../sentences.ts';
import { texts } from './texts.ts';

/** Where a failure is explained, as seen from any page of the interface (docs/errors.md). */
export function explanationOf(code: FailureCode): string {
  return `../help/errors.${LANGUAGE}.html#${code}`;
}

/** Names that are no words: `--rpc-login`, `monero-wallet-rpc`, `X-API-Key`, `cosmoshub-4`. */
const NAME =
  /(--[a-z]+(?:-[a-z]+)*|\bmonero-wallet-rpc\b|\bX(?:-[A-Za-z]+)+|\b[a-z][a-z0-9]*(?:-[a-z0-9]+)*-[0-9]+\b)/;

/** A text whose names do not break at their hyphens, if one fits into a line at all. */
export function unbroken(text: string): ComponentChildren {
  return text.split(NAME).map((part, at) =>
    at % 2 === 1 ? (
      <span key={at} class="whole">
        {part}
      </span>
    ) : (
      part
    ),
  );
}

/** What went wrong; of a failure, with the way to its explanation. */
export function Sentence({ of }: { of: Said }) {
  if (typeof of === 'string') return <>{unbroken(of)}</>;
  return (
    <>
      {unbroken(of.sentence)}{' '}
      <a
        class="whole"
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
