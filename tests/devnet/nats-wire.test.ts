import { afterEach, beforeEach, describe, expect, it } from 'vitest';
// @ts-expect-error The package has no types of its own.
import { WebSocket, WebSocketServer } from 'ws';
import { dialNats } from '../../src/streams/nats-wire.ts';
import { type Harness, wireContract } from '../unit/streams/wire-contract.ts';
import { type NatsServer, startNats } from './nats.ts';
import type { NatsClient } from './nats-client.ts';
import { freePorts } from './processes.ts';

// What browsers have, and Node before 22 does not.
Object.assign(globalThis, { WebSocket });

describe('nats.ws against the real server', () => {
  let server: NatsServer;
  let operator: NatsClient;
  let harness: Harness;

  beforeEach(async () => {
    server = await startNats('users');
    operator = await server.connect();
    const { user: username, pass: password } = server.login;
    harness = {
      dial: dialNats,
      url: server.url,
      login: { type: 'username_password', username, password },
      wrongLogin: { type: 'username_password', username, password: 'wrong' },
      publish: (subject, data) => operator.publish([{ subject, data }]),
      async respond(subject, data) {
        operator.respond(subject, data);
        await operator.publish([]);
      },
      kill: server.kill,
    };
  });
  afterEach(async () => {
    operator.close();
    await server.stop();
  });

  wireContract(() => harness);

  it('dials once, and leaves it at that', async () => {
    const before = await server.connections();
    await dialNats(server.url, { type: 'none' });
    const since = Date.now();
    while (Date.now() - since < 1500) await operator.publish([]);
    expect((await server.connections()) - before).toBe(1);
  });

  it('cannot tell a server that refuses its origin from one that is not there', async () => {
    const picky = await startNats('origin');
    const [nobody] = await freePorts(1);
    for (const url of [picky.url, `ws://127.0.0.1:${nobody}/`]) {
      const refused = await dialNats(url, { type: 'none' });
      // The `ws` package sends no Origin, as no browser would: only the second fails here.
      if (refused.ok) refused.value.close();
      else expect(refused.error.code).toBe('stream_unreachable');
    }
    await picky.stop();
  });

  it('knows what is no NATS server', async () => {
    const other = new WebSocketServer({ port: 0, host: '127.0.0.1' });
    await new Promise((resolve) => other.once('listening', resolve));
    other.on('connection', (socket: { send(text: string): void }) => socket.send('hello\r\n'));
    const { port } = other.address() as { port: number };
    const refused = await dialNats(`ws://127.0.0.1:${port}/`, { type: 'none' });
    expect(refused).toMatchObject({ ok: false, error: { code: 'stream_not_nats' } });
    other.close();
  });
});
