/**
 * Chromium with no debugger on the extension's service worker, for measuring: an attached worker
 * never idles out, and costs more. Only the pages that `openPage` opens are attached, one by one;
 * the libraries attach to every target that they can see, if only to let go of it again.
 */
import { readdirSync, readFileSync, realpathSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { CHROMIUM, chromiumArguments, chromiumExtensionId } from './chromium.js';
import { deleteProfile, makeProfile, startBrowser } from './process.js';
import { pageFunction, poll } from './view.js';
import { Wire } from './wire.js';

/** As `/json/list` has it. `type` is `page`, `service_worker`, `iframe` and others. */
export interface Target {
  readonly id: string;
  readonly type: string;
  readonly url: string;
  readonly title: string;
}

export interface UndebuggedPage {
  /** Resolves once the new document has loaded (its load event) or the navigation has failed. */
  goto(url: string): Promise<void>;
  /** In the page's own world; argument and result travel as JSON. */
  evaluate<A, R>(fn: (arg: A) => R | Promise<R>, arg: A): Promise<R>;
  /** A command of Chrome's protocol to this page's target. */
  send<T>(method: string, params?: object): Promise<T>;
  close(): Promise<void>;
}

export interface UndebuggedChromium {
  readonly pid: number;
  /** `chrome-extension://…`; '' without an extension. */
  readonly extensionOrigin: string;
  openPage(url: string): Promise<UndebuggedPage>;
  /** A page that is open already, such as a window of the extension, by its target's id. */
  attach(id: string): Promise<UndebuggedPage>;
  /** Ends every service worker; resolves when none of the extension's is listed any more. */
  stopAllWorkers(): Promise<void>;
  /** Attaches to nothing. A service worker is listed while it runs. */
  targets(): Promise<Target[]>;
  workerRuns(): Promise<boolean>;
  /** Of the browser and its descendants so far, in ms, user and system; see `processorTimes`. */
  processorTimeMs(): number;
  close(): Promise<void>;
}

export interface UndebuggedOptions {
  /** Kept at `close`. Without it: a new one, deleted at `close`. */
  readonly profile?: string;
  readonly hosts?: readonly string[];
  readonly args?: readonly string[];
}

/** `extension` undefined: Chromium without one, to compare with. */
export async function launchUndebugged(
  extension: string | undefined,
  options: UndebuggedOptions = {},
): Promise<UndebuggedChromium> {
  const directory = extension === undefined ? undefined : realpathSync(extension);
  const profile = options.profile ?? (await makeProfile());
  const remove = async () => {
    if (options.profile === undefined) await deleteProfile(profile);
  };
  try {
    const browser = await startBrowser(
      CHROMIUM,
      [
        ...chromiumArguments(directory, options.hosts),
        '--remote-debugging-port=0',
        `--user-data-dir=${profile}`,
        ...(options.args ?? []),
        'about:blank',
      ],
      /DevTools listening on ws:\/\/(127\.0\.0\.1:\d+)\//,
    );
    const address = browser.endpoint;
    const extensionOrigin =
      directory === undefined ? '' : `chrome-extension://${chromiumExtensionId(directory)}`;
    const targets = () => json<Target[]>(address, '/json/list');
    const workerRuns = async () =>
      (await targets()).some(
        ({ type, url }) => type === 'service_worker' && url.startsWith(`${extensionOrigin}/`),
      );
    return {
      pid: browser.pid,
      extensionOrigin,
      targets,
      workerRuns,
      async openPage(url) {
        const { id } = await json<Target>(address, '/json/new?about:blank', 'PUT');
        const page = await attach(address, id);
        await page.goto(url);
        return page;
      },
      attach: (id) => attach(address, id),
      processorTimeMs: () => processorTimeMs(browser.pid),
      async stopAllWorkers() {
        const first = (await targets()).find(({ type }) => type === 'page');
        if (first === undefined) throw new Error('no page is open');
        const wire = await Wire.connect(`ws://${address}/devtools/page/${first.id}`);
        try {
          await wire.send('ServiceWorker.enable');
          // Told again: one that an event starts meanwhile would run on.
          await poll(
            async () => {
              await wire.send('ServiceWorker.stopAllWorkers');
              return (await workerRuns()) ? undefined : true;
            },
            5000,
            () => 'the service worker does not stop',
          );
        } finally {
          wire.close();
        }
      },
      async close() {
        const { webSocketDebuggerUrl } = await json<{ webSocketDebuggerUrl: string }>(
          address,
          '/json/version',
        );
        const wire = await Wire.connect(webSocketDebuggerUrl);
        await wire.send('Browser.close').catch(() => {});
        await browser.end(5000);
        wire.close();
        await remove();
      },
    };
  } catch (error) {
    await remove();
    throw error;
  }
}

async function json<T>(address: string, path: string, method = 'GET'): Promise<T> {
  const response = await fetch(`http://${address}${path}`, { method });
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return (await response.json()) as T;
}

interface Evaluated {
  readonly result: { readonly value?: string };
  readonly exceptionDetails?: {
    readonly text: string;
    readonly exception?: { readonly description?: string };
  };
}

async function attach(address: string, id: string): Promise<UndebuggedPage> {
  const wire = await Wire.connect(`ws://${address}/devtools/page/${id}`);
  await wire.send('Page.enable');
  return {
    async goto(url) {
      let stop = () => {};
      const loaded = new Promise<void>((resolve) => {
        stop = wire.listen((event) => {
          if (event === 'Page.loadEventFired') resolve();
        });
      });
      try {
        const { errorText } = await wire.send<{ errorText?: string }>('Page.navigate', { url });
        if (errorText === undefined) {
          const limit = new AbortController();
          await Promise.race([
            loaded,
            pause(30_000, undefined, { signal: limit.signal }).catch(() => {}),
          ]);
          limit.abort();
        }
      } finally {
        stop();
      }
    },
    async evaluate<A, R>(fn: (arg: A) => R | Promise<R>, arg: A): Promise<R> {
      const answer = await wire.send<Evaluated>(
        'Runtime.evaluate',
        {
          expression: `(${pageFunction(fn)})(${JSON.stringify(JSON.stringify(arg))})`,
          awaitPromise: true,
          returnByValue: true,
        },
        300_000,
      );
      const { exceptionDetails } = answer;
      if (exceptionDetails !== undefined)
        throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
      const { value } = answer.result;
      return (value === undefined ? undefined : JSON.parse(value)) as R;
    },
    send: (method, params) => wire.send(method, params),
    async close() {
      await wire.send('Page.close').catch(() => {});
      wire.close();
    },
  };
}

/** Of `sysconf(_SC_CLK_TCK)`, which is 100 on every Linux of today. */
const TICKS_PER_SECOND = 100;

/**
 * proc(5): fields 14 and 15 of `stat` are a process's own ticks, 16 and 17 those of its children
 * that have ended and been waited for. So processes that come and go are counted; the resolution is
 * 10 ms a process.
 */
function processorTimeMs(root: number): number {
  const ticks = new Map<number, number>();
  const children = new Map<number, number[]>();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    let stat: string;
    try {
      stat = readFileSync(`/proc/${name}/stat`, 'utf8');
    } catch {
      continue; // It ended meanwhile.
    }
    // The second field is a name in parentheses, which may hold spaces.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const pid = Number(name);
    const parent = Number(fields[1]);
    ticks.set(
      pid,
      fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0),
    );
    children.set(parent, [...(children.get(parent) ?? []), pid]);
  }
  const below = (pid: number): number =>
    (ticks.get(pid) ?? 0) + (children.get(pid) ?? []).reduce((sum, child) => sum + below(child), 0);
  return (below(root) * 1000) / TICKS_PER_SECOND;
}
