import type { Output, Overview } from '../../messages/contract.ts';

interface Read {
  readonly overview: Overview;
  readonly settings: Output<'settings.read'>;
  readonly summary: Output<'summary'>;
  /** As the browser names itself. */
  readonly browser: string;
  readonly version: string;
}

/**
 * What somebody who is to help needs to know, as the text of a file. It names no site, no address, no
 * transaction and no amount, and holds no login: only states, codes and counts.
 */
export function diagnosticText({ overview, settings, summary, browser, version }: Read): string {
  const { wallet, vault, questions, tolls, passes, refused } = overview;
  const isLimited = ({ limit }: { limit: string | null }): boolean => limit !== null;
  const { siteDay, day, month, threshold } = settings.budget;
  return `${JSON.stringify(
    {
      tollpass: version,
      browser,
      at: new Date(overview.now).toISOString(),
      wallet,
      walletPlace: settings.wallet === null ? null : placeOf(settings.wallet.url),
      vault,
      limits: {
        asksAlways: threshold === '0',
        siteDay: isLimited(siteDay),
        day: isLimited(day),
        month: isLimited(month),
        sites: settings.sites.length,
        hiddenServices: settings.hiddenServices,
      },
      questions,
      tolls: tolls.map(({ toll, state, confirmations, confirmationsNeeded, failure, offers }) => ({
        dialect: toll?.dialect ?? null,
        state,
        confirmations,
        confirmationsNeeded,
        failure: failure?.code ?? null,
        offers,
      })),
      passes: countBy(passes.map(({ toll, state }) => `${toll.dialect} ${state}`)),
      refusedKeys: refused.map(({ status }) => status),
      ...summary,
    },
    null,
    2,
  )}\n`;
}

/** Whether the wallet is on this computer, and whether its connection is encrypted: no more of it. */
function placeOf(url: string): string {
  if (!URL.canParse(url)) return 'unreadable';
  const { protocol, hostname } = new URL(url);
  const isHere = /^(?:127\.\d+\.\d+\.\d+|localhost|\[::1\])$/.test(hostname);
  return `${protocol}//${isHere ? 'this computer' : 'elsewhere'}`;
}

function countBy(names: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}
