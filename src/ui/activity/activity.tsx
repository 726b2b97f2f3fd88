import { Page } from '../parts/page.tsx';
import { Progress } from '../parts/progress.tsx';
import { Entry } from './entry.tsx';
import { ExportButtons } from './export.tsx';
import type { Ledger, Shown } from './ledger.ts';
import { Search } from './search.tsx';
import { texts } from './texts.ts';
import { MonthTotals } from './totals.tsx';
import { countWords } from './words.ts';

/** All payments that were ever made, newest first. */
export function ActivityPage(props: { ledger: Ledger }) {
  const { ledger } = props;
  const shown = ledger.shown.value;
  const totals = ledger.totals.value;
  return (
    <Page here="activity" lost={ledger.lost.value} broad>
      {shown === null ? null : isEmpty(shown) ? (
        <NoPayments />
      ) : (
        <div class="beside">
          {totals === null || totals.months.length === 0 ? null : <MonthTotals totals={totals} />}
          <section class="card stack wide" aria-labelledby="payments-title">
            <div class="line">
              <h2 id="payments-title">{texts.payments}</h2>
              <ExportButtons />
            </div>
            <Search onSearch={ledger.search} />
            <Entries shown={shown} busy={ledger.busy.value} onMore={() => void ledger.more()} />
          </section>
        </div>
      )}
    </Page>
  );
}

function isEmpty({ search, entries }: Shown): boolean {
  return search === '' && entries.length === 0;
}

function NoPayments() {
  return (
    <section class="card stack" data-testid="activity-empty">
      <h2>{texts.none}</h2>
      <p class="faint">{texts.noneWords}</p>
    </section>
  );
}

function Entries(props: { shown: Shown; busy: boolean; onMore: () => void }) {
  const { entries, search, next } = props.shown;
  const now = Date.now();
  return (
    <>
      <p class="hint" role="status" data-testid="activity-count">
        {countWords(entries.length, search, next === null)}
      </p>
      {entries.length === 0 ? null : (
        <ul class="list" data-testid="activity-list">
          {entries.map((entry) => (
            <Entry key={entry.txid} entry={entry} now={now} />
          ))}
        </ul>
      )}
      {next === null ? null : (
        <div class="stack">
          <div class="buttons centred">
            <button
              type="button"
              data-testid="activity-more"
              aria-disabled={props.busy}
              onClick={props.onMore}
            >
              {texts.older}
            </button>
          </div>
          {props.busy ? <Progress fraction={null} label={texts.readingOlder} /> : null}
        </div>
      )}
    </>
  );
}
