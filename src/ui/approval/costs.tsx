import type { QuestionView } from '../../messages/contract.ts';
import { Amount } from '../parts/amount.tsx';
import { blocksFor } from '../times.ts';
import { blocksBought, every, shorten, visible, waitWords, xmrWithUnit } from '../wording.ts';
import type { Agreement } from './agreement.ts';
import { texts as all } from './texts.ts';

const texts = all.costs;

interface CostsProps {
  readonly question: QuestionView;
  /** null while no number of times is typed. */
  readonly agreement: Agreement | null;
}

/** What it buys, what it costs, and how it is paid. */
export function Costs(props: CostsProps) {
  const { question, agreement } = props;
  const times = agreement?.times ?? 1;
  return (
    <dl class="figures">
      <div>
        <dt>{texts.buys}</dt>
        <dd>
          <span data-testid="buys">
            {agreement === null ? '–' : blocksBought(blocksFor(question.blocks, times))}
          </span>
          {question.restMs === null ? null : (
            <span class="faint block">{texts.rest(every(question.restMs))}</span>
          )}
        </dd>
      </div>
      <div>
        <dt>{texts.amount}</dt>
        <dd>
          {times === 1 ? (
            <Amount piconero={question.amount} />
          ) : (
            <span class="number" data-testid="times-amount">
              {times} × {xmrWithUnit(question.amount)}
            </span>
          )}
        </dd>
      </div>
      <div>
        <dt>{texts.fee}</dt>
        <dd>
          <Amount piconero={question.fee} />
        </dd>
      </div>
      <div class="sum" aria-live="polite">
        <dt>{texts.total}</dt>
        <dd>{agreement === null ? '–' : <Amount piconero={agreement.total} testid="total" />}</dd>
      </div>
      <div>
        <dt>{texts.needs}</dt>
        <dd data-testid="needs">{waitWords(question.needs)}</dd>
      </div>
      <div>
        <dt>{texts.way}</dt>
        <dd data-testid="way">{wayWords(question)}</dd>
      </div>
      <div>
        <dt>{texts.to}</dt>
        <dd>
          <details class="address">
            <summary title={visible(question.address)}>
              <code>{visible(shorten(question.address))}</code>
            </summary>
            <code data-testid="address">{visible(question.address)}</code>
          </details>
        </dd>
      </div>
    </dl>
  );
}

/** The dialect that is paid by, and whether there was a choice. */
export function wayWords({ dialect, ways }: Pick<QuestionView, 'dialect' | 'ways'>): string {
  return ways > 1 ? texts.cheapest(dialect, ways) : dialect;
}
