import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { Output } from '../../messages/contract.ts';
import { read } from '../background.ts';
import type { PageName } from '../parts/page.tsx';
import { texts as parts } from '../parts/texts.ts';
import { texts as all } from './texts.ts';

const texts = all.pages;
const shared = parts.page;

type Summary = Output<'summary'>;

/** The other pages, and in a few words what there is on each. */
function rowsOf(summary: Summary | null): readonly [PageName, string, string][] {
  return [
    ['activity', shared.names.activity, texts.inActivity],
    ['services', texts.services, summary === null ? '' : texts.webApps(summary.webApps)],
    ['signers', shared.names.signers, summary === null ? '' : texts.signersKept(summary.signers)],
    [
      'streams',
      shared.names.streams,
      summary === null ? '' : texts.streamsOn(summary.streamsOn, summary.streams),
    ],
    ['settings', shared.names.settings, texts.inSettings],
  ];
}

/** The ways to the other pages. The numbers come when the rest of the popup is there. */
export function Elsewhere() {
  const summary = useSignal<Summary | null>(null);
  useEffect(() => {
    read('summary', {}).then(
      (known) => {
        summary.value = known;
      },
      // The links lead there without them.
      () => undefined,
    );
  }, [summary]);
  return (
    <nav class="elsewhere" aria-label={shared.all}>
      <ul>
        {rowsOf(summary.value).map(([page, name, words]) => (
          <li key={page}>
            <a
              href={`../${page}/index.html`}
              target="_blank"
              rel="noreferrer"
              data-testid={`open-${page}`}
            >
              {name}
            </a>
            <span class="faint">{words}</span>
          </li>
        ))}
      </ul>
    </nav>
  );
}
