import type { BudgetView } from '../../messages/contract.ts';
import { Meters } from '../parts/meters.tsx';

/** What was spent, beside the limits that are set. */
export function Spending(props: { budget: BudgetView; site: boolean }) {
  const { siteDay, day, month } = props.budget;
  const isLimited = [siteDay, day, month].some(({ limit }) => limit !== null);
  return (
    <section class="stack" aria-labelledby="spending-title" data-testid="spending">
      <div class="row">
        <h2 id="spending-title">Spending</h2>
        <a href="../settings/index.html#limits" target="_blank" rel="noreferrer">
          {isLimited ? 'Change limits' : 'Set limits'}
        </a>
      </div>
      <Meters budget={props.budget} site={props.site} />
    </section>
  );
}
