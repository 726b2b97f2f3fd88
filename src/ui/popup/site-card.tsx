import type { Overview, PassView, SiteRuleView, TollView } from '../../messages/contract.ts';
import { RuleControl } from '../parts/rule-control.tsx';
import { TollState } from '../parts/toll-state.tsx';
import { hostOf } from '../wording.ts';
import { PassRow } from './pass-row.tsx';
import { SessionLine } from './session-line.tsx';
import { texts as all } from './texts.ts';

const texts = all.site;

import { TollOffers } from './toll-offers.tsx';

interface SiteCardProps {
  readonly site: string | null;
  /** Null where the site is no web app of the user's. */
  readonly session: Overview['session'];
  readonly rule: SiteRuleView | null;
  /** The general limit, in piconero. */
  readonly threshold: string;
  readonly now: number;
  readonly tolls: readonly TollView[];
  readonly passes: readonly PassView[];
  /** The site was forgiven and waits for the page to be reloaded. */
  readonly forgiven: boolean;
  readonly onForgive: () => void;
  readonly onDone: () => void;
}

/** What the site in the tab charged, what is held for it, and what it may be paid. */
export function SiteCard(props: SiteCardProps) {
  const { site, now, tolls, passes, onDone } = props;
  return (
    <section class="card stack" data-testid="site-state" aria-labelledby="site-name">
      <div>
        <p class="faint">{texts.label}</p>
        <h1 id="site-name" class="host">
          {site === null ? texts.none : hostOf(site)}
        </h1>
      </div>
      {tolls.map((toll) => (
        <div key={toll.url} class="stack" data-testid="toll">
          <TollState
            toll={toll}
            now={now}
            withTotal={!passes.some(({ txid }) => txid === toll.txid)}
          />
          <TollOffers toll={toll} onForgive={props.onForgive} onDone={onDone} />
        </div>
      ))}
      {passes.map((pass) => (
        <PassRow key={pass.txid} pass={pass} now={now} inList={false} onDone={onDone} />
      ))}
      <div role="status">{props.forgiven ? <p class="state">{texts.reload}</p> : null}</div>
      {tolls.length + passes.length === 0 && !props.forgiven ? (
        <p class="faint">{site === null ? texts.open : texts.free}</p>
      ) : null}
      {props.session === null ? null : <SessionLine session={props.session} />}
      {site === null ? null : (
        <div class="part">
          <RuleControl
            key={site}
            origin={site}
            rule={props.rule}
            threshold={props.threshold}
            label={texts.rule}
            onSaved={onDone}
          />
        </div>
      )}
    </section>
  );
}
