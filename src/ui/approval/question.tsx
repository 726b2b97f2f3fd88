import { useSignal } from '@preact/signals';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import type { QuestionView } from '../../messages/contract.ts';
import { Meters } from '../parts/meters.tsx';
import { Notice } from '../parts/notice.tsx';
import { Problem } from '../parts/problem.tsx';
import { TimesChooser } from '../parts/times-chooser.tsx';
import type { Said } from '../sentences.ts';
import { readTimes, TOO_MUCH } from '../times.ts';
import { readXmr, visible, xmr } from '../wording.ts';
import { type Agreed, type Agreement, agreementFor, proposal } from './agreement.ts';
import { Always } from './always.tsx';
import { Costs } from './costs.tsx';
import { isEveryday, reasonsToAsk } from './reasons.ts';
import { texts } from './texts.ts';
import { useGuard } from './use-guard.ts';

export interface QuestionProps {
  readonly question: QuestionView;
  /** An answer is on its way. */
  readonly busy: boolean;
  readonly problem: Said | null;
  readonly onPay: (agreed: Agreed) => void;
  /** What stood on the screen goes with a no as well. */
  readonly onReject: (shown: Agreement) => void;
}

/** One question. It is made anew (by key) for each, so that nothing of the one before stays. */
export function Question(props: QuestionProps) {
  const { question, busy, onReject } = props;
  const typed = useSignal(String(question.times));
  const always = useSignal(false);
  // null until it is edited, so that it follows the total.
  const limit = useSignal<string | null>(null);
  const heading = useRef<HTMLHeadingElement>(null);

  const agreement = agreementFor(question, typed.value);
  const total = agreement?.total ?? question.total;
  const guard = useGuard(`${agreement?.times} ${total}`);
  useLayoutEffect(() => heading.current?.focus(), []);

  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape' || event.repeat || !event.isTrusted) return;
      event.preventDefault();
      if (!busy) onReject(proposal(question));
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, [busy, onReject, question]);

  const limitText = limit.value ?? xmr(total);
  const input = always.value ? readXmr(limitText) : null;
  const invalid = agreement === null || input?.ok === false;

  function pay(event: MouseEvent): void {
    if (busy || agreement === null || input?.ok === false || !guard.isDeliberate(event)) return;
    props.onPay({ ...agreement, alwaysUpTo: input?.ok ? input.amount.toString() : null });
  }

  return (
    <main class="question">
      <div class="stack wide">
        <div>
          <p class="row faint">
            <span>{question.reason === 'wished' ? texts.extend : texts.pay}</span>
            {question.behind === 0 ? null : (
              <span data-testid="behind">{texts.behind(question.behind)}</span>
            )}
          </p>
          <h1 class="host large" data-testid="host" ref={heading} tabIndex={-1}>
            {visible(question.host)}
          </h1>
        </div>
        <Notice kind={isEveryday(question) ? 'info' : 'warning'} testid="reason">
          {reasonsToAsk(question).map((reason) => (
            <p key={reason}>{reason}</p>
          ))}
        </Notice>
        {question.extensible ? (
          <div>
            <TimesChooser
              label={texts.times}
              text={typed.value}
              disabled={busy}
              onText={(text) => {
                typed.value = text;
              }}
            />
            <p class="hint wrong" role="status">
              {agreement === null && readTimes(typed.value).ok ? TOO_MUCH : ''}
            </p>
          </div>
        ) : null}
        <Costs question={question} agreement={agreement} />
        <section aria-label={texts.limits} data-testid="budget">
          <Meters budget={question.budget} site planned={total} />
        </section>
        <Always
          question={question}
          total={total}
          checked={always.value}
          text={limitText}
          input={input}
          onCheck={(checked) => {
            always.value = checked;
          }}
          onText={(text) => {
            limit.value = text;
          }}
        />
      </div>
      <footer>
        <Problem sentence={props.problem} testid="problem" />
        <div class="buttons even">
          <button
            type="button"
            data-testid="reject"
            disabled={busy}
            onClick={(event) => void (event.isTrusted && onReject(proposal(question)))}
          >
            {texts.reject}
          </button>
          <button
            type="button"
            class="primary"
            data-testid="pay"
            disabled={busy || invalid || guard.state === 'new'}
            // After a change it can have the focus at once: who goes on by keyboard does not skip it.
            aria-disabled={guard.state === 'changed'}
            onClick={pay}
          >
            {busy ? texts.sending : texts.payButton}
          </button>
        </div>
      </footer>
    </main>
  );
}
