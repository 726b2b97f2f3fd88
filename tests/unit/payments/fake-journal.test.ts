import { describe, expect, it } from 'vitest';
import { type FakeJournal, fakeJournal } from '../fakes/fake-journal.ts';
import { pass, toll, txid } from '../fakes/samples.ts';
import { journalContract, payment } from './journal-contract.ts';

let latest: FakeJournal;
journalContract(
  'the fake one',
  () => {
    latest = fakeJournal();
    return latest;
  },
  () => latest,
);

describe('the fake journal', () => {
  it('notes as a violation that a payment is lost', async () => {
    const journal = fakeJournal();
    await journal.update(toll(), (record) => ({ ...record, payment: payment() }));
    const other = payment();
    await journal.update(toll(), (record) => ({
      ...record,
      payment: { ...other, transfer: { ...other.transfer, txid: txid(2) } },
    }));
    await journal.update(toll(), (record) => ({ ...record, payment: null, pass: pass() }));
    expect(journal.violations).toHaveLength(2);
  });
});
