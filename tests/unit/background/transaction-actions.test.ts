import { describe, expect, it } from 'vitest';
import { transactionHandlers } from '../../../src/background/transaction-actions.ts';
import { failureView } from '../../../src/background/views.ts';
import type { TransactionRecord, TransactionState } from '../../../src/consensus/transaction.ts';
import type { Sender } from '../../../src/messages/router.ts';
import { failure } from '../../../src/outcome/failure.ts';
import { err, ok } from '../../../src/outcome/result.ts';
import type { Signed } from '../../../src/signers/signing.ts';
import { fakeTransactionStorage } from '../fakes/fake-transaction-storage.ts';
import { unwrap } from '../fakes/samples.ts';

const FROM: Sender = { kind: 'extension', tabId: null, frameId: null, origin: null, url: null };
const SIGNED: Signed = {
  signature: 'c2ln',
  txBytes: 'dHg=',
  txHash: 'AB'.repeat(32),
  json: {
    body: { messages: [{ '@type': '/structs.structs.MsgFleetMove' }], memo: '' },
    auth_info: { signer_infos: [], fee: { amount: [], gas_limit: '500000' } },
    signatures: ['c2ln'],
  },
};
const FLIGHT = { signed: SIGNED, sequence: '7', timeoutHeight: 40, replaced: [] };

function record(id: string, state: TransactionState): TransactionRecord {
  const messages = [{ typeUrl: '/structs.structs.MsgFleetMove', value: {} }];
  const request = { messages, memo: '', publicKey: '02', origin: null };
  return { id, chainId: 'chain-1', address: 'structs1a', request, askedAt: 5, state };
}

async function open(...records: TransactionRecord[]) {
  const storage = fakeTransactionStorage();
  for (const each of records) unwrap(await storage.update(each.id, () => each));
  const asked: unknown[] = [];
  const handlers = transactionHandlers({
    storage,
    transactions: {
      async cancel(id) {
        asked.push(['cancel', id]);
        return id === 'late' ? err(failure('transaction_signed')) : ok(null);
      },
      async move(id, before) {
        asked.push(['move', id, before]);
        return ok(null);
      },
    },
    done: (result) =>
      result.ok ? { ok: true } : { ok: false, failure: failureView(result.error) },
  });
  return { handlers, asked };
}

describe('the transactions of signers', () => {
  it('are shown by how far they got', async () => {
    const { handlers } = await open(
      record('a', { stage: 'signed', fee: null, ...FLIGHT }),
      record('b', { stage: 'queued' }),
      record('c', { stage: 'included', height: 9, signed: SIGNED }),
      record('d', { stage: 'ended', failure: { code: 'transaction_rejected' }, signed: null }),
    );
    const read = await handlers['transactions.read']({}, FROM);
    expect(read.open.map(({ id, stage, txHash }) => [id, stage, txHash])).toEqual([
      ['a', 'signed', SIGNED.txHash],
      ['b', 'queued', null],
    ]);
    expect(read.over).toHaveLength(2);
    expect(read.over.find(({ id }) => id === 'c')).toMatchObject({
      messages: ['MsgFleetMove'],
      height: 9,
      failure: null,
    });
    expect(read.over.find(({ id }) => id === 'd')).toMatchObject({
      txHash: null,
      failure: { code: 'transaction_rejected' },
    });
  });

  it('that are over are shown as far as a person looks', async () => {
    const many = Array.from({ length: 30 }, (_, at) =>
      record(`t${at}`, { stage: 'included', height: at, signed: SIGNED }),
    );
    const { handlers } = await open(...many);
    expect((await handlers['transactions.read']({}, FROM)).over).toHaveLength(20);
  });

  it('are taken out of the line and moved in it, or it is said why not', async () => {
    const { handlers, asked } = await open();
    expect(await handlers['transaction.cancel']({ id: 'a' }, FROM)).toEqual({ ok: true });
    expect(await handlers['transaction.cancel']({ id: 'late' }, FROM)).toMatchObject({
      failure: { code: 'transaction_signed' },
    });
    expect(await handlers['transaction.move']({ id: 'b', before: 'a' }, FROM)).toEqual({
      ok: true,
    });
    expect(asked).toEqual([
      ['cancel', 'a'],
      ['cancel', 'late'],
      ['move', 'b', 'a'],
    ]);
  });

  it('can be kept as a text once they are signed', async () => {
    const { handlers } = await open(
      record('a', { stage: 'signed', fee: null, ...FLIGHT }),
      record('b', { stage: 'queued' }),
    );
    const told = await handlers['transaction.export']({ id: 'a' }, FROM);
    expect(told.ok && JSON.parse(told.text)).toEqual({ ...SIGNED.json, tx_bytes: SIGNED.txBytes });
    for (const id of ['b', 'nobody']) {
      expect(await handlers['transaction.export']({ id }, FROM)).toMatchObject({
        failure: { code: 'transaction_gone' },
      });
    }
  });
});
