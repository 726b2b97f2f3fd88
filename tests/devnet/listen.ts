import { once } from 'node:events';
import type { IncomingMessage, Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * Opens a server on a free port of 127.0.0.1. Idle connections stay open for 30 s: long enough that
 * a browser under test does not run into one that is just closing.
 *
 * `log` is what servers commonly log of each request: method, URL, referrer and user agent.
 */
export async function listenOnLoopback(
  server: Server,
): Promise<{ origin: string; log: readonly string[]; stop: () => Promise<void> }> {
  const log: string[] = [];
  server.on('request', ({ method, url, headers }: IncomingMessage) => {
    log.push([method, url, headers.referer, headers['user-agent']].join(' '));
  });
  server.keepAliveTimeout = 30_000;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    log,
    async stop() {
      if (!server.listening) return;
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
