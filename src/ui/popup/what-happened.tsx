import { useSignal } from '@preact/signals';
import type { PassView } from '../../messages/contract.ts';
import { timeOfDay } from '../wording.ts';
import { texts as all } from './texts.ts';

const texts = all.happened;

/** One thing that happened to a payment, and when. */
export interface Happening {
  readonly at: number;
  readonly words: string;
}

/** What happened to a pass from the signature on, in order, as the journal knows it. */
export function happeningsOf(pass: PassView): readonly Happening[] {
  const { signedAt, boughtAt, minedAt, height, uses, lastUsedAt, refusedAt } = pass;
  const known: (Happening | null)[] = [
    { at: signedAt, words: texts.signed },
    { at: boughtAt, words: texts.sent },
    minedAt === null
      ? null
      : { at: minedAt, words: height === null ? texts.mined : texts.minedIn(height) },
    refusedAt === null ? null : { at: refusedAt, words: texts.refused },
    lastUsedAt === null || uses === 0 ? null : { at: lastUsedAt, words: texts.used(uses) },
  ];
  return known.filter((one) => one !== null).sort((a, b) => a.at - b.at);
}

/** The steps of a payment with their times, made when it is opened. */
export function WhatHappened(props: { pass: PassView; now: number }) {
  const opened = useSignal(false);
  return (
    <details
      class="more"
      data-testid="what-happened"
      onToggle={(event) => {
        if (event.currentTarget.open) opened.value = true;
      }}
    >
      <summary>{texts.title}</summary>
      {opened.value ? (
        <ol class="happenings">
          {happeningsOf(props.pass).map(({ at, words }) => (
            <li key={words} class="happening">
              <time class="number" dateTime={new Date(at).toISOString()}>
                {timeOfDay(at, props.now)}
              </time>
              <span>{words}</span>
            </li>
          ))}
        </ol>
      ) : null}
    </details>
  );
}
