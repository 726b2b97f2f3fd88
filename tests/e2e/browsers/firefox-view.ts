/** Tabs and frames of Firefox over WebDriver BiDi. */
import { writeFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import type { Tab, View, Viewport } from './browser.js';
import { keyActions } from './keys.js';
import { pageFunction, poll, shownText, WAIT_MS, waitForSelector, waitForText } from './view.js';
import { type Wire, WireError } from './wire.js';

const NAVIGATION_TIMEOUT_MS = 30_000;
/** A page may be waiting for somebody to approve something. */
const EVALUATE_TIMEOUT_MS = 300_000;
/** For what a page answers at once. While its document is being replaced it may never answer. */
const LOOK_TIMEOUT_MS = 2000;

/** Of `browsingContext.getTree`. */
export interface ContextInfo {
  readonly context: string;
  readonly url: string;
  readonly children: readonly ContextInfo[] | null;
}

/** Of `script.callFunction` and `script.evaluate`. */
export type ScriptResult =
  | { readonly type: 'success'; readonly result: { readonly value?: unknown } }
  | { readonly type: 'exception'; readonly exceptionDetails: { readonly text: string } };

/** The value of a script's answer; throws what the script threw. */
export function returned(answer: ScriptResult): unknown {
  if (answer.type === 'exception') throw new Error(answer.exceptionDetails.text);
  return answer.result.value;
}

class FirefoxView implements View {
  constructor(
    protected readonly wire: Wire,
    /** Rejects if there is no such frame. */
    protected readonly find: () => Promise<string>,
  ) {}

  async url(): Promise<string> {
    const { contexts } = await this.wire.send<{ contexts: ContextInfo[] }>(
      'browsingContext.getTree',
      { root: await this.find(), maxDepth: 0 },
    );
    return contexts[0]?.url ?? '';
  }

  text(): Promise<string> {
    // Rejects, or is never answered, while a document is being replaced.
    return poll(
      () => this.#call(shownText, undefined, LOOK_TIMEOUT_MS).catch(() => undefined),
      5000,
      () => 'no document to read',
    ).catch(() => '');
  }

  evaluate<A, R>(fn: (arg: A) => R | Promise<R>, arg: A): Promise<R> {
    return this.#call(fn, arg, EVALUATE_TIMEOUT_MS);
  }

  /**
   * Presses until a press met the element, as Playwright does: what lies under a spot may change
   * between the look at it and the press.
   */
  async click(selector: string): Promise<void> {
    const deadline = Date.now() + WAIT_MS;
    for (;;) {
      const spot = await this.#settledSpot(selector, deadline);
      let met = 'another document';
      if (await this.#call(expectPress, selector, 5000).catch(() => false)) {
        await this.#press(spot);
        // The press may have closed the window, or replaced the document.
        met = await this.#call(pressMet, null, 5000).catch(() => 'gone');
        if (met === 'gone' || met === 'target') return;
      }
      if (Date.now() >= deadline)
        throw new Error(`cannot click ${selector}: each press met something else, like ${met}`);
    }
  }

  async #settledSpot(selector: string, deadline: number): Promise<Spot> {
    let last = '';
    let before: Spot | undefined;
    return poll(
      async () => {
        const now = await this.#call(spotOf, selector, 5000).catch((error) => ({
          problem: String(error),
        }));
        if ('problem' in now) {
          last = now.problem;
          before = undefined;
          if (now.problem === 'hidden tab')
            await this.wire.send('browsingContext.activate', { context: await this.top() });
          return undefined;
        }
        // Twice at the same place: it does not move any more.
        const settled = before !== undefined && before.x === now.x && before.y === now.y;
        before = now;
        return settled ? now : undefined;
      },
      deadline - Date.now(),
      async () =>
        `cannot click ${selector} in ${await this.url()}: ${last}; shown: ${await this.text()}`,
    );
  }

  async #press(spot: Spot): Promise<void> {
    await this.wire
      .send('input.performActions', {
        context: await this.find(),
        actions: [
          {
            type: 'pointer',
            id: 'mouse',
            parameters: { pointerType: 'mouse' },
            actions: [
              { type: 'pointerMove', x: spot.x, y: spot.y, origin: 'viewport' },
              { type: 'pointerDown', button: 0 },
              { type: 'pointerUp', button: 0 },
            ],
          },
        ],
      })
      .catch(async (error) => {
        const gone = await this.find().then(
          () =>
            this.url().then(
              () => false,
              () => true,
            ),
          () => true,
        );
        if (!gone) throw error;
      });
  }

  async fill(selector: string, value: string): Promise<void> {
    await this.click(selector);
    const problem = await this.#call(replaceValue, { selector, value }, 5000);
    if (problem !== '') throw new Error(`cannot fill ${selector}: ${problem}`);
  }

  waitForText(text: string | RegExp, timeoutMs?: number): Promise<void> {
    return waitForText(this, text, timeoutMs);
  }

  waitForSelector(selector: string, timeoutMs?: number): Promise<void> {
    const url = () => this.url();
    const text = () => this.text();
    const evaluate: View['evaluate'] = (fn, arg) => this.#call(fn, arg, LOOK_TIMEOUT_MS);
    return waitForSelector({ url, text, evaluate }, selector, timeoutMs);
  }

  protected top(): Promise<string> {
    return this.find();
  }

  async #call<A, R>(fn: (arg: A) => R | Promise<R>, arg: A, timeoutMs: number): Promise<R> {
    const json = JSON.stringify(arg);
    const answer = await this.wire.send<ScriptResult>(
      'script.callFunction',
      {
        functionDeclaration: pageFunction(fn),
        arguments: json === undefined ? [] : [{ type: 'string', value: json }],
        target: { context: await this.find() },
        awaitPromise: true,
        userActivation: false,
      },
      timeoutMs,
    );
    const result = returned(answer);
    return (result === undefined ? undefined : JSON.parse(result as string)) as R;
  }
}

