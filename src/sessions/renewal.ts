import { type Failure, failure } from '../outcome/failure.ts';
import type { Result } from '../outcome/result.ts';
import type { Clock } from '../payments/clock.ts';

/** What is remembered of the logins to one web app until the browser closes. */
export interface LoginMemory {
  /** When the last login was done; null if none was, or it failed. */
  readonly loginAt: number | null;
  /** How many logins in a row were good and helped nothing. */
  readonly refusals: number;
  /** What went wrong last, for the user to see. */
  readonly failure: Failure | null;
  /** Until then nothing is tried again by itself; null: not before the user does something. */
  readonly quietUntil: number | null;
}

export interface RenewalPorts {
  readonly clock: Pick<Clock, 'now'>;
  readonly memory: {
    read(appId: string): Promise<LoginMemory>;
    write(appId: string, memory: LoginMemory): Promise<void>;
  };
  /** Logs in again as the active account. */
  logIn(appId: string): Promise<Result<null, Failure>>;
  /**
   * Whether the session that the last login began is in the jar. A stale cookie is answered with its
   * deletion (measured), so the late 401 of a request that was sent with the old one takes the new one
   * away.
   *
   * @param mayPutBack whether to put it back then
   */
  keep(appId: string, mayPutBack: boolean): Promise<'kept' | 'put_back' | 'gone'>;
}

/** A request that a web app answered with 401. */
export interface Unanswered {
  /** When it was sent, in milliseconds since 1970; null if nobody knows. */
  readonly sentAt: number | null;
  /** It was made again already after a login that was made for it. */
  readonly repeated: boolean;
  /** How often it was made again without one. */
  readonly free: number;
}

/** `again_free`: again, without a login for it: another one's was in time for it. */
export type Renewed = 'again' | 'again_free' | 'leave';

/**
 * Logs in again when a session is over: once for all requests that find it so, and not in a loop.
 *
 * - Requests that come while a login is under way wait for it.
 * - One that was sent before the last login is made again without another.
 * - One that is refused again after a login is left as it is: it may want what this account may not
 *   have. The next login is then put off, each time for longer.
 * - A login that the web app refused is not tried again; one that did not reach it, after half a minute.
 */
export interface Renewal {
  /** A 401 was met that nobody waits for: it may take the cookie of a login away. */
  late(appId: string): void;
  answer(appId: string, request: Unanswered): Promise<Renewed>;
  /** The user logs in: requests wait for that too, and what went wrong before is forgotten. */
  byUser<T>(appId: string, work: () => Promise<Result<T, Failure>>): Promise<Result<T, Failure>>;
}

/** Within so long after a login a request of unknown age may have been sent before it. */
const FRESH_MS = 10_000;
/** A web app that could not be reached is tried again after that. */
const RETRY_MS = 30_000;
const FIRST_PAUSE_MS = 40_000;
const MOST_PAUSE_MS = 600_000;
/** A session that held for so long was a good one. */
const GOOD_MS = 900_000;

/** So many late 401s are counted: each takes the session away once. */
const MOST_LATE = 100;
/** So often one request may have the session put back: in the end it gets its login. */
const MOST_FREE = 5;

/** Failures of the moment: the same login may be good a little later. */
const PASSING: readonly Failure['code'][] = ['web_app_unreachable', 'storage_failed'];

