import browser from 'webextension-polyfill';

/** Where the build puts the script (`tools/vite-page-scripts.ts`). */
const SCRIPT = 'src/page/session.iife.js';
const ID = 'session';

/**
 * Tells the pages of some origins that a 401 there is to be asked about (Chromium; Firefox sees every
 * response itself): those that are open, and those that will be. The browser keeps this until the
 * extension is updated. That it fails only means that pages get their 401.
 */
export async function markPages(origins: readonly string[]): Promise<void> {
  if (import.meta.env.MODE === 'firefox') return;
  const matches = origins.map((origin) => `${origin}/*`);
  try {
    const known = await browser.scripting.getRegisteredContentScripts({ ids: [ID] });
    const before = known.flatMap((script) => script.matches ?? []);
    if (known.length > 0) await browser.scripting.unregisterContentScripts({ ids: [ID] });
    if (matches.length === 0) return;
    await browser.scripting.registerContentScripts([
      {
        id: ID,
        js: [SCRIPT],
        matches,
        runAt: 'document_start',
        allFrames: true,
        persistAcrossSessions: true,
        world: 'MAIN',
      } as Parameters<typeof browser.scripting.registerContentScripts>[0][number],
    ]);
    const added = matches.filter((match) => !before.includes(match));
    for (const { id } of added.length === 0 ? [] : await browser.tabs.query({ url: added })) {
      if (id !== undefined) await markOpen(id);
    }
  } catch {
    // Nobody waits for it; see above.
  }
}

async function markOpen(tabId: number): Promise<void> {
  try {
    await browser.scripting.executeScript({
      target: { tabId, allFrames: true },
      files: [SCRIPT],
      world: 'MAIN',
    });
  } catch {
    // Closed meanwhile.
  }
}
