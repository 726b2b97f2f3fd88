import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Input, Output } from '../../src/messages/contract.ts';
import { type PlainServer, startPlainServer } from '../devnet/plain-server.ts';
import type { Browser } from './browsers/browser.ts';
import { BROWSERS, launchTollpass, until } from './world.ts';

/** A key, and where it leads to. */
const QUESTION: Input<'key.preview'> = {
  source: { kind: 'mnemonic', words: `${'abandon '.repeat(11)}about` },
  path: { coinType: 118, index: 0 },
  prefix: 'structs',
};
const ANSWER: Output<'key.preview'> = {
  ok: true,
  account: {
    address: 'structs19rl4cm2hmr8afy4kldpxz3fka4jguq0acpz60a',
    publicKey: '024f4e2ad99c34d60b9ba6283c9431a8418af8673212961f97a77b6377fcd05b62',
  },
};

/** What the background says to the desk. */
const TO_THE_DESK = { desk: 'newMnemonic', input: [12] };

describe.each(BROWSERS)('the desk, in %s', (name) => {
  let browser: Browser;
  let site: PlainServer;

  beforeAll(async () => {
    [browser, site] = await Promise.all([launchTollpass(name), startPlainServer()]);
  });
  afterAll(async () => {
    await browser?.close();
    await site?.stop();
  });

  function preview(input: Input<'key.preview'> = QUESTION): Promise<Output<'key.preview'>> {
    return browser.callExtension({ name: 'key.preview', input });
  }

  /** How many desks there are; `close` closes them. */
  async function desks(what: 'count' | 'close'): Promise<number> {
    const page = await browser.extensionPage('src/ui/settings/index.html');
    try {
      return await page.evaluate(async (closing) => {
        if (chrome.offscreen === undefined) {
          const held = chrome.extension.getBackgroundPage()?.document.querySelectorAll('iframe');
          if (closing) for (const frame of held ?? []) frame.remove();
          return held?.length ?? 0;
        }
        const contexts = await chrome.runtime.getContexts({
          contextTypes: [chrome.runtime.ContextType.OFFSCREEN_DOCUMENT],
        });
        if (closing && contexts.length > 0) await chrome.offscreen.closeDocument();
        return contexts.length;
      }, what === 'close');
    } finally {
      await page.close();
    }
  }

  it('is opened when it is needed first, once for all that ask at the same time', async () => {
    expect(await desks('count')).toBe(0);
    const answers = await Promise.all(Array.from({ length: 8 }, () => preview()));
    for (const answer of answers) expect(answer).toEqual(ANSWER);
    expect(await desks('count')).toBe(1);
  });

  it('says what is wrong with a key', async () => {
    const source = { kind: 'private_key', hex: '00'.repeat(32) } as const;
    expect(await preview({ ...QUESTION, source })).toEqual({
      ok: false,
      failure: { code: 'private_key_wrong' },
    });
  });

  it('answers after the background was ended', async () => {
    await browser.killBackground();
    expect(await preview()).toEqual(ANSWER);
    await browser.killBackground();
    expect(await Promise.all([preview(), preview()])).toEqual([ANSWER, ANSWER]);
    expect(await desks('count')).toBe(1);
  });

  it('is opened again after it was closed', async () => {
    await preview();
    expect(await desks('close')).toBe(1);
    await until(async () => (await desks('count')) === 0, 'the desk to be closed');
    expect(await preview()).toEqual(ANSWER);
  });

  it('answers the background alone: no page of ours, no site', async () => {
    await preview();
    const page = await browser.extensionPage('src/ui/settings/index.html');
    const answer = await page.evaluate(
      (message) =>
        chrome.runtime.sendMessage(message).then(
          (answer: unknown) => ({ answer: answer ?? null }),
          (error) => ({ refused: String(error) }),
        ),
      TO_THE_DESK,
    );
    expect(JSON.stringify(answer)).not.toContain('output');
    await page.close();

    const tab = await browser.newTab();
    await tab.goto(`${site.origin}/ping`);
    await tab.waitForSelector('body');
    const reached = await tab.evaluate(async (desk) => {
      const runtime = (globalThis as { chrome?: { runtime?: object } }).chrome?.runtime;
      const frame = document.createElement('iframe');
      frame.src = desk;
      const shown = new Promise((resolve) => {
        frame.addEventListener('load', resolve);
        setTimeout(resolve, 1000);
      });
      document.body.append(frame);
      await shown;
      let document_: unknown = null;
      try {
        document_ = frame.contentDocument?.title ?? null;
      } catch {
        // Another origin's.
      }
      const fetched = await fetch(desk).then(
        () => true,
        () => false,
      );
      return { sends: runtime !== undefined && 'sendMessage' in runtime, document_, fetched };
    }, `${browser.extensionOrigin}/src/desk/index.html`);
    expect(reached.sends).toBe(false);
    expect(reached.fetched).toBe(false);
    expect(reached.document_).not.toBe('Tollpass: desk');
    await tab.close();
  });
});
