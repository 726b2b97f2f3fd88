import { useSignal } from '@preact/signals';
import { send } from '../../messages/client.ts';
import { Amount } from '../parts/amount.tsx';
import { BACKGROUND_SILENT, explain } from '../sentences.ts';
import { hostOf, xmrWithUnit } from '../wording.ts';
import type { Settings } from './settings.tsx';

type Site = Settings['sites'][number];

/** Sites that the user said "always pay" to. */
export function SiteLimits(props: { sites: readonly Site[] }) {
  const removed = useSignal<Site | null>(null);
  const problem = useSignal<string | null>(null);

  async function set(site: Site, upTo: string | null): Promise<void> {
    problem.value = null;
    try {
      const done = await send('site.limit', { origin: site.origin, upTo });
      if (done.ok) removed.value = upTo === null ? site : null;
      else problem.value = explain(done.failure);
    } catch {
      problem.value = BACKGROUND_SILENT;
    }
  }

  const gone = removed.value;
  const sites = props.sites.filter((site) => site.origin !== gone?.origin);
  return (
    <section class="card stack wide" aria-labelledby="sites-title">
      <div>
        <h2 id="sites-title">Sites with a limit of their own</h2>
        <p class="faint">
          For these the limit above does not count. You add one when you answer a question.
        </p>
      </div>
      {sites.length === 0 ? (
        <p class="state">No site has a limit of its own.</p>
      ) : (
        <ul class="list">
          {sites.map((site) => (
            <li key={site.origin} class="site-limit" data-testid="site-limit">
              <span class="host">{hostOf(site.origin)}</span>
              <span class="nowrap">
                up to <Amount piconero={site.upTo} />
              </span>
              <button
                type="button"
                class="quiet"
                aria-label={`Remove the limit of ${hostOf(site.origin)}`}
                onClick={() => void set(site, null)}
              >
                Remove
              </button>
            </li>
          ))}
        </ul>
      )}
      <div role="status" data-testid="site-limit-result">
        {gone === null ? null : (
          <p class="line start">
            <span>
              Removed {hostOf(gone.origin)} (up to {xmrWithUnit(gone.upTo)}).
            </span>
            <button
              type="button"
              class="quiet"
              data-testid="site-limit-undo"
              onClick={() => void set(gone, gone.upTo)}
            >
              Undo
            </button>
          </p>
        )}
        {problem.value === null ? null : <p class="state wrong">{problem.value}</p>}
      </div>
    </section>
  );
}
