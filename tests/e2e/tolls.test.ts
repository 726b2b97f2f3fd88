import { createServer } from 'node:http';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { listenOnLoopback } from '../devnet/listen.ts';
import { startWorld } from './start-world.ts';
import { answersTo, BROWSERS, PLENTY, until, type World } from './world.ts';

describe.each(BROWSERS)('a toll within the threshold, in %s', (name) => {
  let world: World;

  beforeAll(async () => {
    world = await startWorld(name);
    await world.connect(PLENTY);
  });
  afterAll(() => world?.stop());
  afterEach(() => world.unlockChange());

  /** What one fetch of a page gets. */
  const fetchText = async (path: string): Promise<[number, string]> => {
    const response = await fetch(path);
    return [response.status, await response.text()];
  };

  it.each(['page', 'empty'] as const)(
    'opens a page whose 402 has a body that is: %s',
    async (body) => {
      const gate = await world.net.gate({ body });
      const tab = await world.open(`${gate.origin}/article`);
      await world.waitForToll(gate.origin, 'awaiting_confirmations');
      expect(await world.transfersTo(gate.address)).toBe(1);
      await world.net.mine(1);
      await tab.waitForText('PAID ARTICLE', 30_000);
      expect(await tab.url()).toBe(`${gate.origin}/article`);
      expect(await world.transfersTo(gate.address)).toBe(1);
      await tab.close();
    },
  );

  // Chrome says of 20 pages in ten minutes how they were asked for.
  it.runIf(name === 'chromium')(
    'opens a page whose 402 is empty after many empty 404s',
    async () => {
      const missing = await listenOnLoopback(
        createServer((_, response) => response.writeHead(404).end()),
      );
      const tab = await world.browser.newTab();
      for (let page = 0; page < 21; page += 1) await tab.goto(`${missing.origin}/${page}`);
      const gate = await world.net.gate({ body: 'empty', acceptFrom: 'pool' });
      await tab.goto(`${gate.origin}/article`);
      await tab.waitForText('PAID ARTICLE', 30_000);
      expect(await world.transfersTo(gate.address)).toBe(1);
      await tab.close();
      await missing.stop();
    },
  );

  it('says how a toll stands while it waits for its block', async () => {
    const gate = await world.net.gate({ body: 'empty' });
    const tab = await world.open(`${gate.origin}/article`);
    await tab.waitForText(/Paid\. 0 of 1 confirmations, about 2 minutes/, 30_000);
    const popup = await world.browser.extensionPage(
      `src/ui/popup/index.html?url=${encodeURIComponent(`${gate.origin}/article`)}`,
    );
    await popup.waitForText(/Paid\. 0 of 1 confirmations, about 2 minutes/);
    const badges = await popup.evaluate(async () => {
      const api = (globalThis as { browser?: typeof chrome }).browser ?? chrome;
      const tabs = await api.tabs.query({});
      return Promise.all(tabs.map((each) => api.action.getBadgeText({ tabId: each.id as number })));
    }, null);
    expect(badges).toContain('0/1');
    await world.net.mine(1);
    await tab.waitForText('PAID ARTICLE', 30_000);
    await popup.waitForText(/of 5 blocks left/);
    await popup.close();
    await tab.close();
  });

  it('sends a form again that was answered 402, with what was typed', async () => {
    const gate = await world.net.gate({ body: 'page' });
    const tab = await world.openFree(`${gate.origin}/form`);
    await tab.fill('input[name=message]', 'over the border');
    await tab.click('button');
    await world.waitForToll(gate.origin, 'awaiting_confirmations');
    await world.net.mine(1);
    await tab.waitForText('RECEIVED over the border', 30_000);
    expect(await world.transfersTo(gate.address)).toBe(1);
    await tab.close();
  });

  it('does not lose a form whose 402 is empty', async () => {
    const gate = await world.net.gate({ body: 'empty' });
    const tab = await world.openFree(`${gate.origin}/form`);
    await tab.fill('input[name=message]', 'twice over');
    await tab.click('button');
    await world.waitForToll(gate.origin, 'awaiting_confirmations');
    await world.net.mine(1);
    if (world.name === 'chromium') {
      // Chromium's own error page has nothing to send the form from: the user does.
      await tab.waitForText('The toll is paid. Go back and send the form again', 30_000);
      await tab.click('[data-testid=waiting-continue]');
      await tab.waitForText('Send a message');
      await tab.fill('input[name=message]', 'twice over');
      await tab.click('button');
    }
    await tab.waitForText('RECEIVED twice over', 30_000);
    expect(await world.transfersTo(gate.address)).toBe(1);
    await tab.close();
  });

  it('opens a paid frame', async () => {
    const gate = await world.net.gate({ body: 'empty' });
    const tab = await world.open(`${gate.origin}/framed`);
    await world.waitForToll(gate.origin, 'awaiting_confirmations');
    await world.net.mine(1);
    await until(
      async () => (await tab.frameText('/article')).includes('PAID ARTICLE'),
      'the article in the frame',
    );
    expect(await world.transfersTo(gate.address)).toBe(1);
    await tab.close();
  });

  it('lets fetch see only the paid answer', async () => {
    const gate = await world.net.gate();
    const tab = await world.openFree(`${gate.origin}/lab`);
    const fetched = tab.evaluate(fetchText, '/api/data.json');
    await world.waitForToll(gate.origin, 'awaiting_confirmations');
    await world.net.mine(1);
    const [status, text] = await fetched;
    expect([status, JSON.parse(text).paid]).toEqual([200, true]);
    await tab.close();
  });

  it('sends the body of a fetch again', async () => {
    const gate = await world.net.gate({ acceptFrom: 'pool' });
    const tab = await world.openFree(`${gate.origin}/lab`);
    const echoed = await tab.evaluate(async (path) => {
      const form = new URLSearchParams({ a: '1', b: 'zwei' });
      const [asInit, asRequest] = [
        await fetch(path, { method: 'POST', body: form }),
        await fetch(new Request(path, { method: 'POST', body: 'as a Request' })),
      ];
      return [await asInit.text(), await asRequest.text()];
    }, '/api/echo');
    expect(echoed).toEqual(['a=1&b=zwei', 'as a Request']);
    expect(await world.transfersTo(gate.address)).toBe(1);
    await tab.close();
  });

  it('lets XMLHttpRequest see only the paid answer, and its events once', async () => {
    const gate = await world.net.gate();
    const tab = await world.openFree(`${gate.origin}/lab`);
    const requested = tab.evaluate(
      (path) =>
        new Promise<unknown>((resolve) => {
          const events: string[] = [];
          const xhr = new XMLHttpRequest();
          xhr.onloadend = () => resolve({ status: xhr.status, text: xhr.responseText, events });
          xhr.open('POST', path);
          xhr.setRequestHeader('Content-Type', 'text/plain');
          xhr.onreadystatechange = () => {
            const event = `state ${xhr.readyState} of ${xhr.status}`;
            // Firefox tells a state again that stands when its timer for progress goes off, if a
            // paid answer's headers come before its body (one run in forty on a busy machine).
            if (xhr.readyState === 4 || event !== events.at(-1)) events.push(event);
          };
          xhr.onload = () => events.push('load');
          xhr.onerror = () => events.push('error');
          xhr.send('by hand');
        }),
      '/api/echo',
    );
    await world.waitForToll(gate.origin, 'awaiting_confirmations');
    await world.net.mine(1);
    expect(await requested).toEqual({
      status: 200,
      text: 'by hand',
      events: ['state 2 of 200', 'state 3 of 200', 'state 4 of 200', 'load'],
    });
    await tab.close();
  });

  it('pays once for 20 requests of 3 tabs, and then no request meets a 402', async () => {
    const gate = await world.net.gate({ ttl: 50 });
    const tabs = await Promise.all([1, 2, 3].map(() => world.openFree(`${gate.origin}/lab`)));
    const all = Promise.all(
      tabs.map((tab, index) =>
        tab.evaluate(
          async (count) => {
            const answers = await Promise.all(
              Array.from({ length: count }, () => fetch('/api/data.json')),
            );
            return answers.map((answer) => answer.status);
          },
          index === 0 ? 6 : 7,
        ),
      ),
    );
    await world.waitForToll(gate.origin, 'awaiting_confirmations');
    await world.net.mine(1);
    expect((await all).flat()).toEqual(Array.from({ length: 20 }, () => 200));
    expect(await world.transfersTo(gate.address)).toBe(1);

    const before = gate.log.length;
    const [tab] = tabs;
    const later = await tab?.evaluate(async (count) => {
      const statuses: number[] = [];
      for (let index = 0; index < count; index += 1) {
        statuses.push((await fetch(index % 2 === 0 ? '/ping' : '/api/data.json')).status);
      }
      return statuses;
    }, 50);
    expect(later).toEqual(Array.from({ length: 50 }, () => 200));
    expect(gate.log.slice(before).filter((entry) => entry.status === 402)).toEqual([]);
    await Promise.all(tabs.map((each) => each.close()));
  });

  it('buys anew when the blocks of a pass are over', async () => {
    const gate = await world.net.gate({ ttl: 2, body: 'page' });
    const tab = await world.openFree(`${gate.origin}/lab`);
    const first = tab.evaluate(fetchText, '/ping');
    await world.waitForToll(gate.origin, 'awaiting_confirmations');
    await world.net.mine(1);
    expect((await first)[0]).toBe(200);

    await world.net.mine(3);
    const second = tab.evaluate(fetchText, '/ping');
    await world.waitForToll(gate.origin, 'awaiting_confirmations');
    await world.net.mine(1);
    expect((await second)[0]).toBe(200);
    expect(await world.transfersTo(gate.address)).toBe(2);
    await tab.close();
  });

  it('waits for a pass that rests after each use, and does not buy another', async () => {
    const gate = await world.net.gate({ flavour: 'prokurilo', ast: 4000, ttl: 50, body: 'page' });
    const tab = await world.openFree(`${gate.origin}/lab`);
    const first = tab.evaluate(fetchText, '/ping');
    await world.waitForToll(gate.origin, 'awaiting_confirmations');
    await world.net.mine(1);
    expect((await first)[0]).toBe(200);

    const began = Date.now();
    const second = tab.evaluate(fetchText, '/ping');
    await world.waitForToll(gate.origin, 'resting');
    expect((await second)[0]).toBe(200);
    expect(Date.now() - began).toBeGreaterThan(2500);

    const third = await world.open(`${gate.origin}/article`);
    await third.waitForText('PAID ARTICLE', 30_000);
    expect(await world.transfersTo(gate.address)).toBe(1);
    await third.close();
    await tab.close();
  });

  it('hands a page its 402 when its pass rests for long', async () => {
    const gate = await world.net.gate({ flavour: 'prokurilo', ttl: 50, body: 'page' });
    const tab = await world.openFree(`${gate.origin}/lab`);
    const first = tab.evaluate(fetchText, '/ping');
    await world.waitForToll(gate.origin, 'awaiting_confirmations');
    await world.net.mine(1);
    expect((await first)[0]).toBe(200);
    expect((await tab.evaluate(fetchText, '/ping'))[0]).toBe(402);
    const popup = await world.browser.extensionPage(
      `src/ui/popup/index.html?url=${encodeURIComponent(`${gate.origin}/lab`)}`,
    );
    await popup.waitForText(/rests until/);
    expect(await world.transfersTo(gate.address)).toBe(1);
    await popup.close();
    await tab.close();
  });

  it('never pays for the icon that the browser asks for by itself', async () => {
    const gate = await world.net.gate();
    const tab = await world.openFree(`${gate.origin}/lab`);
    await until(async () => answersTo(gate, '/favicon.ico').length > 0, 'the icon to be asked for');
    expect((await world.overview()).tolls.filter((toll) => toll.origin === gate.origin)).toEqual(
      [],
    );
    expect(await world.transfersTo(gate.address)).toBe(0);
    await tab.close();
  });

  it('shows paid images, scripts and styles', async () => {
    const gate = await world.net.gate({ acceptFrom: 'pool', ttl: 50 });
    if (world.name === 'chromium') {
      // What no script of Chromium's pages can see is served by a pass bought before.
      const lab = await world.openFree(`${gate.origin}/lab`);
      expect((await lab.evaluate(fetchText, '/ping'))[0]).toBe(200);
      await lab.close();
    }
    const tab = await world.open(`${gate.origin}/gallery`);
    await tab.waitForText('The gallery');
    await until(
      () =>
        tab.evaluate(
          () =>
            (window as { paidScript?: boolean }).paidScript === true &&
            (document.querySelector('img')?.naturalWidth ?? 0) > 0 &&
            getComputedStyle(document.querySelector('#styled') as Element).fontFamily.includes(
              'Georgia',
            ),
          null,
        ),
      'image, script and style to be there',
    );
    expect(await world.transfersTo(gate.address)).toBe(1);
    await tab.close();
  });

  it('keeps a pass over a restart of the browser, without paying', async () => {
    const gate = await world.net.gate({ acceptFrom: 'pool', ttl: 50, body: 'page' });
    const tab = await world.open(`${gate.origin}/article`);
    await tab.waitForText('PAID ARTICLE', 30_000);
    world.browser = await world.browser.restart();
    const before = gate.log.length;
    const again = await world.openFree(`${gate.origin}/article`);
    await again.waitForText('PAID ARTICLE');
    expect(answersTo(gate, '/article').slice(before).includes(402)).toBe(false);
    expect(await world.transfersTo(gate.address)).toBe(1);
    // The password was not written to the disk: it has to be entered again.
    expect((await world.overview()).wallet).toBe('login_needed');
    await world.connect(PLENTY);
    await again.close();
  });
});
