import { createServer } from 'node:http';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { SiteQuestionView } from '../../src/messages/signing.ts';
import { listenOnLoopback } from '../devnet/listen.ts';
import type { Browser, Tab, View } from './browsers/browser.ts';
import { signingWindow, signingWindowGone, signingWindows } from './question-windows.ts';
import { BROWSERS, launchTollpass, NOT_LOOPBACK, until } from './world.ts';

// What pages can ask of a signer, as far as it goes without a key: nothing here needs a chain.

const REJECT = '[data-testid=reject]';
const CHAIN = 'structstestnet-111';
const DOC = { bodyBytes: 'CgA=', authInfoBytes: '', chainId: CHAIN, accountNumber: '1' };

/** The page of a site that has a `window.keplr` of its own, before and after ours would come. */
const OWN_KEPLR = '<script>window.keplr = { mode: "own" };</script>';
const LATE_KEPLR =
  '<script>addEventListener("load", () => { window.keplr = { mode: "late" }; });</script>';
const EARLY = '<script type="module">window.early = "keplr" in window;</script>';
const HEARING = `<script>
  window.heard = [];
  addEventListener('tollpass#initialized', ({ detail }) => heard.push(detail === window.tollpass));
  dispatchEvent(new Event('tollpass#request'));
</script>`;

/** A page at `/around?of=URL&box=TOKENS` has a frame of that URL, sandboxed if tokens are given. */
function around(path: string): string {
  const { searchParams: of } = new URL(path, 'http://site');
  const box = of.has('box') ? ` sandbox="${of.get('box')}"` : '';
  return `<iframe src="${of.get('of')}"${box}></iframe>`;
}

/** Such a page at `origin`. */
const aroundAt = (origin: string, of: string, box?: string): string =>
  `${origin}/around?${new URLSearchParams({ of, ...(box === undefined ? {} : { box }) })}`;

async function startSite() {
  const server = createServer((request, response) => {
    const path = request.url ?? '/';
    if (path === '/boxed') response.setHeader('Content-Security-Policy', 'sandbox allow-scripts');
    const scripts = {
      '/': HEARING,
      '/plain': EARLY,
      '/own-keplr': OWN_KEPLR,
      '/late-keplr': LATE_KEPLR,
    };
    response.writeHead(200, { 'Content-Type': 'text/html', 'Cache-Control': 'no-store' });
    request.resume();
    const more = path.startsWith('/around') ? around(path) : (Reflect.get(scripts, path) ?? '');
    response.end(`<!doctype html><title>Game</title>${more}<p>A game at ${path}`);
  });
  return listenOnLoopback(server);
}

/** Calls a method of `window.tollpass`: its result, or the name and code of what it rejects with. */
function ask(view: View, method: string, ...args: unknown[]): Promise<unknown> {
  return view.evaluate(
    async ({ method, args }) => {
      const tollpass = window.tollpass as unknown as Record<
        string,
        (...args: unknown[]) => Promise<unknown>
      >;
      if (tollpass === undefined) return 'no window.tollpass';
      try {
        return await tollpass[method]?.(...args);
      } catch (error) {
        const { name, code } = error as { name: string; code: string };
        return `${name}: ${code}`;
      }
    },
    { method, args },
  );
}

const connect = (view: View, chainId = CHAIN): Promise<unknown> =>
  ask(view, 'connect', { chainId });
/** What a call that does not come of `window.tollpass` is answered, where there is none. */
const forged = (view: View, method: string): Promise<string> =>
  view.evaluate(
    (call) =>
      new Promise<string>((resolve) => {
        addEventListener('tollpass:return', (event) => {
          const { answer } = JSON.parse((event as CustomEvent<string>).detail);
          resolve(answer.ok ? 'allowed' : answer.code);
        });
        dispatchEvent(new CustomEvent('tollpass:call', { detail: JSON.stringify(call) }));
      }),
    { id: crypto.randomUUID(), method, input: { chainId: CHAIN } },
  );
const keplrMode = (view: View): Promise<unknown> =>
  view.evaluate(
    () => (window as { keplr?: { mode: string } }).keplr?.mode ?? `${'keplr' in window}`,
    null,
  );

