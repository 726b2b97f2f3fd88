import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Tab } from './browsers/browser.ts';
import { windowsGone } from './question-windows.ts';
import { startWorld } from './start-world.ts';
import { BROWSERS, until, type World } from './world.ts';

// What stands beside the pages: the side panel, the keys, the browser's notifications.

const ASKING = {
  title: 'Eine Zahlung wartet auf Ihre Antwort',
  message: (host: string) => `${host} verlangt eine Zahlung.`,
};

describe.each(BROWSERS)('beside the pages, in %s', (name) => {
  let world: World;
  /** A page of the extension, which sees its other pages. */
  let own: Tab;

  beforeAll(async () => {
    world = await startWorld(name, undefined, { language: 'de', notices: true });
    await world.connect(0n);
    own = await world.browser.extensionPage('src/ui/activity/index.html');
    await own.waitForSelector('h1');
  });
  afterAll(() => world?.stop());

  const lab = async (): Promise<[string, Tab]> => {
    const gate = await world.net.gate({ acceptFrom: 'pool', ttl: 5 });
    return [gate.origin, await world.openFree(`${gate.origin}/lab`)];
  };
  const host = (origin: string): string => new URL(origin).host;

  it('the panel shows the site of the active tab, whichever becomes that', async () => {
    // The browsers' own panel, opened as only a press may open it. No driver reaches into it, but it
    // is a page of the extension: another one may read what it shows.
    await own.evaluate(async () => {
      const { id } = await chrome.windows.getCurrent();
      const { sidebarAction } = chrome as unknown as { sidebarAction?: { open(): Promise<void> } };
      const open = async (): Promise<void> => {
        if (sidebarAction === undefined) await chrome.sidePanel.open({ windowId: id ?? 0 });
        else await sidebarAction.open();
      };
      document.addEventListener('click', () => void open(), { once: true });
    }, null);
    await own.click('h1');
    const site = (): Promise<string> =>
      own.evaluate(() => {
        const panels = chrome.extension
          .getViews()
          .filter(({ location }) => location.pathname.endsWith('/popup/index.html'));
        const [panel] = panels;
        return panels.length === 1
          ? (panel?.document.getElementById('site-name')?.textContent ?? '')
          : `${panels.length} panels`;
      }, null);
    const shows = (origin: string): Promise<void> =>
      until(async () => (await site()) === host(origin), `the panel to be about ${origin}`);

    const [first, tab] = await lab();
    await shows(first);
    const [second, other] = await lab();
    await shows(second);
    await other.close();
    await until(async () => (await site()) !== host(second), 'the panel to leave a closed tab');
    const gate = await world.net.gate({ acceptFrom: 'pool', ttl: 5 });
    const third = await world.openFree(`${gate.origin}/lab`);
    await shows(gate.origin);
    await third.goto(`${first}/lab`);
    await shows(first);
    await third.close();
    await tab.close();
  });

  it('a key is bound to each command', async () => {
    const commands = await own.evaluate(() => chrome.commands.getAll(), null);
    // Chromium binds none that it has a use for itself.
    expect(Object.fromEntries(commands.map(({ name, shortcut }) => [name, shortcut]))).toEqual({
      _execute_action: expect.stringMatching(/^Alt\+\S+\+Y$/),
      answer: expect.stringMatching(/^Alt\+\S+\+Q$/),
    });
  });

  // A letter of the menu bar opens that menu instead, in whatever language it is: L did in German.
  it.runIf(name === 'firefox')('the key for it opens the popup', async () => {
    const [origin, tab] = await lab();
    const popups = (): Promise<string[]> =>
      own.evaluate(
        () =>
          chrome.extension
            .getViews({ type: 'popup' })
            .map(({ document }) => document.body?.textContent ?? ''),
        null,
      );
    await world.browser.pressCommand('_execute_action');
    await until(async () => (await popups())[0]?.includes(host(origin)) ?? false, 'the popup');
    await world.browser.pressCommand('_execute_action');
    await until(async () => (await popups()).length === 0, 'the popup to be closed');
    await tab.close();
  });

  // Chromium's driver has no such press, and without a screen its windows are never behind. What the
  // listener does is in `approval-window.test.ts`.
  it.runIf(name === 'firefox')('the key for it brings the question to the front', async () => {
    const [, tab] = await lab();
    const answer = tab.evaluate(async (path) => (await fetch(path)).status, '/ping');
    const approval = await world.browser.waitForPage('/approval/', 30_000);
    await approval.waitForSelector('[data-testid=reject]');
    const isInFront = (): Promise<boolean> =>
      approval.evaluate(async () => (await chrome.windows.getCurrent()).focused, null);
    await own.evaluate(async () => {
      const { id } = await chrome.windows.getCurrent();
      await chrome.windows.update(id ?? 0, { focused: true });
    }, null);
    await until(async () => !(await isInFront()), 'the question to be behind');
    await world.browser.pressCommand('answer');
    await until(isInFront, 'the question to be in front');
    await approval.click('[data-testid=reject]');
    expect(await answer).toBe(402);
    await windowsGone(world.browser, '/approval/');
    await tab.close();
  });

  it('a notification tells of a question in the browser’s language, and leads to its site', async () => {
    const shown = (): Promise<Record<string, unknown>> =>
      own.evaluate(
        () => new Promise<Record<string, unknown>>((done) => chrome.notifications.getAll(done)),
        null,
      );
    const [origin, tab] = await lab();
    const id = `toll:${origin}`;
    const answer = tab.evaluate(async (path) => (await fetch(path)).status, '/ping');
    const approval = await world.browser.waitForPage('/approval/', 30_000);
    await until(async () => id in (await shown()), 'the notification');
    // Chromium tells no more of one than that it is there.
    if (name === 'firefox') {
      expect((await shown())[id]).toMatchObject({
        title: ASKING.title,
        message: ASKING.message(host(origin)),
      });
    }
    await world.browser.clickNotice(id);
    const popup = await world.browser.waitForPage('/popup/index.html?url=');
    await popup.waitForText(host(origin));
    await popup.close();
    await approval.click('[data-testid=reject]');
    expect(await answer).toBe(402);
    await windowsGone(world.browser, '/approval/');
    await tab.close();
  });

  it('nothing is notified of that was switched off', async () => {
    await own.evaluate(async () => {
      const all = await new Promise<object>((done) => chrome.notifications.getAll(done));
      for (const id of Object.keys(all)) await chrome.notifications.clear(id);
    }, null);
    await world.send('notices.set', { asking: false, trouble: false, paid: false });
    const [, tab] = await lab();
    const answer = tab.evaluate(async (path) => (await fetch(path)).status, '/ping');
    const approval = await world.browser.waitForPage('/approval/', 30_000);
    await approval.click('[data-testid=reject]');
    expect(await answer).toBe(402);
    await windowsGone(world.browser, '/approval/');
    const all = await own.evaluate(
      () => new Promise<object>((done) => chrome.notifications.getAll(done)),
      null,
    );
    expect(all).toEqual({});
    await tab.close();
  });
});
