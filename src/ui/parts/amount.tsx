import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { RateView } from '../../messages/rate.ts';
import { xmr } from '../wording.ts';
import { worth } from '../worth.ts';

/** By what the amounts inside are read in money of the user's too; null: in XMR alone. */
export const Rate = createContext<RateView | null>(null);

/** An amount in XMR, in figures that stand under each other, with what it comes to where a rate is. */
export function Amount(props: { piconero: string; testid?: string }) {
  const words = worth(props.piconero, useContext(Rate));
  const amount = (
    <span class="amount" data-testid={props.testid}>
      {xmr(props.piconero)}
      <span class="unit">{'\u{A0}'}XMR</span>
    </span>
  );
  if (words === null) return amount;
  return (
    <span class="valued">
      {amount} <span class="worth">({words})</span>
    </span>
  );
}
