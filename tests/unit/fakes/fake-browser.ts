import type { DeclarativeNetRequest, WebRequest } from 'webextension-polyfill';
import messages from '../../../public/_locales/en/messages.json' with { type: 'json' };
import { FakeResponses, fakePage } from './fake-responses.ts';

/**
 * As much of the extension API as the platform uses, as strict as the browsers: storage takes only
 * what JSON can say and hands out copies, a rule's id is taken once in its set, an update of rules is
 * done wholly or not at all, a set of rules has an end, every call takes its time. What it does not
 * have, throws.
 *
 *     vi.mock('webextension-polyfill', async () => ({
 *       default: (await import('../fakes/fake-browser.ts')).fakeBrowser,
 *     }));
 */

const OWN_ID = 'tollpass@example';
const OWN_URL = 'moz-extension://0b1c/';

/** Of either set of rules: dynamic, or of the session. */
const MOST_RULES = 5000;

/** One storage area. */
export interface FakeArea {
  /** What lies in it, as text: what a thief would find. */
  text(): string;
  /** What a program of another version, or an accident, left there. */
  put(key: string, value: unknown): void;
  value(key: string): unknown;
  /** How many writes were made. */
  writes(): number;
  /** The keys of each write, in order. */
  written(): readonly (readonly string[])[];
  /** How many values were handed out. */
  valuesRead(): number;
  failing: 'reads' | 'writes' | 'all' | null;
}

function fakeArea() {
  const entries = new Map<string, string>();
  let written: string[][] = [];
  let valuesRead = 0;
  const area: FakeArea = {
    failing: null,
    text: () => JSON.stringify([...entries]),
    put: (key, value) => void entries.set(key, JSON.stringify(value)),
    value: (key) => read([key])[key],
    writes: () => written.length,
    written: () => structuredClone(written),
    valuesRead: () => valuesRead,
  };
  function read(keys: readonly string[]): Record<string, unknown> {
    const found: Record<string, unknown> = {};
    for (const key of keys) {
      const text = entries.get(key);
      if (text !== undefined) found[key] = JSON.parse(text);
    }
    return found;
  }
  function attempt(what: 'reads' | 'writes'): void {
    if (area.failing === what || area.failing === 'all') {
      throw new Error(what === 'writes' ? 'QUOTA_BYTES quota exceeded' : 'IO error: .ldb missing');
    }
  }
  return {
    area,
    clear() {
      entries.clear();
      written = [];
      valuesRead = 0;
      area.failing = null;
    },
    api: {
      /** One key, several, or with null all there is. */
      async get(of: string | readonly string[] | null): Promise<Record<string, unknown>> {
        const keys = typeof of === 'string' ? [of] : of === null ? [...entries.keys()] : [...of];
        await Promise.resolve();
        attempt('reads');
        const found = read(keys);
        valuesRead += Object.keys(found).length;
        return found;
      },
      async getKeys(): Promise<string[]> {
        await Promise.resolve();
        attempt('reads');
        return [...entries.keys()];
      },
      async set(values: Record<string, unknown>): Promise<void> {
        // The copy is made at the call, as the browsers do.
        const copies = Object.entries(values).map(([key, value]): [string, string] => {
          const text = JSON.stringify(value);
          if (text === undefined) throw new TypeError(`cannot store ${key}`);
          return [key, text];
        });
        await Promise.resolve();
        attempt('writes');
        written.push(copies.map(([key]) => key));
        for (const [key, text] of copies) entries.set(key, text);
      },
      async remove(of: string | readonly string[]): Promise<void> {
        await Promise.resolve();
        attempt('writes');
        for (const key of typeof of === 'string' ? [of] : of) entries.delete(key);
      },
    },
  };
}

function fakeEvent<A extends unknown[]>() {
  const listeners = new Set<(...args: A) => void>();
  return {
    addListener: (listener: (...args: A) => void) => void listeners.add(listener),
    removeListener: (listener: (...args: A) => void) => void listeners.delete(listener),
    emit: (...args: A) => {
      for (const listener of listeners) listener(...args);
    },
    clear: () => listeners.clear(),
  };
}

const local = fakeArea();
const session = fakeArea();
const windowRemoved = fakeEvent<[number]>();
const requestFailed = fakeEvent<[WebRequest.OnErrorOccurredDetailsType]>();
const responses = new FakeResponses();
const dynamicRules = fakeRules();
const sessionRules = fakeRules();
let rulesFail = false;
let tabListeners: ((tabId: number) => void)[] = [];
let tabs: { id: number; url: string | undefined; reloads: number }[] = [];
let windows: { id: number; url: string; focused: number }[] = [];
let windowSerial = 0;
/** The id of the one tab in a window. */
const windowTab = (id: number): number => 10_000 + id;
let windowsFail = false;
let tabMessages: { id: number; message: unknown; frameId: number | undefined }[] = [];
let frames = new Map<number, readonly FakeFrame[]>();
let scripts: RegisteredScript[] = [];
let scriptsFail = false;

