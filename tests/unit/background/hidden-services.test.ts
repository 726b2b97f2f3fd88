import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { browserState } from '../fakes/fake-browser.ts';
import { arrival, pass, toll, unwrap } from '../fakes/samples.ts';
import { settled } from '../fakes/virtual-clock.ts';
import { type Background, openBackground } from './background.ts';

vi.mock('webextension-polyfill', async () => ({
  default: (await import('../fakes/fake-browser.ts')).fakeBrowser,
}));

const ONION = 'http://shop.onion';

let background: Background;
beforeEach(() => {
  browserState.reset();
  background = openBackground();
});
afterEach(settled);

/** What the browser shows to sites, by the URLs that it is shown to. */
function shownTo(): (string | undefined)[] {
  return browserState.rules().map(({ condition }) => condition.urlFilter);
}

const allow = (allowed: boolean) => background.call('hidden_services.allow', { allowed });

describe('sites in Tor and I2P', () => {
  it('are not shown passes over plain HTTP before the user allows it, nor afterwards', async () => {
    const [hidden, other] = [toll({ origin: ONION }), toll()];
    for (const of of [hidden, other]) {
      await background.put({ pass: pass({ toll: of }) }, of);
      await background.settler.takeUp(
        unwrap(await background.journal.read(of)).pass?.urls[0] ?? '',
      );
    }
    expect(await allow(true)).toEqual({ ok: true });
    expect(shownTo()).toContain(`|${ONION}/`);
    expect((await background.call('settings.read')).hiddenServices).toBe(true);

    const before = background.changes();
    expect(await allow(false)).toEqual({ ok: true });
    expect(shownTo().filter((filter) => filter?.includes('onion'))).toEqual([]);
    expect(background.changes()).toBeGreaterThan(before);
  });

  it('are not paid meanwhile', async () => {
    await background.call('limits.set', { threshold: '10000000000' });
    const refused = await background.settler.settle(arrival({ origin: ONION }));
    expect(refused).toMatchObject({ ok: false, error: { code: 'site_hidden_service' } });
    await allow(true);
    const paid = await background.settler.settle(arrival({ origin: ONION }));
    expect(unwrap(paid)).toBe('repeat');
    expect(shownTo()).toEqual([`|${ONION}/`]);
  });
});
