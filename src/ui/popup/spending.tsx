import type { Overview } from '../../messages/contract.ts';
import { Meters } from '../parts/meters.tsx';
import { Bars } from './bars.tsx';
import { texts as all } from './texts.ts';

const texts = all.spending;

/** What was spent, beside the limits that are set, and on which days. */
export function Spending(props: { overview: Pick<Overview, 'budget' | 'days' | 'now' | 'site'> }) {
  const { budget, days, now, site } = props.overview;
  const { siteDay, day, month } = budget;
  const isLimited = [siteDay, day, month].some(({ limit }) => limit !== null);
  return (
    <section class="stack" aria-labelledby="spending-title" data-testid="spending">
      <div class="row">
        <h2 id="spending-title">{texts.title}</h2>
        <a href="../settings/index.html#limits" target="_blank" rel="noreferrer">
          {isLimited ? texts.change : texts.set}
        </a>
      </div>
      <Meters budget={budget} site={site !== null} />
      <Bars days={days} length={daysInMonth(now)} />
    </section>
  );
}

function daysInMonth(now: number): number {
  const date = new Date(now);
  return new Date(date.getFullYear(), date.getMonth() + 1, 0).getDate();
}
