import { beforeEach, describe, expect, it, vi } from 'vitest';
import { keepStreams } from '../../../src/background/stream-actions.ts';
import type { Input } from '../../../src/messages/contract.ts';
import type { Ticket } from '../../../src/messages/feed.ts';
import type { ListenerConfig } from '../../../src/messages/listener.ts';
import type { Sender } from '../../../src/messages/router.ts';
import { failure } from '../../../src/outcome/failure.ts';
import { err, ok } from '../../../src/outcome/result.ts';
import { openLocalStorage } from '../../../src/platform/storage.ts';
import { openStreamStorage } from '../../../src/platform/stream-storage.ts';
import { browserState } from '../fakes/fake-browser.ts';

vi.mock('webextension-polyfill', async () => ({
  default: (await import('../fakes/fake-browser.ts')).fakeBrowser,
}));

const FROM: Sender = { kind: 'extension', tabId: null, frameId: null, origin: null, url: null };
const SERVER = {
  id: null,
  name: 'Structs',
  url: 'ws://localhost:1443',
  insists: false,
  login: { type: 'none' },
} satisfies Input<'stream.save'>;
const BY_NAME = {
  ...SERVER,
  login: { type: 'username_password', username: 'me', password: 'pebble-77' },
} satisfies Input<'stream.save'>;

function open() {
  const secrets = new Map<string, string>();
  const vault = {
    state: 'unlocked' as 'none' | 'locked' | 'unlocked',
    secrets,
  };
  const storage = openStreamStorage(openLocalStorage());
  const told: ListenerConfig[] = [];
  const shown: string[] = [];
  const tickets: Ticket[] = [];
  const pagesOf: string[] = [];
  let ids = 0;
  const keeper = keepStreams({
    vault: {
      state: async () => ok(vault.state),
      get: async (id) =>
        vault.state === 'unlocked' ? ok(secrets.get(id) ?? null) : err(failure('vault_locked')),
      async put({ id, text }) {
        if (vault.state !== 'unlocked')
          return err(failure(vault.state === 'none' ? 'vault_missing' : 'vault_locked'));
        secrets.set(id, text);
        return ok(null);
      },
      async remove(id) {
        secrets.delete(id);
        return ok(null);
      },
    },
    ...storage,
    notify: async (...notice) => void shown.push(notice.join('|')),
    listen: async (config) => void told.push(config),
    expect: async (ticket) => void tickets.push(ticket),
    tellPages: async (id) => void pagesOf.push(id),
    newId() {
      ids += 1;
      return `id${ids}`;
    },
    changed: () => undefined,
  });
  const call = <N extends keyof typeof keeper.handlers>(name: N, input: Input<N>) =>
    (keeper.handlers[name] as (input: Input<N>, from: Sender) => unknown)(input, FROM);
  return { keeper, call, told, vault, shown, tickets, pagesOf };
}

beforeEach(() => browserState.reset());