/** A frame of a tab, and what its document says of itself. */
export interface FakeFrame {
  readonly frameId: number;
  readonly parentFrameId: number;
  readonly url: string;
  /** The text "null" for an opaque one. */
  readonly origin: string;
}

/** A content script that was registered while the extension runs. */
interface RegisteredScript {
  readonly id: string;
  readonly js: readonly string[];
  readonly matches: readonly string[];
  readonly [other: string]: unknown;
}
/** A cookie of the jar. */
export interface FakeCookie {
  readonly name: string;
  readonly value: string;
  readonly domain: string;
  readonly path: string;
  readonly httpOnly: boolean;
  readonly secure: boolean;
  readonly hostOnly: boolean;
  readonly sameSite: string;
  readonly storeId: string;
  readonly expirationDate?: number;
  readonly partitionKey?: { readonly topLevelSite?: string };
}
const cookieChanged = fakeEvent<[{ removed: boolean; cookie: FakeCookie }]>();
let cookies: FakeCookie[] = [];
let ran: { tabId: number; files: readonly string[] }[] = [];
let sessionAccess: string | null = null;
const alarms = new Map<string, number>();
const REDIRECT = 'https://0b1c.extensions.example/';
/** What the user does in the window of a login: the URL that it ends with, or closes it. */
let inAuthWindow: (url: string) => Promise<string> = closed;
let badges = new Map<number, string>();

async function closed(): Promise<never> {
  throw new Error('User cancelled or denied access.');
}

/** The browser that a test looks into. */
export const browserState = {
  local: local.area,
  session: session.area,
  /** Who may read the session's area, as far as that was said. */
  sessionAccess: () => sessionAccess,
  /** When each alarm goes off. */
  alarms: (): ReadonlyMap<string, number> => new Map(alarms),
  rules: dynamicRules.all,
  sessionRules: sessionRules.all,
  /** How often the dynamic rules were changed. */
  ruleUpdates: dynamicRules.updates,
  set rulesFail(fail: boolean) {
    rulesFail = fail;
  },
  windows: () => structuredClone(windows),
  /** How many were ever opened. */
  windowsOpened: () => windowSerial,
  redirectUri: REDIRECT,
  set inAuthWindow(act: (url: string) => Promise<string>) {
    inAuthWindow = act;
  },
  /** What the toolbar button of a tab says. */
  badge: (tabId: number) => badges.get(tabId) ?? '',
  set windowsFail(fail: boolean) {
    windowsFail = fail;
  },
  /** The user opens a tab, or goes elsewhere in it. Without a URL: a page that we may not see. */
  showTab(id: number, url?: string): void {
    const known = tabs.find((one) => one.id === id);
    if (known === undefined) tabs.push({ id, url, reloads: 0 });
    else known.url = url;
  },
  closeTab(id: number): void {
    tabs = tabs.filter((one) => one.id !== id);
    for (const closed of tabListeners) closed(id);
  },
  showFrames(tabId: number, of: readonly FakeFrame[]): void {
    frames.set(tabId, of);
  },
  /** What the content scripts of tabs were told. */
  tabMessages: () => structuredClone(tabMessages),
  scripts: () => structuredClone(scripts),
  /** The extension is updated: registered scripts are forgotten. */
  forgetScripts(): void {
    scripts = [];
  },
  set scriptsFail(fail: boolean) {
    scriptsFail = fail;
  },
  /** How often a tab was loaded again. */
  reloads: (id: number) => tabs.find((one) => one.id === id)?.reloads ?? 0,
  /** The user closes a window. */
  closeWindow(id: number): void {
    windows = windows.filter((one) => one.id !== id);
    windowRemoved.emit(id);
  },
  /** The headers of responses arrive in one batch: what becomes of each. */
  respondEach: (...batch: Parameters<FakeResponses['tell']>[0]): Promise<unknown>[] =>
    responses.tell(batch),
  /** The same, once all of them are answered. */
  respond: (...batch: Parameters<FakeResponses['tell']>[0]): Promise<unknown[]> =>
    Promise.all(responses.tell(batch)),
  /** The background's own page. */
  page: () => fakePage(responses),
  cookies: () => structuredClone(cookies),
  /** A response sets a cookie. */
  setCookie(cookie: FakeCookie): void {
    cookies = [...cookies.filter((one) => !isSameCookie(one, cookie)), cookie];
    cookieChanged.emit({ removed: false, cookie });
  },
  /** A response takes cookies of that name away. */
  dropCookie(name: string): void {
    for (const cookie of cookies.filter((one) => one.name === name)) {
      cookies = cookies.filter((one) => one !== cookie);
      cookieChanged.emit({ removed: true, cookie });
    }
  },
  /** The scripts that were run in open tabs. */
  ran: () => structuredClone(ran),
  ownUrl: OWN_URL,
  ownId: OWN_ID,
  reset(): void {
    local.clear();
    session.clear();
    windowRemoved.clear();
    requestFailed.clear();
    responses.reset();
    dynamicRules.clear();
    sessionRules.clear();
    rulesFail = false;
    tabs = [];
    tabListeners = [];
    windows = [];
    windowsFail = false;
    windowSerial = 0;
    tabMessages = [];
    frames = new Map();
    scripts = [];
    scriptsFail = false;
    cookies = [];
    cookieChanged.clear();
    ran = [];
    sessionAccess = null;
    alarms.clear();
    inAuthWindow = closed;
    badges = new Map();
  },
};