export function createRenewal(ports: RenewalPorts): Renewal {
  const { clock, memory } = ports;
  const running = new Map<string, Promise<Result<unknown, Failure>>>();
  /** How many 401s of the session before the last login were not made up for yet, and when one came. */
  const late = new Map<string, { readonly count: number; readonly at: number }>();
  /** When a login was done that requests had asked for: then others of them may be on their way. */
  const renewedAt = new Map<string, number>();

  /** When the session was put back last. */
  const putBackAt = new Map<string, number>();

  const lines = new Map<string, Promise<unknown>>();

  /** One look at the jar after the other: who comes next has to know of what was put back. */
  function inTurn<T>(appId: string, look: () => Promise<T>): Promise<T> {
    const turn = (lines.get(appId) ?? Promise.resolve()).then(look);
    lines.set(
      appId,
      turn.catch(() => undefined),
    );
    return turn;
  }

  function lateOnes(appId: string): number {
    const { count, at } = late.get(appId) ?? { count: 0, at: 0 };
    return running.has(appId) || clock.now() - at < FRESH_MS ? count : 0;
  }

  /**
   * Counts the time of those that came so far from now on. A login may wait for the password, and is
   * followed by the answers that waited for it, however long that took.
   */
  function renewLate(appId: string): void {
    late.set(appId, { count: lateOnes(appId), at: clock.now() });
  }

  function noteLate(appId: string): void {
    late.set(appId, { count: Math.min(MOST_LATE, lateOnes(appId) + 1), at: clock.now() });
  }

  /** Whether a 401 of a request of unknown age may be of the session before the last login. */
  function mayBeLate(appId: string): boolean {
    const at = renewedAt.get(appId);
    return running.has(appId) || (at !== undefined && clock.now() - at < FRESH_MS);
  }

  /** Whether there is a session, put back if another's late 401 took it. */
  async function isThere(appId: string, free: number): Promise<boolean> {
    const count = lateOnes(appId);
    const kept = await ports.keep(appId, count > 0 && free < MOST_FREE);
    if (kept === 'put_back') {
      late.set(appId, { count: count - 1, at: clock.now() });
      putBackAt.set(appId, clock.now());
    }
    return kept !== 'gone';
  }

  function run<T>(
    appId: string,
    work: () => Promise<Result<T, Failure>>,
    refusals: number,
    otherwise?: LoginMemory,
  ): Promise<Result<T, Failure>> {
    renewLate(appId);
    const turn = (async () => {
      const done = await work();
      renewLate(appId);
      const now = clock.now();
      await memory.write(
        appId,
        done.ok
          ? { loginAt: now, refusals, failure: null, quietUntil: 0 }
          : (otherwise ?? {
              loginAt: null,
              refusals,
              failure: done.error,
              quietUntil: quietFrom(now, done.error),
            }),
      );
      return done;
    })().finally(() => running.delete(appId));
    running.set(appId, turn);
    return turn;
  }

  /** For a request that waited for a login that was not made for it. */
  async function afterOther(
    appId: string,
    login: Promise<Result<unknown, Failure>>,
    { free }: Unanswered,
  ): Promise<Renewed> {
    noteLate(appId);
    const { ok } = await login;
    return ok && (await inTurn(appId, () => isThere(appId, free))) ? 'again_free' : 'leave';
  }

  /** For a request that was refused after it was made again. */
  async function refusedAgain(appId: string, before: LoginMemory): Promise<void> {
    const { loginAt, refusals } = before;
    if (loginAt === null) return;
    const pause = Math.min(MOST_PAUSE_MS, FIRST_PAUSE_MS * 4 ** refusals);
    const quietUntil = loginAt + pause;
    // One login counts once, however many requests it did not help.
    if (before.quietUntil === null || before.quietUntil > loginAt) return;
    const refused = failure('session_refused');
    await memory.write(appId, { loginAt, refusals: refusals + 1, failure: refused, quietUntil });
  }

  async function answer(appId: string, request: Unanswered): Promise<Renewed> {
    const { sentAt, repeated, free } = request;
    const before = await memory.read(appId);
    const other = running.get(appId);
    if (other !== undefined) return afterOther(appId, other, request);
    const { loginAt, refusals, quietUntil } = before;
    const now = clock.now();
    if (loginAt !== null) {
      const isLate = sentAt === null ? !repeated && mayBeLate(appId) : sentAt <= loginAt;
      if (isLate) noteLate(appId);
      const isSaved = await inTurn(appId, async () => {
        // Sent while it was gone, without any cookie.
        const isBare = sentAt !== null && sentAt <= (putBackAt.get(appId) ?? 0);
        // Its own 401 takes away what was put back, as a late one does.
        if (isBare && !isLate && mayBeLate(appId)) noteLate(appId);
        // One that is in its place was refused; one that is not may have been taken by another's 401.
        const wasTaken = lateOnes(appId) > 0 && (await ports.keep(appId, false)) === 'gone';
        return (isLate || isBare || wasTaken) && (await isThere(appId, free));
      });
      if (isSaved) return 'again_free';
      // Another may have been begun, or even done, while the jar was looked into.
      const after = await memory.read(appId);
      const another = running.get(appId);
      if (another !== undefined) return afterOther(appId, another, request);
      if (after.loginAt !== loginAt) return answer(appId, request);
    }
    if (repeated) {
      await refusedAgain(appId, before);
      return 'leave';
    }
    if (quietUntil === null || quietUntil > now) return 'leave';
    const isGood = loginAt !== null && now - loginAt > GOOD_MS;
    const login = run(appId, () => ports.logIn(appId), isGood ? 0 : refusals);
    // Its own answer, too, may take the new cookie away only when it is let go.
    noteLate(appId);
    const done = await login;
    if (done.ok) renewedAt.set(appId, clock.now());
    return done.ok ? 'again' : 'leave';
  }

  return {
    late(appId) {
      if (mayBeLate(appId)) noteLate(appId);
    },
    answer,
    async byUser(appId, work) {
      await running.get(appId);
      const before = await memory.read(appId);
      // What went wrong is told on the spot; a session that there is goes on.
      return run(appId, work, 0, before);
    },
  };
}

function quietFrom(now: number, { code }: Failure): number | null {
  // Whoever closed the window that asks for the password is not asked at once again, elsewhere.
  if (code === 'login_locked') return now;
  return PASSING.includes(code) ? now + RETRY_MS : null;
}
