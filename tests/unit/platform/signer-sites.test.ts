import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Sender } from '../../../src/messages/router.ts';
import { askingSite } from '../../../src/platform/asking-site.ts';
import { tellConnections } from '../../../src/platform/connections.ts';
import { openKeplrAlias } from '../../../src/platform/keplr-alias.ts';
import { openQuietSites } from '../../../src/platform/quiet-sites.ts';
import { openSitePermissions } from '../../../src/platform/site-permissions.ts';
import { openLocalStorage } from '../../../src/platform/storage.ts';
import { browserState } from '../fakes/fake-browser.ts';
import { ALICE, BOB, CHAIN } from '../fakes/fake-signer.ts';
import { ORIGIN, unwrap } from '../fakes/samples.ts';
import { settled } from '../fakes/virtual-clock.ts';

vi.mock('webextension-polyfill', async () => ({
  default: (await import('../fakes/fake-browser.ts')).fakeBrowser,
}));

let now = 0;
beforeEach(() => {
  browserState.reset();
  now = 1_000_000;
});

describe('who asks', () => {
  const sender = (over: Partial<Sender>): Sender => ({
    kind: 'page',
    tabId: 7,
    frameId: 0,
    origin: ORIGIN,
    url: `${ORIGIN}/`,
    ...over,
  });
  const SECURE = ['https://a.example', 'http://localhost:8080', 'http://127.0.0.1', 'http://[::1]'];
  const NOT = [
    'http://a.example',
    'http://127.0.0.1.evil.example',
    'http://localhost.evil.example',
    'null',
    'file://',
    'data:text/html,x',
    'moz-extension://0b1c',
    '',
  ];

  it.each(SECURE)('may be a page of %s', async (origin) => {
    browserState.showTab(7, `${origin}/page`);
    expect(unwrap(await askingSite(sender({ origin, url: 'https://other.example/' })))).toBe(
      origin,
    );
  });
  it.each(NOT)('may be no page of "%s"', async (origin) => {
    browserState.showTab(7, URL.canParse(origin) ? origin : `${ORIGIN}/`);
    const refused = await askingSite(sender({ origin, url: `${ORIGIN}/` }));
    expect(refused).toMatchObject({ ok: false, error: { code: 'site_not_allowed' } });
  });
  it('is never taken from the URL', async () => {
    expect((await askingSite(sender({ origin: null }))).ok).toBe(false);
  });
  it('is never one whose tab shows another by now, or is gone', async () => {
    browserState.showTab(7, `${ORIGIN}/page`);
    expect((await askingSite(sender({}))).ok).toBe(true);
    expect((await askingSite(sender({ tabId: null }))).ok).toBe(false);
    expect((await askingSite(sender({ frameId: 3 }))).ok).toBe(false);
    browserState.showTab(7, 'https://other.example/');
    expect((await askingSite(sender({}))).ok).toBe(false);
    browserState.closeTab(7);
    expect((await askingSite(sender({}))).ok).toBe(false);
  });

  /** Frames of one tab, each in the one before; the last one asks. */
  async function isHeard(...frames: readonly (readonly [url: string, origin?: string])[]) {
    browserState.showTab(7, frames[0]?.[0]);
    browserState.showFrames(
      7,
      frames.map(([url, origin = new URL(url).origin], frameId) => ({
        frameId,
        parentFrameId: frameId - 1,
        url,
        origin,
      })),
    );
    return (await askingSite(sender({ frameId: frames.length - 1 }))).ok;
  }
  const PAGE = [`${ORIGIN}/page`] as const;
  const SANDBOXED = [`${ORIGIN}/page`, 'null'] as const;
  const OTHER = ['https://other.example/'] as const;
  const SRCDOC = ['about:srcdoc', ORIGIN] as const;

  it('may be a frame in pages of its own origin alone', async () => {
    expect(await isHeard(PAGE, PAGE)).toBe(true);
    expect(await isHeard(PAGE, PAGE, PAGE)).toBe(true);
  });
  it.each([
    ['a page of another origin', [OTHER, PAGE]],
    ['another one below its own', [PAGE, OTHER, PAGE]],
    ['a data: document', [PAGE, ['data:text/html,x'], PAGE]],
    ['a srcdoc document', [PAGE, SRCDOC, PAGE]],
    ['a document of its origin in a srcdoc document', [PAGE, SRCDOC, PAGE, PAGE]],
    ['an empty document', [PAGE, ['about:blank', ORIGIN], PAGE]],
    ['a page that shares its origin by document.domain', [PAGE, [OTHER[0], ORIGIN], PAGE]],
  ] as const)('may be no frame in %s', async (_, frames) => {
    expect(await isHeard(...frames)).toBe(false);
  });
  it.each([
    ['a srcdoc document', [PAGE, SRCDOC]],
    ['a sandboxed frame', [PAGE, SANDBOXED]],
    ['a sandboxed page', [SANDBOXED]],
  ] as const)('may not be %s', async (_, frames) => {
    expect(await isHeard(...frames)).toBe(false);
  });
});

