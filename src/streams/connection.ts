import { type Failure, type FailureCode, failure } from '../outcome/failure.ts';
import { err, type Result } from '../outcome/result.ts';
import { backoffMs, STEADY_MS } from './backoff.ts';
import { closeGap, type Gap, openGap } from './gaps.ts';
import type { Dial, Listener, ServerFacts, StreamLogin, Wire } from './wire.ts';

/** A connection is asked for a sign of life so often: no gap begins earlier before it is noticed. */
export const PING_MS = 5000;

/** After it came up, for the first time: then a fall soon after is a gap of its own. */
export const FIRST_PING_MS = 1000;

/** Without a sign of life for so long it is given up. With `PING_MS`: noticed within 15 s. */
export const PONG_MS = 10_000;

/** What a connection needs. */
export interface ConnectionPorts {
  readonly dial: Dial;
  /** Why a WebSocket did not come about. */
  diagnose(url: string): Promise<FailureCode>;
  readonly clock: {
    now(): number;
    /** Calls back once after `ms`. @returns what takes it back */
    after(ms: number, callback: () => void): () => void;
  };
  random(): number;
  /**
   * All that the server took before `at` is here.
   *
   * @param stands for the first time since it was dialled: from here on there can be a gap, so that
   *   is to be remembered
   */
  proven(at: number, stands: boolean): void;
}

/** Where a connection is to lead. A locked vault has its login: then it waits. */
export interface Target {
  readonly url: string;
  readonly login: StreamLogin | 'locked';
}

export type Phase = 'connecting' | 'up' | 'waiting' | 'stopped';

/** How a connection stands. */
export interface ConnectionState {
  readonly phase: Phase;
  /** When that began. */
  readonly since: number;
  /** When it is tried again by itself; null unless it waits. */
  readonly retryAt: number | null;
  /** Why it does not stand, or did not the last time. Null of one that is up. */
  readonly failure: Failure | null;
  readonly server: ServerFacts | null;
  readonly roundTripMs: number | null;
  /** Failures in a row. */
  readonly failures: number;
}

/** What one life leaves to the next. */
export interface Remembered {
  /** All that the server took before this time came in; null of a connection that never stood. */
  readonly provenAt: number | null;
  readonly gaps: readonly Gap[];
}

export interface Connection {
  state(): ConnectionState;
  remembered(): Remembered;
  /** Of a subject that was taken by the server; it is subscribed to again at each connection. */
  subscribe(subject: string, listener: Listener): () => void;
  /** Errors: those of `Wire.publish`. */
  publish(subject: string, data: Uint8Array): Promise<Result<null, Failure>>;
  /** Errors: those of `Wire.request`. */
  request(
    subject: string,
    data: Uint8Array,
    timeoutMs: number,
  ): Promise<Result<Uint8Array, Failure>>;
  /**
   * Asks for a sign of life. True: each subject that was subscribed to before this call has its
   * subscription. False: it will have it when the connection stands again.
   */
  prove(): Promise<boolean>;
  /** Another address or login. The same one again changes nothing. */
  retarget(target: Target): void;
  /** Tries now: the user wants it, or the network is back. One that is up is asked for a sign of life. */
  nudge(): void;
  close(): void;
}

/** Failures that stay until the user does something: trying again would only storm the server. */
const FINAL: ReadonlySet<FailureCode> = new Set<FailureCode>([
  'stream_login_refused',
  'stream_login_expired',
  'stream_login_locked',
]);

/**
 * One connection that stays up: it is dialled again with growing waits, its subjects subscribed to
 * again, and each time in which something may have been missed is written down.
 *
 * NATS keeps the order of one connection. So once a PING is answered, all that the server took
 * before it was sent is here: a gap begins when the last PING that was answered was sent, and ends
 * with the answer to the first one after the subjects were subscribed to again.
 *
 * @param before what an earlier life left: if it stood then, a gap is open since
 */
