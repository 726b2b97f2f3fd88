import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { QuestionView } from '../../messages/contract.ts';
import { Amount } from '../parts/amount.tsx';
import { Notice } from '../parts/notice.tsx';
import { blocksBought, every, plural, readXmr, shorten, visible, xmr } from '../wording.ts';
import { GUARD_MS, isDeliberate } from './guard.ts';
import { reasonsToAsk } from './reasons.ts';

export interface QuestionProps {
  readonly question: QuestionView;
  /** An answer is on its way. */
  readonly busy: boolean;
  readonly problem: string | null;
  /** `alwaysUpTo` in piconero, or null. */
  readonly onPay: (alwaysUpTo: string | null) => void;
  readonly onReject: () => void;
}

/** One question. It is made anew (by key) for each, so that nothing of the one before stays. */
export function Question(props: QuestionProps) {
  const { question, busy } = props;
  const shownAt = useRef(performance.now());
  const ready = useSignal(false);
  const always = useSignal(false);
  const limit = useSignal(xmr(question.total));
  const heading = useRef<HTMLHeadingElement>(null);

  useEffect(() => {
    heading.current?.focus();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const arm = (): void => {
      clearTimeout(timer);
      shownAt.current = performance.now();
      ready.value = false;
      timer = setTimeout(() => {
        ready.value = true;
      }, GUARD_MS);
    };
    // Whenever it comes into sight: a window that opened behind another was not read yet.
    const onVisibility = (): void => {
      if (document.visibilityState === 'visible') arm();
    };
    arm();
    document.addEventListener('visibilitychange', onVisibility);
    return () => {
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', onVisibility);
    };
  }, [ready]);

  const { onReject } = props;
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape' || event.repeat || !event.isTrusted) return;
      event.preventDefault();
      if (!busy) onReject();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, [busy, onReject]);

  const input = always.value ? readXmr(limit.value) : null;
  const invalid = input?.ok === false;

  function pay(event: MouseEvent): void {
    const press = { trusted: event.isTrusted, shownAt: shownAt.current, now: performance.now() };
    if (busy || invalid || !isDeliberate(press)) return;
    props.onPay(input?.ok ? input.amount.toString() : null);
  }

  return (
    <main class="question">
      <div class="stack wide">
        <div>
          <p class="row faint">
            <span>Pay this site?</span>
            {question.behind === 0 ? null : (
              <span data-testid="behind">
                {plural(question.behind, 'more question waits', 'more questions wait')}
              </span>
            )}
          </p>
          <h1 class="host large" data-testid="host" ref={heading} tabIndex={-1}>
            {visible(question.host)}
          </h1>
        </div>
        <Notice
          kind={question.reason === 'over_threshold' && !question.again ? 'info' : 'warning'}
          testid="reason"
        >
          {reasonsToAsk(question).map((reason) => (
            <p key={reason}>{reason}</p>
          ))}
        </Notice>
        <Costs question={question} />
        <Always question={question} always={always} limit={limit} input={input} />
      </div>
      <footer>
        <div role="alert">
          {props.problem === null ? null : (
            <Notice kind="error" testid="problem">
              <p>{props.problem}</p>
            </Notice>
          )}
        </div>
        <div class="buttons even">
          <button
            type="button"
            data-testid="reject"
            disabled={busy}
            onClick={(event) => void (event.isTrusted && props.onReject())}
          >
            Reject
          </button>
          <button
            type="button"
            class="primary"
            data-testid="pay"
            disabled={busy || invalid || !ready.value}
            onClick={pay}
          >
            {busy ? 'Sending…' : 'Pay'}
          </button>
        </div>
      </footer>
    </main>
  );
}

function Costs(props: { question: QuestionView }) {
  const { question } = props;
  return (
    <dl class="figures">
      <div>
        <dt>Buys</dt>
        <dd>
          {blocksBought(question.blocks)}
          {question.restMs === null ? null : (
            <span class="faint block">can be used once every {every(question.restMs)}</span>
          )}
        </dd>
      </div>
      <div>
        <dt>Amount</dt>
        <dd>
          <Amount piconero={question.amount} />
        </dd>
      </div>
      <div>
        <dt>Network fee</dt>
        <dd>
          <Amount piconero={question.fee} />
        </dd>
      </div>
      <div class="sum">
        <dt>Total</dt>
        <dd>
          <Amount piconero={question.total} testid="total" />
        </dd>
      </div>
      <div>
        <dt>To</dt>
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

interface AlwaysProps {
  readonly question: QuestionView;
  readonly always: { value: boolean };
  readonly limit: { value: string };
  readonly input: ReturnType<typeof readXmr> | null;
}

function Always(props: AlwaysProps) {
  const { question, always, limit, input } = props;
  // Such a name is asked about each time, whatever its limit: nothing to offer.
  if (question.reason === 'look_alike') return null;
  let hint = 'Network fee included. You can take this back in the settings.';
  if (input?.ok === false) hint = input.why;
  else if (input?.ok && input.amount < BigInt(question.total)) {
    hint = 'This is less than the total now, so you would be asked again next time.';
  } else if (question.reason === 'third_party') {
    hint = 'This holds where you open the site itself. Embedded in another, it asks each time.';
  }
  return (
    <div class="always">
      <div class="stack">
        <label class="check">
          <input
            type="checkbox"
            data-testid="always"
            checked={always.value}
            onChange={(event) => {
              always.value = event.currentTarget.checked;
            }}
          />
          Always pay this site up to
        </label>
        <span class="field-unit">
          <input
            type="text"
            inputMode="decimal"
            autocomplete="off"
            spellcheck={false}
            size={12}
            data-testid="always-limit"
            aria-label="Limit for this site in XMR"
            aria-describedby="always-hint"
            aria-invalid={input?.ok === false}
            disabled={!always.value}
            value={limit.value}
            onInput={(event) => {
              limit.value = event.currentTarget.value;
            }}
          />
          <span class="unit">XMR</span>
        </span>
      </div>
      <p id="always-hint" class={input?.ok === false ? 'hint wrong' : 'hint'} aria-live="polite">
        {always.value ? hint : ''}
      </p>
    </div>
  );
}
