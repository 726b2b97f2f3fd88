import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Output } from '../../../src/messages/contract.ts';
import type { Sender } from '../../../src/messages/router.ts';
import { browserState } from '../fakes/fake-browser.ts';
import { ORIGIN } from '../fakes/samples.ts';
import { settled } from '../fakes/virtual-clock.ts';
import { type Background, openBackground } from './background.ts';

vi.mock('webextension-polyfill', async () => ({
  default: (await import('../fakes/fake-browser.ts')).fakeBrowser,
}));

const PAGE: Partial<Sender> = { tabId: 7, frameId: 0, origin: ORIGIN, url: `${ORIGIN}/play` };
const OTHER: Partial<Sender> = { tabId: 8, frameId: 0, origin: 'https://other.example' };

let background: Background;
beforeEach(() => {
  browserState.reset();
  browserState.showTab(7, `${ORIGIN}/play`);
  browserState.showTab(8, 'https://other.example/');
  background = openBackground();
});

/** Adds a connection; its id. */
async function connection(name: string): Promise<string> {
  const url = `ws://localhost:${name.length + 1000}`;
  const input = { id: null, name, url, insists: false, login: { type: 'none' } };
  expect(await background.call('stream.save', input)).toEqual({ ok: true });
  const { streams } = await background.call('streams.read');
  return streams.at(-1)?.id ?? '';
}
const hear = (subjects: string[], of = PAGE, asks = true) =>
  background.call('provider.stream', { subjects, asks }, of);
async function question(): Promise<Output<'signing.read'>> {
  await settled();
  return background.call('signing.read');
}
async function answer(said: 'agree' | 'reject', streamId: string | null = null): Promise<void> {
  const asked = await question();
  if (asked === null) throw new Error('nothing is asked');
  const rest = { address: null, autoSign: null };
  expect(
    await background.call('signing.answer', { id: asked.id, answer: said, streamId, ...rest }),
  ).toEqual({ ok: true });
}
const refused = (code: string) => ({ ok: false, code });

