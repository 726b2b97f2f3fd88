// The test's end of the probe: sees each call of the background to the outside world, and can stop
// the background before one is made, or before its answer is delivered.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { listenOnLoopback } from '../devnet/listen.ts';

/** `before`: the call is not made. `after`: it is made, and its answer does not arrive. */
export type Moment = 'before' | 'after';

/** A place on the way: the so-many-th call of this name, or of any name. */
export interface Stop {
  readonly name?: string;
  /** From 1. */
  readonly nth: number;
  readonly moment: Moment;
}

export interface Call {
  readonly name: string;
  /** The so-many-th of this name, from 1. */
  readonly nth: number;
}

export interface Brake {
  readonly url: string;
  /**
   * Counts anew from now on, or from the background's next start if it does not run. With a place:
   * stops everything there. Once for each order.
   */
  order(stop: Stop | null): Promise<void>;
  /** Resolves when the place of the latest order is reached. */
  reached(): Promise<void>;
  /** Calls since the latest order, or since the background's start, whichever was later. */
  calls(): Promise<readonly Call[]>;
  /** To be called before the background is killed: whatever it says from now on, it is dead. */
  condemn(): void;
  stop(): Promise<void>;
}

interface Report {
  readonly calls: readonly Call[];
  readonly troubles: readonly string[];
}

/** A background's question for orders, which is answered when there is one. */
interface Listener {
  readonly boot: string;
  readonly report: Report;
  readonly response: ServerResponse;
}

export async function startBrake(): Promise<Brake> {
  let standing: Stop | null = null;
  let reached = withResolvers();
  let listener: Listener | null = null;
  let onListener: () => void = () => undefined;
  let running: string | null = null;
  const dead = new Set<string>();

  function answer(path: string, boot: string, report: Report, response: ServerResponse): void {
    if (dead.has(boot)) {
      response.destroy();
      return;
    }
    if (report.troubles.length > 0) {
      reached.reject(new Error(`the probe is of no use: ${report.troubles.join(', ')}`));
    }
    if (path === '/boot') {
      running = boot;
      send(response, { do: 'obey', stop: standing });
    } else if (path === '/reached') {
      standing = null;
      reached.resolve();
      send(response, {});
    } else {
      listener = { boot, report, response };
      response.once('close', () => {
        if (listener?.response === response) listener = null;
      });
      onListener();
    }
  }

  function send(response: ServerResponse, value: unknown): void {
    response.end(JSON.stringify(value));
  }

  async function read(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let body = '';
    for await (const chunk of request.setEncoding('utf8')) body += chunk;
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://brake');
    answer(pathname, searchParams.get('boot') ?? '', JSON.parse(body) as Report, response);
  }

  /** Waits until the running background listens; null if none runs. */
  async function listening(): Promise<Listener | null> {
    const end = Date.now() + 5000;
    while (running !== null && listener?.boot !== running && Date.now() < end) {
      await new Promise<void>((resolve) => {
        onListener = resolve;
        setTimeout(resolve, 100);
      });
    }
    return listener;
  }

  /** Sends something to the running background, and resolves to what it says next. */
  async function tell(value: unknown): Promise<Listener | null> {
    const now = await listening();
    if (now === null) return null;
    listener = null;
    send(now.response, value);
    return listening();
  }

  const server = createServer((request, response) => {
    read(request, response).catch(() => response.destroy());
  });
  const { origin, stop } = await listenOnLoopback(server);

  return {
    url: origin,
    async order(place) {
      standing = place;
      reached = withResolvers();
      await tell({ do: 'obey', stop: place });
    },
    reached: () => reached.promise,
    async calls() {
      const said = await tell({ do: 'report' });
      return said?.report.calls ?? [];
    },
    condemn() {
      if (running !== null) dead.add(running);
      running = null;
      listener?.response.destroy();
      listener = null;
    },
    stop,
  };
}

/** Node 20 has no `Promise.withResolvers`. */
function withResolvers(): {
  promise: Promise<void>;
  resolve: () => void;
  reject: (error: Error) => void;
} {
  let resolve = (): void => undefined;
  let reject: (error: Error) => void = () => undefined;
  const promise = new Promise<void>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  promise.catch(() => undefined);
  return { promise, resolve, reject };
}
