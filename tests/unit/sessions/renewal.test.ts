import { beforeEach, describe, expect, it, vi } from 'vitest';
import { type Failure, failure } from '../../../src/outcome/failure.ts';
import { err, ok, type Result } from '../../../src/outcome/result.ts';
import { createRenewal, type LoginMemory, type Renewal } from '../../../src/sessions/renewal.ts';

const START = Date.UTC(2026, 10, 3, 12);
const FIRST = { sentAt: null, repeated: false, free: 0 } as const;

let now: number;
let logins: number;
/** `taken`: it can be put back. */
let jar: 'kept' | 'taken' | 'gone';
let outcome: () => Promise<Result<null, Failure>>;
/** Resolves once the jar has told what it did. */
let telling: () => Promise<void>;
let memories: Map<string, LoginMemory>;
let renewal: Renewal;

beforeEach(() => {
  now = START;
  logins = 0;
  jar = 'kept';
  outcome = async () => ok(null);
  telling = async () => undefined;
  memories = new Map();
  const none = { loginAt: null, refusals: 0, failure: null, quietUntil: 0 };
  renewal = createRenewal({
    clock: { now: () => now },
    memory: {
      read: async (id) => memories.get(id) ?? none,
      write: async (id, memory) => void memories.set(id, memory),
    },
    async logIn() {
      logins += 1;
      return outcome();
    },
    async keep(_, mayPutBack) {
      if (jar !== 'taken') return jar;
      if (!mayPutBack) return 'gone';
      jar = 'kept';
      await telling();
      return 'put_back';
    },
  });
});

/** A login that lasts until it is let go. */
function slowly(): (result: Result<null, Failure>) => void {
  let letGo: (result: Result<null, Failure>) => void = () => undefined;
  const done = new Promise<Result<null, Failure>>((resolve) => {
    letGo = resolve;
  });
  outcome = () => done;
  return letGo;
}

/** Until all that can go on has gone on. */
function settle(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}

