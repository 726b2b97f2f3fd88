// A NATS client in the least that tests need: it publishes, and knows when the server has it.
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

export interface NatsClient {
  /** Hands messages over, and resolves once the server has taken all of them. */
  publish(messages: readonly { subject: string; data: string | Uint8Array }[]): Promise<void>;
  /** Answers every request on a subject with this. */
  respond(subject: string, data: string): void;
  close(): void;
}

/** @param login as `CONNECT` has it */
export async function connectNats(
  port: number,
  login: { user?: string; pass?: string; auth_token?: string } = {},
): Promise<NatsClient> {
  const socket = connect(port, '127.0.0.1');
  await once(socket, 'connect');
  const waiting: { resolve(): void; reject(error: Error): void }[] = [];
  const replies = new Map<string, string>();
  let buffered = '';
  const fail = (error: Error): void => {
    for (const each of waiting.splice(0)) each.reject(error);
  };
  socket.on('error', fail);
  let isGone = false;
  socket.on('close', () => {
    isGone = true;
    fail(new Error('the server is gone'));
  });
  socket.setEncoding('latin1');
  socket.on('data', (chunk: string) => {
    buffered += chunk;
    for (;;) {
      const end = buffered.indexOf('\r\n');
      if (end < 0) return;
      const line = buffered.slice(0, end);
      const message = /^MSG \S+ (\S+) (?:(\S+) )?(\d+)$/.exec(line);
      if (message !== null) {
        const [, sid = '', reply, size] = message;
        if (buffered.length < end + 4 + Number(size)) return;
        buffered = buffered.slice(end + 4 + Number(size));
        if (reply !== undefined) write(socket, reply, replies.get(sid) ?? '');
        continue;
      }
      buffered = buffered.slice(end + 2);
      if (line === 'PING') socket.write('PONG\r\n');
      if (line === 'PONG') waiting.shift()?.resolve();
      if (line.startsWith('-ERR')) fail(new Error(line));
    }
  });
  const flushed = (): Promise<void> =>
    new Promise((resolve, reject) => {
      if (isGone) reject(new Error('the server is gone'));
      waiting.push({ resolve, reject });
      socket.write('PING\r\n');
    });

  socket.write(`CONNECT ${JSON.stringify({ verbose: false, pedantic: false, ...login })}\r\n`);
  await flushed();
  return {
    async publish(messages) {
      socket.cork();
      for (const { subject, data } of messages) write(socket, subject, data);
      socket.uncork();
      await flushed();
    },
    respond(subject, data) {
      const sid = String(replies.size + 1);
      replies.set(sid, data);
      socket.write(`SUB ${subject} ${sid}\r\n`);
    },
    close: () => socket.destroy(),
  };
}

function write(socket: Socket, subject: string, data: string | Uint8Array): void {
  const bytes = Buffer.from(data);
  socket.write(`PUB ${subject} ${bytes.length}\r\n`);
  socket.write(bytes);
  socket.write('\r\n');
}