interface RuleChange {
  readonly removeRuleIds?: readonly number[];
  readonly addRules?: readonly DeclarativeNetRequest.Rule[];
}

/** One set of rules: the dynamic ones, or those of the session. */
function fakeRules() {
  let rules: DeclarativeNetRequest.Rule[] = [];
  let updates = 0;
  return {
    all: () => structuredClone(rules),
    updates: () => updates,
    clear() {
      rules = [];
      updates = 0;
    },
    async get(): Promise<DeclarativeNetRequest.Rule[]> {
      await Promise.resolve();
      if (rulesFail) throw new Error('Internal error.');
      return structuredClone(rules);
    },
    async update({ removeRuleIds = [], addRules = [] }: RuleChange): Promise<void> {
      await Promise.resolve();
      if (rulesFail) throw new Error('Internal error.');
      const removed = new Set(removeRuleIds);
      const kept = rules.filter((rule) => !removed.has(rule.id));
      const taken = new Set(kept.map((rule) => rule.id));
      for (const rule of addRules) {
        if (taken.has(rule.id))
          throw new Error(`Rule with id ${rule.id} does not have a unique ID.`);
        taken.add(rule.id);
        checkRule(rule);
      }
      if (taken.size > MOST_RULES) throw new Error('Rule count exceeded.');
      rules = [...kept, ...structuredClone([...addRules])];
      updates += 1;
    },
  };
}

/** @throws on what either browser would refuse */
function checkRule(rule: DeclarativeNetRequest.Rule): void {
  const { id, condition, action } = rule;
  if (!Number.isInteger(id) || id < 1) throw new Error(`rule id ${id}`);
  // Without a filter: every URL.
  const { urlFilter = '*' } = condition;
  if (!/^[\x20-\x7e]+$/.test(urlFilter)) throw new Error(`rule ${id}: urlFilter is not ASCII`);
  if (urlFilter.startsWith('||*')) throw new Error(`rule ${id}: urlFilter is too wide`);
  if (condition.resourceTypes?.length === 0) throw new Error(`rule ${id}: no resource types`);
  for (const header of action.requestHeaders ?? []) {
    if (/[\r\n\0]/.test(header.value ?? '')) throw new Error(`rule ${id}: bad header value`);
  }
}

