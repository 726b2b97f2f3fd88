import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * Opens a server on a free port of 127.0.0.1. Idle connections stay open for 30 s: long enough that
 * a browser under test does not run into one that is just closing.
 */
export async function listenOnLoopback(
  server: Server,
): Promise<{ origin: string; stop: () => Promise<void> }> {
  server.keepAliveTimeout = 30_000;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async stop() {
      if (!server.listening) return;
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