describe('the permissions of sites', () => {
  const open = () => openSitePermissions(openLocalStorage());
  const grant = { chainId: CHAIN, address: ALICE.address, at: 5 };

  it('are none until given, and outlive the background', async () => {
    expect(unwrap(await open().read(ORIGIN))).toEqual({
      grants: [],
      streams: [],
      autoSign: [],
    });
    unwrap(await open().update(ORIGIN, (before) => ({ ...before, grants: [grant] })));
    expect(unwrap(await open().read(ORIGIN)).grants).toEqual([grant]);
    expect(unwrap(await open().read(`${ORIGIN}:8443`)).grants).toEqual([]);
    expect(unwrap(await open().all())).toEqual([
      { origin: ORIGIN, grants: [grant], streams: [], autoSign: [] },
    ]);
  });

  it('are changed one after the other', async () => {
    const permissions = open();
    await Promise.all(
      Array.from({ length: 20 }, (_, at) =>
        permissions.update(ORIGIN, (before) => ({
          ...before,
          grants: [...before.grants, { ...grant, at }],
        })),
      ),
    );
    expect(unwrap(await permissions.read(ORIGIN)).grants).toHaveLength(20);
  });

  it('that cannot be read allow nothing, and are not overwritten', async () => {
    const broken = { grants: 'all' };
    browserState.local.put(`signer-site:${ORIGIN}`, broken);
    const permissions = open();
    expect(await permissions.read(ORIGIN)).toMatchObject({ error: { code: 'storage_failed' } });
    const update = await permissions.update(ORIGIN, () => ({
      grants: [grant],
      streams: [],
      autoSign: [],
    }));
    expect(update.ok).toBe(false);
    expect(browserState.local.value(`signer-site:${ORIGIN}`)).toEqual(broken);
    expect(unwrap(await permissions.all())).toEqual([]);
  });

  it('that cannot be written are not given', async () => {
    browserState.local.failing = 'writes';
    const permissions = open();
    const given = await permissions.update(ORIGIN, () => ({
      grants: [grant],
      streams: [],
      autoSign: [],
    }));
    expect(given.ok).toBe(false);
    browserState.local.failing = null;
    expect(unwrap(await permissions.read(ORIGIN)).grants).toEqual([]);
  });
});

describe('a site that was told no', () => {
  const open = () => openQuietSites(() => now);

  it('may not ask for longer each time, also in the next life of the background', async () => {
    expect(await open().has(ORIGIN)).toBe(false);
    for (const quietMs of [5_000, 60_000, 600_000, 600_000]) {
      await open().add(ORIGIN);
      now += quietMs - 1;
      expect(await open().has(ORIGIN)).toBe(true);
      expect(await open().has(BOB.address)).toBe(false);
      now += 1;
      expect(await open().has(ORIGIN)).toBe(false);
      // The first noes of this test are to count still.
      now -= quietMs - 10;
    }
  });

  it('starts anew after ten minutes', async () => {
    for (const _ of [1, 2]) await open().add(ORIGIN);
    now += 600_001;
    await open().add(ORIGIN);
    now += 5_000;
    expect(await open().has(ORIGIN)).toBe(false);
  });

  it('is quiet as soon as the no is given', async () => {
    const quiet = open();
    void quiet.add(ORIGIN);
    expect(await quiet.has(ORIGIN)).toBe(true);
  });

  it('is not on the disk', async () => {
    await open().add(ORIGIN);
    expect(browserState.local.text()).toBe('[]');
  });
});

describe('the alias of Keplr', () => {
  const open = () => openKeplrAlias(openLocalStorage());

  it('is off until it is turned on, and registered only while it is on', async () => {
    expect(unwrap(await open().isOn())).toBe(false);
    await open().renew();
    expect(browserState.scripts()).toEqual([]);
    unwrap(await open().set(true));
    unwrap(await open().set(true));
    expect(browserState.scripts()).toMatchObject([
      { js: ['src/page/keplr.iife.js'], world: 'MAIN', runAt: 'document_start' },
    ]);
    expect(unwrap(await open().isOn())).toBe(true);
    unwrap(await open().set(false));
    unwrap(await open().set(false));
    expect(browserState.scripts()).toEqual([]);
    expect(unwrap(await open().isOn())).toBe(false);
  });

  it('is registered again after an update', async () => {
    unwrap(await open().set(true));
    browserState.forgetScripts();
    await open().renew();
    await open().renew();
    expect(browserState.scripts()).toHaveLength(1);
  });

  it('stays as it was where the browser does not let us', async () => {
    browserState.scriptsFail = true;
    expect(await open().set(true)).toMatchObject({ error: { code: 'page_script_failed' } });
    expect(unwrap(await open().isOn())).toBe(false);
  });
});

describe('pages whose connections changed', () => {
  it('are told so, those of that origin alone, and not what they are', async () => {
    browserState.showTab(1, `${ORIGIN}/a`);
    browserState.showTab(2, `${ORIGIN}.evil.example/`);
    browserState.showTab(3);
    browserState.showTab(4, `${ORIGIN}/b`);
    await tellConnections(ORIGIN);
    await settled();
    const told = { message: 'connections-changed', frameId: 0 };
    expect(browserState.tabMessages()).toEqual([
      { id: 1, ...told },
      { id: 4, ...told },
    ]);
  });
});
