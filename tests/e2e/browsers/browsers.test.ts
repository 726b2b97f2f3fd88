/** The drivers, proven with a toy extension; both must give the same. */
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Browser, type BrowserName, launch } from './browser.js';
import { launchUndebugged } from './undebugged.js';
import { poll, shownText } from './view.js';

const TOY = fileURLToPath(new URL('./toy', import.meta.url));

const FORM = `<!doctype html><h1>Form</h1>
  <form method="post" action="/posted"><input name="word" value="old"><button>Send</button></form>
  <script>
    document.querySelector('input').addEventListener('input', (event) => {
      document.querySelector('h1').textContent = 'Typed ' + event.isTrusted;
    });
    document.addEventListener('keydown', (event) => { document.title = event.key; });
  </script>`;

/** Another button comes to where the first one was as soon as the pointer does. */
const MOVING = `<h1>Moving</h1>
  <button id="wanted">Wanted</button><br><button id="other">Other</button>
  <script>
    const seen = [];
    for (const type of ['pointerdown', 'mousedown', 'mouseup', 'click'])
      addEventListener(type, ({ target }) => {
        seen.push(target.id + ' ' + type);
        document.title = seen.join();
      });
    addEventListener('mousemove', () => {
      document.querySelector('#other').style = 'position: absolute; inset: 0';
      setTimeout(() => { document.querySelector('#other').style = ''; }, 500);
    }, { once: true });
  </script>`;

let server: Server;
let site: string;
let directory: string;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'tollpass-toy-'));
  server = createServer((request, response) => {
    const path = request.url ?? '/';
    const paid = path.startsWith('/402');
    response.writeHead(paid ? 402 : 200, {
      'content-type': path === '/data' ? 'text/plain' : 'text/html',
      ...(path === '/csp' && { 'content-security-policy': "default-src 'none'" }),
    });
    if (path === '/402-empty') response.end();
    else if (paid) response.end('<h1>Payment Required</h1>');
    else if (path === '/form') response.end(FORM);
    else if (path === '/moving') response.end(MOVING);
    else if (path === '/framed')
      response.end(
        `<h1>Outer</h1><iframe src="${site.replace('127.0.0.1', 'localhost')}/form"></iframe>`,
      );
    else if (path === '/slow') setTimeout(() => response.end('<h1>Late</h1>'), 1000);
    else if (request.method === 'POST') {
      request.setEncoding('utf8');
      let body = '';
      request.on('data', (chunk: string) => {
        body += chunk;
      });
      request.on('end', () => response.end(`<h1>Posted ${body}</h1>`));
    } else response.end(`<h1>Plain</h1>authorization: ${request.headers.authorization ?? 'none'}`);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  site = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await rm(directory, { recursive: true });
});

/** Firefox has an event page in place of the service worker, and needs an id. */
async function toyFor(name: BrowserName): Promise<string> {
  if (name === 'chromium') return TOY;
  const copy = join(directory, name);
  await cp(TOY, copy, { recursive: true });
  const manifest = JSON.parse(await readFile(join(copy, 'manifest.json'), 'utf8'));
  manifest.background = { scripts: ['background.js'] };
  manifest.browser_specific_settings = { gecko: { id: 'toy@tollpass.example' } };
  await writeFile(join(copy, 'manifest.json'), JSON.stringify(manifest));
  return copy;
}

interface Counted {
  readonly value: { readonly inMemory: number; readonly stored: number };
}

