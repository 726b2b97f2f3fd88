import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { Output } from '../../messages/contract.ts';
import { read } from '../background.ts';
import type { PageName } from '../parts/page.tsx';
import { plural } from '../wording.ts';

type Summary = Output<'summary'>;

/** The other pages, and in a few words what there is on each. */
function rowsOf(summary: Summary | null): readonly [PageName, string, string][] {
  const words = (count: number | undefined, one: string): string =>
    count === undefined ? '' : count === 0 ? 'none yet' : plural(count, one);
  const { webApps, signers, streams, streamsOn } = summary ?? {};
  return [
    ['activity', 'Activity', 'every payment'],
    ['services', 'Sessions and keys', words(webApps, 'web app')],
    ['signers', 'Signers', words(signers, 'signer')],
    [
      'streams',
      'Streams',
      streams !== undefined && streams > 0
        ? `${streamsOn} of ${streams} on`
        : words(streams, 'stream'),
    ],
    ['settings', 'Settings', 'wallet, limits, password'],
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
    <nav class="elsewhere" aria-label="Pages of Tollpass">
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