export function openConnection(
  target: Target,
  ports: ConnectionPorts,
  before: Remembered,
): Connection {
  const { clock } = ports;
  const listeners = new Map<Listener, { subject: string; stop: (() => void) | null }>();
  let now: Target = target;
  let wire: Wire | null = null;
  /** Of the attempt or the connection that counts; whatever belongs to an earlier one is ignored. */
  let turn = 0;
  let cancel = (): void => undefined;
  let failures = 0;
  let { provenAt } = before;
  let gaps = before.provenAt === null ? before.gaps : openGap(before.gaps, before.provenAt);
  let state: ConnectionState = {
    phase: 'connecting',
    since: clock.now(),
    retryAt: null,
    failure: null,
    server: null,
    roundTripMs: null,
    failures: 0,
  };

  function enter(phase: Phase, more: Partial<ConnectionState> = {}): void {
    const { failure: known, server } = state;
    state = {
      phase,
      since: clock.now(),
      retryAt: null,
      failure: known,
      server,
      roundTripMs: null,
      failures,
      ...more,
    };
  }

  async function begin(): Promise<void> {
    cancel();
    turn += 1;
    const mine = turn;
    if (now.login === 'locked') {
      enter('stopped', { failure: failure('stream_login_locked') });
      return;
    }
    enter('connecting');
    const dialled = await ports.dial(now.url, now.login);
    if (mine !== turn) {
      if (dialled.ok) dialled.value.close();
      return;
    }
    if (dialled.ok) {
      stand(dialled.value);
      return;
    }
    const { code } = dialled.error;
    const found = code === 'stream_unreachable' ? await ports.diagnose(now.url) : code;
    if (mine !== turn) return;
    // A server that just came back looks, once, like one that refuses us.
    const why = found === 'stream_origin_refused' && failures === 0 ? code : found;
    lose(why === code ? dialled.error : failure(why));
  }

  function stand(fresh: Wire): void {
    const mine = turn;
    const since = clock.now();
    wire = fresh;
    for (const [listener, entry] of listeners)
      entry.stop = fresh.subscribe(entry.subject, listener);
    void fresh.closed.then((why) => {
      if (mine === turn) gone(why ?? failure('stream_closed'), since);
    });
    void askForLife(since);
  }

  /** Asks, and asks again later; gives the connection up if no answer comes. */
  async function askForLife(since: number): Promise<void> {
    const mine = turn;
    const asked = wire;
    if (asked === null) return;
    cancel();
    const at = clock.now();
    cancel = clock.after(PONG_MS, () => gone(failure('stream_silent'), since));
    const answered = await asked.ping();
    if (mine !== turn || asked !== wire) return;
    // `closed` says why.
    if (!answered) return;
    cancel();
    const isFirst = state.phase !== 'up';
    provenAt = at;
    gaps = closeGap(gaps, clock.now());
    const roundTripMs = clock.now() - at;
    if (isFirst) enter('up', { failure: null, server: asked.server, roundTripMs });
    else state = { ...state, roundTripMs };
    ports.proven(at, isFirst);
    cancel = clock.after(isFirst ? FIRST_PING_MS : PING_MS, () => void askForLife(since));
  }

  function gone(why: Failure, since: number): void {
    drop();
    // One that goes down as soon as it stands is as good as a refusal.
    if (clock.now() - since >= STEADY_MS) failures = 0;
    lose(why);
  }

  function drop(): void {
    turn += 1;
    cancel();
    wire?.close();
    wire = null;
    for (const entry of listeners.values()) entry.stop = null;
    if (provenAt !== null) gaps = openGap(gaps, provenAt);
  }

  function lose(why: Failure): void {
    turn += 1;
    failures += 1;
    if (FINAL.has(why.code)) {
      enter('stopped', { failure: why });
      return;
    }
    const waitMs = backoffMs(failures, ports.random());
    enter('waiting', { failure: why, retryAt: clock.now() + waitMs });
    cancel = clock.after(waitMs, () => void begin());
  }

  const down = <T>(): Promise<Result<T, Failure>> =>
    Promise.resolve(err(failure('stream_not_connected')));

  void begin();
  return {
    state: () => state,
    remembered: () => ({ provenAt, gaps }),
    subscribe(subject, listener) {
      listeners.set(listener, { subject, stop: wire?.subscribe(subject, listener) ?? null });
      return () => {
        listeners.get(listener)?.stop?.();
        listeners.delete(listener);
      };
    },
    publish: (subject, data) =>
      state.phase === 'up' && wire !== null ? wire.publish(subject, data) : down(),
    request: (subject, data, timeoutMs) =>
      state.phase === 'up' && wire !== null ? wire.request(subject, data, timeoutMs) : down(),
    async prove() {
      const asked = state.phase === 'up' ? wire : null;
      return asked !== null && (await asked.ping()) && asked === wire;
    },
    retarget(target) {
      const before = now;
      now = target;
      const isOther = target.url !== before.url || !sameLogin(target.login, before.login);
      // A locked vault ends nothing: what stands goes on, but cannot come back by itself. Unlocked
      // again, it is the same login as before.
      const isLock = target.login === 'locked' || before.login === 'locked';
      const goesOn = wire !== null && target.url === before.url && isLock;
      if (!isOther || goesOn) return;
      failures = 0;
      drop();
      void begin();
    },
    nudge() {
      if (wire === null && state.phase !== 'connecting') void begin();
      else if (state.phase === 'up') void askForLife(state.since);
    },
    close() {
      drop();
      enter('stopped', { failure: null });
    },
  };
}

function sameLogin(one: Target['login'], other: Target['login']): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
