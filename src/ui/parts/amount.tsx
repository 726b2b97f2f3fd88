import { xmr } from '../wording.ts';

/** An amount in XMR, in figures that stand under each other. */
export function Amount(props: { piconero: string; testid?: string }) {
  return (
    <span class="amount" data-testid={props.testid}>
      {xmr(props.piconero)}
      <span class="unit">{'\u{A0}'}XMR</span>
    </span>
  );
}
