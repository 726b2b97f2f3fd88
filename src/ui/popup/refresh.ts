import type { Overview } from '../../messages/contract.ts';

const UNDER_WAY_MS = 2000;

/**
 * When the popup should look again: soon while something is under way, else when the next pass
 * changes by the clock alone; null if nothing will.
 */
export function nextRefreshMs(overview: Overview): number | null {
  const { now, tolls, passes, questions } = overview;
  const underWay =
    questions > 0 ||
    tolls.some(({ state }) => state !== 'failed') ||
    passes.some(({ state }) => state === 'waiting');
  if (underWay) return UNDER_WAY_MS;
  const changes = passes
    .flatMap(({ endsAt, restsUntil }) => [endsAt, restsUntil])
    .filter((at) => at !== null)
    .filter((at) => at > now);
  return changes.length === 0 ? null : Math.max(UNDER_WAY_MS, Math.min(...changes) - now);
}
