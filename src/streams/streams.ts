import { type Failure, failure } from '../outcome/failure.ts';
import { err, type Result } from '../outcome/result.ts';
import {
  type Connection,
  type ConnectionPorts,
  type ConnectionState,
  openConnection,
} from './connection.ts';
import { type Batch, type Feed, openFeed } from './feed.ts';
import { closeGap, type Gap } from './gaps.ts';
import type { History } from './history.ts';
import type { KeptMessage } from './message.ts';
import type { Ring } from './ring.ts';
import { openSubscription, type Subscription, type SubscriptionState } from './subscription.ts';
import type { StreamLogin } from './wire.ts';

/** What came in is written so often: that much a crash may cost, and the gap tells of it. */
export const WRITE_MS = 1000;

/** A connection that is to be up, with the subjects that are to be listened to. */
export interface StreamConfig {
  readonly id: string;
  readonly url: string;
  readonly login: StreamLogin | 'locked';
  readonly subscriptions: readonly { readonly id: string; readonly subject: string }[];
}

export interface StreamState extends ConnectionState {
  readonly id: string;
  readonly gaps: readonly Gap[];
  readonly subscriptions: readonly SubscriptionState[];
  /** What comes in cannot be stored: it will be gone with the browser. */
  readonly unstored: boolean;
}

/** All connections of the user, as one. */
export interface Streams {
  /**
   * Makes it so: connections that are not in `configs` are closed. That is on purpose, so no gap
   * comes of it.
   *
   * @param keep ids of connections and subscriptions that are switched off; what is stored of any
   *   other is forgotten
   */
  apply(configs: readonly StreamConfig[], keep: readonly string[]): Promise<void>;
  states(): readonly StreamState[];
  /** Those kept in memory above `sequence`, oldest first. */
  after(subscriptionId: string, sequence: number): readonly KeptMessage[];
  /** One message, from memory or from what is stored. */
  message(subscriptionId: string, sequence: number): Promise<KeptMessage | null>;
  /** Up to `most` stored messages below `before`, the newest of them, oldest first. */
  history(subscriptionId: string, before: number, most: number): Promise<readonly KeptMessage[]>;
  clear(subscriptionId: string): Promise<void>;
  /** Has what comes in on some subjects handed on as it comes, to a page that may have it. */
  feed(connectionId: string, subjects: readonly string[], sink: FeedSink): OpenFeed;
  publish(id: string, subject: string, data: Uint8Array): Promise<Result<null, Failure>>;
  request(
    id: string,
    subject: string,
    data: Uint8Array,
    timeoutMs: number,
  ): Promise<Result<Uint8Array, Failure>>;
  /** Tries one again now, or all: the network is back. */
  nudge(id?: string): void;
}

interface Line {
  readonly connection: Connection;
  readonly subscriptions: Map<string, { of: Subscription; stop: () => void }>;
  /** With what ends each. */
  readonly feeds: Map<Feed, (why: FeedEnd) => void>;
  unstored: boolean;
  /** What was written last, to write only what changed. */
  written: string;
}

/** Who gets what a feed hands on. */
export interface FeedSink {
  batch(batch: Batch): void;
  /** Nothing comes any more: the connection is off, or the server does not allow a subject. */
  ended(why: FeedEnd): void;
}

export type FeedEnd = 'off' | 'denied';

export interface OpenFeed {
  /** One batch has been dealt with. */
  acknowledge(): void;
  close(): void;
}

export interface StreamPorts extends Omit<ConnectionPorts, 'proven'> {
  readonly history: History;
  /** Is told of every message, which is the newest of the ring; null spares the call. */
  readonly heard: ((subscriptionId: string, ring: Ring) => void) | null;
}

