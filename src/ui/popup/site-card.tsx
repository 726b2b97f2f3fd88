import type { PassView, TollView } from '../../messages/contract.ts';
import { TollState } from '../parts/toll-state.tsx';
import { isMendedInSettings } from '../sentences.ts';
import { hostOf } from '../wording.ts';
import { PassRow } from './pass-row.tsx';

interface SiteCardProps {
  readonly site: string | null;
  readonly now: number;
  readonly tolls: readonly TollView[];
  readonly passes: readonly PassView[];
  /** The site was forgiven and waits for the page to be reloaded. */
  readonly forgiven: boolean;
  readonly onForgive: () => void;
}

/** What the site in the tab charged, and what is held for it. */
export function SiteCard(props: SiteCardProps) {
  const { site, now, tolls, passes } = props;
  return (
    <section class="card stack" data-testid="site-state" aria-labelledby="site-name">
      <div>
        <p class="faint">This site</p>
        <h1 id="site-name" class="host">
          {site === null ? 'No web page' : hostOf(site)}
        </h1>
      </div>
      {tolls.map((toll) => (
        <div key={toll.url} class="stack" data-testid="toll">
          <TollState
            toll={toll}
            now={now}
            withTotal={!passes.some(({ txid }) => txid === toll.txid)}
          />
          {toll.state === 'failed' ? <Mend toll={toll} onForgive={props.onForgive} /> : null}
        </div>
      ))}
      {passes.map((pass) => (
        <PassRow key={pass.txid} pass={pass} now={now} inList={false} />
      ))}
      <div role="status">
        {props.forgiven ? (
          <p class="state">Reload the page: Tollpass then asks you about it again.</p>
        ) : null}
      </div>
      {tolls.length + passes.length === 0 && !props.forgiven ? (
        <p class="faint">
          {site === null
            ? 'Open a site to see here what it charges.'
            : 'This site has not asked for a payment.'}
        </p>
      ) : null}
    </section>
  );
}

function Mend(props: { toll: TollView; onForgive: () => void }) {
  const code = props.toll.failure?.code;
  return (
    <div class="buttons">
      <button type="button" data-testid="forgive" onClick={props.onForgive}>
        Ask me again
      </button>
      {code !== undefined && isMendedInSettings(code) ? (
        <a class="button" href="../settings/index.html" target="_blank" rel="noreferrer">
          Open settings
        </a>
      ) : null}
    </div>
  );
}
