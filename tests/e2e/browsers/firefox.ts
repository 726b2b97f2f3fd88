import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { zipSync } from 'fflate';
import type { Browser, LaunchOptions, Tab, View } from './browser.js';
import { fillProfile, startFirefox } from './firefox-profile.js';
import {
  type ContextInfo,
  FirefoxTab,
  NAVIGATION_EVENTS,
  returned,
  type ScriptResult,
} from './firefox-view.js';
import { type BrowserProcess, deleteProfile, makeProfile } from './process.js';
import { poll, WAIT_MS } from './view.js';
import { Wire, WireError } from './wire.js';

/** In addition to those that Firefox sets for any remote control by itself. */
function preferences(
  id: string,
  uuid: string,
  { hosts = [], logs, language, notices }: LaunchOptions,
) {
  return {
    // An unsigned extension may be installed for good (ESR allows that). A temporary one would lose
    // its dynamic header rules when Firefox quits, whatever the preferences say.
    'xpinstall.signatures.required': false,
    'extensions.autoDisableScopes': 0,
    'extensions.webextensions.uuids': JSON.stringify({ [id]: uuid }),
    'extensions.webextOptionalPermissionPrompts': false,
    'extensions.originControls.grantByDefault': true,
    'extensions.getAddons.cache.enabled': false,
    'extensions.systemAddon.update.enabled': false,
    // `manifest.json` is the quiet page: Firefox's viewer for JSON would replace it.
    'devtools.jsonview.enabled': false,
    'network.dns.localDomains': hosts.join(','),
    // Else names that only Tor knows are not looked up at all.
    'network.dns.blockDotOnion': false,
    ...(language === undefined ? {} : inLanguage(language)),
    'network.proxy.type': 0,
    'network.captive-portal-service.enabled': false,
    'network.connectivity-service.enabled': false,
    'services.settings.server': 'data:,#remote-settings-dummy/v1',
    'browser.aboutwelcome.enabled': false,
    'browser.startup.homepage_override.mstone': 'ignore',
    'browser.startup.page': 0,
    'browser.topsites.contile.enabled': false,
    'browser.safebrowsing.update.enabled': false,
    'browser.dom.window.dump.enabled': logs !== undefined,
    'devtools.console.stdout.chrome': logs !== undefined,
    'devtools.console.stdout.content': logs !== undefined,
    'datareporting.policy.dataSubmissionEnabled': false,
    'toolkit.telemetry.server': '',
    'app.update.enabled': false,
    'app.normandy.enabled': false,
    // Firefox's own: without a desktop's, a notification is closed as soon as it is there. They are
    // windows, which stand in the way of tests that do not want them.
    ...(notices === true ? { 'alerts.useSystemBackend': false } : {}),
    'dom.disable_open_during_load': false,
    'layout.css.prefers-color-scheme.content-override': 1,
  };
}

/** Its language packs lie beside Firefox, and may not have been there when the profile was made. */
function inLanguage(language: string) {
  return { 'intl.locale.requested': language, 'extensions.startupScanScopes': 4 };
}

interface Session {
  readonly options: LaunchOptions;
  readonly profile: string;
  readonly id: string;
  readonly uuid: string;
}

/** The manifest must have `browser_specific_settings.gecko.id`. */
export async function launchFirefox(options: LaunchOptions): Promise<Browser> {
  const manifest = JSON.parse(readFileSync(join(options.extension, 'manifest.json'), 'utf8')) as {
    browser_specific_settings?: { gecko?: { id?: string } };
  };
  const id = manifest.browser_specific_settings?.gecko?.id;
  if (id === undefined) throw new Error(`${options.extension} has no gecko id`);
  const profile = options.profile ?? (await makeProfile());
  try {
    if (options.profile === undefined) await fillProfile(profile);
    return await start({ options, profile, id, uuid: uuidFor(id) }, true);
  } catch (error) {
    if (options.profile === undefined) await deleteProfile(profile);
    throw error;
  }
}

/** The same in every launch: what the extension stores belongs to this origin. */
function uuidFor(id: string): string {
  const digits = createHash('sha256').update(id).digest('hex');
  return digits.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, '$1-$2-4$3-8$4-$5');
}

