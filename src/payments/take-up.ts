import type { Confirmations } from './confirmations.ts';
import type { HeldPasses } from './held-pass.ts';
import type { Settlements } from './join.ts';
import type { TollRecord } from './payment.ts';
import type { SettlePorts, Settler } from './settle.ts';

/** Takes up what an earlier life of the background left in the journal. */
export function takeUpPayments(
  { journal, payer }: Pick<SettlePorts, 'journal' | 'payer'>,
  settlements: Settlements,
  { renew }: Pick<HeldPasses, 'renew'>,
  { note }: Pick<Confirmations, 'note'>,
): Pick<Settler, 'resume' | 'takeUp'> {
  /**
   * Finishes what one record holds. Its blocks are not waited for here: a site may take the pass
   * from the pool, and a request that joins this settlement must be made again to find that out.
   */
  async function takeUpRecord({ toll, payment }: TollRecord) {
    const known = settlements.of(toll);
    if (known !== null) return known;
    const settlement = await (payment === null
      ? renew(toll)
      : settlements.join(toll, payment.url, async (report) => {
          const bought = await payer.finish(payment, report);
          return bought.ok ? renew(toll) : bought;
        }));
    if (settlement.ok) await note(toll);
    return settlement;
  }

  return {
    async resume() {
      const open = await journal.open();
      if (open.ok) await Promise.all(open.value.map(takeUpRecord));
    },

    async takeUp(url) {
      const open = await journal.open();
      if (!open.ok) return open;
      const record = open.value.find(
        ({ payment, pass }) => payment?.url === url || pass?.urls.includes(url) === true,
      );
      return record === undefined ? null : takeUpRecord(record);
    },
  };
}