describe('a page that wants to hear something', () => {
  it('is asked about: who, what, and on which connection, without its login', async () => {
    const first = await connection('First');
    const second = await connection('Other one');
    const asked = hear(['structs.>', 'structs.planet.*', 'consensus', 'structs.>']);
    expect(await question()).toMatchObject({
      kind: 'stream',
      origin: ORIGIN,
      subjects: ['structs.>', 'consensus'],
      streams: [
        { id: first, name: 'First' },
        { id: second, name: 'Other one' },
      ],
    });
    await answer('agree', second);
    const got = await asked;
    expect(got).toMatchObject({ ok: true });
    const [ticket] = background.tickets;
    expect(ticket).toEqual({
      id: got.ok ? got.value : '',
      origin: ORIGIN,
      streamId: second,
      subjects: ['structs.>', 'consensus'],
    });
    // Only now has the page what it needs.
    expect(browserState.ran().flatMap(({ files }) => files)).toEqual([
      'src/page/stream-relay.iife.js',
      'src/page/streams.iife.js',
    ]);
  });

  it('is asked about once for all that it was allowed, also after the background died', async () => {
    const id = await connection('First');
    const asked = hear(['structs.>']);
    await answer('agree', id);
    await asked;
    background = openBackground();
    expect(await hear(['structs.planet.2-1', 'structs.*'])).toMatchObject({ ok: true });
    expect(await hear(['structs.planet.2-1'], PAGE, false)).toMatchObject({ ok: true });
    expect(background.tickets.map(({ subjects }) => subjects)).toEqual([
      ['structs.planet.2-1', 'structs.*'],
      ['structs.planet.2-1'],
    ]);
    expect(browserState.windows()).toEqual([]);
    expect(browserState.windowsOpened()).toBe(1);
    void hear(['>']);
    expect(await question()).toMatchObject({ kind: 'stream', subjects: ['>'] });
  });

  it('gets nothing that another site was allowed', async () => {
    const id = await connection('First');
    const asked = hear(['structs.>']);
    await answer('agree', id);
    await asked;
    expect(await hear(['structs.>'], OTHER, false)).toMatchObject(refused('not_connected'));
    expect(await question()).toBeNull();
    expect(background.tickets).toHaveLength(1);
  });

  it('has one question of two alike, and one after the other', async () => {
    const id = await connection('First');
    const [one, same, more] = [hear(['a']), hear(['a']), hear(['b'])];
    expect(await question()).toMatchObject({ subjects: ['a'], behind: 0 });
    await answer('agree', id);
    expect(await question()).toMatchObject({ subjects: ['b'], behind: 0 });
    await answer('agree', id);
    for (const each of [one, same, more]) expect(await each).toMatchObject({ ok: true });
  });

  it('is quiet after a no, to whatever it asks', async () => {
    await connection('First');
    const [one, two] = [hear(['a']), hear(['b'])];
    await answer('reject');
    expect(await one).toMatchObject(refused('rejected'));
    expect(await two).toMatchObject(refused('rejected'));
    expect(await hear(['c'])).toMatchObject(refused('rejected'));
    expect(await background.call('provider.connect', { chainId: 'x-1' }, PAGE)).toMatchObject(
      refused('rejected'),
    );
    expect(await question()).toBeNull();
  });

  it('cannot tell a user without connections from one who said no', async () => {
    const asked = hear(['a']);
    expect(await question()).toMatchObject({ kind: 'stream', streams: [] });
    await answer('reject');
    const without = await asked;
    await connection('First');
    const other = hear(['a'], OTHER);
    await answer('reject');
    expect(await other).toEqual(without);
  });

  it('is not put off by a connection that is switched off, nor let through', async () => {
    const id = await connection('First');
    await background.call('stream.switch', { id, on: false });
    const asked = hear(['a']);
    await answer('agree', id);
    expect(await asked).toEqual({ ok: true, value: null });
    expect(background.tickets).toEqual([]);
  });

  it('is refused what is no subject, and what comes of nowhere', async () => {
    await connection('First');
    for (const subjects of [[], ['a..b'], ['a b'], ['a', ''], Array(17).fill('a')]) {
      expect(await hear(subjects)).toMatchObject(refused('invalid'));
    }
    const framed = { ...OTHER, frameId: 3, tabId: 7 };
    expect(await hear(['a'], framed)).toMatchObject(refused('not_allowed'));
    const plain = { ...PAGE, origin: 'http://a.example' };
    expect(await hear(['a'], plain)).toMatchObject(refused('not_allowed'));
    expect(await question()).toBeNull();
  });

  it('hears no more of what is taken back, or of a connection that is gone', async () => {
    const id = await connection('First');
    const asked = hear(['structs.>']);
    await answer('agree', id);
    await asked;
    const sites = async () => (await background.call('signer_sites.read')).sites;
    expect(await sites()).toMatchObject([
      { origin: ORIGIN, grants: [], streams: [{ name: 'First', subject: 'structs.>' }] },
    ]);
    await background.call('signer_sites.stop_streams', { origin: ORIGIN });
    expect(background.revoked).toEqual([ORIGIN]);
    expect(await sites()).toEqual([]);
    expect(await hear(['structs.>'], PAGE, false)).toMatchObject(refused('not_connected'));

    const again = hear(['structs.>']);
    await answer('agree', id);
    await again;
    await background.call('stream.remove', { id });
    expect(await hear(['structs.>'], PAGE, false)).toMatchObject(refused('not_connected'));
    expect((await sites())[0]?.streams).toEqual([]);
    await background.call('signer_sites.disconnect', { origin: ORIGIN });
    expect(background.revoked).toEqual([ORIGIN, ORIGIN]);
    expect(await sites()).toEqual([]);
  });
});
