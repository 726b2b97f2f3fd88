import browser, { type Cookies } from 'webextension-polyfill';

/**
 * The browser's own cookies, which tabs use too. Values pass through here and go no further: they are
 * kept nowhere but in the jar itself, and for half a minute in memory.
 *
 * What a login of the background sets is in the jar of ordinary tabs in both browsers, whatever its
 * `SameSite` says. One with `Partitioned` is so in Firefox; Chromium files it under our own origin,
 * where no tab looks (measured), so it is taken from there to where the site's own pages look.
 * Not reached: the jars of Firefox's containers.
 */
export interface CookieJar {
  /** Does what sets cookies at this URL, and tells which: names, the session's first. */
  during<T>(url: string, work: () => Promise<T>): Promise<{ result: T; set: readonly string[] }>;
  /** When a cookie runs out, in milliseconds since 1970; null with the browser. Null if there is none. */
  find(url: string, name: string): Promise<{ readonly expires: number | null } | null>;
  /**
   * Whether what the last login at this URL set is still there.
   * @param mayPutBack puts back what was taken away within half a minute of it
   */
  keep(
    url: string,
    names: readonly string[],
    mayPutBack: boolean,
  ): Promise<'kept' | 'put_back' | 'gone'>;
  remove(url: string, names: readonly string[]): Promise<void>;
}

/** The polyfill's types lack what Chrome has, and Chrome refuses what it does not know. */
type Cookie = Cookies.Cookie & {
  readonly partitionKey?: { readonly topLevelSite?: string } | null;
};

const IS_FIREFOX = import.meta.env.MODE === 'firefox';
/** With `privacy.firstparty.isolate`, Firefox wants to be told that any will do. */
const EVERYWHERE = IS_FIREFOX ? { partitionKey: {}, firstPartyDomain: null } : { partitionKey: {} };

/** So long after a login its cookies are remembered. */
const REMEMBERED_MS = 30_000;
/** The jar may tell of a cookie a moment after the answer that set it. */
const SETTLED_MS = 1000;

/** What sessions are called: of PHP, and of most others. */
const SESSION_NAME = /^phpsessid$/i;
const SESSION_LIKE = /sess|sid|auth|token|remember/i;

