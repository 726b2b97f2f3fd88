import type { ComponentChildren } from 'preact';
import type { FailureCode } from '../../outcome/failure.ts';
import { LANGUAGE } from '../language.ts';
import type { Said } from '../sentences.ts';
import { texts } from './texts.ts';

/** Where a failure is explained, as seen from any page of the interface (docs/errors.md). */
export function explanationOf(code: FailureCode): string {
  return `../help/errors.${LANGUAGE}.html#${code}`;
}

/** What is no word, and is not to break as one: an option, a program, a header, what was shortened, a chain. */
const NAMES = [
  /--[a-z]+(?:-[a-z]+)*/,
  /\bmonero-wallet-rpc\b/,
  /\bX(?:-[A-Za-z]+)+/,
  /\b[A-Za-z0-9]+…[A-Za-z0-9]+\b/,
  /\b[a-z][a-z0-9]*(?:-[a-z0-9]+)*-[0-9]+\b/,
];

const NAME = new RegExp(`(${NAMES.map(({ source }) => source).join('|')})`);

/** Longer names may be longer than a line. */
const LONGEST = 20;

/** A text whose names do not break. */
export function unbroken(text: string): ComponentChildren {
  return text.split(NAME).map((part, at) =>
    at % 2 === 1 && part.length <= LONGEST ? (
      <span key={at} class="nowrap">
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
