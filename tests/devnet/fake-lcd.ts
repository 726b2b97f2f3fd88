// The chain of lcd.ts behind a real HTTP server, with blocks as time passes.
import { createServer } from 'node:http';
import { createLcd, type Lcd } from './lcd.ts';
import { listenOnLoopback } from './listen.ts';

export type FakeLcd = Lcd & {
  readonly origin: string;
  /** All that was asked: method, URL and body. */
  readonly log: readonly string[];
  stop(): Promise<void>;
};

/** @param blockMs between blocks; 0 for none but those that are asked for by `mine` */
export async function startFakeLcd(blockMs = 100, chainId?: string): Promise<FakeLcd> {
  const lcd = createLcd(chainId);
  const log: string[] = [];
  const server = createServer(async (request, response) => {
    let text = '';
    for await (const part of request) text += String(part);
    log.push(`${request.method} ${request.url} ${text}`);
    const { status, body } = lcd.answer(request.method ?? '', request.url ?? '', jsonOf(text));
    response.writeHead(status, { 'Content-Type': 'application/json' });
    response.end(JSON.stringify(body));
  });
  const { origin, stop } = await listenOnLoopback(server);
  const blocks = blockMs > 0 ? setInterval(() => lcd.mine(), blockMs) : undefined;
  return Object.assign(lcd, {
    origin,
    log,
    async stop() {
      clearInterval(blocks);
      await stop();
    },
  });
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