const members = {
  runtime: { id: OWN_ID, getURL: (path: string) => `${OWN_URL}${path}` },
  i18n: {
    getMessage(name: string, filled: readonly string[] = []): string {
      const { message = '' } = (messages as Record<string, { message: string }>)[name] ?? {};
      return message.replace(/\$([1-9])/g, (_, place) => filled[Number(place) - 1] ?? '');
    },
  },
  storage: {
    local: local.api,
    session: {
      ...session.api,
      async setAccessLevel({ accessLevel }: { accessLevel: string }): Promise<void> {
        sessionAccess = accessLevel;
      },
    },
  },
  alarms: {
    async create(name: string, { when }: { when: number }): Promise<void> {
      alarms.set(name, when);
    },
    async clear(name: string): Promise<boolean> {
      return alarms.delete(name);
    },
  },
  identity: {
    getRedirectURL: () => REDIRECT,
    launchWebAuthFlow: ({ url }: { url: string }) => inAuthWindow(url),
  },
  action: {
    async setBadgeText({ tabId, text }: { tabId: number; text: string }): Promise<void> {
      badges.set(tabId, text);
    },
    async setTitle(): Promise<void> {},
    async setBadgeBackgroundColor(): Promise<void> {},
  },
  webRequest: {
    onErrorOccurred: requestFailed,
    onHeadersReceived: responses.event,
  },
  windows: {
    onRemoved: windowRemoved,
    async create({ url }: { url: string }): Promise<{ id: number; tabs: { id: number }[] }> {
      await Promise.resolve();
      if (windowsFail) throw new Error('no window for you');
      windowSerial += 1;
      windows.push({ id: windowSerial, url, focused: 0 });
      return { id: windowSerial, tabs: [{ id: windowTab(windowSerial) }] };
    },
    async update(id: number): Promise<void> {
      await Promise.resolve();
      const known = windows.find((one) => one.id === id);
      if (known === undefined) throw new Error(`No window with id: ${id}.`);
      known.focused += 1;
    },
  },
  declarativeNetRequest: {
    getDynamicRules: () => dynamicRules.get(),
    updateDynamicRules: (change: RuleChange) => dynamicRules.update(change),
    getSessionRules: () => sessionRules.get(),
    updateSessionRules: (change: RuleChange) => sessionRules.update(change),
  },
  tabs: {
    onRemoved: {
      addListener(listener: (tabId: number) => void): void {
        tabListeners.push(listener);
      },
      removeListener(listener: (tabId: number) => void): void {
        tabListeners = tabListeners.filter((one) => one !== listener);
      },
    },
    async get(id: number): Promise<{ id: number; url?: string }> {
      await Promise.resolve();
      const { url } = tabOf(id);
      return url === undefined ? { id } : { id, url };
    },
    /** Of the tabs in windows that we opened. With its only tab a window goes. */
    async remove(id: number): Promise<void> {
      await Promise.resolve();
      const window = windows.find((one) => windowTab(one.id) === id);
      if (window === undefined) throw new Error(`No tab with id: ${id}.`);
      browserState.closeWindow(window.id);
    },
    async reload(id: number): Promise<void> {
      await Promise.resolve();
      tabOf(id).reloads += 1;
    },
    /** @param url match patterns that end in a star */
    async query({
      url: patterns,
    }: {
      url?: string[];
    } = {}): Promise<{ id: number; url?: string }[]> {
      await Promise.resolve();
      const isAsked = (of: string | undefined): boolean =>
        patterns?.some((pattern) => of?.startsWith(pattern.slice(0, -1))) ?? true;
      const shown = tabs.filter(({ url }) => isAsked(url));
      return shown.map(({ id, url }) => (url === undefined ? { id } : { id, url }));
    },
    async sendMessage(id: number, message: unknown, to?: { frameId?: number }): Promise<void> {
      await Promise.resolve();
      tabOf(id);
      tabMessages.push({ id, message, frameId: to?.frameId });
    },
  },
  webNavigation: {
    async getAllFrames({ tabId }: { tabId: number }): Promise<object[]> {
      await Promise.resolve();
      return framesOf(tabId).map(({ origin: _, ...told }) => told);
    },
  },
  cookies: {
    onChanged: cookieChanged,
    async getAll(of: { url: string; name?: string; partitionKey?: object }): Promise<FakeCookie[]> {
      await Promise.resolve();
      return structuredClone(
        cookies.filter(
          (one) =>
            isSentTo(one, of.url) &&
            (of.name === undefined || one.name === of.name) &&
            (of.partitionKey !== undefined || one.partitionKey === undefined),
        ),
      );
    },
    async set({
      url,
      ...given
    }: Partial<FakeCookie> & { url: string; name: string }): Promise<void> {
      await Promise.resolve();
      if (given.secure === true && !url.startsWith('https:')) throw new Error('not a secure URL');
      const base = { path: '/', httpOnly: false, secure: false, sameSite: 'lax', storeId: '0' };
      const { hostname } = new URL(url);
      const host = { value: '', domain: hostname, hostOnly: given.domain === undefined };
      browserState.setCookie({ ...base, ...host, ...given });
    },
    async remove(of: { url: string; name: string; partitionKey?: object }): Promise<void> {
      await Promise.resolve();
      const isMeant = (one: FakeCookie): boolean =>
        one.name === of.name &&
        isSentTo(one, of.url) &&
        JSON.stringify(one.partitionKey) === JSON.stringify(of.partitionKey);
      for (const cookie of cookies.filter(isMeant)) {
        cookies = cookies.filter((one) => one !== cookie);
        cookieChanged.emit({ removed: true, cookie });
      }
    },
  },
  scripting: {
    /** What runs must stand for itself: it is handed over as its source. */
    async executeScript(of: Injection): Promise<{ result: unknown }[]> {
      await Promise.resolve();
      const { tabId } = of.target;
      if ('files' in of) {
        ran.push({ tabId: tabOf(tabId).id, files: of.files });
        return [];
      }
      const source = of.func.toString();
      return of.target.frameIds.map((frameId) => {
        const frame = framesOf(tabId).find((one) => one.frameId === frameId);
        if (frame === undefined) throw new Error(`No frame with ID: ${frameId}`);
        const run = new Function('self', 'location', 'args', `return (${source})(...args)`);
        const view = viewOf(frame, framesOf(tabId));
        return { frameId, result: run(view, view.location, of.args ?? []) };
      });
    },
    async getRegisteredContentScripts({ ids }: { ids: string[] }): Promise<RegisteredScript[]> {
      await Promise.resolve();
      if (scriptsFail) throw new Error('Internal error.');
      return structuredClone(scripts.filter(({ id }) => ids.includes(id)));
    },
    async registerContentScripts(added: RegisteredScript[]): Promise<void> {
      await Promise.resolve();
      if (scriptsFail) throw new Error('Internal error.');
      const twice = added.find(({ id }) => scripts.some((one) => one.id === id));
      if (twice !== undefined) throw new Error(`Duplicate script ID '${twice.id}'`);
      scripts = [...scripts, ...structuredClone(added)];
    },
    async unregisterContentScripts({ ids }: { ids: string[] }): Promise<void> {
      await Promise.resolve();
      const unknown = ids.find((id) => !scripts.some((one) => one.id === id));
      if (unknown !== undefined) throw new Error(`Nonexistent script ID '${unknown}'`);
      scripts = scripts.filter(({ id }) => !ids.includes(id));
    },
  },
};

