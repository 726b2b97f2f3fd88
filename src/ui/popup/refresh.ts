import type { Overview } from '../../messages/contract.ts';

const UNDER_WAY_MS = 2000;
/** What is left of a pass is counted in blocks, which nobody announces. */
const LIVE_PASS_MS = 20_000;

/**
 * When the popup should look again: soon while something is under way, now and then while a pass is
 * being used up, else when the next one changes by the clock alone; null if nothing will.
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
  const byClock = Math.max(UNDER_WAY_MS, Math.min(...changes) - now);
  const isLive = passes.some(({ state }) => state === 'usable' || state === 'resting');
  if (isLive) return Math.min(byClock, LIVE_PASS_MS);
  return changes.length === 0 ? null : byClock;
}
