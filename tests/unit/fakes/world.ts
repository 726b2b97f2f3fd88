import type { Piconero } from '../../../src/money/piconero.ts';
import { type Failure, failure } from '../../../src/outcome/failure.ts';
import { err, ok, type Result } from '../../../src/outcome/result.ts';
import { isLent, type Pass } from '../../../src/passes/pass.ts';
import { answerRefusals, type RequestNote } from '../../../src/payments/answer.ts';
import { createPayer, type Payer } from '../../../src/payments/pay.ts';
import type { Journal } from '../../../src/payments/payment.ts';
import type { Limits } from '../../../src/payments/policy.ts';
import { createSettler, type Progress, type Settler } from '../../../src/payments/settle.ts';
import type { Wallet } from '../../../src/wallet/wallet.ts';
import { type FakeApprover, fakeApprover } from './fake-approver.ts';
import type { FakeGate } from './fake-gate.ts';
import { type FakeJournal, fakeJournal } from './fake-journal.ts';
import { type FakeWallet, fakeWallet } from './fake-wallet.ts';
import { ORIGIN, pico } from './samples.ts';
import { type VirtualClock, virtualClock } from './virtual-clock.ts';

/** Where a life of the background ends: at its n-th call of a port, before or after the effect. */
export interface Death {
  readonly atCall: number;
  readonly effect: 'not_done' | 'done';
}

/** A credential that a request carries. */
export interface Shown {
  readonly pass: Pass;
  readonly proof: string;
}

