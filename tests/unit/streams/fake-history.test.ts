import { describe } from 'vitest';
import { fakeHistory } from '../fakes/fake-history.ts';
import { historyContract } from './history-contract.ts';

describe('the fake history', () => {
  const known = new Map<string, ReturnType<typeof fakeHistory>>();
  historyContract(async (name) => {
    const found = known.get(name) ?? fakeHistory();
    known.set(name, found);
    return found.history;
  });
});
