import { useSignal } from '@preact/signals';
import { send } from '../../messages/client.ts';
import { Panel } from '../parts/panel.tsx';
import { Problem } from '../parts/problem.tsx';
import { RuleControl } from '../parts/rule-control.tsx';
import { ruleWords } from '../rules.ts';
import { useTask } from '../task.ts';
import { hostOf, xmrWithUnit } from '../wording.ts';
import type { Settings } from './settings.tsx';
import { texts } from './texts.ts';

type Site = Settings['sites'][number];

/** Sites that are treated in a way of their own. */
export function SiteRules(props: { sites: readonly Site[]; threshold: string }) {
  const removed = useSignal<Site | null>(null);
  const edited = useSignal<string | null>(null);
  const task = useTask();

  async function remove(site: Site): Promise<void> {
    const { origin } = site;
    if ((await task.run(() => send('site.rule', { origin, rule: null }))) === null) return;
    removed.value = site;
    edited.value = null;
  }
  async function undo({ origin, rule }: Site): Promise<void> {
    if ((await task.run(() => send('site.rule', { origin, rule }))) !== null) removed.value = null;
  }

  const gone = removed.value;
  const sites = props.sites.filter((site) => site.origin !== gone?.origin);
  return (
    <section class="card stack wide" aria-labelledby="sites-title">
      <div>
        <h2 id="sites-title">{texts.siteRules.title}</h2>
        <p class="faint">{texts.siteRules.words}</p>
      </div>
      {sites.length === 0 ? (
        <p class="state">{texts.siteRules.none}</p>
      ) : (
        <ul class="list">
          {sites.map((site) => (
            <li key={site.origin} class="stack" data-testid="site-rule-row">
              <SiteLine
                site={site}
                isEdited={edited.value === site.origin}
                onEdit={() => {
                  edited.value = edited.value === site.origin ? null : site.origin;
                }}
                onRemove={() => void remove(site)}
              />
              {edited.value === site.origin ? (
                <Panel
                  label={texts.siteRules.ruleOf(hostOf(site.origin))}
                  onClose={() => {
                    edited.value = null;
                  }}
                >
                  <RuleControl
                    origin={site.origin}
                    rule={site.rule}
                    threshold={props.threshold}
                    label={texts.siteRules.paying}
                    onSaved={(rule) => {
                      if (rule === null) removed.value = site;
                    }}
                  />
                </Panel>
              ) : null}
            </li>
          ))}
        </ul>
      )}
      <Problem sentence={task.problem} />
      <div role="status" data-testid="site-rule-removed">
        {gone === null ? null : (
          <p class="line start">
            <span>{texts.siteRules.removed(hostOf(gone.origin), ruleWords(gone.rule))}</span>
            <button
              type="button"
              class="quiet"
              data-testid="site-rule-undo"
              onClick={() => void undo(gone)}
            >
              {texts.siteRules.undo}
            </button>
          </p>
        )}
      </div>
    </section>
  );
}

interface SiteLineProps {
  readonly site: Site;
  readonly isEdited: boolean;
  readonly onEdit: () => void;
  readonly onRemove: () => void;
}

function SiteLine(props: SiteLineProps) {
  const { site } = props;
  const host = hostOf(site.origin);
  return (
    <div class="site-line">
      <div class="grow">
        <p class="host">{host}</p>
        <p class="faint">
          {site.spentToday === '0'
            ? ruleWords(site.rule)
            : texts.siteRules.spentToday(ruleWords(site.rule), xmrWithUnit(site.spentToday))}
        </p>
      </div>
      <div class="together">
        <button
          type="button"
          class="quiet"
          data-testid="site-rule-edit"
          aria-label={`${texts.siteRules.change}: ${host}`}
          aria-expanded={props.isEdited}
          onClick={props.onEdit}
        >
          {texts.siteRules.change}
        </button>
        <button
          type="button"
          class="quiet"
          data-testid="site-rule-remove"
          aria-label={`${texts.siteRules.remove}: ${host}`}
          onClick={props.onRemove}
        >
          {texts.siteRules.remove}
        </button>
      </div>
    </div>
  );
}
