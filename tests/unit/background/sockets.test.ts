import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Sender } from '../../../src/messages/router.ts';
import { browserState } from '../fakes/fake-browser.ts';
import { address, ORIGIN, pass, toll } from '../fakes/samples.ts';
import { settled } from '../fakes/virtual-clock.ts';
import { type Background, openBackground } from './background.ts';

vi.mock('webextension-polyfill', async () => ({
  default: (await import('../fakes/fake-browser.ts')).fakeBrowser,
}));

// What a page says of its socket, from the message to the approval window. Where it stands the
// browser says.

const SAID = { address: address('guard'), amount: '1000000', message: 'nonce1' };
const PAGE: Partial<Sender> = { tabId: 7, frameId: 0, origin: ORIGIN, url: `${ORIGIN}/socket#top` };

let background: Background;
beforeEach(() => {
  browserState.reset();
  background = openBackground();
});
afterEach(settled);

const say = (of: Partial<Sender> = {}) =>
  background.call('toll.challenged', SAID, { ...PAGE, ...of });
const question = () => background.call('question.read');

async function answer(what: 'pay' | 'reject'): Promise<void> {
  const asked = await question();
  if (asked === null) throw new Error('nobody asked');
  await background.call('question.answer', {
    id: asked.id,
    answer: what,
    times: 1,
    total: asked.total,
    alwaysUpTo: null,
  });
}

describe('what a page says of its socket', () => {
  it('is asked about, as of the page that the browser names, and answered with a proof', async () => {
    await background.call('limits.set', { threshold: '10000000000' });
    const said = say();
    await settled();
    expect(await question()).toMatchObject({
      origin: ORIGIN,
      url: `${ORIGIN}/socket`,
      reason: 'page_says',
      dialect: 'XMR402',
    });
    await answer('pay');
    expect(await said).toEqual({ txid: expect.any(String), proof: expect.any(String) });
  });

  it('is answered with nothing after a no', async () => {
    const said = say();
    await settled();
    await answer('reject');
    expect([await said, await say()]).toEqual([null, null]);
    expect(await question()).toBeNull();
    // Until the user says in the popup that it may ask again.
    await background.call('toll.forgive', { origin: ORIGIN });
    void say();
    await settled();
    expect(await question()).not.toBeNull();
  });

  it.each<[string, Partial<Sender>]>([
    ['no origin', { origin: null }],
    ['an opaque origin', { origin: 'null' }],
    ['an insecure origin', { origin: 'http://news.example', url: 'http://news.example/' }],
    ['no web origin', { origin: 'file://', url: 'file:///home/me/a.html' }],
    ['no tab', { tabId: null }],
  ])('is refused from a page of %s', async (_, of) => {
    await background.put(
      { pass: pass({ message: 'nonce1' }) },
      toll({ dialect: 'XMR402', address: SAID.address }),
    );
    expect(await say(of)).toBeNull();
    expect(background.approvals.count()).toBe(0);
  });

  it('is of the origin that the browser names, not of the URL', async () => {
    void say({ url: 'https://other.example/socket' });
    await settled();
    expect(await question()).toMatchObject({ origin: ORIGIN, url: `${ORIGIN}/` });
  });

  it('in a frame is first-party where the tab shows the same origin', async () => {
    browserState.showTab(7, 'https://other.example/');
    void say({ frameId: 3 });
    await settled();
    expect(await question()).toMatchObject({ reason: 'third_party' });
    await answer('reject');
    await background.call('toll.forgive', { origin: ORIGIN });
    browserState.showTab(7, `${ORIGIN}/top`);
    void say({ frameId: 3 });
    await settled();
    expect(await question()).toMatchObject({ reason: 'page_says' });
  });
});
