import { beforeEach, describe, expect, it, vi } from 'vitest';
import { failure } from '../../../src/outcome/failure.ts';
import { tollKey } from '../../../src/passes/toll.ts';
import { openSiteMemory, type SiteMemory } from '../../../src/platform/site-memory.ts';
import { browserState } from '../fakes/fake-browser.ts';
import { address, ORIGIN, toll, txid } from '../fakes/samples.ts';

vi.mock('webextension-polyfill', async () => ({
  default: (await import('../fakes/fake-browser.ts')).fakeBrowser,
}));

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
      await memory.addTrouble(origin, `${origin}/a`, failure('rejected_by_user'));
    }
    await memory.forgive(ORIGIN);
    expect(await memory.rejections.has(tollKey(toll()))).toBe(false);
    expect(await memory.rejections.has(tollKey(toll({ origin: other })))).toBe(true);
    expect((await memory.troubles()).map(({ origin }) => origin)).toEqual([other]);
  });

  it('never reaches the disk: it says what was visited', async () => {
    await memory.rejections.add(tollKey(toll()));
    await memory.addTrouble(ORIGIN, `${ORIGIN}/secret`, failure('wallet_unreachable'));
    expect(browserState.local.text()).toBe('[]');
  });
});

describe('a trouble', () => {
  it('is kept with its time and details, without its cause', async () => {
    const cause = new Error('s3cret');
    await memory.addTrouble(
      ORIGIN,
      `${ORIGIN}/a`,
      failure('pass_refused', { txid: txid(1) }, cause),
    );
    expect(await memory.troubles()).toEqual([
      {
        origin: ORIGIN,
        url: `${ORIGIN}/a`,
        at: 1000,
        failure: { code: 'pass_refused', detail: { txid: txid(1) } },
      },
    ]);
    expect(browserState.session.text()).not.toContain('s3cret');
  });

  it('is the latest of its site; the newest 50 sites are kept', async () => {
    for (let index = 0; index < 60; index += 1) {
      await memory.addTrouble(
        `https://${index}.example`,
        'https://x.example/',
        failure('scheme_unknown'),
      );
    }
    await memory.addTrouble('https://59.example', 'https://59.example/b', failure('pass_refused'));
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
    expect(await memory.troubles()).toEqual([]);
    expect(await memory.rejections.has('a')).toBe(false);
  });
});
