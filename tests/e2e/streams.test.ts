import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type NatsKind, type NatsServer, startNats } from '../devnet/nats.ts';
import { freePorts } from '../devnet/processes.ts';
import type { Browser, Tab } from './browsers/browser.ts';
import { SessionTraces } from './session-traces.ts';
import { StreamWorld } from './stream-world.ts';
import { BROWSERS, launchTollpass, until } from './world.ts';

// A player's stream: connections of every sort, each with its sentence, and up again after a fall.

const PASSWORD = 'walnut-stream-pass-4411';
const KINDS: readonly NatsKind[] = ['none', 'token', 'users', 'tls', 'origin'];
const id = (name: string): string => `[data-testid=${name}]`;

describe.each(BROWSERS)('the streams of a user, in %s', (name) => {
  let browser: Browser;
  let traces: SessionTraces;
  let world: StreamWorld;
  const servers = {} as Record<NatsKind, NatsServer>;

  beforeAll(async () => {
    for (const kind of KINDS) servers[kind] = await startNats(kind);
    traces = await SessionTraces.open(name);
    const { profile, logs } = traces;
    browser = await launchTollpass(name, profile, { checksCertificates: true, logs });
    world = await StreamWorld.open(browser);
  });
  afterAll(async () => {
    await browser?.close();
    await traces?.delete();
    for (const server of Object.values(servers)) await server.stop();
  });

  // One that failed leaves nothing to the next.
  afterEach(async () => {
    for (const each of await world.stored()) await world.remove(each.id);
  });

  const page = (): Promise<Tab> => browser.extensionPage('src/ui/streams/index.html');

  it('are added by hand, and show what is published as inert text', async () => {
    const tab = await page();
    await tab.waitForText('No connection yet');
    await tab.fill(id('stream-name'), 'My game');
    await tab.fill(id('stream-url'), servers.none.url);
    await tab.click(id('stream-save'));
    await tab.waitForText('Connected');
    await tab.waitForText('NATS 2.');
    await tab.click(id('stream-subscribe'));
    await tab.fill(id('subject'), 'structs..x');
    await tab.waitForSelector(id('subject-fault'));
    await tab.click(id('preset-planet'));
    await tab.fill(id('preset-id-planet'), '2-1');
    await tab.click(id('subject-add'));
    await tab.waitForText('structs.planet.2-1.>');
    await tab.click(id('subscription-show'));
    await tab.waitForSelector(id('live'));

    const client = await servers.none.connect();
    const raid = {
      subject: 'structs.planet.2-1.1-1',
      category: 'raid_status',
      raid: { by: '1-9' },
    };
    await client.publish([
      { subject: raid.subject, data: JSON.stringify(raid) },
      { subject: raid.subject, data: '<img src=x onerror="document.title=1">\u{202e}' },
      { subject: raid.subject, data: new Uint8Array([0, 1, 254, 255]) },
    ]);
    await tab.waitForText('raid_status');
    await tab.waitForText('<img src=x');
    await tab.waitForText('4 B of bytes');
    await tab.waitForText('3 messages');
    expect(
      await tab.evaluate(() => document.querySelectorAll('main img[src=x]').length, null),
    ).toBe(0);
    await tab.fill(id('live-search'), '1-9');
    await tab.click(`${id('message')} button`);
    await tab.waitForText('{1}');
    await tab.click(id('live-pause'));
    await client.publish([{ subject: raid.subject, data: 'while paused' }]);
    await tab.waitForText('4 messages');
    await tab.fill(id('live-search'), '');
    expect(await tab.text()).not.toContain('while paused');
    await tab.click(id('live-pause'));
    await tab.waitForText('while paused');
    client.close();

    await tab.click(id('stream-send'));
    await tab.fill(id('send-subject'), 'structs.planet.2-1.me');
    await tab.fill(id('send-payload'), 'said by hand');
    await tab.click(id('send-publish'));
    await tab.waitForText('The server has taken it');
    await tab.waitForText('said by hand');
    await tab.click(id('send-request'));
    await tab.waitForSelector(id('send-problem'));
    await tab.close();
    const [stored] = await world.stored();
    await world.remove(stored?.id ?? '');
  });

  it('need a password of ours for a login, and log in with it', async () => {
    const { token, users } = servers;
    const refused = await world.save({
      url: token.url,
      login: { type: 'token', token: token.login.token },
    });
    expect(refused).toMatchObject({ ok: false, failure: { code: 'vault_missing' } });
    await browser.callExtension({ name: 'vault.create', input: { password: PASSWORD } });
    const byToken = await world.add(token.url, ['a.>'], {
      type: 'token',
      token: token.login.token,
    });
    await world.waitFor(byToken, 'up');
    const { user: username, pass: password } = users.login;
    const byName = await world.add(users.url, ['structs.>', 'secret.>'], {
      type: 'username_password',
      username,
      password,
    });
    await world.waitFor(byName, 'up');

    // What it may not hear is said, and leaves the rest alone.
    await until(async () => {
      const state = await world.state(byName);
      return state?.subscriptions.find(({ subject }) => subject === 'secret.>')?.denied === true;
    }, 'the subject to be denied');
    const client = await users.connect();
    await client.publish([{ subject: 'structs.x', data: 'heard' }]);
    client.close();
    await until(async () => {
      const state = await world.state(byName);
      return state?.subscriptions.find(({ subject }) => subject === 'structs.>')?.count === 1;
    }, 'the other subject to be heard');
    expect(
      await world.ask('publish', { id: byName, subject: 'structs.x', payload: 'no' }),
    ).toMatchObject({ ok: false, failure: { code: 'stream_publish_denied' } });
    expect(await world.ask('publish', { id: byName, subject: 'chat.x', payload: 'yes' })).toEqual({
      ok: true,
    });
    const tab = await page();
    await tab.waitForText('does not let you listen to this subject');
    await tab.close();
    for (const each of [byToken, byName]) await world.remove(each);
  });

  it.each([
    ['token', { type: 'token', token: 'wrong' }],
    ['token', { type: 'none' }],
    ['users', { type: 'username_password', username: 'player', password: 'wrong' }],
  ] as const)('are not tried again with a wrong login: %s, %o', async (kind, login) => {
    const server = servers[kind];
    const before = await server.connections();
    const stream = await world.add(server.url, ['a.>'], login);
    await world.waitFor(stream, 'stopped', 'stream_login_refused');
    const tab = await page();
    await tab.waitForText('The server refuses this login. It is not tried again by itself.');
    // Every wait of the first retries is over by then.
    const since = Date.now();
    await until(async () => Date.now() - since > 4000, 'time to pass');
    expect((await server.connections()) - before).toBeLessThanOrEqual(1);
    await tab.close();
    await world.remove(stream);
  });

  it('say what keeps them from a server, as far as a browser lets that be known', async () => {
    const [nobody] = await freePorts(1);
    const cases: [string, string, string][] = [
      [servers.tls.url, 'stream_certificate', 'does not trust the certificate'],
      [servers.tls.url.replace('wss', 'ws'), 'stream_tls_needed', 'wants an encrypted connection'],
      [servers.none.url.replace('ws', 'wss'), 'stream_no_tls', 'does not encrypt'],
      [servers.origin.url, 'stream_origin_refused', 'refuses a connection from this extension'],
      [`ws://127.0.0.1:${nobody}`, 'stream_unreachable', 'Nothing answers at this address'],
    ];
    const ids: string[] = [];
    for (const [url] of cases) ids.push(await world.add(url, []));
    const tab = await page();
    for (const [index, [, code, sentence]] of cases.entries()) {
      await world.waitFor(ids[index] ?? '', 'waiting', code);
      await tab.waitForText(sentence);
    }
    await tab.close();
    for (const each of ids) await world.remove(each);
    expect(await world.save({ url: 'ws://nats.example:1443' })).toMatchObject({
      ok: false,
      failure: { code: 'stream_insecure' },
    });
  });

  it('find the address for browsers of a server that is given as nats://', async () => {
    const { url } = servers.token;
    const answer = await world
      .ask('probe', { candidates: ['ws://127.0.0.1:9/', url] })
      .catch(String);
    // Nothing listens for questions while nothing is on, but for a page that wants it.
    await browser.callExtension({ name: 'streams.open', input: {} });
    const asked = await world.ask('probe', { candidates: ['ws://127.0.0.1:9/', url] });
    expect([answer, asked]).toContainEqual({ found: url });
    const tab = await page();
    await tab.waitForSelector(id('stream-form'));
    await tab.fill(id('stream-url'), `nats://localhost:${servers.none.port}`);
    await tab.waitForText('A browser cannot speak to a nats:// address');
    await tab.close();
  });

  it('raise a notification for what the user wants to be told of, and for nothing else', async () => {
    const stream = await world.add(servers.none.url, ['structs.planet.>']);
    await world.waitFor(stream, 'up');
    const tab = await page();
    await tab.click(id('subscription-show'));
    await tab.click('[data-testid=alerts] summary');
    await tab.click(id('alert-preset'));
    await tab.waitForText('category is raid_status and status is initiated');
    await tab.evaluate(() => {
      const closedNotices = new Set<string>();
      Object.assign(globalThis, { closedNotices });
      chrome.notifications.onClosed.addListener((notice) => void closedNotices.add(notice));
    }, null);
    const client = await servers.none.connect();
    const event = (status: string) => ({
      subject: 'structs.planet.2-1.1-1',
      data: JSON.stringify({ category: 'raid_status', detail: { status } }),
    });
    await client.publish([event('ended')]);
    // The background may sleep meanwhile.
    await browser.killBackground();
    await world.stored();
    await world.waitFor(stream, 'up');
    await client.publish([event('initiated')]);
    client.close();
    // Firefox without a screen closes each at once.
    const shown = (): Promise<number> =>
      tab.evaluate(async () => {
        const all = await new Promise<object>((done) => chrome.notifications.getAll(done));
        const { closedNotices } = globalThis as unknown as { closedNotices: Set<string> };
        return new Set([...Object.keys(all), ...closedNotices]).size;
      }, null);
    await until(async () => (await shown()) === 1, 'the notification');
    await tab.close();
    await world.remove(stream);
  });

  it('take a flood, a large message and broken ones within their bounds', async () => {
    const stream = await world.add(servers.none.url, ['flood.>']);
    await world.waitFor(stream, 'up');
    const tab = await page();
    await tab.click(id('subscription-show'));
    const client = await servers.none.connect();
    const large = new Uint8Array(1_000_000).fill(0x78);
    await client.publish([
      { subject: 'flood.large', data: large },
      { subject: 'flood.json', data: '{"category":"raid_status",' },
      { subject: 'flood.utf8', data: new Uint8Array([0x7b, 0xff, 0xfe, 0x7d]) },
    ]);
    await tab.waitForText('flood.utf8');
    const count = 100_000;
    const one = {
      subject: 'flood.x',
      data: JSON.stringify({ category: 'grid', x: 'y'.repeat(170) }),
    };
    const published = client.publish(Array.from({ length: count }, () => one));
    let longest = 0;
    await until(async () => {
      const begun = Date.now();
      await tab.evaluate(() => document.title, null);
      longest = Math.max(longest, Date.now() - begun);
      return (await world.state(stream))?.subscriptions[0]?.count === count + 3;
    }, 'all of the flood');
    await published;
    client.close();
    expect(longest).toBeLessThan(1000);
    await tab.waitForText('100,003 messages');
    const kept = await world.history(await world.subscriptionOf(stream));
    expect(kept.length).toBeLessThan(5000);
    expect(kept.at(-1)?.sequence).toBe(count + 3);
    await tab.close();
    await world.remove(stream);
  });

  it('notice within a minute that a server says nothing any more', async () => {
    const server = servers.users;
    const { user: username, pass: password } = server.login;
    const login = { type: 'username_password', username, password } as const;
    const stream = await world.add(server.url, ['structs.>'], login);
    await world.waitFor(stream, 'up');
    const since = Date.now();
    server.pause();
    await world.waitFor(stream, 'waiting', 'stream_silent');
    expect(Date.now() - since).toBeLessThan(60_000);
    server.resume();
    await world.waitFor(stream, 'up');
    expect((await world.state(stream))?.gaps).toHaveLength(1);
    await world.remove(stream);
  });

  it('wait for the password after a restart of the browser, and tell of the gap', async () => {
    const { token } = servers;
    const stream = await world.add(token.url, ['a.>'], {
      type: 'token',
      token: token.login.token,
    });
    await world.waitFor(stream, 'up');
    await world.history(await world.subscriptionOf(stream));
    browser = await browser.restart();
    world = await StreamWorld.open(browser);
    await world.waitFor(stream, 'stopped', 'stream_login_locked');
    const tab = await page();
    await tab.waitForText('locked away with your password');
    await tab.fill(id('unlock-password'), PASSWORD);
    await tab.click(id('unlock'));
    await tab.waitForText('Connected');
    await tab.waitForText('Events may have been missed');
    const state = await world.waitFor(stream, 'up');
    expect(state.gaps).toHaveLength(1);
    expect(state.gaps[0]?.to).not.toBeNull();
    await tab.close();
  });

  it('leave no login and no password in the profile or in any log', async () => {
    const { token, users } = servers;
    const { user: username, pass: password } = users.login;
    const login = { type: 'username_password', username, password } as const;
    await world.waitFor(await world.add(users.url, ['structs.>'], login), 'up');
    await traces.sayIn(await page());
    await browser.close();
    // A server is given its login when it is connected to; what it logs of that has no login.
    for (const kind of KINDS) await traces.addDaemon(kind, servers[kind].dir);
    const secrets = [PASSWORD, token.login.token, password];
    expect(await traces.placesOf(secrets)).toEqual([]);
    // The search finds what is there.
    expect(await traces.placesOf(['structs.>'])).not.toEqual([]);
    expect(await traces.placesOf(['Listening for websocket clients'])).toContain(
      join(traces.logs, 'users-output.log'),
    );
    expect(await traces.hears()).toBe(true);
    browser = { close: async () => undefined } as Browser;
    world = { stored: async () => [] } as unknown as StreamWorld;
  });
});
