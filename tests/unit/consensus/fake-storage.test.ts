import { describe, expect, it } from 'vitest';
import {
  type FakeTransactionStorage,
  fakeTransactionStorage,
} from '../fakes/fake-transaction-storage.ts';
import { record, SIGNED, STATES, transactionStorageContract } from './storage-contract.ts';

let latest: FakeTransactionStorage;
transactionStorageContract(
  'the fake one',
  () => {
    latest = fakeTransactionStorage();
    return latest;
  },
  () => latest,
);

describe('the fake storage of transactions', () => {
  it('notes as violations that what may be out is lost', async () => {
    const storage = fakeTransactionStorage();
    const signed = STATES[3];
    if (signed?.stage !== 'signed') throw new Error('another sample is wanted');
    const put = (state: (typeof STATES)[number]) => storage.update('a', () => record({ state }));
    await put(signed);
    await put({ ...signed, signed: { ...SIGNED, txHash: 'CD' } });
    await put({ stage: 'queued' });
    await put({ stage: 'ended', failure: { code: 'transaction_expired' }, signed: null });
    await put({ stage: 'queued' });
    expect(storage.violations).toHaveLength(3);
  });
});