/** The middle of an element, in CSS pixels of its frame's viewport. */
interface Spot {
  readonly x: number;
  readonly y: number;
}

/** Runs in the page. */
function spotOf(selector: string): Spot | { readonly problem: string } {
  const element = document.querySelector(selector);
  if (element === null) return { problem: 'there is none' };
  if (document.visibilityState === 'hidden') return { problem: 'hidden tab' };
  element.scrollIntoView({ block: 'center', inline: 'center', behavior: 'instant' });
  const box = element.getBoundingClientRect();
  if (box.width === 0 || box.height === 0 || getComputedStyle(element).visibility !== 'visible')
    return { problem: 'it is not visible' };
  if (element.matches(':disabled')) return { problem: 'it is disabled' };
  const x = Math.floor(box.left + box.width / 2);
  const y = Math.floor(box.top + box.height / 2);
  const root = element.getRootNode() as Document | ShadowRoot;
  const hit = root.elementFromPoint(x, y);
  const label = hit?.closest('label');
  if (hit === null || !(element.contains(hit) || label?.control === element))
    return { problem: `it is covered by ${hit?.outerHTML.slice(0, 200) ?? 'nothing'}` };
  return { x, y };
}

/** What the next press in a document is for, and what it met. */
interface Press {
  readonly element: Element;
  met: string | null;
}

