import type { DeclarativeNetRequest, WebRequest } from 'webextension-polyfill';

/**
 * As much of the extension API as the platform uses, as strict as the browsers: storage takes only
 * what JSON can say and hands out copies, a rule's id is taken once, an update of rules is done
 * wholly or not at all, every call takes its time. What it does not have, throws.
 *
 *     vi.mock('webextension-polyfill', async () => ({
 *       default: (await import('../fakes/fake-browser.ts')).fakeBrowser,
 *     }));
 */

const OWN_ID = 'tollpass@example';
const OWN_URL = 'moz-extension://0b1c/';

/** One storage area. */
export interface FakeArea {
  /** What lies in it, as text: what a thief would find. */
  text(): string;
  /** What a program of another version, or an accident, left there. */
  put(key: string, value: unknown): void;
  value(key: string): unknown;
  /** How many writes were made. */
  writes(): number;
  failing: 'reads' | 'writes' | 'all' | null;
}

function fakeArea() {
  const entries = new Map<string, string>();
  let writes = 0;
  const area: FakeArea = {
    failing: null,
    text: () => JSON.stringify([...entries]),
    put: (key, value) => void entries.set(key, JSON.stringify(value)),
    value: (key) => read(key)[key],
    writes: () => writes,
  };
  function read(key: string): Record<string, unknown> {
    const text = entries.get(key);
    return text === undefined ? {} : { [key]: JSON.parse(text) };
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
      writes = 0;
      area.failing = null;
    },
    api: {
      async get(key: string): Promise<Record<string, unknown>> {
        await Promise.resolve();
        attempt('reads');
        return read(key);
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
        writes += 1;
        for (const [key, text] of copies) entries.set(key, text);
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
type HeadersReceived = WebRequest.OnHeadersReceivedDetailsType;
let headersReceived: ((details: HeadersReceived) => unknown) | null = null;
let rules: DeclarativeNetRequest.Rule[] = [];
let ruleUpdates = 0;
let rulesFail = false;
let windows: { id: number; url: string; focused: number }[] = [];
let windowSerial = 0;
let windowsFail = false;

/** The browser that a test looks into. */
export const browserState = {
  local: local.area,
  session: session.area,
  rules: () => structuredClone(rules),
  ruleUpdates: () => ruleUpdates,
  set rulesFail(fail: boolean) {
    rulesFail = fail;
  },
  windows: () => structuredClone(windows),
  set windowsFail(fail: boolean) {
    windowsFail = fail;
  },
  /** The user closes a window. */
  closeWindow(id: number): void {
    windows = windows.filter((one) => one.id !== id);
    windowRemoved.emit(id);
  },
  /**
   * The headers of responses arrive, told as Firefox tells a batch: one call after the other, and
   * nothing is taken of the answers before all are there.
   */
  respond: (...batch: readonly Partial<HeadersReceived>[]): Promise<unknown[]> =>
    Promise.all(batch.map((details) => headersReceived?.(details as HeadersReceived))),
  ownUrl: OWN_URL,
  ownId: OWN_ID,
  reset(): void {
    local.clear();
    session.clear();
    windowRemoved.clear();
    requestFailed.clear();
    headersReceived = null;
    rules = [];
    ruleUpdates = 0;
    rulesFail = false;
    windows = [];
    windowsFail = false;
  },
};

/** @throws on what either browser would refuse */
function checkRule(rule: DeclarativeNetRequest.Rule): void {
  const { id, condition, action } = rule;
  if (!Number.isInteger(id) || id < 1) throw new Error(`rule id ${id}`);
  const { urlFilter = '' } = condition;
  if (!/^[\x20-\x7e]+$/.test(urlFilter)) throw new Error(`rule ${id}: urlFilter is not ASCII`);
  if (urlFilter.startsWith('||*')) throw new Error(`rule ${id}: urlFilter is too wide`);
  if (condition.resourceTypes?.length === 0) throw new Error(`rule ${id}: no resource types`);
  for (const header of action.requestHeaders ?? []) {
    if (/[\r\n\0]/.test(header.value ?? '')) throw new Error(`rule ${id}: bad header value`);
  }
}

const members = {
  runtime: { id: OWN_ID, getURL: (path: string) => `${OWN_URL}${path}` },
  storage: { local: local.api, session: session.api },
  webRequest: {
    onErrorOccurred: requestFailed,
    onHeadersReceived: {
      addListener(listener: (details: HeadersReceived) => unknown): void {
        headersReceived = listener;
      },
    },
  },
  windows: {
    onRemoved: windowRemoved,
    async create({ url }: { url: string }): Promise<{ id: number }> {
      await Promise.resolve();
      if (windowsFail) throw new Error('no window for you');
      windowSerial += 1;
      windows.push({ id: windowSerial, url, focused: 0 });
      return { id: windowSerial };
    },
    async update(id: number): Promise<void> {
      await Promise.resolve();
      const known = windows.find((one) => one.id === id);
      if (known === undefined) throw new Error(`No window with id: ${id}.`);
      known.focused += 1;
    },
  },
  declarativeNetRequest: {
    async getDynamicRules(): Promise<DeclarativeNetRequest.Rule[]> {
      await Promise.resolve();
      if (rulesFail) throw new Error('Internal error.');
      return structuredClone(rules);
    },
    async updateDynamicRules({
      removeRuleIds = [],
      addRules = [],
    }: {
      removeRuleIds?: number[];
      addRules?: DeclarativeNetRequest.Rule[];
    }): Promise<void> {
      await Promise.resolve();
      if (rulesFail) throw new Error('Internal error.');
      const kept = rules.filter((rule) => !removeRuleIds.includes(rule.id));
      const taken = new Set(kept.map((rule) => rule.id));
      for (const rule of addRules) {
        if (taken.has(rule.id))
          throw new Error(`Rule with id ${rule.id} does not have a unique ID.`);
        taken.add(rule.id);
        checkRule(rule);
      }
      rules = [...kept, ...structuredClone(addRules)];
      ruleUpdates += 1;
    },
  },
};

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
