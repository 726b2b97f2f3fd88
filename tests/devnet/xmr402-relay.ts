// XMR402 over a WebSocket: the same challenge and proof as JSON frames.
import type { IncomingMessage, Server } from 'node:http';
import { createRequire } from 'node:module';
import type { Duplex } from 'node:stream';
import type { Xmr402Challenge } from './xmr402-text.ts';

export type ProofFrame = { txid: string; proof: string; message: string };

export type RelayFrame = {
  /** Unix time in milliseconds. */
  at: number;
  from: 'page' | 'gate';
  frame: { type?: unknown; [field: string]: unknown };
};

export type RelayTerms = {
  /** @param intent what the other side asked for: the text of its request, '' before it has any. */
  challenge(clientIp: string, intent: string): Xmr402Challenge;
  accepts(clientIp: string, intent: string, proof: ProofFrame): Promise<boolean>;
};

/**
 * Serves the relay on one path of a server; other paths get no socket.
 *
 * The gate pushes a PAYMENT_CHALLENGE when the socket opens, and again for every frame that is no
 * PAYMENT_PROOF, which is then the request that the nonce is bound to (the guards wait for one). A
 * proof is answered with TASK_RESULT, the specification's name, or with the guards' ERROR. A socket
 * that has been paid for stays open.
 */
export function serveRelay(
  server: Server,
  path: string,
  terms: RelayTerms,
): { frames: RelayFrame[]; close(): void } {
  const frames: RelayFrame[] = [];
  const sockets = new WebSocketServer({ noServer: true });

  function serve(socket: Socket, clientIp: string): void {
    let intent = '';
    const push = (frame: RelayFrame['frame']) => {
      frames.push({ at: Date.now(), from: 'gate', frame });
      socket.send(JSON.stringify(frame));
    };
    const demand = () => push(challengeFrame(terms.challenge(clientIp, intent)));

    socket.on('error', () => socket.terminate());
    socket.on('message', async (data) => {
      const text = data.toString();
      const frame = parse(text);
      if (!frame) return push({ type: 'ERROR', message: 'INVALID_JSON_FRAME' });
      frames.push({ at: Date.now(), from: 'page', frame });
      if (frame.type !== 'PAYMENT_PROOF') {
        intent = text;
        return demand();
      }
      const { txid, proof, message } = frame;
      if (!isText(txid) || !isText(proof) || !isText(message)) {
        return push({ type: 'ERROR', message: 'MISSING_PAYLOAD' });
      }
      const paid = await terms
        .accepts(clientIp, intent, { txid, proof, message })
        .catch(() => false);
      if (paid) push({ type: 'TASK_RESULT', txid, result: 'PAID TASK' });
      else push({ type: 'ERROR', message: 'INVALID_PROOF' });
    });
    demand();
  }

  server.on('upgrade', (request: IncomingMessage, stream: Duplex, head: Buffer) => {
    if (request.url?.split('?')[0] !== path) {
      stream.end('HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n');
      return;
    }
    const clientIp = request.socket.remoteAddress ?? '';
    sockets.handleUpgrade(request, stream, head, (socket) => serve(socket, clientIp));
  });

  return {
    frames,
    close() {
      for (const socket of sockets.clients) socket.terminate();
      sockets.close();
    },
  };
}

/** The guards send `amount` and `timestamp` as text, the specification's example has a number. */
function challengeFrame(challenge: Xmr402Challenge): RelayFrame['frame'] {
  const { address, amount, message, timestamp } = challenge;
  const frame = { type: 'PAYMENT_CHALLENGE', address, amount: String(amount), message };
  return timestamp === undefined ? frame : { ...frame, timestamp: String(timestamp) };
}

function parse(text: string): RelayFrame['frame'] | undefined {
  try {
    const frame: unknown = JSON.parse(text);
    return typeof frame === 'object' && frame !== null ? { ...frame } : undefined;
  } catch {
    return undefined;
  }
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

/** What is used of `ws`, which has no types; installing them would change those of puppeteer-core. */
type Socket = {
  on(event: 'message', listener: (data: { toString(): string }) => void): void;
  on(event: 'error', listener: () => void): void;
  send(text: string): void;
  terminate(): void;
};

type SocketServer = {
  readonly clients: ReadonlySet<Socket>;
  handleUpgrade(
    request: IncomingMessage,
    stream: Duplex,
    head: Buffer,
    opened: (socket: Socket) => void,
  ): void;
  close(): void;
};

const { WebSocketServer } = createRequire(import.meta.url)('ws') as {
  WebSocketServer: new (options: { noServer: true }) => SocketServer;
};
