import type { Run } from '../run.ts';
export function headerRuns(_seed: number, _count: number): Run[] {
  return [];
}