describe('the connections of the user', () => {
  it('are stored, and the listener is told', async () => {
    const { call, told } = open();
    expect(await call('stream.save', SERVER)).toEqual({ ok: true });
    expect(await call('stream.subscribe', { id: 'id1', subject: 'a.>' })).toEqual({ ok: true });
    expect(told.at(-1)).toEqual({
      streams: [
        {
          id: 'id1',
          url: 'ws://localhost:1443/',
          login: { type: 'none' },
          subscriptions: [{ id: 'id2', subject: 'a.>', alerts: [] }],
        },
      ],
      keep: [],
      quiet: null,
    });
  });

  it('have their passwords in the vault alone, and never in an answer', async () => {
    const { call, told, vault } = open();
    await call('stream.save', BY_NAME);
    expect([...vault.secrets]).toEqual([['stream:id1', 'pebble-77']]);
    expect(JSON.stringify(browserState.local)).not.toContain('pebble-77');
    expect(JSON.stringify(await call('streams.read', {}))).not.toContain('pebble-77');
    expect(told.at(-1)?.streams[0]?.login).toEqual(BY_NAME.login);
  });

  it('wait while the vault is locked, and get their login once it is not', async () => {
    const { call, told, vault, keeper } = open();
    await call('stream.save', BY_NAME);
    vault.state = 'locked';
    await keeper.resume();
    expect(told.at(-1)?.streams[0]?.login).toBe('locked');
    vault.state = 'unlocked';
    await keeper.resume();
    expect(told.at(-1)?.streams[0]?.login).toEqual(BY_NAME.login);
  });

  it.each(['none', 'locked'] as const)(
    'with a login are not stored where the vault is %s, others are',
    async (state) => {
      const { call, vault } = open();
      vault.state = state;
      expect(await call('stream.save', BY_NAME)).toMatchObject({ ok: false });
      expect(await call('streams.read', {})).toMatchObject({ streams: [] });
      expect(await call('stream.save', SERVER)).toEqual({ ok: true });
    },
  );

  it('keep their login when they are changed, unless another is given', async () => {
    const { call, vault } = open();
    await call('stream.save', BY_NAME);
    await call('stream.save', { ...SERVER, id: 'id1', name: 'Renamed', login: null });
    expect(await call('streams.read', {})).toMatchObject({
      streams: [{ name: 'Renamed', login: 'username_password', username: 'me' }],
    });
    await call('stream.save', { ...SERVER, id: 'id1' });
    expect(vault.secrets.size).toBe(0);
  });

  it('switched off are not listened to, but not forgotten', async () => {
    const { call, told } = open();
    await call('stream.save', SERVER);
    await call('stream.subscribe', { id: 'id1', subject: 'a.>' });
    await call('stream.switch', { id: 'id1', on: false });
    expect(told.at(-1)).toEqual({ streams: [], keep: ['id1', 'id2'], quiet: null });
    await call('stream.remove', { id: 'id1' });
    expect(told.at(-1)).toEqual({ streams: [], keep: [], quiet: null });
  });

  it('do not open the listener at a start where nothing is on', async () => {
    const { call, told, keeper } = open();
    await keeper.resume();
    await call('stream.save', SERVER);
    await call('stream.switch', { id: 'id1', on: false });
    const before = told.length;
    await keeper.resume();
    expect(told.length).toBe(before);
  });

  it.each([
    ['stream_address_invalid', { url: 'http://localhost' }],
    ['stream_address_invalid', { url: 'nats://localhost:4222' }],
    ['stream_insecure', { url: 'ws://nats.example' }],
    ['stream_gone', { id: 'nobody' }],
  ] as const)('are refused with %s: %o', async (code, change) => {
    const { call } = open();
    expect(await call('stream.save', { ...SERVER, ...change })).toMatchObject({
      ok: false,
      failure: { code },
    });
  });

  it.each([
    ['stream_subject_invalid', 'a..b'],
    ['stream_subject_known', 'a.>'],
  ] as const)('refuse a subject with %s: %s', async (code, subject) => {
    const { call } = open();
    await call('stream.save', SERVER);
    await call('stream.subscribe', { id: 'id1', subject: 'a.>' });
    expect(await call('stream.subscribe', { id: 'id1', subject })).toMatchObject({
      ok: false,
      failure: { code },
    });
  });

  it('have alerts, and hours in which they are quiet', async () => {
    const { call, told } = open();
    const conditions = [{ field: 'category', value: 'raid_status' }];
    await call('stream.save', SERVER);
    await call('stream.subscribe', { id: 'id1', subject: 'a.>' });
    await call('stream.alerts', { id: 'id1', subscriptionId: 'id2', alerts: [conditions] });
    await call('streams.quiet', { quiet: { from: 1320, to: 420 } });
    expect(told.at(-1)).toMatchObject({
      streams: [{ subscriptions: [{ alerts: [{ id: 'id3', conditions }] }] }],
      quiet: { from: 1320, to: 420 },
    });
    await call('streams.quiet', { quiet: null });
    expect(await call('streams.read', {})).toMatchObject({ quiet: null });
  });

  it('alert with inert text', async () => {
    const { call, shown } = open();
    await call('stream.alert', { subject: 'a.b', text: 'x\u{202e}y\nz', more: 2 });
    expect(shown).toEqual(['a.b|x\u{fffd}y\u{fffd}z|2']);
  });

  it('are bounded in number, and so are their subjects', async () => {
    const { call } = open();
    for (let each = 0; each < 16; each += 1) await call('stream.save', SERVER);
    expect(await call('stream.save', SERVER)).toMatchObject({ failure: { code: 'stream_full' } });
    for (let each = 0; each < 32; each += 1) {
      await call('stream.subscribe', { id: 'id1', subject: `a.${each}` });
    }
    expect(await call('stream.subscribe', { id: 'id1', subject: 'b' })).toMatchObject({
      failure: { code: 'stream_full' },
    });
  });
});
