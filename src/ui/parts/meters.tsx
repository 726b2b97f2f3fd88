import { useContext } from 'preact/hooks';
import type { BudgetView } from '../../messages/contract.ts';
import { meterLines, spentWords } from '../spending.ts';
import { Rate } from './amount.tsx';

interface MetersProps {
  readonly budget: BudgetView;
  /** Whether there is a site in question, so that its own day counts. */
  readonly site: boolean;
  /** A payment that is asked about, in piconero. */
  readonly planned?: string;
}

/** What was spent of each limit that is set; without any, what was spent. */
export function Meters(props: MetersProps) {
  const rate = useContext(Rate);
  const lines = meterLines(props.budget, props.site, props.planned, rate);
  if (lines.length === 0) {
    return <p data-testid="spent">{spentWords(props.budget, props.site, rate)}</p>;
  }
  return (
    <ul class="meters">
      {lines.map((line) => (
        <li
          key={line.id}
          class={line.over ? 'meter over' : 'meter'}
          data-testid={`meter-${line.id}`}
        >
          <p class="row">
            <span>{line.text}</span>
            <span class="left">{line.left}</span>
          </p>
          {line.worth === null ? null : <p class="worth">{line.worth}</p>}
          {/* The words above say the same. */}
          <div class="track" aria-hidden="true">
            <span class="gone" style={{ width: `${line.spent * 100}%` }} />
            <span class="planned" style={{ width: `${line.planned * 100}%` }} />
          </div>
        </li>
      ))}
    </ul>
  );
}