function proofIn(credential: string): string {
  return /OutProofV2[^":]+/.exec(credential)?.[0] ?? '';
}

/** One life of the background: a settler that works until it is killed. */
export interface Life extends Settler {
  readonly payer: Payer;
  /** From now on nothing that this life does has an effect, and nothing answers it. */
  kill(): void;
  readonly dead: () => boolean;
  /** How many port calls were made. */
  readonly calls: () => number;
  /** Makes a request as a browser does, and again for as long as the settler says so. */
  browse(gate: FakeGate, of?: { path?: string; firstParty?: boolean }): Promise<BrowseEnd>;
}

export type BrowseEnd = { readonly status: number; readonly failure: Failure | null };

/** All that outlives the background: the disk, the wallet, the user, the browser's header rules. */
export interface World {
  readonly clock: VirtualClock;
  readonly wallet: FakeWallet;
  readonly journal: FakeJournal;
  readonly approver: FakeApprover;
  /** What each origin's requests carry. */
  readonly attached: ReadonlyMap<string, readonly Pass[]>;
  /** What single URLs' next requests carry. */
  readonly lent: ReadonlyMap<string, Shown>;
  readonly reports: Progress[];
  readonly rejections: Set<string>;
  threshold: Piconero;
  limits: Omit<Limits, 'threshold'>;
  connected: boolean;
  /** Starts the background. */
  start(death?: Death): Life;
  /** The pass of a toll; by default of the only one. */
  passOf(origin?: string): Pass | null;
  violations(): readonly string[];
}

const NEVER = new Promise<never>(() => undefined);

export function createWorld(): World {
  const clock = virtualClock();
  const wallet = fakeWallet();
  const journal = fakeJournal();
  const approver = fakeApprover();
  const attached = new Map<string, readonly Pass[]>();
  const reports: Progress[] = [];
  const rejections = new Set<string>();

  const lent = new Map<string, Shown>();

  /** As `platform/attach-headers.ts` does it. */
  async function renew(origin: string): Promise<Result<null, Failure>> {
    const live = journal
      .all()
      .flatMap(({ pass }) => (pass?.toll.origin === origin && pass.ended === null ? [pass] : []));
    attached.set(
      origin,
      live.filter((pass) => !isLent(pass)),
    );
    return ok(null);
  }

  async function lend(url: string, credential: string): Promise<Result<null, Failure>> {
    const { origin } = new URL(url);
    const pass = journal.all().find(({ pass: held }) => {
      return held?.toll.origin === origin && credential.includes(held.txid);
    })?.pass;
    if (pass) lent.set(url, { pass, proof: proofIn(credential) });
    return ok(null);
  }

  function start(death?: Death): Life {
    let dead = false;
    let calls = 0;
    /** Passes calls on while this life lasts. */
    const mortal = <A extends unknown[], T>(call: (...args: A) => Promise<T>) => {
      return async (...args: A): Promise<T> => {
        if (dead) return NEVER;
        calls += 1;
        if (calls === death?.atCall) {
          dead = true;
          if (death.effect === 'done') await call(...args);
          return NEVER;
        }
        const answer = await call(...args);
        return dead ? NEVER : answer;
      };
    };

    // Looked up at each call, so that a test can put another in its place.
    const mortalWallet: Wallet = {
      prepare: mortal((...args) => wallet.prepare(...args)),
      relay: mortal((...args) => wallet.relay(...args)),
      lookup: mortal((...args) => wallet.lookup(...args)),
      prove: mortal((...args) => wallet.prove(...args)),
      identity: mortal((...args) => wallet.identity(...args)),
      outputs: mortal((...args) => wallet.outputs(...args)),
      prepareSplit: mortal((...args) => wallet.prepareSplit(...args)),
      height: mortal((...args) => wallet.height(...args)),
      report: mortal((...args) => wallet.report(...args)),
    };
    const ports = {
      journal: {
        read: mortal((...args: Parameters<Journal['read']>) => journal.read(...args)),
        update: mortal((...args: Parameters<Journal['update']>) => journal.update(...args)),
        open: mortal(() => journal.open()),
        payees: mortal((...args: Parameters<Journal['payees']>) => journal.payees(...args)),
        spent: mortal((...args: Parameters<Journal['spent']>) => journal.spent(...args)),
      },
      approver: { ask: mortal(approver.ask) },
      clock: { now: clock.now, wait: mortal(clock.wait) },
      wallet: async (): Promise<Result<Wallet, Failure>> =>
        world.connected ? ok(mortalWallet) : err(failure('wallet_not_connected')),
      limits: async () => ok({ ...world.limits, threshold: world.threshold }),
    };
    const payer = createPayer(ports);
    const settler = createSettler({
      ...ports,
      payer,
      attached: {
        renew: mortal(renew),
        lend: mortal(lend),
        takeBack: mortal(async (url: string) => void lent.delete(url)),
      },
      rejections: {
        has: mortal(async (key: string) => rejections.has(key)),
        add: mortal(async (key: string) => void rejections.add(key)),
      },
      report: (_toll, _arrival, progress) => void reports.push(progress),
    });
    const answer = answerRefusals(
      settler,
      () => undefined,
      async () => undefined,
    );

    return {
      ...settler,
      payer,
      kill() {
        dead = true;
      },
      dead: () => dead,
      calls: () => calls,
      async browse(gate, { path = '/article', firstParty = true } = {}) {
        const url = `${gate.origin}${path}`;
        let note: RequestNote | null = null;
        for (let tries = 0; tries < 12; tries += 1) {
          const standing = attached.get(gate.origin)?.at(-1);
          const shown = lent.get(url) ?? (standing && { pass: standing, proof: standing.proof });
          const { status, challenges } = gate.visit(shown ?? null);
          if (status === 200) {
            if (note !== null) await settler.accepted(note.toll, url);
            return { status, failure: null };
          }
          if ((status === 503 || status === 403) && note === null) return { status, failure: null };
          const sighting = { url, origin: gate.origin, status, challenges, tabId: 1, firstParty };
          const answered: Result<RequestNote, Failure> = await answer(sighting, note);
          if (!answered.ok) return { status, failure: answered.error };
          note = answered.value;
        }
        return { status: 402, failure: null };
      },
    };
  }

  const world: World = {
    clock,
    wallet,
    journal,
    approver,
    attached,
    lent,
    reports,
    rejections,
    threshold: pico(10n ** 10n),
    limits: { siteDay: null, day: null, month: null, sites: new Map(), hiddenServices: false },
    connected: true,
    start,
    passOf(origin = ORIGIN) {
      return journal.all().find(({ toll }) => toll.origin === origin)?.pass ?? null;
    },
    violations: () => [...wallet.violations, ...journal.violations],
  };
  return world;
}