async function start(session: Session, install: boolean): Promise<Browser> {
  const prefs = preferences(session.id, session.uuid, session.options);
  await writeFile(
    join(session.profile, 'user.js'),
    Object.entries(prefs)
      .map(([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`)
      .join(''),
  );
  const browser = await startFirefox(session.profile, session.options);
  try {
    const wire = await Wire.connect(`${browser.endpoint}/session`);
    await wire.send('session.new', {
      capabilities: {
        alwaysMatch: {
          acceptInsecureCerts: session.options.checksCertificates !== true,
          // Left open here, because Firefox would only close them at the next command.
          unhandledPromptBehavior: { default: 'ignore' },
        },
      },
    });
    dismissPrompts(wire);
    await wire.send('session.subscribe', {
      events: [...NAVIGATION_EVENTS, 'browsingContext.userPromptOpened'],
    });
    const { extension, others = [] } = session.options;
    for (const directory of install ? [extension, ...others] : []) {
      await wire.send('webExtension.install', {
        extensionData: { type: 'base64', value: await packed(directory) },
        'moz:permanent': true,
      });
    }
    const tree = await wire.send<{ contexts: ContextInfo[] }>('browsingContext.getTree');
    return new Firefox(session, browser, wire, tree.contexts[0]?.context);
  } catch (error) {
    await browser.end();
    throw error;
  }
}

/** As Playwright does, so that no page waits for somebody to answer. */
function dismissPrompts(wire: Wire): void {
  wire.listen((event, params) => {
    if (event !== 'browsingContext.userPromptOpened') return;
    const { context, type } = params as { context: string; type: string };
    // It may be gone by then.
    wire
      .send('browsingContext.handleUserPrompt', { context, accept: type === 'beforeunload' })
      .catch(() => {});
  });
}

/** The directory as the .xpi that users install, in base64. */
async function packed(directory: string): Promise<string> {
  const files: Record<string, Uint8Array> = {};
  for (const entry of await readdir(directory, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    files[path.slice(directory.length).replace(/^\/+/, '')] = await readFile(path);
  }
  return Buffer.from(zipSync(files, { level: 0 })).toString('base64');
}

class Firefox implements Browser {
  readonly name = 'firefox';
  readonly extensionOrigin: string;
  readonly #session: Session;
  readonly #process: BrowserProcess;
  readonly #wire: Wire;
  #quietContext: string | undefined;
  #quietReady: Promise<void> | undefined;

  constructor(
    session: Session,
    process: BrowserProcess,
    wire: Wire,
    firstContext: string | undefined,
  ) {
    this.#session = session;
    this.#process = process;
    this.#wire = wire;
    this.extensionOrigin = `moz-extension://${session.uuid}`;
    this.#quietContext = firstContext;
  }

  async newTab(): Promise<Tab> {
    // Beside a tab that stays. Without one Firefox takes the window that was in front, which may be
    // about to close: then it never answers (measured: the second of two tries).
    const { context } = await this.#wire.send<{ context: string }>('browsingContext.create', {
      type: 'tab',
      referenceContext: await this.#quiet(),
    });
    return this.#tab(context);
  }

  async privateTab(): Promise<Tab> {
    await this.#inChrome('void OpenBrowserWindow({ private: true })');
    const opened = await poll(
      async () => (await this.#contexts()).find(({ url }) => url === 'about:privatebrowsing'),
      WAIT_MS,
      () => 'no private window opened',
    );
    // Its first tab goes on loading Firefox's own page, whatever it is told.
    const { context } = await this.#wire.send<{ context: string }>('browsingContext.create', {
      type: 'tab',
      referenceContext: opened.context,
    });
    return this.#tab(context);
  }

  async extensionPage(path: string): Promise<Tab> {
    const tab = await this.newTab();
    await this.#openExtensionPage(tab, path);
    return tab;
  }

  async windows(): Promise<Tab[]> {
    return (await this.#contexts()).map(({ context }) => this.#tab(context));
  }

  waitForPage(urlPart: string, timeoutMs = WAIT_MS): Promise<Tab> {
    return poll(
      async () => {
        const found = (await this.#contexts()).find(({ url }) => url.includes(urlPart));
        return found && this.#tab(found.context);
      },
      timeoutMs,
      async () =>
        `no page with ${urlPart} within ${timeoutMs} ms; open: ${(await this.#contexts())
          .map(({ url }) => url)
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

  async pressCommand(name: string): Promise<void> {
    const commands = await this.#quietTab().then((tab) =>
      tab.evaluate(() => chrome.commands.getAll(), null),
    );
    const keys = commands.find((each) => each.name === name)?.shortcut?.split('+');
    if (keys === undefined) throw new Error(`no key for ${name}`);
    // BiDi's own key actions go to the page alone.
    await this.#inChrome(`(() => {
      const press = Cc['@mozilla.org/text-input-processor;1'].createInstance(Ci.nsITextInputProcessor);
      if (!press.beginInputTransactionForTests(window)) throw new Error('no keys now');
      const keys = ${JSON.stringify(keys)}.map((key) => new KeyboardEvent('', {
        key, code: key.length === 1 ? 'Key' + key : key + 'Left', keyCode: KeyEvent['DOM_VK_' + key.toUpperCase()],
      }));
      for (const key of keys) press.keydown(key);
      for (const key of keys.reverse()) press.keyup(key);
    })()`);
  }

  async clickNotice(_id: string): Promise<void> {
    await poll(
      async () =>
        (await this.#inChrome(`(() => {
          const [alert] = Services.wm.getEnumerator('alert:alert');
          alert?.document.getElementById('alertBox').click();
          return alert !== undefined;
        })()`)) || undefined,
      5000,
      () => 'no notification is shown',
    );
  }

  async killBackground(): Promise<void> {
    const { id } = this.#session;
    // An event that arrives meanwhile keeps it alive, and terminateBackground gives up.
    await poll(
      async () => {
        const state = await this.#inChrome(`(async () => {
          const { extension } = WebExtensionPolicy.getByID(${JSON.stringify(id)});
          if (extension.backgroundState !== 'stopped')
            await extension.terminateBackground({
              ignoreDevToolsAttached: true,
              disableResetIdleForTest: true,
            });
          return extension.backgroundState;
        })()`);
        return state === 'stopped' || undefined;
      },
      5000,
      () => 'the background does not stop',
    );
  }

  async restart(): Promise<Browser> {
    await this.#quit();
    return start(this.#session, false);
  }

  async close(): Promise<void> {
    await this.#quit();
    if (this.#session.options.profile === undefined) await deleteProfile(this.#session.profile);
  }

  async #quit(): Promise<void> {
    // The socket may close before the answer.
    await this.#wire.send('browser.close').catch(() => {});
    await this.#process.end(10_000);
    this.#wire.close();
  }

  #tab(context: string): FirefoxTab {
    return new FirefoxTab(this.#wire, context, (expression) => this.#inChrome(expression));
  }

  async #contexts(): Promise<readonly ContextInfo[]> {
    const tree = await this.#wire.send<{ contexts: ContextInfo[] }>('browsingContext.getTree', {
      maxDepth: 0,
    });
    return tree.contexts.filter(({ context }) => context !== this.#quietContext);
  }

  async #openExtensionPage(tab: Tab, path: string): Promise<void> {
    const url = new URL(path, `${this.extensionOrigin}/`).href;
    let askedAt = 0;
    await poll(
      async () => {
        // Asked again if the first time came to nothing, but not before it had time to load.
        if (Date.now() - askedAt > 5000) {
          askedAt = Date.now();
          await tab.goto(url);
        }
        const ready = await tab
          .evaluate(
            (origin) =>
              location.href.startsWith(origin) && document.readyState === 'complete'
                ? typeof chrome.runtime?.sendMessage
                : '',
            this.extensionOrigin,
          )
          .catch(() => '');
        return ready === 'function' || undefined;
      },
      20_000,
      async () => `${url} did not open: ${await tab.url()}`,
    );
  }

  /** The context of a tab that stays, where nothing happens; opened again if somebody closed it. */
  async #quiet(): Promise<string> {
    const { contexts } = await this.#wire.send<{ contexts: ContextInfo[] }>(
      'browsingContext.getTree',
      { maxDepth: 0 },
    );
    let open = contexts.find(({ context }) => context === this.#quietContext)?.context;
    if (open === undefined) {
      const created = await this.#wire.send<{ context: string }>('browsingContext.create', {
        type: 'tab',
        background: true,
      });
      open = created.context;
      this.#quietContext = open;
      this.#quietReady = undefined;
    }
    return open;
  }

  async #quietTab(): Promise<FirefoxTab> {
    const tab = this.#tab(await this.#quiet());
    this.#quietReady ??= this.#openExtensionPage(tab, 'manifest.json');
    await this.#quietReady;
    return tab;
  }

  /** Evaluates in the browser's own window, with its privileges; the result must be JSON. */
  async #inChrome(expression: string): Promise<unknown> {
    const { contexts } = await this.#wire.send<{ contexts: ContextInfo[] }>(
      'browsingContext.getTree',
      { 'moz:scope': 'chrome', maxDepth: 0 },
    );
    const answer = await this.#wire
      .send<ScriptResult>('script.evaluate', {
        expression,
        target: { context: contexts[0]?.context },
        awaitPromise: true,
      })
      .catch((error) => {
        // It closed in between: nothing was evaluated.
        if (error instanceof WireError && error.code === 'no such frame') return null;
        throw error;
      });
    return answer === null ? this.#inChrome(expression) : returned(answer);
  }
}

function sendFrom<T>(tab: View, message: unknown): Promise<T> {
  return tab.evaluate(async (message) => (await chrome.runtime.sendMessage(message)) as T, message);
}
