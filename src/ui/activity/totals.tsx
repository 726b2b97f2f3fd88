import { Amount, Rate } from '../parts/amount.tsx';
import { hostOf, monthName } from '../wording.ts';
import type { Totals } from './ledger.ts';
import { texts as all } from './texts.ts';

const texts = all.totals;

/** What was spent in each month, and on which sites. */
export function MonthTotals(props: { totals: Totals }) {
  const { months, rate } = props.totals;
  return (
    <Rate.Provider value={rate}>
      <section class="card stack" aria-labelledby="totals-title" data-testid="activity-totals">
        <div>
          <h2 id="totals-title">{texts.title}</h2>
          <p class="hint">{texts.hint}</p>
        </div>
        <ul class="list">
          {months.map(({ month, total, sites }, index) => (
            <li key={month}>
              <details class="month" open={index === 0} data-testid={`month-${month}`}>
                <summary>
                  <span class="row">
                    <span>{monthName(month)}</span>
                    <Amount piconero={total} />
                  </span>
                </summary>
                <ul>
                  {sites.map((site) => (
                    <li key={site.origin} class="row faint">
                      <span>{hostOf(site.origin)}</span>
                      <Amount piconero={site.total} />
                    </li>
                  ))}
                </ul>
              </details>
            </li>
          ))}
        </ul>
      </section>
    </Rate.Provider>
  );
}