type Injection =
  | {
      readonly target: { readonly tabId: number; readonly frameIds: readonly number[] };
      readonly func: (...args: readonly unknown[]) => unknown;
      readonly args?: readonly unknown[];
    }
  | { readonly target: { readonly tabId: number }; readonly files: string[] };

/** Where nothing was said of a tab's frames, it has its own document alone. */
function framesOf(tabId: number): readonly FakeFrame[] {
  const known = frames.get(tabId);
  if (known !== undefined) return known;
  const { url } = tabOf(tabId);
  if (url === undefined) throw new Error('Missing host permission for the tab');
  return [{ frameId: 0, parentFrameId: -1, url, origin: new URL(url).origin }];
}

/** What a document's own scripts see of it. */
interface FakeView {
  readonly origin: string;
  readonly location: { readonly href: string; readonly origin: string };
  readonly parent: FakeView;
}

function viewOf(frame: FakeFrame, all: readonly FakeFrame[]): FakeView {
  const { url: href, origin } = frame;
  const above = all.find(({ frameId }) => frameId === frame.parentFrameId);
  const view: FakeView = {
    origin,
    location: { href, origin: new URL(href).origin },
    get parent() {
      if (above === undefined) return view;
      const parent = viewOf(above, all);
      if (above.origin === origin && origin !== 'null') return parent;
      return {
        ...parent,
        get location(): never {
          throw new Error('SecurityError');
        },
      };
    },
  };
  return view;
}

function isSameCookie(a: FakeCookie, b: FakeCookie): boolean {
  const key = ({ name, domain, path, partitionKey }: FakeCookie) =>
    JSON.stringify([name, domain, path, partitionKey]);
  return key(a) === key(b);
}

/** A plain URL is not told of secure cookies (Firefox). */
function isSentTo({ domain, path, secure }: FakeCookie, url: string): boolean {
  const { hostname, pathname, protocol } = new URL(url);
  return (
    hostname.endsWith(domain.replace(/^\./, '')) &&
    pathname.startsWith(path) &&
    (!secure || protocol === 'https:')
  );
}

function tabOf(id: number) {
  const known = tabs.find((one) => one.id === id);
  if (known === undefined) throw new Error(`No tab with id: ${id}.`);
  return known;
}

/** Refuses what the fake does not have, instead of handing out `undefined`. */
function strict<T extends object>(of: T, name: string): T {
  return new Proxy(of, {
    get(target, key) {
      if (typeof key === 'symbol' || key === 'then') return undefined;
      if (!Object.hasOwn(target, key)) throw new Error(`${name}.${key} is not in the fake browser`);
      const value = (target as Record<string, unknown>)[key];
      return typeof value === 'object' && value !== null ? strict(value, `${name}.${key}`) : value;
    },
  });
}

export const fakeBrowser = strict(members, 'browser');
