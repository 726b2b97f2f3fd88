import { createHash, randomUUID } from 'node:crypto';
import { readFileSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { type BrowserContext, type CDPSession, chromium, type Frame, type Page } from 'playwright';
import type { Browser, LaunchOptions, Tab, View, Viewport } from './browser.js';
import { deleteProfile, makeProfile } from './process.js';
import { pageFunction, poll, shownText, WAIT_MS, waitForSelector, waitForText } from './view.js';

export const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium';

const NAVIGATION_TIMEOUT_MS = 30_000;

/** Arguments that load the extension, if any (or several with commas between), and leave out what only costs time. */
export function chromiumArguments(
  extension: string | undefined,
  hosts: readonly string[] = [],
  headless = true,
): string[] {
  return [
    ...(headless ? ['--headless=new'] : []),
    ...(extension === undefined
      ? ['--disable-extensions']
      : [`--disable-extensions-except=${extension}`, `--load-extension=${extension}`]),
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--no-default-browser-check',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--disable-default-apps',
    '--disable-dev-shm-usage',
    '--ignore-certificate-errors',
    '--password-store=basic',
    // Not --window-size, which would set the size of the extension's small windows too.
    '--screen-info={1280x800}',
    ...(hosts.length > 0
      ? [`--host-resolver-rules=${hosts.map((host) => `MAP ${host} 127.0.0.1`).join(',')}`]
      : []),
  ];
}

/** Chromium derives an extension's id from its manifest's key, else from its directory. */
export function chromiumExtensionId(extension: string): string {
  const manifest = JSON.parse(readFileSync(join(extension, 'manifest.json'), 'utf8')) as {
    key?: string;
  };
  const named =
    manifest.key === undefined ? realpathSync(extension) : Buffer.from(manifest.key, 'base64');
  const digits = createHash('sha256').update(named).digest('hex').slice(0, 32);
  return digits.replace(/./g, (digit) => String.fromCharCode(97 + Number.parseInt(digit, 16)));
}

/** A file for each start: it is emptied at the next. Consoles are among what Chromium logs. */
function logArguments(folder: string): string[] {
  const file = join(folder, `chromium-${randomUUID()}.log`);
  return ['--enable-logging', '--log-level=0', `--log-file=${file}`];
}

export function launchChromium(options: LaunchOptions): Promise<Browser> {
  return start({ ...options, extension: realpathSync(options.extension) });
}

async function start(options: LaunchOptions, ownProfile?: string): Promise<Browser> {
  const created = options.profile === undefined && ownProfile === undefined;
  const profile = options.profile ?? ownProfile ?? (await makeProfile());
  try {
    const context = await chromium.launchPersistentContext(profile, {
      executablePath: CHROMIUM,
      // The argument selects the headless mode that has extensions; Playwright's own has none.
      headless: false,
      args: [
        ...chromiumArguments(
          [options.extension, ...(options.others ?? [])].join(','),
          options.hosts,
          options.headless,
        ).filter((each) => !(options.checksCertificates && each === '--ignore-certificate-errors')),
        ...(options.logs === undefined ? [] : logArguments(options.logs)),
      ],
      // Linux' way: there the argument --lang says nothing.
      ...(options.language === undefined
        ? {}
        : { env: { ...process.env, LANGUAGE: options.language } }),
      // Users are asked before a form is sent again.
      ignoreDefaultArgs: ['--disable-prompt-on-repost'],
      // Emulation would give the extension's small windows the size of a tab.
      viewport: null,
    });
    return new Chromium(context, profile, options);
  } catch (error) {
    if (created) await deleteProfile(profile);
    throw error;
  }
}

class Chromium implements Browser {
  readonly name = 'chromium';
  readonly extensionOrigin: string;
  readonly #context: BrowserContext;
  readonly #profile: string;
  readonly #options: LaunchOptions;
  #quietPage: Promise<Page> | undefined;

  constructor(context: BrowserContext, profile: string, options: LaunchOptions) {
    this.#context = context;
    this.#profile = profile;
    this.#options = options;
    this.extensionOrigin = `chrome-extension://${chromiumExtensionId(options.extension)}`;
    // The tab that Chromium starts with: a new one would take the focus from the test's.
    const first = context.pages()[0];
    if (first !== undefined) this.#quietPage = this.#quiet(first);
    this.#quietPage?.catch(() => {});
  }

  async newTab(): Promise<Tab> {
    return new ChromiumTab(await this.#context.newPage());
  }

  /** An off-the-record profile of its own, as the one of a private window is. */
  async privateTab(): Promise<Tab> {
    const browser = this.#context.browser();
    if (browser === null) throw new Error('a context without its browser');
    return new ChromiumTab(await (await browser.newContext()).newPage());
  }

  async extensionPage(path: string): Promise<Tab> {
    const page = await this.#context.newPage();
    await page.goto(this.#url(path), { waitUntil: 'load' });
    return new ChromiumTab(page);
  }

  async windows(): Promise<Tab[]> {
    const quiet = await this.#quietPage?.catch(() => undefined);
    return this.#context
      .pages()
      .filter((page) => page !== quiet)
      .map((page) => new ChromiumTab(page));
  }

  waitForPage(urlPart: string, timeoutMs = WAIT_MS): Promise<Tab> {
    return poll(
      async () => {
        const quiet = await this.#quietPage?.catch(() => undefined);
        const page = this.#context
          .pages()
          .find((page) => page !== quiet && page.url().includes(urlPart));
        return page && new ChromiumTab(page);
      },
      timeoutMs,
      () =>
        `no page with ${urlPart} within ${timeoutMs} ms; open: ${this.#context
          .pages()
          .map((page) => page.url())
          .join(' ')}`,
    );
  }

  async callExtension<T>(message: unknown, path?: string): Promise<T> {
    if (path === undefined) return sendFrom(await this.#quietTab(), message);
    const tab = await this.extensionPage(path);
    try {
      return await sendFrom(tab, message);
    } finally {
      await tab.close();
    }
  }

  async pressCommand(): Promise<void> {
    throw new Error("no key comes as far as Chromium's own shortcuts");
  }

  /** Events have `dispatch` in Chromium, which no type tells of. */
  async clickNotice(id: string): Promise<void> {
    const worker = this.#context
      .serviceWorkers()
      .find((each) => each.url().startsWith(this.extensionOrigin));
    if (worker === undefined) throw new Error('the background is asleep');
    await worker.evaluate((notice) => {
      const { onClicked } = chrome.notifications;
      (onClicked as unknown as { dispatch(id: string): void }).dispatch(notice);
    }, id);
  }

  async killBackground(): Promise<void> {
    const { page } = await this.#quietTab();
    const session = await this.#context.newCDPSession(page);
    try {
      await stopWorkers(session);
    } finally {
      await session.detach();
    }
  }

  async restart(): Promise<Browser> {
    await this.#context.close();
    return start(this.#options, this.#options.profile === undefined ? this.#profile : undefined);
  }

  async close(): Promise<void> {
    await this.#context.close();
    if (this.#options.profile === undefined) await deleteProfile(this.#profile);
  }

  #url(path: string): string {
    return new URL(path, `${this.extensionOrigin}/`).href;
  }

  async #quietTab(): Promise<ChromiumTab> {
    let page = await this.#quietPage?.catch(() => undefined);
    if (page === undefined || page.isClosed()) {
      this.#quietPage = this.#context.newPage().then((page) => this.#quiet(page));
      page = await this.#quietPage;
    }
    return new ChromiumTab(page);
  }

  /** The extension may not be loaded yet when Chromium opens its first tab. */
  async #quiet(page: Page): Promise<Page> {
    const url = this.#url('manifest.json');
    await poll(
      async () => {
        await page.goto(url).catch(() => {});
        const ready = await page
          .evaluate(() => typeof chrome.runtime?.sendMessage === 'function')
          .catch(() => false);
        return ready || undefined;
      },
      10_000,
      () => `${url} did not open: ${page.url()}`,
    );
    return page;
  }
}

async function stopWorkers(session: CDPSession): Promise<void> {
  await session.send('ServiceWorker.enable');
  await session.send('ServiceWorker.stopAllWorkers');
}

function sendFrom<T>(tab: View, message: unknown): Promise<T> {
  return tab.evaluate(async (message) => (await chrome.runtime.sendMessage(message)) as T, message);
}

class FrameView implements View {
  readonly #find: () => Frame;

  constructor(find: () => Frame) {
    this.#find = find;
  }

  async url(): Promise<string> {
    return this.#find().url();
  }

  text(): Promise<string> {
    // Rejects while a document is being replaced.
    return poll(
      () =>
        Promise.resolve()
          .then(() => this.#find().evaluate(shownText))
          .catch(() => undefined),
      5000,
      () => 'no document to read',
    ).catch(() => '');
  }

  async evaluate<A, R>(fn: (arg: A) => R | Promise<R>, arg: A): Promise<R> {
    const json = await this.#find().evaluate<string | undefined>(
      // A string, because Playwright's own serialization is not what Firefox has.
      `(${pageFunction(fn)})(${JSON.stringify(JSON.stringify(arg))})`,
    );
    return (json === undefined ? undefined : JSON.parse(json)) as R;
  }

  async click(selector: string): Promise<void> {
    const frame = this.#find();
    try {
      await frame.locator(`css=${selector}`).first().click({ timeout: WAIT_MS });
    } catch (error) {
      if (!frame.page().isClosed()) throw error;
    }
  }

  async fill(selector: string, value: string): Promise<void> {
    await this.#find().locator(`css=${selector}`).first().fill(value, { timeout: WAIT_MS });
  }

  waitForText(text: string | RegExp, timeoutMs?: number): Promise<void> {
    return waitForText(this, text, timeoutMs);
  }

  waitForSelector(selector: string, timeoutMs?: number): Promise<void> {
    return waitForSelector(this, selector, timeoutMs);
  }
}

class ChromiumTab extends FrameView implements Tab {
  #sizing: CDPSession | undefined;

  constructor(readonly page: Page) {
    super(() => page.mainFrame());
  }

  goto(url: string): Promise<void> {
    return this.#navigate((options) => this.page.goto(url, options));
  }

  reload(): Promise<void> {
    return this.#navigate((options) => this.page.reload(options));
  }

  press(key: string): Promise<void> {
    return this.page.keyboard.press(key);
  }

  frame(urlPart: string): View {
    return new FrameView(() => {
      const frame = this.page
        .frames()
        .find((frame) => frame.parentFrame() !== null && frame.url().includes(urlPart));
      if (frame === undefined) throw new Error(`no frame with ${urlPart} in ${this.page.url()}`);
      return frame;
    });
  }

  frameText(urlPart: string): Promise<string> {
    return this.frame(urlPart).text();
  }

  async screenshot(path: string): Promise<void> {
    await this.page.screenshot({ path });
  }

  /** Not by Playwright, which has no way back. It lasts for as long as its session. */
  async setViewport(size: Viewport | null): Promise<void> {
    await this.#sizing?.detach();
    this.#sizing = undefined;
    if (size === null) return;
    this.#sizing = await this.page.context().newCDPSession(this.page);
    await this.#sizing.send('Emulation.setDeviceMetricsOverride', {
      ...size,
      deviceScaleFactor: 0,
      mobile: false,
    });
  }

  colorScheme(scheme: 'light' | 'dark'): Promise<void> {
    return this.page.emulateMedia({ colorScheme: scheme });
  }

  close(): Promise<void> {
    return this.page.close();
  }

  /** Playwright rejects where a navigation failed, was cancelled, or gave way to another one. */
  async #navigate(
    begin: (options: { waitUntil: 'commit'; timeout: number }) => Promise<unknown>,
  ): Promise<void> {
    await begin({ waitUntil: 'commit', timeout: NAVIGATION_TIMEOUT_MS }).catch((error) => {
      if (this.page.isClosed()) throw error;
    });
  }
}