describe.each(['chromium', 'firefox'] as const)('%s', (name) => {
  let browser: Browser;

  beforeAll(async () => {
    const extension = await toyFor(name);
    const begun = performance.now();
    browser = await launch(name, { extension });
    const launched = performance.now();
    await browser.callExtension({ name: 'count' });
    console.log(
      `${name}: launched in ${Math.round(launched - begun)} ms,`,
      `first answer of the extension after ${Math.round(performance.now() - begun)} ms`,
    );
  });
  afterAll(async () => {
    await browser?.close();
  });

  const count = async () => (await browser.callExtension<Counted>({ name: 'count' })).value;

  it('loads a page and runs functions in it, whatever its security policy', async () => {
    const tab = await browser.newTab();
    await tab.goto(`${site}/csp`);
    await tab.waitForText('Plain');
    expect(await tab.url()).toBe(`${site}/csp`);
    expect(
      await tab.evaluate(async ({ a, b }) => [a + b, location.pathname], { a: 1, b: 2 }),
    ).toEqual([3, '/csp']);
    expect(await tab.evaluate(() => undefined, undefined)).toBeUndefined();
    await expect(
      tab.evaluate(() => {
        throw new Error('from the page');
      }, null),
    ).rejects.toThrow('from the page');
    await tab.close();
    await tab.close();
  });

  it('says what was shown instead of the awaited text', async () => {
    const tab = await browser.newTab();
    await tab.goto(`${site}/plain`);
    await expect(tab.waitForText('Fancy', 300)).rejects.toThrow(/Fancy.*\/plain shows: Plain/s);
    await expect(tab.waitForSelector('#no', 300)).rejects.toThrow(/#no.*\/plain shows: Plain/s);
    await tab.waitForText(/^plain/i);
    await tab.waitForSelector('h1');
    await tab.close();
  });

  it('does not reject for error pages, refused connections and lost navigations', async () => {
    const tab = await browser.newTab();
    await tab.goto(`${site}/402`);
    await tab.waitForText('Payment Required');
    await tab.reload();
    await tab.waitForText('Payment Required');
    await tab.goto(`${site}/402-empty`);
    await tab.text();
    await tab.goto('http://127.0.0.1:1/');
    await tab.goto('http://127.0.0.1:9/');
    await tab.text();
    await Promise.all([tab.goto(`${site}/slow`), tab.goto(`${site}/plain`)]);
    await tab.waitForText('Plain');
    await tab.goto(`${site}/plain#part`);
    await tab.close();
  });

  it('clicks, fills, presses and posts', async () => {
    const tab = await browser.newTab();
    await tab.goto(`${site}/form`);
    await tab.fill('input', 'new word');
    await tab.waitForText('Typed true');
    await tab.press('Escape');
    expect(await tab.evaluate(() => document.title, null)).toBe('Escape');
    await tab.fill('input', '');
    await tab.fill('input', 'other');
    await tab.press('Control+a');
    await tab.press('x');
    await tab.click('button');
    await tab.waitForText('Posted word=x');
    await tab.goto(`${site}/form`);
    await tab.fill('input', 'entered');
    await tab.press('Enter');
    await tab.waitForText('Posted word=entered');
    await tab.close();
  });

  it('presses what it was told to and nothing else, though that moves', async () => {
    const tab = await browser.newTab();
    await tab.goto(`${site}/moving`);
    await tab.click('#wanted');
    expect(await tab.evaluate(() => document.title, null)).toBe(
      'wanted pointerdown,wanted mousedown,wanted mouseup,wanted click',
    );
    await tab.close();
  });

  it('reads and uses frames of another site', async () => {
    const tab = await browser.newTab();
    await tab.goto(`${site}/framed`);
    await tab.waitForText('Outer');
    const frame = tab.frame('/form');
    await frame.waitForText('Form');
    await frame.fill('input', 'inner');
    await frame.click('button');
    await tab.frame('/posted').waitForText('Posted word=inner');
    expect(await tab.frameText('/posted')).toContain('inner');
    await tab.close();
  });

  it('takes screenshots in a chosen size and color scheme', async () => {
    const tab = await browser.newTab();
    await tab.goto(`${site}/plain`);
    const natural = await tab.evaluate(() => [innerWidth, innerHeight], null);
    await tab.setViewport({ width: 400, height: 300 });
    const measure = () => [
      innerWidth,
      innerHeight,
      matchMedia('(prefers-color-scheme: dark)').matches,
    ];
    await tab.colorScheme('dark');
    expect(await tab.evaluate(measure, null)).toEqual([400, 300, true]);
    await tab.colorScheme('light');
    expect(await tab.evaluate(measure, null)).toEqual([400, 300, false]);
    const path = join(directory, `${name}.png`);
    await tab.screenshot(path);
    const png = await readFile(path);
    expect(png.subarray(1, 4).toString()).toBe('PNG');
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([400, 300]);
    await tab.setViewport(null);
    expect(await tab.evaluate(() => [innerWidth, innerHeight], null)).toEqual(natural);
    await tab.close();
  });

  it('opens a page of the extension, whose clicks are trusted', async () => {
    const tab = await browser.extensionPage('page.html');
    expect(await tab.url()).toBe(`${browser.extensionOrigin}/page.html`);
    await tab.click('#count');
    await tab.waitForText(/stored \d+, trusted true/);
    await tab.close();
    expect(await browser.callExtension({ name: 'fail' }, 'page.html')).toEqual({
      error: 'Error: as asked',
    });
  });

  it('finds a window that the extension opens, and a click may close it', async () => {
    await browser.callExtension({ name: 'open-window' });
    const popup = await browser.waitForPage('window.html');
    await popup.waitForText('Toy window');
    await expect.poll(() => popup.evaluate(() => innerWidth, null)).toBeLessThan(450);
    await popup.click('#close');
    await expect.poll(async () => (await browser.windows()).length).toBe(0);
    await expect(browser.waitForPage('window.html', 200)).rejects.toThrow('window.html');
  });

  it('kills the background, which the next message wakes', async () => {
    const before = await count();
    const again = await count();
    expect(again.inMemory).toBe(before.inMemory + 1);
    const pending = browser.callExtension({ name: 'never' }).then(
      () => 'answered',
      () => 'rejected',
    );
    await browser.killBackground();
    const begun = performance.now();
    expect(await count()).toEqual({ inMemory: 1, stored: again.stored + 1 });
    console.log(`${name}: woken in ${Math.round(performance.now() - begun)} ms`);
    console.log(`${name}: a message pending at the kill was ${await pending}`);
    await browser.killBackground();
    await browser.killBackground();
    expect((await count()).inMemory).toBe(1);
  });

  it('keeps storage and dynamic header rules over a restart', async () => {
    const { stored } = await count();
    await browser.callExtension({ name: 'add-rule', value: 'Toy pass' });
    const before = await browser.newTab();
    await before.goto(`${site}/plain`);
    await before.waitForText('authorization: Toy pass');
    const origin = browser.extensionOrigin;
    const begun = performance.now();
    browser = await browser.restart();
    console.log(`${name}: restarted in ${Math.round(performance.now() - begun)} ms`);
    expect(browser.extensionOrigin).toBe(origin);
    const after = await browser.newTab();
    await after.goto(`${site}/plain`);
    await after.waitForText('authorization: Toy pass');
    expect(await count()).toEqual({ inMemory: 1, stored: stored + 1 });
    await after.close();
  });
});

describe('Chromium without a debugger on the worker', () => {
  it('shows when the worker runs, stops it, and counts processor time', async () => {
    const begun = performance.now();
    const browser = await launchUndebugged(TOY);
    try {
      console.log(`undebugged: launched in ${Math.round(performance.now() - begun)} ms`);
      const page = await browser.openPage(`${browser.extensionOrigin}/page.html`);
      const count = async () =>
        (
          await page.evaluate(
            (message) => chrome.runtime.sendMessage(message) as Promise<Counted>,
            { name: 'count' },
          )
        ).value;
      expect((await count()).inMemory).toBe(1);
      expect((await count()).inMemory).toBe(2);
      expect(await browser.workerRuns()).toBe(true);
      await browser.stopAllWorkers();
      expect(await browser.workerRuns()).toBe(false);
      expect((await count()).inMemory).toBe(1);
      await page.goto(`${site}/plain`);
      expect(await page.evaluate(shownText, null)).toContain('Plain');
      const before = browser.processorTimeMs();
      const spent = async () => {
        await page.evaluate(() => {
          const end = performance.now() + 100;
          while (performance.now() < end);
        }, null);
        return browser.processorTimeMs() - before > 150 ? true : undefined;
      };
      // On a busy machine it gets less of it than it asks for, and needs longer.
      expect(await poll(spent, 20_000, async () => 'no time was counted')).toBe(true);
      await page.goto(`${site}/402-empty`);
      await page.goto('http://127.0.0.1:1/');
      await page.close();
    } finally {
      await browser.close();
    }
  });
});
