/**
 * One interface over both browsers, so that one suite drives the built extension in each of them.
 * `chromium.ts` stands on Playwright; `firefox.ts` on WebDriver BiDi, because Playwright cannot
 * load an extension into a Firefox as distributed.
 */

export type BrowserName = 'chromium' | 'firefox';

/** A document: a tab's own, or the one in a frame of it. Selectors are CSS. */
export interface View {
  url(): Promise<string>;
  /** The text that is shown, or '' where there is no body. Survives navigations in flight. */
  text(): Promise<string>;
  /**
   * Runs in the page's own world. Argument and result travel as JSON. Rejects with the page's error,
   * and when the document goes away meanwhile.
   */
  evaluate<A, R>(fn: (arg: A) => R | Promise<R>, arg: A): Promise<R>;
  /**
   * A trusted mouse click on the first match, once it is visible, enabled and not covered (10 s).
   * A click that closes its own page is a success.
   */
  click(selector: string): Promise<void>;
  /** Replaces the value of a text field; the page sees trusted input events. */
  fill(selector: string, value: string): Promise<void>;
  /** Rejects with what was shown instead. Default 15 s. */
  waitForText(text: string | RegExp, timeoutMs?: number): Promise<void>;
  /** Present in the document, visible or not. Rejects with what was shown instead. Default 15 s. */
  waitForSelector(selector: string, timeoutMs?: number): Promise<void>;
}

export interface Viewport {
  readonly width: number;
  readonly height: number;
}

export interface Tab extends View {
  /**
   * Resolves when the navigation committed or failed. Never rejects for an error page, nor for a
   * navigation that the extension cancels, restarts or redirects: look at the text. Where the
   * extension holds it (Firefox, until somebody approves) it resolves after 30 s, so do not await it
   * before approving.
   */
  goto(url: string): Promise<void>;
  /**
   * Resolves like `goto`. A document that came of a form: Chromium's protocol sends the form again
   * without the question that users get; Firefox asks, and nothing happens for 30 s.
   */
  reload(): Promise<void>;
  /** A key as in `KeyboardEvent.key`, after any of `Control+`, `Shift+`, `Alt+`, `Meta+`. */
  press(key: string): Promise<void>;
  /** The child frame, at any depth, whose URL contains `urlPart`; looked up on every call. */
  frame(urlPart: string): View;
  frameText(urlPart: string): Promise<string>;
  /** PNG of what the tab shows. */
  screenshot(path: string): Promise<void>;
  /** In CSS pixels; null for what the window has by itself. */
  setViewport(size: Viewport | null): Promise<void>;
  /** What `prefers-color-scheme` says. In Firefox this is the whole browser's. */
  colorScheme(scheme: 'light' | 'dark'): Promise<void>;
  close(): Promise<void>;
}

export interface Browser {
  readonly name: BrowserName;
  /** `chrome-extension://…` or `moz-extension://…`, without a slash at the end. */
  readonly extensionOrigin: string;
  newTab(): Promise<Tab>;
  /** A tab in a private window of its own. */
  privateTab(): Promise<Tab>;
  /** Opens a page of the extension in a new tab; resolves once it has loaded. */
  extensionPage(path: string): Promise<Tab>;
  /** Every page of every window, but for the driver's own (`quietPage`). */
  windows(): Promise<Tab[]>;
  /** A page whose URL contains `urlPart`, such as a window that the extension opened. Default 15 s. */
  waitForPage(urlPart: string, timeoutMs?: number): Promise<Tab>;
  /**
   * `runtime.sendMessage` and its answer. The sender is the extension's `manifest.json` in a tab,
   * a document of the extension that runs nothing of its own; give the `path` of a page to send
   * from that one instead (opened for this call only). Rejects if the background does, or dies.
   */
  callExtension<T>(message: unknown, path?: string): Promise<T>;
  /**
   * Presses the key of a command of the manifest, in the browser's own window. Rejects in Chromium: no
   * driver's key comes as far as its shortcuts.
   */
  pressCommand(name: string): Promise<void>;
  /**
   * Clicks on a notification. Firefox shows its own; of Chromium's no driver has any, so there the
   * event is fired in the extension's worker, which has to be awake.
   */
  clickNotice(id: string): Promise<void>;
  /** Ends the background as the browser does when it suspends it; the next event starts it again. */
  killBackground(): Promise<void>;
  /** Quits and starts again with the same profile and extension. This object is of no use then. */
  restart(): Promise<Browser>;
  /** Quits, and deletes the profile unless it was given to `launch`. */
  close(): Promise<void>;
}

export interface LaunchOptions {
  /** Directory of the built extension for that browser. */
  readonly extension: string;
  /** Directories of further extensions, which stay whatever the driver does with the first. */
  readonly others?: readonly string[];
  /** A profile directory to use and keep. Without it: a new one, deleted at `close`. */
  readonly profile?: string;
  /** Names that shall resolve to this machine, such as `toll.test`. */
  readonly hosts?: readonly string[];
  /** Certificates are checked, as users' browsers do. */
  readonly checksCertificates?: boolean;
  /** A folder for what the browser prints, and what any page or worker in it says to its console. */
  readonly logs?: string;
  /**
   * The language of its interface, such as `de`; without it that of the system. Debian keeps them in
   * packages of their own (`tools/install.mjs`); a browser without it takes English.
   */
  readonly language?: string;
  /** Notifications stay until they are pressed, in Firefox without a desktop too. */
  readonly notices?: boolean;
  /** False for a window on the screen; true without it. */
  readonly headless?: boolean;
}

/**
 * Headless, unless asked for a window. Certificates are not checked by default, so that a local
 * server can speak HTTPS. The browser ends with this process, however that ends. Paths: `CHROMIUM` and
 * `FIREFOX` in the environment.
 */
export async function launch(name: BrowserName, options: LaunchOptions): Promise<Browser> {
  if (name === 'chromium') return (await import('./chromium.js')).launchChromium(options);
  return (await import('./firefox.js')).launchFirefox(options);
}