/** Runs in the page. The next press meets the element or comes to nothing. False: there is no such element. */
function expectPress(selector: string): boolean {
  const page = window as Window & { expectedPress?: Press | undefined; seesPresses?: true };
  const element = document.querySelector(selector);
  if (element === null) return false;
  page.expectedPress = { element, met: null };
  if (page.seesPresses) return true;
  page.seesPresses = true;
  const see = (event: Event): void => {
    const press = page.expectedPress;
    if (press === undefined) return;
    if (press.met === null) {
      const path = event.composedPath();
      const hit = path.find((target) => target instanceof Element);
      const isMet =
        path.includes(press.element) || hit?.closest('label')?.control === press.element;
      press.met = isMet ? 'target' : (hit?.outerHTML.slice(0, 200) ?? 'the document');
    }
    if (press.met === 'target') return;
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  for (const type of ['pointerdown', 'mousedown', 'pointerup', 'mouseup', 'click'])
    addEventListener(type, see, { capture: true });
  return true;
}

/** Runs in the page. 'gone': another document is there. */
async function pressMet(): Promise<string> {
  const page = window as Window & { expectedPress?: Press | undefined };
  for (let waited = 0; page.expectedPress?.met === null && waited < 500; waited += 10)
    await new Promise((resolve) => setTimeout(resolve, 10));
  const met = page.expectedPress === undefined ? 'gone' : (page.expectedPress.met ?? 'nothing');
  page.expectedPress = undefined;
  return met;
}

/** Runs in the page. Returns what is wrong, or ''. */
function replaceValue({ selector, value }: { selector: string; value: string }): string {
  const element = document.querySelector(selector);
  if (!(element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement))
    return 'it is no text field';
  element.focus();
  if (/^(color|date|datetime-local|month|number|range|time|week)$/.test(element.type)) {
    // These do not take a text as it was typed.
    const { set } = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value') ?? {};
    set?.call(element, value);
    element.dispatchEvent(new Event('input', { bubbles: true }));
    element.dispatchEvent(new Event('change', { bubbles: true }));
  } else {
    element.select();
    document.execCommand(value === '' ? 'delete' : 'insertText', false, value);
  }
  return element.value === value ? '' : `it holds ${JSON.stringify(element.value)}`;
}

/** The session must be subscribed to these. */
export const NAVIGATION_EVENTS = [
  'browsingContext.navigationCommitted',
  'browsingContext.navigationFailed',
  'browsingContext.fragmentNavigated',
];

export class FirefoxTab extends FirefoxView implements Tab {
  readonly #context: string;
  readonly #inChrome: (expression: string) => Promise<unknown>;

  constructor(wire: Wire, context: string, inChrome: (expression: string) => Promise<unknown>) {
    super(wire, async () => context);
    this.#context = context;
    this.#inChrome = inChrome;
  }

  goto(url: string): Promise<void> {
    return this.#navigate('browsingContext.navigate', { url, wait: 'none' });
  }

  reload(): Promise<void> {
    return this.#navigate('browsingContext.reload', { wait: 'none' });
  }

  async press(key: string): Promise<void> {
    await this.wire.send('browsingContext.activate', { context: this.#context });
    await this.wire.send('input.performActions', {
      context: this.#context,
      actions: [{ type: 'key', id: 'keyboard', actions: keyActions(key) }],
    });
  }

  frame(urlPart: string): View {
    return new FrameOfTab(this.wire, this.#context, urlPart);
  }

  frameText(urlPart: string): Promise<string> {
    return this.frame(urlPart).text();
  }

  async screenshot(path: string): Promise<void> {
    await this.wire.send('browsingContext.activate', { context: this.#context });
    const { data } = await this.wire.send<{ data: string }>('browsingContext.captureScreenshot', {
      context: this.#context,
    });
    await writeFile(path, Buffer.from(data, 'base64'));
  }

  async setViewport(viewport: Viewport | null): Promise<void> {
    await this.wire.send('browsingContext.setViewport', { context: this.#context, viewport });
  }

  async colorScheme(scheme: 'light' | 'dark'): Promise<void> {
    const override = scheme === 'dark' ? 0 : 1;
    await this.#inChrome(
      `Services.prefs.setIntPref('layout.css.prefers-color-scheme.content-override', ${override})`,
    );
    // The page's process hears of it a moment later.
    await poll(
      async () =>
        (await this.evaluate(
          (scheme) => matchMedia(`(prefers-color-scheme: ${scheme})`).matches,
          scheme,
        )) || undefined,
      5000,
      () => `the page does not turn ${scheme}`,
    );
  }

  async close(): Promise<void> {
    await this.wire.send('browsingContext.close', { context: this.#context }).catch((error) => {
      if (!(error instanceof WireError && error.code === 'no such frame')) throw error;
    });
  }

  /** Firefox answers as soon as a navigation began; an event says how it went. */
  async #navigate(method: string, params: object): Promise<void> {
    let stop = () => {};
    const over = new Promise<void>((resolve) => {
      stop = this.wire.listen((event, params) => {
        const { context } = params as { context?: string };
        if (context === this.#context && NAVIGATION_EVENTS.includes(event)) resolve();
      });
    });
    const limit = new AbortController();
    const begun = this.wire.send(method, { context: this.#context, ...params }).catch((error) => {
      if (error instanceof WireError && ['no such frame', 'closed'].includes(error.code))
        throw error;
    });
    try {
      await Promise.race([
        begun.then(() => over),
        pause(NAVIGATION_TIMEOUT_MS, undefined, { signal: limit.signal }).catch(() => {}),
      ]);
    } finally {
      limit.abort();
      stop();
    }
  }
}

class FrameOfTab extends FirefoxView {
  readonly #tab: string;

  constructor(wire: Wire, tab: string, urlPart: string) {
    super(wire, async () => {
      const { contexts } = await wire.send<{ contexts: ContextInfo[] }>('browsingContext.getTree', {
        root: tab,
      });
      const below = (info: ContextInfo): ContextInfo[] =>
        (info.children ?? []).flatMap((child) => [child, ...below(child)]);
      const found = contexts.flatMap(below).find(({ url }) => url.includes(urlPart));
      if (found === undefined) throw new Error(`no frame with ${urlPart}`);
      return found.context;
    });
    this.#tab = tab;
  }

  protected override async top(): Promise<string> {
    return this.#tab;
  }
}
