import { beforeEach, describe, expect, it, vi } from 'vitest';
import { failure } from '../../../src/outcome/failure.ts';
import { tollKey } from '../../../src/passes/toll.ts';
import { openSiteMemory, type SiteMemory } from '../../../src/platform/site-memory.ts';
import { browserState } from '../fakes/fake-browser.ts';
import { address, ORIGIN, toll, txid } from '../fakes/samples.ts';

vi.mock('webextension-polyfill', async () => ({
  default: (await import('../fakes/fake-browser.ts')).fakeBrowser,
}));

type NewTrouble = Parameters<SiteMemory['addTrouble']>[0];

function trouble({ origin = ORIGIN, ...of }: Partial<NewTrouble> = {}): NewTrouble {
  return { origin, url: `${origin}/a`, tabId: 7, toll: null, ...of };
}

const TEN_MINUTES = 600_000;

let now = 0;
let memory: SiteMemory;
beforeEach(() => {
  browserState.reset();
  now = 1000;
  memory = openSiteMemory(() => now);
});

describe('a rejection', () => {
  it('is remembered for ten minutes, also by the next life of the background', async () => {
    await memory.rejections.add(tollKey(toll()));
    now += TEN_MINUTES - 1;
    expect(await memory.rejections.has(tollKey(toll()))).toBe(true);
    expect(await openSiteMemory(() => now).rejections.has(tollKey(toll()))).toBe(true);
    now += 1;
    expect(await memory.rejections.has(tollKey(toll()))).toBe(false);
  });

  it('is of one toll', async () => {
    await memory.rejections.add(tollKey(toll()));
    expect(await memory.rejections.has(tollKey(toll({ address: address('author') })))).toBe(false);
  });

  it('is renewed by another no', async () => {
    await memory.rejections.add('a');
    now += TEN_MINUTES - 1;
    await memory.rejections.add('a');
    now += 2;
    expect(await memory.rejections.has('a')).toBe(true);
  });

  it('is not lost among many at once, and memory stays bounded', async () => {
    await Promise.all(
      Array.from({ length: 200 }, (_, index) => memory.rejections.add(`k${index}`)),
    );
    expect(await memory.rejections.has('k199')).toBe(true);
    expect(await memory.rejections.has('k150')).toBe(true);
    expect(await memory.rejections.has('k149')).toBe(false);
  });

  it('and a trouble are forgiven by origin, exactly', async () => {
    const other = `${ORIGIN}:8443`;
    for (const origin of [ORIGIN, other]) {
      await memory.rejections.add(tollKey(toll({ origin })));
      await memory.addTrouble(trouble({ origin }), failure('rejected_by_user'));
    }
    await memory.forgive(ORIGIN);
    expect(await memory.rejections.has(tollKey(toll()))).toBe(false);
    expect(await memory.rejections.has(tollKey(toll({ origin: other })))).toBe(true);
    expect((await memory.troubles()).map(({ origin }) => origin)).toEqual([other]);
  });

  it('never reaches the disk: it says what was visited', async () => {
    await memory.rejections.add(tollKey(toll()));
    await memory.addTrouble(trouble({ url: `${ORIGIN}/secret` }), failure('wallet_unreachable'));
    await memory.postpone({ origin: ORIGIN, tabId: 7, tabUrl: `${ORIGIN}/secret` });
    expect(browserState.local.text()).toBe('[]');
  });
});

describe('a trouble', () => {
  it('is kept with its time and details, without its cause', async () => {
    const cause = new Error('s3cret');
    await memory.addTrouble(
      trouble({ toll: toll() }),
      failure('pass_refused', { txid: txid(1) }, cause),
    );
    await memory.addTrouble(trouble({ origin: 'https://b.example' }), failure('scheme_unknown'));
    expect(await memory.troubles()).toEqual([
      {
        origin: ORIGIN,
        url: `${ORIGIN}/a`,
        tabId: 7,
        toll: toll(),
        at: 1000,
        failure: { code: 'pass_refused', detail: { txid: txid(1) } },
      },
      {
        origin: 'https://b.example',
        url: 'https://b.example/a',
        tabId: 7,
        toll: null,
        at: 1000,
        failure: { code: 'scheme_unknown' },
      },
    ]);
    expect(browserState.session.text()).not.toContain('s3cret');
  });

  it('is the latest of its site; the newest 50 sites are kept', async () => {
    for (let index = 0; index < 60; index += 1) {
      await memory.addTrouble(
        trouble({ origin: `https://${index}.example` }),
        failure('scheme_unknown'),
      );
    }
    await memory.addTrouble(trouble({ origin: 'https://59.example' }), failure('pass_refused'));
    const troubles = await memory.troubles();
    expect(troubles).toHaveLength(50);
    expect(troubles.at(-1)).toMatchObject({
      origin: 'https://59.example',
      failure: { code: 'pass_refused' },
    });
    expect(troubles[0]?.origin).toBe('https://10.example');
  });

  it('that cannot be read is as good as none', async () => {
    browserState.session.put('troubles', [{ origin: 5 }]);
    browserState.session.put('rejections', 'gone');
    browserState.session.put('pay-later', [{ origin: ORIGIN, tabId: '7' }]);
    expect(await memory.postponed()).toEqual([]);
    expect(await memory.troubles()).toEqual([]);
    expect(await memory.rejections.has('a')).toBe(false);
  });
});

describe('a postponed page', () => {
  const page = (tabId: number, path = '') => ({
    origin: ORIGIN,
    tabId,
    tabUrl: `${ORIGIN}/${path}`,
  });

  it('is kept over lives of the background, the latest of its tab', async () => {
    await memory.postpone(page(1, 'a'));
    await memory.postpone(page(2));
    await memory.postpone(page(1, 'b'));
    expect(await openSiteMemory(() => now).postponed()).toEqual([page(2), page(1, 'b')]);
  });

  it('is forgotten with all others at once; many do not fill the memory', async () => {
    await Promise.all(Array.from({ length: 60 }, (_, index) => memory.postpone(page(index))));
    expect(await memory.postponed()).toHaveLength(50);
    expect((await memory.postponed()).at(-1)).toEqual(page(59));
    await memory.forgetPostponed();
    expect(await memory.postponed()).toEqual([]);
  });
});
