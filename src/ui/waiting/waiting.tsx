import { useSignal } from '@preact/signals';
import { useCallback, useEffect } from 'preact/hooks';
import { send } from '../../messages/client.ts';
import type { FailureView, Overview, TollView } from '../../messages/contract.ts';
import { pause, type Watch } from '../background.ts';
import { Rate } from '../parts/amount.tsx';
import { Notice } from '../parts/notice.tsx';
import { Sentence } from '../parts/sentence.tsx';
import { TollState } from '../parts/toll-state.tsx';
import { Txid } from '../parts/txid.tsx';
import { BACKGROUND_SILENT, explained, isMendedInSettings } from '../sentences.ts';
import { hostOf } from '../wording.ts';
import { PayLater } from './pay-later.tsx';
import { reachThroughRestarts } from './reach.ts';
import { sendForm } from './send-form.ts';
import { texts } from './texts.ts';

type Outcome =
  | { readonly is: 'waiting' }
  | { readonly is: 'leaving' }
  | { readonly is: 'silent' }
  | { readonly is: 'paid' }
  | { readonly is: 'left'; readonly failure: FailureView };

interface WaitingProps {
  readonly url: string;
  /** The request was a form that only the user can send again. */
  readonly posted: boolean;
  readonly watch: Watch;
}

/** Stands in for a page that is being paid for, and gives way to it. */
export function Waiting(props: WaitingProps) {
  const { url, posted, watch } = props;
  const outcome = useSignal<Outcome>({ is: 'waiting' });

  const go = useCallback(() => {
    outcome.value = { is: 'leaving' };
    location.replace(url);
  }, [outcome, url]);

  const reach = useCallback(async (): Promise<void> => {
    outcome.value = { is: 'waiting' };
    const reached = await reachThroughRestarts({
      reach: () => send('toll.reach', { url }),
      pause,
      now: () => performance.now(),
    });
    if (reached === null) {
      outcome.value = { is: 'silent' };
      return;
    }
    watch.stop();
    if (reached.do !== 'leave') {
      if (posted) outcome.value = { is: 'paid' };
      else if (reached.do === 'again') go();
      else {
        outcome.value = { is: 'leaving' };
        sendForm(url, reached.fields);
      }
    } else if (reached.failure === null || (isNo(reached.failure) && !posted)) {
      go();
    } else {
      outcome.value = { is: 'left', failure: reached.failure };
    }
  }, [outcome, url, posted, go, watch]);

  useEffect(() => void reach(), [reach]);

  const toll = tollOf(watch.overview.value, url);
  return (
    <main class="page narrow">
      <section class="card stack wide" data-testid="waiting-state">
        <div>
          <p class="faint">{heading(outcome.value)}</p>
          <h1 class="host large">{hostOf(url)}</h1>
        </div>
        <div aria-live="polite">
          <State
            origin={new URL(url).origin}
            outcome={outcome.value}
            toll={toll}
            now={watch.overview.value?.now ?? 0}
            rate={watch.overview.value?.rate ?? null}
            posted={posted}
            onGo={go}
            onRetry={() => void reach()}
          />
        </div>
      </section>
      {outcome.value.is === 'waiting' ? <p class="faint centre">{texts.mayLeave}</p> : null}
    </main>
  );
}

function heading(outcome: Outcome): string {
  switch (outcome.is) {
    case 'paid':
      return texts.paid;
    case 'left':
      return texts.left;
    default:
      return texts.opening;
  }
}

interface StateProps {
  readonly origin: string;
  readonly outcome: Outcome;
  readonly toll: TollView | null;
  readonly now: number;
  readonly rate: Overview['rate'];
  readonly posted: boolean;
  readonly onGo: () => void;
  readonly onRetry: () => void;
}

function State(props: StateProps) {
  const { outcome, toll, posted } = props;
  switch (outcome.is) {
    case 'leaving':
      return <p class="state">{texts.leaving}</p>;
    case 'silent':
      return (
        <div class="stack">
          <Notice kind="error" testid="waiting-failure">
            <p>{BACKGROUND_SILENT}</p>
          </Notice>
          <div class="buttons">
            <button type="button" class="primary" onClick={props.onRetry}>
              {texts.tryAgain}
            </button>
            <Leave posted={posted} onGo={props.onGo} />
          </div>
        </div>
      );
    case 'paid':
      return (
        <div class="stack">
          <p class="state">{texts.sendAgain}</p>
          {toll?.txid ? <Txid txid={toll.txid} /> : null}
          <div class="buttons">
            <Leave posted={posted} onGo={props.onGo} primary />
          </div>
        </div>
      );
    case 'left': {
      const txid = toll?.txid ?? outcome.failure.detail?.txid ?? null;
      return (
        <div class="stack">
          <Notice kind="error" testid="waiting-failure">
            <p>
              <Sentence of={explained(outcome.failure, txid)} />
            </p>
          </Notice>
          {txid ? <Txid txid={txid} /> : null}
          {outcome.failure.code === 'wallet_funds_locked' && !posted ? (
            <PayLater origin={props.origin} />
          ) : null}
          <div class="buttons">
            <Leave posted={posted} onGo={props.onGo} primary />
            {isMendedInSettings(outcome.failure.code) ? (
              <a class="button" href="../settings/index.html" target="_blank" rel="noreferrer">
                {texts.settings}
              </a>
            ) : null}
          </div>
        </div>
      );
    }
    default:
      return toll === null || toll.state === 'failed' ? (
        <p class="state">{texts.asking}</p>
      ) : (
        <div class="stack">
          <Rate.Provider value={props.rate}>
            <TollState toll={toll} now={props.now} />
          </Rate.Provider>
          {toll.state === 'asking' ? (
            <p>
              <a href="../approval/index.html" target="_blank" rel="noreferrer">
                {texts.question}
              </a>
            </p>
          ) : null}
        </div>
      );
  }
}

/** The way out: the site's own answer, or back to the form, which cannot be sent from here. */
function Leave(props: { posted: boolean; primary?: boolean; onGo: () => void }) {
  return (
    <button
      type="button"
      class={props.primary ? 'primary' : undefined}
      data-testid="waiting-continue"
      onClick={() => {
        // Behind this page lies the answer to the form, and behind that the form.
        if (props.posted) history.go(history.length > 2 ? -2 : -1);
        else props.onGo();
      }}
    >
      {props.posted ? texts.back : texts.siteAnswer}
    </button>
  );
}

/** The toll that this page waits for: that of this very URL, else the site's newest. */
export function tollOf(overview: Overview | null, url: string): TollView | null {
  const tolls = overview?.tolls ?? [];
  const { origin } = new URL(url);
  return (
    tolls.find((toll) => toll.url === url) ?? tolls.find((toll) => toll.origin === origin) ?? null
  );
}

/** A "no" of the user needs no explanation to the user. */
function isNo(failure: FailureView): boolean {
  return failure.code === 'rejected_by_user' || failure.code === 'rejected_recently';
}
