/** What the benchmarks do from inside the extension. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { RESOURCE_TYPES } from '../../src/platform/resource-types.ts';
import {
  launchUndebugged,
  type UndebuggedChromium,
  type UndebuggedPage,
} from '../e2e/browsers/undebugged.ts';
import { poll } from '../e2e/browsers/view.ts';

const WELCOME = 'src/ui/welcome/index.html';

/** Chromium without a debugger, as users have it after the installation: the welcome was closed. */
export async function launchInstalled(extension: string | undefined): Promise<UndebuggedChromium> {
  const chromium = await launchUndebugged(extension);
  // Other extensions, which ours is compared with, have none.
  if (extension === undefined || !existsSync(join(extension, WELCOME))) return chromium;
  try {
    const { id } = await poll(
      async () => (await chromium.targets()).find(({ url }) => url.includes(WELCOME)),
      15_000,
      () => 'the welcome does not open',
    );
    await (await chromium.attach(id)).close();
    return chromium;
  } catch (error) {
    await chromium.close();
    throw error;
  }
}

/** A document of the extension that runs nothing of its own. */
export function openQuietPage(chromium: UndebuggedChromium): Promise<UndebuggedPage> {
  return chromium.openPage(`${chromium.extensionOrigin}/manifest.json`);
}

/** @throws unless the background answers `{ok: true}`. */
export async function tell(page: UndebuggedPage, name: string, input: object): Promise<void> {
  const answer = await page.evaluate<unknown, { ok?: boolean } | null>(
    (message) => chrome.runtime.sendMessage(message),
    { name, input },
  );
  if (answer?.ok !== true) throw new Error(`${name}: ${JSON.stringify(answer)}`);
}

/** How many rules the background installs at its first start (`src/platform/empty-page.ts`). */
const INSTALLED_RULES = 2;

/** Until the rules of the first start stand, the extension is not as users have it. */
export function awaitInstalled(page: UndebuggedPage): Promise<void> {
  return awaitSessionRules(page, INSTALLED_RULES);
}

/** Puts other session rules in the place of all that stand. */
export async function replaceSessionRules(
  page: UndebuggedPage,
  rules: readonly object[],
): Promise<void> {
  await page.evaluate(async (addRules) => {
    const standing = await chrome.declarativeNetRequest.getSessionRules();
    await chrome.declarativeNetRequest.updateSessionRules({
      removeRuleIds: standing.map(({ id }) => id),
      addRules: addRules as chrome.declarativeNetRequest.Rule[],
    });
  }, rules);
  await awaitSessionRules(page, rules.length);
}

async function awaitSessionRules(page: UndebuggedPage, count: number): Promise<void> {
  await poll(
    async () => ((await sessionRules(page)).length === count ? true : undefined),
    10_000,
    async () => `${count} session rules expected: ${JSON.stringify(await sessionRules(page))}`,
  );
}

function sessionRules(page: UndebuggedPage): Promise<chrome.declarativeNetRequest.Rule[]> {
  return page.evaluate(() => chrome.declarativeNetRequest.getSessionRules(), null);
}

/** Origins that nobody visits here. */
export function foreignOrigins(count: number): string[] {
  return Array.from({ length: count }, (_, at) => `https://toll-${at}.example`);
}

/** Header rules of the shape that the extension makes of passes, one for each origin. */
export async function attachPasses(
  page: UndebuggedPage,
  origins: readonly string[],
): Promise<void> {
  await page.evaluate(
    ({ origins, value, resourceTypes }) =>
      chrome.declarativeNetRequest.updateDynamicRules({
        addRules: origins.map((origin, at) => ({
          id: at + 1,
          priority: 2,
          condition: {
            urlFilter: `|${origin}/`,
            isUrlFilterCaseSensitive: true,
            resourceTypes,
          },
          action: {
            type: 'modifyHeaders',
            requestHeaders: [{ header: 'authorization', operation: 'set', value }],
          },
        })) as chrome.declarativeNetRequest.Rule[],
      }),
    {
      origins: [...origins],
      value: `TPAT ${'0'.repeat(64)}:OutProofV2${'1'.repeat(130)}`,
      resourceTypes: [...RESOURCE_TYPES],
    },
  );
}
