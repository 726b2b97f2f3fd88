import { type Toll, tollKey } from '../passes/toll.ts';
import type { Progress, Settlement, SettlePorts } from './settle.ts';

/** Told of each step that a settlement takes. */
export type Report = (progress: Progress) => void;

/** The settlements that are under way: at most one for each toll. */
export interface Settlements {
  /** Joins the settlement of this toll, or has `work` be it. */
  join(toll: Toll, url: string, work: (report: Report) => Promise<Settlement>): Promise<Settlement>;
  /** The one of this toll; null if there is none. */
  of(toll: Toll): Promise<Settlement> | null;
  underWay(): readonly { toll: Toll; url: string; progress: Progress }[];
}

/** A hundred requests may meet one toll at once: they wait for one settlement, and share what comes of it. */
export function joinSettlements(report: SettlePorts['report']): Settlements {
  const settling = new Map<
    string,
    { toll: Toll; url: string; progress: Progress; outcome: Promise<Settlement> }
  >();

  return {
    join(toll, url, work) {
      const key = tollKey(toll);
      const known = settling.get(key);
      if (known !== undefined) return known.outcome;
      const note = (progress: Progress): void => {
        const entry = settling.get(key);
        if (entry !== undefined) entry.progress = progress;
        report(toll, { url }, progress);
      };
      const outcome = Promise.resolve()
        .then(() => work(note))
        .finally(() => settling.delete(key))
        .then((settlement) => {
          report(toll, { url }, { step: 'settled', outcome: settlement });
          return settlement;
        });
      settling.set(key, { toll, url, progress: { step: 'preparing' }, outcome });
      return outcome;
    },
    of: (toll) => settling.get(tollKey(toll))?.outcome ?? null,
    underWay: () =>
      [...settling.values()].map(({ toll, url, progress }) => ({ toll, url, progress })),
  };
}
