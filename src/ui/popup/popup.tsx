import { type Signal, useSignal } from '@preact/signals';
import { send } from '../../messages/client.ts';
import type { Overview, PassView } from '../../messages/contract.ts';
import type { Watch } from '../background.ts';
import icon from '../icons/tollpass.svg';
import { Rate } from '../parts/amount.tsx';
import { Notice } from '../parts/notice.tsx';
import { Sentence } from '../parts/sentence.tsx';
import { TollState } from '../parts/toll-state.tsx';
import { BACKGROUND_SILENT, explained, type Said } from '../sentences.ts';
import { hostOf } from '../wording.ts';
import { Elsewhere } from './elsewhere.tsx';
import { LockLine } from './lock-line.tsx';
import { Passes } from './passes.tsx';
import { Places } from './places.tsx';
import { Refused } from './refused.tsx';
import { SiteCard } from './site-card.tsx';
import { Spending } from './spending.tsx';
import { texts } from './texts.ts';
import { TollOffers } from './toll-offers.tsx';

interface PopupProps {
  /** Another one when the page beside it is another. */
  readonly watch: Signal<Watch>;
  /** In the toolbar's popup, not in a tab or in the side panel. */
  readonly inToolbar: boolean;
}

export function Popup(props: PopupProps) {
  const watch = props.watch.value;
  const { overview, lost } = watch;
  return (
    <>
      <header class="bar">
        <img src={icon} alt="" width={20} height={20} />
        <span class="brand">Tollpass</span>
        {props.inToolbar ? <Places site={overview.value?.site ?? null} /> : null}
      </header>
      <main class="stack wide">
        <div role="alert">
          {lost.value ? (
            <Notice kind="error">
              <p>{BACKGROUND_SILENT}</p>
            </Notice>
          ) : null}
        </div>
        {overview.value === null ? (
          lost.value ? null : (
            <p class="faint">{texts.reading}</p>
          )
        ) : (
          <Rate.Provider value={overview.value.rate}>
            <Known overview={overview.value} watch={watch} />
          </Rate.Provider>
        )}
      </main>
    </>
  );
}

function Known(props: { overview: Overview; watch: Watch }) {
  const { siteOnly, now, site, siteRule, budget, wallet, vault, tolls, passes, questions } =
    props.overview;
  const forgiven = useSignal(false);
  const problem = useSignal<Said | null>(null);

  async function forgive(origin: string): Promise<void> {
    problem.value = null;
    try {
      const done = await send('toll.forgive', { origin });
      if (done.ok) forgiven.value = true;
      else problem.value = explained(done.failure);
    } catch {
      problem.value = BACKGROUND_SILENT;
    }
    await props.watch.refresh();
  }

  const onDone = (): void => void props.watch.refresh();
  const here = passes.filter((pass) => pass.origin === site);
  const alive = here.filter((pass) => pass.state !== 'expired');
  const shownHere = alive.length > 0 ? alive : here.slice(0, 1);
  const others = passes.filter((pass) => !shownHere.includes(pass));
  const siteTolls = tolls.filter((toll) => toll.origin === site);
  return (
    <>
      {questions === 0 ? null : (
        <section class="card call">
          <p>
            {texts.questions(questions, (words) => (
              <strong>{words}</strong>
            ))}
          </p>
          <a
            class="button primary"
            href="../approval/index.html"
            target="_blank"
            rel="noreferrer"
            data-testid="answer"
          >
            {texts.answer}
          </a>
        </section>
      )}
      <LockLine overview={props.overview} onDone={onDone} />
      <WalletCall wallet={wallet} vault={vault} />
      <Refused refused={props.overview.refused} />
      <div role="alert">
        {problem.value === null ? null : (
          <Notice kind="error">
            <p>
              <Sentence of={problem.value} />
            </p>
          </Notice>
        )}
      </div>
      <SiteCard
        site={site}
        session={props.overview.session}
        rule={siteRule}
        threshold={budget.threshold}
        now={now}
        tolls={siteTolls}
        passes={shownHere}
        forgiven={forgiven.value && siteTolls.length === 0}
        onForgive={() => void (site !== null && forgive(site))}
        onDone={onDone}
      />
      {siteOnly ? null : <Everywhere overview={props.overview} others={others} onDone={onDone} />}
    </>
  );
}

/** What is no matter of the site alone, and comes a moment later. */
function Everywhere(props: {
  readonly overview: Overview;
  readonly others: readonly PassView[];
  readonly onDone: () => void;
}) {
  const { overview, others, onDone } = props;
  const { now, site, tolls, passes } = overview;
  const otherTolls = tolls.filter((toll) => toll.origin !== site);
  return (
    <>
      <Spending overview={overview} />
      {otherTolls.length === 0 ? null : (
        <section class="stack" aria-labelledby="tolls-title">
          <h2 id="tolls-title">{texts.elsewhere}</h2>
          {otherTolls.map((toll) => (
            <div key={toll.url} class="card stack" data-testid="toll">
              <p class="host">{hostOf(toll.origin)}</p>
              <TollState toll={toll} now={now} />
              <TollOffers toll={toll} onDone={onDone} />
            </div>
          ))}
        </section>
      )}
      <Passes passes={others} now={now} none={passes.length === 0} onDone={onDone} />
      <Elsewhere />
    </>
  );
}

function WalletCall(props: Pick<Overview, 'wallet' | 'vault'>) {
  const { wallet, vault } = props;
  if (wallet === 'set' || (wallet === 'login_needed' && vault === 'locked')) return null;
  const unset = wallet === 'unset';
  return (
    <section class="card call" data-testid="wallet-state">
      <p>
        {unset
          ? texts.wallet.unset
          : vault === 'none'
            ? texts.wallet.forgotten
            : texts.wallet.unknown}
      </p>
      <a
        class="button primary"
        href={unset ? '../welcome/index.html' : '../settings/index.html'}
        target="_blank"
        rel="noreferrer"
      >
        {unset ? texts.wallet.connect : texts.wallet.logIn}
      </a>
    </section>
  );
}