export function openCookieJar(now: () => number): CookieJar {
  const remembered = new Map<
    string,
    { readonly cookies: readonly Cookie[]; readonly at: number }
  >();

  async function all(url: string, name?: string): Promise<Cookie[]> {
    const details = { url: secured(url), ...EVERYWHERE, ...(name === undefined ? {} : { name }) };
    const found = await browser.cookies.getAll(details as Cookies.GetAllDetailsType);
    // Of a partition of another site's pages, where it is another session.
    return (found as Cookie[]).filter((cookie) => isOwnPartition(cookie, url));
  }

  async function settle(
    url: string,
    before: readonly Cookie[],
    seen: readonly Cookie[],
  ): Promise<Cookie[]> {
    for (const end = now() + SETTLED_MS; ; ) {
      const set = (await all(url)).filter(
        (cookie) => !before.some((old) => isSame(old, cookie) && old.value === cookie.value),
      );
      if (set.length > 0 || seen.length > 0 || now() >= end) return set;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  return {
    async during(url, work) {
      const before = await all(url);
      const seen: Cookie[] = [];
      const { host } = new URL(url);
      // Another request's late answer may take away what the login has just set.
      const listener = ({ removed, cookie }: Cookies.OnChangedChangeInfoType): void => {
        const domain = cookie.domain.replace(/^\./, '');
        const isHere = host.split(':')[0] === domain || host.split(':')[0]?.endsWith(`.${domain}`);
        if (!removed && isHere && cookie.httpOnly) seen.push(cookie);
      };
      browser.cookies.onChanged.addListener(listener);
      try {
        const result = await work();
        const here = await settle(url, before, seen);
        const gone = seen.filter(
          (cookie) => isOwnPartition(cookie, url) && !here.some((other) => isSame(other, cookie)),
        );
        const set = [...here, ...newest(gone)].filter(isSessionLike).sort(bySession);
        for (const cookie of here.filter(isOurs)) {
          await put(url, atHome(url, cookie));
          await take(url, cookie);
        }
        const last = { cookies: set.map((cookie) => atHome(url, cookie)), at: now() };
        remembered.set(url, last);
        setTimeout(() => {
          if (remembered.get(url) === last) remembered.delete(url);
        }, REMEMBERED_MS);
        return { result, set: [...new Set(set.map(({ name }) => name))] };
      } finally {
        browser.cookies.onChanged.removeListener(listener);
      }
    },
    async find(url, name) {
      const [cookie] = await all(url, name);
      if (cookie === undefined || isDeleted(cookie)) return null;
      return { expires: cookie.expirationDate === undefined ? null : cookie.expirationDate * 1000 };
    },
    async keep(url, names, mayPutBack) {
      const here = await all(url);
      const [session] = names;
      const isHere = here.some((cookie) => cookie.name === session && !isDeleted(cookie));
      if (session === undefined || isHere) return isHere ? 'kept' : 'gone';
      const last = remembered.get(url);
      if (!mayPutBack || last === undefined || now() - last.at > REMEMBERED_MS) return 'gone';
      for (const cookie of last.cookies) await put(url, cookie);
      return last.cookies.some(({ name }) => name === session) ? 'put_back' : 'gone';
    },
    async remove(url, names) {
      remembered.delete(url);
      for (const cookie of await all(url)) {
        if (names.includes(cookie.name)) await take(url, cookie);
      }
    },
  };
}

function isSame(a: Cookie, b: Cookie): boolean {
  return a.name === b.name && a.domain === b.domain && a.path === b.path;
}

/** The last of each that was set. */
function newest(cookies: readonly Cookie[]): Cookie[] {
  return cookies.filter((one, n) => !cookies.slice(n + 1).some((later) => isSame(one, later)));
}

/** PHP takes a cookie away under this value. */
function isDeleted({ value }: Cookie): boolean {
  return value === 'deleted';
}

/** What keeps a user logged in is hidden from scripts, or says so in its name. */
function isSessionLike(cookie: Cookie): boolean {
  return !isDeleted(cookie) && (cookie.httpOnly || SESSION_LIKE.test(cookie.name));
}

function bySession(a: Cookie, b: Cookie): number {
  const rank = ({ name }: Cookie): number =>
    SESSION_NAME.test(name) ? 0 : SESSION_LIKE.test(name) ? 1 : 2;
  return rank(a) - rank(b);
}

function isOurs({ partitionKey }: Cookie): boolean {
  const own = browser.runtime.getURL('').replace(/\/$/, '');
  return partitionKey?.topLevelSite?.startsWith(own) ?? false;
}

function isOwnPartition(cookie: Cookie, url: string): boolean {
  const site = cookie.partitionKey?.topLevelSite;
  if (site === undefined || site === '' || isOurs(cookie)) return true;
  const { hostname } = new URL(url);
  const top = URL.canParse(site) ? new URL(site).hostname : site;
  return hostname === top || hostname.endsWith(`.${top}`);
}

/** The same where the pages of its site look for it. */
function atHome(url: string, cookie: Cookie): Cookie {
  if (!isOurs(cookie)) return cookie;
  return { ...cookie, partitionKey: { topLevelSite: new URL(url).origin } };
}

/** By a plain address Firefox does not tell of `Secure` cookies, though it sends them to loopback. */
function secured(url: string): string {
  return url.replace(/^http:/, 'https:');
}

async function put(url: string, cookie: Cookie): Promise<void> {
  const { name, value, path, secure, httpOnly, sameSite, expirationDate, domain, storeId } = cookie;
  const partition = cookie.partitionKey == null ? {} : { partitionKey: cookie.partitionKey };
  const firstParty = IS_FIREFOX ? { firstPartyDomain: cookie.firstPartyDomain } : {};
  await browser.cookies.set({
    // Chromium takes one for loopback as it is, and the partition of a plain page only so (measured).
    url: secure && IS_FIREFOX ? secured(url) : url,
    name,
    value,
    path,
    secure,
    httpOnly,
    sameSite,
    storeId,
    ...(expirationDate === undefined ? {} : { expirationDate }),
    ...(cookie.hostOnly ? {} : { domain }),
    ...partition,
    ...firstParty,
  } as Cookies.SetDetailsType);
}

async function take(url: string, cookie: Cookie): Promise<void> {
  const partition = cookie.partitionKey == null ? {} : { partitionKey: cookie.partitionKey };
  const firstParty = IS_FIREFOX ? { firstPartyDomain: cookie.firstPartyDomain } : {};
  const { name, storeId, secure } = cookie;
  await browser.cookies.remove({
    url: secure ? secured(url) : url,
    name,
    storeId,
    ...partition,
    ...firstParty,
  } as Cookies.RemoveDetailsType);
}
