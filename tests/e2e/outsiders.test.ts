import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CONTRACT, type Overview } from '../../src/messages/contract.ts';
import { GECKO_ID } from '../../tools/manifest.ts';
import { listenOnLoopback } from '../devnet/listen.ts';
import type { Browser, BrowserName } from './browsers/browser.ts';
import { BROWSERS, launchTollpass, until } from './world.ts';

// Who is neither a page nor Tollpass itself: another extension, and a private window.

const INTRUDER = fileURLToPath(new URL('intruder', import.meta.url));

/** Firefox has an event page in place of the service worker, and needs an id. */
async function intruderFor(name: BrowserName, directory: string): Promise<string> {
  const copy = join(directory, name);
  await cp(INTRUDER, copy, { recursive: true });
  if (name === 'chromium') return copy;
  const manifest = JSON.parse(await readFile(join(copy, 'manifest.json'), 'utf8'));
  manifest.background = { scripts: ['background.js'] };
  manifest.browser_specific_settings = { gecko: { id: 'intruder@tollpass.example' } };
  await writeFile(join(copy, 'manifest.json'), JSON.stringify(manifest));
  return copy;
}

type Report = readonly ({ readonly refused: string } | { readonly answered: unknown })[];

describe.each(BROWSERS)('Tollpass, in %s,', (name) => {
  let browser: Browser;
  let site: { readonly origin: string; stop(): Promise<void> };
  /** What was asked for, and which pass was shown. */
  const log: { readonly url: string; readonly pass: string | null }[] = [];
  let directory: string;

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'tollpass-intruder-'));
    site = await listenOnLoopback(
      createServer((request, response) => {
        const { url = '', headers } = request;
        log.push({ url, pass: headers.authorization ?? null });
        request.resume();
        // A toll that makes itself noticed without anything to pay.
        const toll = { 'WWW-Authenticate': 'TPAT address="nobody"' };
        response.writeHead(url.startsWith('/toll') ? 402 : 200, {
          'Content-Type': 'text/html',
          ...(url.startsWith('/toll') ? toll : {}),
        });
        response.end('<!doctype html><title>Site</title><p>A site');
      }),
    );
    browser = await launchTollpass(name, undefined, {
      others: [await intruderFor(name, directory)],
    });
  });
  afterAll(async () => {
    await browser?.close();
    await site?.stop();
    if (directory !== undefined) await rm(directory, { recursive: true });
  });

  const everything = (): Promise<unknown> => {
    const ask = (message: string, input: object) => browser.callExtension({ name: message, input });
    return Promise.all([
      ask('settings.read', {}),
      ask('signers.read', {}),
      ask('signer_sites.read', {}),
      ask('vault.read', {}),
      ask('question.read', {}),
      ask('signing.read', {}),
    ]);
  };

  it('hears nothing of another extension, whatever it says', async () => {
    const tab = await browser.newTab();
    await tab.goto(`${site.origin}/`);
    await tab.waitForSelector('[data-intruder=ready]');
    const before = await everything();
    const messages = Object.keys(CONTRACT).flatMap((message) => [
      { name: message, input: {} },
      { name: message, input: { chainId: 'structstestnet-111', url: site.origin, on: true } },
    ]);
    messages.push({ name: 'vault.create', input: { password: 'of the intruder' } } as never);
    const id = name === 'chromium' ? new URL(browser.extensionOrigin).host : GECKO_ID;
    const report = await tab.evaluate(
      (order) =>
        new Promise<Report>((resolve) => {
          addEventListener(
            'intruded',
            (event) => resolve(JSON.parse((event as CustomEvent<string>).detail)),
            { once: true },
          );
          dispatchEvent(new CustomEvent('intrude', { detail: JSON.stringify(order) }));
        }),
      { id, messages },
    );
    expect(report).toHaveLength(messages.length + 1);
    expect(report.filter((said) => !('refused' in said))).toEqual([]);
    expect(await everything()).toEqual(before);
    await tab.close();
  });

  it('is not in private windows, nor are its passes', async () => {
    const own = await browser.extensionPage('src/ui/settings/index.html');
    // As `platform/attach-passes.ts` has the browser attach a pass.
    await own.evaluate(
      (prefix) =>
        chrome.declarativeNetRequest.updateDynamicRules({
          addRules: [
            {
              id: 4000,
              priority: 2,
              condition: { urlFilter: `|${prefix}/`, resourceTypes: ['main_frame'] },
              action: {
                type: 'modifyHeaders',
                requestHeaders: [{ header: 'authorization', operation: 'set', value: 'TPAT pass' }],
              },
            } as chrome.declarativeNetRequest.Rule,
          ],
        }),
      site.origin,
    );
    const stored = () => own.evaluate(() => chrome.storage.local.get(), null);
    const before = await stored();

    // Before the private window, in which Firefox would open it.
    const usual = await browser.newTab();
    const hidden = await browser.privateTab();
    for (const path of ['/', '/toll']) {
      await hidden.goto(`${site.origin}${path}?private`);
      await hidden.waitForText('A site');
      expect(await hidden.evaluate(() => 'tollpass' in window, null)).toBe(false);
    }
    await usual.goto(`${site.origin}/?usual`);
    await usual.waitForText('A site');
    expect(await usual.evaluate(() => 'tollpass' in window, null)).toBe(true);
    const shown = (of: string) => log.filter(({ url }) => url === of).map(({ pass }) => pass);
    expect(shown('/?usual')).toEqual(['TPAT pass']);
    expect(shown('/?private')).toEqual([null]);
    expect(shown('/toll?private')).toEqual([null]);
    expect(await stored()).toEqual(before);

    // And a toll of a usual window is seen at once, with nothing of the private one before it.
    await usual.goto(`${site.origin}/toll?usual`);
    const tolls = async () =>
      (await browser.callExtension<Overview>({ name: 'overview', input: { url: null } })).tolls;
    await until(async () => (await tolls()).length > 0, 'the toll to be seen');
    expect((await tolls()).map(({ url }) => url)).toEqual([`${site.origin}/toll?usual`]);
    await hidden.close();
  });
});
