import { useSignal } from '@preact/signals';
import type { PassView } from '../../messages/contract.ts';
import { plural, timeOfDay } from '../wording.ts';

/** One thing that happened to a payment, and when. */
export interface Happening {
  readonly at: number;
  readonly words: string;
}

/** What happened to a pass from the signature on, in order, as the journal knows it. */
export function happeningsOf(pass: PassView): readonly Happening[] {
  const { signedAt, boughtAt, minedAt, height, uses, lastUsedAt, refusedAt } = pass;
  const known: (Happening | null)[] = [
    { at: signedAt, words: 'Signed in your wallet and written down; nothing was sent yet' },
    { at: boughtAt, words: 'Sent to the network, and proven by your wallet' },
    minedAt === null
      ? null
      : { at: minedAt, words: height === null ? 'In a block' : `In block ${height}` },
    refusedAt === null ? null : { at: refusedAt, words: 'First refused by the site' },
    lastUsedAt === null || uses === 0
      ? null
      : { at: lastUsedAt, words: `Last taken by the site, ${plural(uses, 'time')} in all` },
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
      <summary>What happened here</summary>
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
