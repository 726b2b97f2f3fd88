import type { Failure } from '../outcome/failure.ts';
import { ok, type Result } from '../outcome/result.ts';
import { type Pass, withUrl } from '../passes/pass.ts';
import type { Toll } from '../passes/toll.ts';
import type { TollRecord } from './payment.ts';
import type { Settlement, SettlePorts } from './settle.ts';

/** What becomes of the pass that is held for a toll: in the journal, and where the browser shows it. */
export interface HeldPasses {
  /** Remembers what the pass is good for, and has the browser show it there from now on. */
  attach(toll: Toll, url: string, pass: Pass): Promise<Settlement>;
  /** Has the browser show what the origin's live passes are good for already. */
  renew(toll: Toll): Promise<Settlement>;
  /** Notes that a repeated request was answered: the pass was good. */
  accepted(toll: Toll, url: string): Promise<void>;
  /** Notes that the site did not take it (yet). */
  refused(pass: Pass): Promise<Result<TollRecord, Failure>>;
  /** It is not shown any more. */
  end(toll: Toll, why: 'expired' | 'refused'): Promise<Result<null, Failure>>;
}

export function keepHeldPasses({
  journal,
  clock,
  attached,
}: Pick<SettlePorts, 'journal' | 'clock' | 'attached'>): HeldPasses {
  function update(toll: Toll, change: (pass: Pass) => Pass): Promise<Result<TollRecord, Failure>> {
    return journal.update(toll, (record) =>
      record.pass === null ? record : { ...record, pass: change(record.pass) },
    );
  }

  async function renew(toll: Toll): Promise<Settlement> {
    const renewed = await attached.renew(toll.origin);
    return renewed.ok ? ok('repeat') : renewed;
  }

  return {
    renew,

    async attach(toll, url, pass) {
      if (pass.urls.at(-1) !== url) {
        const written = await update(toll, (known) => withUrl(known, url));
        if (!written.ok) return written;
      }
      return renew(toll);
    },

    async accepted(toll, url) {
      const now = clock.now();
      await attached.takeBack(url);
      await update(toll, (pass) => ({
        ...withUrl(pass, url),
        lastUsedAt: now,
        uses: pass.uses + 1,
        refusals: 0,
        refusedAt: null,
      }));
    },

    refused({ toll }) {
      const now = clock.now();
      return update(toll, (known) => ({
        ...known,
        refusals: known.refusals + 1,
        refusedAt: known.refusedAt ?? now,
      }));
    },

    async end(toll, why) {
      const written = await update(toll, (pass) => ({ ...pass, ended: why, metadata: null }));
      return written.ok ? attached.renew(toll.origin) : written;
    },
  };
}