describe('a session that is over', () => {
  it('is begun again once, for ten requests', async () => {
    const letGo = slowly();
    const answers = Promise.all(Array.from({ length: 10 }, () => renewal.answer('a', FIRST)));
    letGo(ok(null));
    expect((await answers).every((answer) => answer !== 'leave')).toBe(true);
    expect(logins).toBe(1);
  });

  it('is begun again once, though the look into the jar takes longer than the login', async () => {
    await renewal.answer('a', FIRST);
    now += 60_000;
    jar = 'gone';
    outcome = async () => {
      jar = 'kept';
      return ok(null);
    };
    const all = Array.from({ length: 10 }, () =>
      renewal.answer('a', { sentAt: now - 5, repeated: false, free: 0 }),
    );
    expect((await Promise.all(all)).every((answer) => answer !== 'leave')).toBe(true);
    expect(logins).toBe(2);
  });

  it('that is just being put back for one request is not begun again for another', async () => {
    await renewal.answer('a', FIRST);
    now += 100;
    const sentAt = now;
    jar = 'taken';
    let told = (): void => undefined;
    telling = () =>
      new Promise((resolve) => {
        told = resolve;
      });
    now += 100;
    const one = renewal.answer('a', { sentAt, repeated: false, free: 1 });
    await vi.waitFor(() => expect(jar).toBe('kept'));
    // Sent without a cookie too; the jar has one by now, but who put it there has not heard of it.
    const other = renewal.answer('a', { sentAt, repeated: false, free: 1 });
    await new Promise((resolve) => setTimeout(resolve));
    told();
    expect(await Promise.all([one, other])).toEqual(['again_free', 'again_free']);
    expect(logins).toBe(1);
  });

  it('is begun again for each web app by itself', async () => {
    await Promise.all([renewal.answer('a', FIRST), renewal.answer('b', FIRST)]);
    expect(logins).toBe(2);
  });

  it('needs no login for a request that was sent before the last one', async () => {
    await renewal.answer('a', FIRST);
    now += 2000;
    expect(await renewal.answer('a', { sentAt: START - 1, repeated: false, free: 0 })).toBe(
      'again_free',
    );
    expect(await renewal.answer('a', FIRST)).toBe('again_free');
    expect(logins).toBe(1);
  });

  it('needs one for a request that was sent after it, however soon', async () => {
    await renewal.answer('a', FIRST);
    now += 2000;
    expect(await renewal.answer('a', { sentAt: START + 1, repeated: false, free: 0 })).toBe(
      'again',
    );
    expect(logins).toBe(2);
  });

  it('needs one for a request of unknown age only when the last is some time ago', async () => {
    await renewal.answer('a', FIRST);
    now += 60_000;
    expect(await renewal.answer('a', FIRST)).toBe('again');
    expect(logins).toBe(2);
  });

  it('is put back where a late 401 took it away, however long the login took', async () => {
    const letGo = slowly();
    const answers = [renewal.answer('a', FIRST)];
    // Time passes until somebody types a password.
    await settle();
    now += 15_000;
    answers.push(renewal.answer('a', FIRST));
    await settle();
    now += 15_000;
    letGo(ok(null));
    expect(await Promise.all(answers)).toEqual(['again', 'again_free']);
    // Only now their own 401s reach the jar, and each takes away what is in it.
    for (const repeated of [true, false]) {
      now += 100;
      jar = 'taken';
      const free = repeated ? 0 : 1;
      expect(await renewal.answer('a', { sentAt: now - 50, repeated, free })).toBe('again_free');
    }
    expect(logins).toBe(1);
  });

  it('is put back where a late 401 took it away', async () => {
    await renewal.answer('a', FIRST);
    now += 100;
    // Its own answer may be the late one.
    jar = 'taken';
    expect(await renewal.answer('a', { sentAt: START + 1, repeated: true, free: 0 })).toBe(
      'again_free',
    );
    // So may each of two others.
    for (let n = 0; n < 2; n += 1) {
      await renewal.answer('a', { sentAt: START - 1, repeated: false, free: 0 });
      jar = 'taken';
      expect(await renewal.answer('a', { sentAt: now, repeated: false, free: 0 })).toBe(
        'again_free',
      );
    }
    expect(logins).toBe(1);
  });

  it('is not put back more often than late 401s can have taken it: then it is over', async () => {
    await renewal.answer('a', FIRST);
    now += 100;
    jar = 'taken';
    expect(await renewal.answer('a', { sentAt: now, repeated: false, free: 0 })).toBe('again_free');
    now += 1;
    jar = 'taken';
    expect(await renewal.answer('a', { sentAt: now, repeated: false, free: 0 })).toBe('again');
    expect(logins).toBe(2);
  });

  it('is put back for each request that was sent without it, as each of them takes it away', async () => {
    await renewal.answer('a', FIRST);
    now += 100;
    const sentAt = now;
    now += 100;
    for (let n = 0; n < 8; n += 1) {
      jar = 'taken';
      const bare = { sentAt, repeated: true, free: 1 };
      expect(await renewal.answer('a', bare)).toBe('again_free');
    }
    expect(logins).toBe(1);
  });

  it('is not put back for late 401s of a while ago', async () => {
    await renewal.answer('a', FIRST);
    for (let n = 0; n < 5; n += 1) renewal.late('a');
    now += 11_000;
    jar = 'taken';
    expect(await renewal.answer('a', { sentAt: now, repeated: false, free: 0 })).toBe('again');
    expect(logins).toBe(2);
  });

  it('has its login in the end, however many late 401s there were', async () => {
    await renewal.answer('a', FIRST);
    for (let n = 0; n < 50; n += 1) {
      await renewal.answer('a', { sentAt: START - 1, repeated: false, free: 0 });
    }
    now += 100;
    const answers: string[] = [];
    for (let turn = 0; turn < 12; turn += 1) {
      jar = 'taken';
      answers.push(await renewal.answer('a', { sentAt: now, repeated: false, free: turn }));
      if (answers.at(-1) !== 'again_free') break;
    }
    expect(answers.at(-1)).toBe('again');
    expect(logins).toBe(2);
  });
});