export function openStreams(ports: StreamPorts): Streams {
  const { clock, history } = ports;
  const lines = new Map<string, Line>();
  let turn: Promise<unknown> = Promise.resolve();

  async function open(config: StreamConfig): Promise<void> {
    const before = await history.load(config.id).catch(() => ({ provenAt: null, gaps: [] }));
    const { url, login } = config;
    const connection = openConnection(
      { url, login },
      { ...ports, proven: (at, stands) => proven(config.id, at, stands) },
      before,
    );
    const line: Line = {
      connection,
      subscriptions: new Map(),
      feeds: new Map(),
      unstored: false,
      written: '',
    };
    lines.set(config.id, line);
    await subscribe(line, config);
  }

  function proven(id: string, at: number, stands: boolean): void {
    const line = lines.get(id);
    for (const feed of line?.feeds.keys() ?? []) {
      if (stands) feed.stands(line?.connection.remembered().gaps.at(-1) ?? null);
      feed.proven(at);
    }
    if (stands) void inTurn(writeAll);
  }

  async function subscribe(line: Line, config: StreamConfig): Promise<void> {
    const wanted = new Map(config.subscriptions.map(({ id, subject }) => [id, subject]));
    for (const [id, { of, stop }] of line.subscriptions) {
      if (wanted.get(id) === of.subject) continue;
      stop();
      line.subscriptions.delete(id);
    }
    for (const [id, subject] of wanted) {
      if (line.subscriptions.has(id)) continue;
      const tally = await history.tally(id).catch(() => ({ count: 0, dropped: 0 }));
      const { heard } = ports;
      const listen = heard && ((ring: Ring) => heard(id, ring));
      const of = openSubscription(id, subject, tally, clock.now, listen);
      line.subscriptions.set(id, { of, stop: line.connection.subscribe(subject, of) });
    }
  }

  /** @returns what ends it */
  function feedFrom(
    line: Line,
    subjects: readonly string[],
    feed: Feed,
    sink: FeedSink,
  ): () => void {
    const { connection, feeds } = line;
    const denied = (): void => end('denied');
    const stops = subjects.map((subject) =>
      connection.subscribe(subject, { message: feed.message, denied }),
    );
    function close(): void {
      feeds.delete(feed);
      for (const stop of stops) stop();
      feed.close();
    }
    function end(why: FeedEnd): void {
      close();
      sink.ended(why);
    }
    feeds.set(feed, end);
    // One that does not stand yet says so itself.
    void connection.prove().then((isProven) => isProven && feeds.has(feed) && feed.stands(null));
    return close;
  }

  async function shut(id: string, line: Line): Promise<void> {
    lines.delete(id);
    for (const end of line.feeds.values()) end('off');
    // Closed on purpose: what is missed from now on is no gap.
    const gaps = closeGap(line.connection.remembered().gaps, clock.now());
    line.connection.close();
    await write(id, line, { provenAt: null, gaps });
  }

  async function apply(configs: readonly StreamConfig[], keep: readonly string[]): Promise<void> {
    const wanted = new Map(configs.map((config) => [config.id, config]));
    for (const [id, line] of lines) if (!wanted.has(id)) await shut(id, line);
    for (const config of configs) {
      const line = lines.get(config.id);
      if (line === undefined) await open(config);
      else {
        line.connection.retarget({ url: config.url, login: config.login });
        await subscribe(line, config);
      }
    }
    const subscriptions = configs.flatMap((config) => config.subscriptions.map(({ id }) => id));
    const known = new Set([...wanted.keys(), ...subscriptions, ...keep]);
    await history.keepOnly(known).catch(() => undefined);
  }

  async function write(
    connectionId: string,
    line: Line,
    remembered = line.connection.remembered(),
  ): Promise<void> {
    const subscriptions = [...line.subscriptions].flatMap(([id, { of }]) => {
      const messages = of.ring.after(of.stored);
      const missing = of.ring.count - of.stored - messages.length;
      return of.ring.count === of.stored
        ? []
        : [{ id, of, count: of.ring.count, dropped: of.dropped + missing, messages }];
    });
    const marks = JSON.stringify(remembered);
    if (subscriptions.length === 0 && marks === line.written) return;
    try {
      await history.write({ connectionId, remembered, subscriptions });
      for (const { of, count, dropped } of subscriptions)
        Object.assign(of, { stored: count, dropped });
      line.written = marks;
      line.unstored = false;
    } catch {
      line.unstored = true;
    }
  }

  async function writeAll(): Promise<void> {
    for (const [id, line] of [...lines]) await write(id, line);
  }

  function writeNowAndAgain(): void {
    void inTurn(writeAll).then(() => clock.after(WRITE_MS, writeNowAndAgain));
  }

  /** One after the other: an older mark must not be written over a newer one. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = turn.then(work);
    turn = done.catch(() => undefined);
    return done;
  }

  function find(subscriptionId: string): Subscription | undefined {
    for (const { subscriptions } of lines.values()) {
      const found = subscriptions.get(subscriptionId);
      if (found !== undefined) return found.of;
    }
    return undefined;
  }

  writeNowAndAgain();
  return {
    apply: (configs, keep) => inTurn(() => apply(configs, keep)),
    states: () =>
      [...lines].map(([id, { connection, subscriptions, unstored }]) => ({
        id,
        ...connection.state(),
        gaps: connection.remembered().gaps,
        subscriptions: [...subscriptions.values()].map(({ of }) => of.state()),
        unstored,
      })),
    after: (subscriptionId, sequence) => find(subscriptionId)?.ring.after(sequence) ?? [],
    async message(subscriptionId, sequence) {
      const kept = find(subscriptionId)?.ring.find(sequence);
      if (kept !== undefined) return kept;
      const [stored] = await history.read(subscriptionId, sequence + 1, 1);
      return stored?.sequence === sequence ? stored : null;
    },
    history: (subscriptionId, before, most) =>
      inTurn(async () => {
        await writeAll();
        return history.read(subscriptionId, before, most);
      }),
    clear: (subscriptionId) => inTurn(() => history.clear(subscriptionId)),
    feed(connectionId, subjects, sink) {
      const feed = openFeed(clock, sink.batch);
      let close = feed.close;
      let isClosed = false;
      void inTurn(async () => {
        if (isClosed) return;
        const line = lines.get(connectionId);
        if (line === undefined) sink.ended('off');
        else close = feedFrom(line, subjects, feed, sink);
      });
      return {
        acknowledge: feed.acknowledge,
        close() {
          isClosed = true;
          close();
        },
      };
    },
    publish: async (id, subject, data) =>
      lines.get(id)?.connection.publish(subject, data) ?? err(failure('stream_not_connected')),
    request: async (id, subject, data, timeoutMs) =>
      lines.get(id)?.connection.request(subject, data, timeoutMs) ??
      err(failure('stream_not_connected')),
    nudge(id) {
      for (const [each, { connection }] of lines)
        if (id === undefined || id === each) connection.nudge();
    },
  };
}
