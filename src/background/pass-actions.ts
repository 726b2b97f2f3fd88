import type { FailureView } from '../messages/contract.ts';
import type { Handlers } from '../messages/router.ts';
import { type Failure, failure } from '../outcome/failure.ts';
import { err, ok, type Result } from '../outcome/result.ts';
import { type Pass, passCredential } from '../passes/pass.ts';
import type { Toll } from '../passes/toll.ts';
import type { Payer } from '../payments/pay.ts';
import type { Journal, TollRecord } from '../payments/payment.ts';
import type { SettlePorts, Settler } from '../payments/settle.ts';
import { failureView } from './views.ts';

type PassHandlers = Pick<
  Handlers,
  | 'pass.extend'
  | 'pass.revoke'
  | 'pass.restore'
  | 'pass.forget'
  | 'pass.credential'
  | 'payment.give_up'
>;

interface PassPorts {
  readonly journal: Journal;
  readonly settler: Pick<Settler, 'extend'>;
  readonly payer: Pick<Payer, 'giveUp'>;
  readonly attached: Pick<SettlePorts['attached'], 'renew'>;
  /** Turns a result into the answer of a message, and tells open pages. */
  done(result: Result<unknown, Failure>): { ok: true } | { ok: false; failure: FailureView };
}

/** The handlers for what a user does with a pass, or with a payment that cannot become one. */
export function passHandlers({ journal, settler, payer, attached, done }: PassPorts): PassHandlers {
  async function change(toll: Toll, to: (pass: Pass) => Pass): Promise<Result<unknown, Failure>> {
    const written = await journal.update(toll, (record) =>
      record.pass === null ? record : { ...record, pass: to(record.pass) },
    );
    if (!written.ok) return written;
    if (written.value.pass === null) return err(failure('pass_gone'));
    return attached.renew(toll.origin);
  }

  return {
    async 'pass.extend'({ toll, times }) {
      // The approval window asks, and the popup may be gone by then: nobody waits for the end.
      const extended = settler.extend(toll, times).then(done);
      const early = new Promise<ReturnType<typeof done>>((resolve) => {
        setTimeout(() => resolve({ ok: true }), ASKED_BY_MS);
      });
      return Promise.race([extended, early]);
    },
    async 'pass.revoke'({ toll }) {
      return done(
        await change(toll, (pass) => (pass.ended === null ? { ...pass, ended: 'revoked' } : pass)),
      );
    },
    async 'pass.restore'({ toll }) {
      return done(
        await change(toll, (pass) => (pass.ended === 'revoked' ? { ...pass, ended: null } : pass)),
      );
    },
    async 'pass.forget'({ toll }) {
      let inUse = false;
      // Looked at in the update itself: a payment may come in between.
      const written = await journal.update(toll, (record) => {
        inUse = isInUse(record);
        return inUse || record.pass === null ? record : { ...record, pass: null };
      });
      if (inUse) return done(err(failure('pass_in_use')));
      return done(written.ok ? await attached.renew(toll.origin) : written);
    },
    async 'pass.credential'({ toll }) {
      const read = await journal.read(toll);
      if (!read.ok) return { ok: false, failure: failureView(read.error) };
      const { pass } = read.value;
      if (pass === null) return { ok: false, failure: failureView(failure('pass_gone')) };
      return { ok: true, credential: passCredential(pass) };
    },
    async 'payment.give_up'({ toll }) {
      const read = await journal.read(toll);
      if (!read.ok) return done(read);
      const { payment } = read.value;
      return done(payment === null ? ok(null) : await payer.giveUp(payment));
    },
  };
}

/** Whether something is paid and not bought yet: forgotten now, it would be paid a second time. */
function isInUse({ payment, pass }: TollRecord): boolean {
  const waits = pass !== null && pass.ended === null && pass.height === null && pass.needs > 0;
  return payment !== null || waits;
}

/** By then the wallet has prepared the payment and the question stands, or something went wrong. */
const ASKED_BY_MS = 1500;