describe('a request that is refused again after a login', () => {
  const again = { sentAt: START + 1, repeated: true, free: 0 } as const;

  it('is left as it is, and the next login is put off', async () => {
    await renewal.answer('a', FIRST);
    expect(await renewal.answer('a', again)).toBe('leave');
    expect(memories.get('a')?.failure?.code).toBe('session_refused');
    now += 39_000;
    expect(await renewal.answer('a', { sentAt: now, repeated: false, free: 0 })).toBe('leave');
    now += 2000;
    expect(await renewal.answer('a', { sentAt: now, repeated: false, free: 0 })).toBe('again');
    expect(logins).toBe(2);
  });

  it('puts it off for longer each time, up to ten minutes', async () => {
    const pauses: number[] = [];
    for (let round = 0; round < 4; round += 1) {
      await renewal.answer('a', { sentAt: now, repeated: false, free: 0 });
      await renewal.answer('a', { sentAt: now + 1, repeated: true, free: 0 });
      const until = memories.get('a')?.quietUntil ?? 0;
      pauses.push(until - now);
      now = until;
    }
    expect(pauses).toEqual([40_000, 160_000, 600_000, 600_000]);
  });

  it('counts once, however many there are', async () => {
    await renewal.answer('a', FIRST);
    for (let n = 0; n < 20; n += 1) await renewal.answer('a', again);
    expect(memories.get('a')?.refusals).toBe(1);
  });

  it('is forgiven by a session that held', async () => {
    await renewal.answer('a', FIRST);
    await renewal.answer('a', again);
    now += 16 * 60_000;
    await renewal.answer('a', { sentAt: now, repeated: false, free: 0 });
    expect(memories.get('a')).toMatchObject({ refusals: 0, failure: null });
  });
});

describe('a login that fails', () => {
  it('is not tried again by itself where the web app refused it', async () => {
    outcome = async () => err(failure('login_refused', { host: 'a.example' }));
    expect(await renewal.answer('a', FIRST)).toBe('leave');
    now += 24 * 3_600_000;
    expect(await renewal.answer('a', { sentAt: now, repeated: false, free: 0 })).toBe('leave');
    expect(logins).toBe(1);
    expect(memories.get('a')?.failure?.code).toBe('login_refused');
  });

  it('is tried again after half a minute where it was not reached', async () => {
    outcome = async () => err(failure('web_app_unreachable'));
    await renewal.answer('a', FIRST);
    now += 29_000;
    await renewal.answer('a', FIRST);
    expect(logins).toBe(1);
    now += 2000;
    await renewal.answer('a', FIRST);
    expect(logins).toBe(2);
  });

  it('leaves all that waited for it', async () => {
    const letGo = slowly();
    const answers = Promise.all([renewal.answer('a', FIRST), renewal.answer('a', FIRST)]);
    letGo(err(failure('login_refused')));
    expect(await answers).toEqual(['leave', 'leave']);
    expect(logins).toBe(1);
  });

  it('asks for the password again at the next request, where somebody else keeps count', async () => {
    outcome = async () => err(failure('login_locked'));
    await renewal.answer('a', FIRST);
    await renewal.answer('a', FIRST);
    expect(logins).toBe(2);
  });
});

describe('a login by the user', () => {
  it('lets requests wait for it, and forgets what went wrong before', async () => {
    outcome = async () => err(failure('login_refused'));
    await renewal.answer('a', FIRST);
    let letGo: (result: Result<null, Failure>) => void = () => undefined;
    const byUser = renewal.byUser(
      'a',
      () =>
        new Promise<Result<null, Failure>>((resolve) => {
          letGo = resolve;
        }),
    );
    await Promise.resolve();
    await new Promise((resolve) => setTimeout(resolve));
    const waiting = renewal.answer('a', FIRST);
    letGo(ok(null));
    expect([await byUser, await waiting]).toEqual([ok(null), 'again_free']);
    expect(memories.get('a')).toMatchObject({ failure: null, loginAt: START, quietUntil: 0 });
  });

  it('is not taken for one that requests had asked for: a 401 after it is the end of its session', async () => {
    await renewal.byUser('a', async () => ok(null));
    now += 1000;
    renewal.late('a');
    jar = 'taken';
    expect(await renewal.answer('a', FIRST)).toBe('again');
    expect(logins).toBe(1);
  });

  it('that fails leaves a session as it was', async () => {
    await renewal.answer('a', FIRST);
    const before = memories.get('a');
    await renewal.byUser('a', async () => err(failure('login_refused')));
    expect(memories.get('a')).toEqual(before);
  });
});