describe.each(BROWSERS)('a page that asks for a signer, in %s', (name) => {
  let browser: Browser;
  const sites: { stop(): Promise<void> }[] = [];

  beforeAll(async () => {
    browser = await launchTollpass(name);
  });
  afterAll(async () => {
    await browser?.close();
    await Promise.all(sites.map((site) => site.stop()));
  });
  afterEach(() => gone());

  async function open(path = '/', host = '127.0.0.1'): Promise<Tab> {
    const site = await startSite();
    sites.push(site);
    const tab = await browser.newTab();
    await tab.goto(`${site.origin.replace('127.0.0.1', host)}${path}`);
    await tab.waitForText('A game');
    return tab;
  }
  const windows = (): Promise<number> => signingWindows(browser);
  const gone = (): Promise<void> => signingWindowGone(browser);
  const question = (): Promise<Tab> => signingWindow(browser);
  const asked = (): Promise<SiteQuestionView | null> =>
    browser.callExtension({ name: 'signing.read', input: {} });

  it('finds window.tollpass, announced and frozen, where nobody can read along', async () => {
    const tab = await open();
    const found = await tab.evaluate(() => {
      const own = Object.getOwnPropertyDescriptor(window, 'tollpass');
      const before = window.tollpass;
      for (const attack of [
        () => Reflect.set(window, 'tollpass', {}),
        () => Reflect.deleteProperty(window, 'tollpass'),
        () => Reflect.set(window.tollpass ?? {}, 'connect', () => null),
      ]) {
        attack();
      }
      return {
        methods: Object.keys(before ?? {}),
        held: window.tollpass === before && before?.connect === own?.value.connect,
        heard: (window as unknown as { heard: boolean[] }).heard,
      };
    }, null);
    expect(found).toEqual({
      methods: [
        'connect',
        'accounts',
        'signDirect',
        'signArbitrary',
        'signStructsLogin',
        'send',
        'broadcast',
        'streams',
      ],
      held: true,
      heard: [true],
    });

    const insecure = await open('/', NOT_LOOPBACK);
    expect(await connect(insecure)).toBe('no window.tollpass');
    await Promise.all([tab.close(), insecure.close()]);
  });

  it('gets nothing without the permission of its user, and asks nobody for it', async () => {
    const tab = await open();
    expect(await ask(tab, 'accounts', CHAIN)).toEqual([]);
    const refused = 'TollpassError: not_connected';
    expect(await ask(tab, 'signDirect', CHAIN, 'structs1a', DOC)).toBe(refused);
    expect(await ask(tab, 'signArbitrary', CHAIN, 'structs1a', 'hi')).toBe(refused);
    expect(await ask(tab, 'send', CHAIN, [{ typeUrl: '/a.B', value: {} }])).toBe(refused);
    expect(await ask(tab, 'broadcast', CHAIN, 'AAAA')).toBe(refused);
    expect(await ask(tab, 'signStructsLogin', 'anything')).toBe('TollpassError: refused');
    expect(await ask(tab, 'connect', { chainId: '<b>' })).toBe('TollpassError: invalid');
    expect(await ask(tab, 'signDirect', CHAIN, 'structs1a', 5)).toBe('TollpassError: invalid');
    expect(await windows()).toBe(0);
    await tab.close();
  });

  it('is asked about in a window that names it, which takes no answer of a program', async () => {
    const tab = await open();
    const answer = connect(tab);
    const approval = await question();
    await approval.waitForText('Connect to this site?');
    await approval.waitForText(new URL(await tab.url()).host);
    await approval.waitForText('no account on this chain');
    await approval.waitForSelector(`${REJECT}:not([disabled])`);
    await approval.evaluate((selector) => {
      document.querySelector<HTMLButtonElement>(selector)?.click();
      dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape' }));
      return null;
    }, REJECT);
    expect(await asked()).toMatchObject({ kind: 'connect', chainId: CHAIN });
    await approval.click(REJECT);
    expect(await answer).toBe('TollpassError: rejected');
    await gone();
    // And is not asked about again at once.
    expect(await connect(tab)).toBe('TollpassError: rejected');
    expect(await windows()).toBe(0);
    await tab.close();
  });

  it('cannot imitate an answer, nor see one', async () => {
    const tab = await open();
    const answer = tab.evaluate(async (chainId) => {
      const seen: string[] = [];
      for (const type of ['tollpass:call', 'tollpass:return']) {
        addEventListener(type, () => void seen.push(type), true);
      }
      const connected = window.tollpass?.connect({ chainId }).then(
        (accounts) => JSON.stringify(accounts),
        (error: { code: string }) => error.code,
      );
      for (const id of ['', '0', '1', '2', crypto.randomUUID()]) {
        const forged = { id, answer: { ok: true, value: [{ address: 'forged' }] } };
        const detail = JSON.stringify(forged);
        dispatchEvent(new CustomEvent('tollpass:return', { detail }));
      }
      return { connected: await connected, seen };
    }, CHAIN);
    await (await question()).click(REJECT);
    expect(await answer).toEqual({ connected: 'rejected', seen: [] });
    await tab.close();
  });

  it('has one window at a time, however much it asks, and none after a no', async () => {
    const tab = await open();
    const answers = tab.evaluate(async () => {
      const asked = Array.from({ length: 300 }, (_, index) =>
        window.tollpass?.connect({ chainId: `chain-${index}` }).catch(({ code }) => code),
      );
      const codes = await Promise.all(asked);
      return [
        codes.filter((code) => code === 'rejected').length,
        codes.filter((code) => code === 'busy').length,
      ];
    }, null);
    const approval = await question();
    await until(async () => (await asked())?.behind === 4, 'five questions');
    expect(await windows()).toBe(1);
    await approval.click(REJECT);
    expect(await answers).toEqual([5, 295]);
    await gone();
    expect(await connect(tab, 'one-more')).toBe('TollpassError: rejected');
    expect(await windows()).toBe(0);
    await tab.close();
  });

  it('may be a frame of the same origin, and none of another', async () => {
    const tab = await open();
    const origin = new URL(await tab.url()).origin;
    const frames = {
      '/same': `${origin}/same`,
      '/other': `${origin.replace('127.0.0.1', 'localhost')}/other`,
    };
    await tab.evaluate((urls) => {
      for (const src of [...urls, `${location.origin}/sandboxed`]) {
        const frame = document.createElement('iframe');
        if (src.endsWith('/sandboxed')) frame.setAttribute('sandbox', 'allow-scripts');
        frame.src = src;
        document.body.append(frame);
      }
      return null;
    }, Object.values(frames));
    for (const path of ['/other', '/sandboxed']) {
      await tab.frame(path).waitForText('A game');
      expect(await connect(tab.frame(path))).toMatch(/: not_allowed$|^no window.tollpass$/);
    }
    expect(await windows()).toBe(0);
    const answer = connect(tab.frame('/same'));
    await question();
    expect(await asked()).toMatchObject({ origin });
    await (await question()).click(REJECT);
    expect(await answer).toBe('TollpassError: rejected');
    await tab.close();
  });

  const SAME_ORIGIN = 'allow-scripts allow-same-origin';
  const frameOf = (url: string): string => `<iframe src="${url}"></iframe>`;
  const dataUrl = (html: string): string => `data:text/html,${encodeURIComponent(html)}`;
  const foreign = (origin: string): string => origin.replace('127.0.0.1', 'localhost');
  const NESTED: Readonly<Record<string, (origin: string, inner: string) => object>> = {
    'a data: frame': (_, inner) => ({ src: dataUrl(frameOf(inner)) }),
    'a page of its own in a data: frame': (origin, inner) => ({
      src: dataUrl(frameOf(aroundAt(origin, inner))),
    }),
    'a srcdoc frame': (_, inner) => ({ srcdoc: frameOf(inner) }),
    'a frame of another site': (origin, inner) => ({ src: aroundAt(foreign(origin), inner) }),
    'a sandbox of another site': (origin, inner) => ({
      src: aroundAt(foreign(origin), inner, SAME_ORIGIN),
    }),
    'a page of its own in a frame of another site': (origin, inner) => ({
      src: aroundAt(foreign(origin), aroundAt(origin, inner)),
    }),
  };
  /** Says of every method that it is refused. */
  async function expectRefused(view: View): Promise<void> {
    // Chromium takes no frame in a data: frame for secure: it has to say the event by itself.
    if (!(await view.evaluate(() => 'tollpass' in window, null))) {
      expect(await forged(view, 'connect')).toBe('not_allowed');
      expect(await forged(view, 'accounts')).toBe('not_allowed');
      return;
    }
    const refused = 'TollpassError: not_allowed';
    expect(await ask(view, 'accounts', CHAIN)).toBe(refused);
    expect(await connect(view)).toBe(refused);
    expect(await ask(view, 'signDirect', CHAIN, 'structs1a', DOC)).toBe(refused);
    expect(await ask(view, 'signArbitrary', CHAIN, 'structs1a', 'hi')).toBe(refused);
    expect(await ask(view, 'signStructsLogin', 'anything')).toBe(refused);
    expect(await ask(view, 'send', CHAIN, [{ typeUrl: '/a.B', value: {} }])).toBe(refused);
    expect(await ask(view, 'broadcast', CHAIN, 'AAAA')).toBe(refused);
    expect(await windows()).toBe(0);
  }
  const addFrame = (tab: Tab, how: object): Promise<null> =>
    tab.evaluate((made) => {
      document.body.append(Object.assign(document.createElement('iframe'), made));
      return null;
    }, how);

  it.each(Object.keys(NESTED))('may be no frame of its own in %s', async (around) => {
    const tab = await open();
    const { origin } = new URL(await tab.url());
    await addFrame(tab, NESTED[around]?.(origin, `${origin}/inner`) ?? {});
    await tab.frame(`${origin}/inner`).waitForText('A game at /inner');
    await expectRefused(tab.frame(`${origin}/inner`));
    await tab.close();
  });

  it('may be no srcdoc frame, and no page that its site sandboxes', async () => {
    const tab = await open();
    await addFrame(tab, { srcdoc: '<p>A game' });
    await tab.frame('about:srcdoc').waitForText('A game');
    await expectRefused(tab.frame('about:srcdoc'));
    await tab.goto(`${new URL(await tab.url()).origin}/boxed`);
    await tab.waitForText('A game at /boxed');
    await expectRefused(tab);
    await tab.close();
  });

  it('may be a frame deep in pages of its own, also one that they sandbox as their own', async () => {
    const tab = await open();
    const { origin } = new URL(await tab.url());
    await addFrame(tab, { src: aroundAt(origin, aroundAt(origin, `${origin}/deep`), SAME_ORIGIN) });
    await tab.frame(`${origin}/deep`).waitForText('A game at /deep');
    expect(await ask(tab.frame(`${origin}/deep`), 'accounts', CHAIN)).toEqual([]);
    await tab.close();
  });

  it('is told when the background dies over its question, and may ask again', async () => {
    const tab = await open();
    const answer = connect(tab);
    const approval = await question();
    await approval.waitForSelector(REJECT);
    await browser.killBackground();
    expect(await answer).toBe('TollpassError: interrupted');
    await approval.close();
    const again = connect(tab);
    await (await question()).click(REJECT);
    expect(await again).toBe('TollpassError: rejected');
    await tab.close();
  });

  it('finds window.keplr only once the user has it so, and never in place of another', async () => {
    const before = await open('/plain');
    expect(await keplrMode(before)).toBe('false');
    const settings = await browser.extensionPage('src/ui/settings/index.html');
    await settings.click('[data-testid=keplr-alias]');
    const isOn = async (): Promise<boolean> =>
      (
        await browser.callExtension<{ keplrAlias: boolean }>({
          name: 'signer_sites.read',
          input: {},
        })
      ).keplrAlias;
    await until(isOn, 'the alias to be on');
    await browser.killBackground();
    const [plain, own, late] = [
      await open('/plain'),
      await open('/own-keplr'),
      await open('/late-keplr'),
    ];
    expect(await keplrMode(plain)).toBe('extension');
    expect(await plain.evaluate(() => (window as { early?: boolean }).early, null)).toBe(true);
    expect(await keplrMode(own)).toBe('own');
    await until(async () => (await keplrMode(late)) === 'late', 'the other one');
    // It asks as ever.
    const answer = plain.evaluate(
      (chainId) =>
        (window as unknown as { keplr: { getKey(id: string): Promise<unknown> } }).keplr
          .getKey(chainId)
          .catch(({ code }) => code),
      CHAIN,
    );
    await (await question()).click(REJECT);
    expect(await answer).toBe('rejected');

    await settings.click('[data-testid=keplr-alias]');
    await until(async () => !(await isOn()), 'the alias to be off');
    const after = await open('/plain');
    expect(await keplrMode(after)).toBe('false');
    await Promise.all([before, plain, own, late, after, settings].map((tab) => tab.close()));
  });
});
