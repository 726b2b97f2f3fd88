import { beforeEach, describe, expect, it } from 'vitest';
import type {
  TransactionRecord,
  TransactionState,
  TransactionStorage,
} from '../../../src/consensus/transaction.ts';
import { encodeDraft } from '../../devnet/cosmos-tx.ts';
import { account, signDoc } from '../fakes/node-signer.ts';
import { codeOf, unwrap } from '../fakes/samples.ts';

const { address, publicKey, key } = account(1);
const FEE = { amount: [{ denom: 'ualpha', amount: '0' }], gasLimit: '500000' };
const MOVE = {
  typeUrl: '/structs.structs.MsgFleetMove',
  value: { creator: address, fleetId: '9-11' },
};

export const SIGNED = signDoc(
  key,
  encodeDraft({
    messages: [MOVE],
    memo: 'a',
    fee: FEE,
    chainId: 'c-1',
    accountNumber: '7',
    sequence: '0',
    publicKey,
  }),
);

export function record(of: Partial<TransactionRecord> = {}): TransactionRecord {
  return {
    id: 'a',
    chainId: 'c-1',
    address,
    request: { messages: [MOVE], memo: 'a', publicKey, origin: null },
    askedAt: 1000,
    state: { stage: 'queued' },
    ...of,
  };
}

export const STATES: readonly TransactionState[] = [
  { stage: 'queued' },
  { stage: 'approved', fee: FEE, at: 5 },
  { stage: 'signed', fee: FEE, signed: SIGNED, sequence: '0', timeoutHeight: 31, replaced: ['AB'] },
  { stage: 'signed', fee: null, signed: SIGNED, sequence: '0', timeoutHeight: 31, replaced: [] },
  { stage: 'included', height: 3, signed: SIGNED },
  { stage: 'ended', failure: { code: 'transaction_expired' }, signed: SIGNED },
  { stage: 'ended', failure: { code: 'chain_unreachable', detail: { url: 'a' } }, signed: null },
];

/**
 * What sending relies on. Every storage has to pass it, the fake one included.
 * @param open opens an empty one
 * @param reopen opens the same one again, as a new life of the background does
 */
export function transactionStorageContract(
  name: string,
  open: () => TransactionStorage,
  reopen: () => TransactionStorage,
): void {
  describe(`the contract of transaction storage: ${name}`, () => {
    let storage: TransactionStorage;
    beforeEach(() => {
      storage = open();
    });

    const put = async (one: TransactionRecord) => unwrap(await storage.update(one.id, () => one));
    const line = async (of = storage) => unwrap(await of.open()).map(({ id }) => id);

    it('has nothing where nothing was written', async () => {
      expect(unwrap(await storage.read('a'))).toBeNull();
      expect(unwrap(await storage.update('a', (known) => known))).toBeNull();
      expect(unwrap(await storage.all())).toEqual([]);
      expect(await line()).toEqual([]);
    });

    it.each(STATES)('reads back $stage, also in its next life', async (state) => {
      const kept = record({ state });
      expect(await put(kept)).toEqual(kept);
      expect(unwrap(await storage.read('a'))).toEqual(kept);
      expect(unwrap(await reopen().read('a'))).toEqual(kept);
      const open = state.stage !== 'included' && state.stage !== 'ended';
      expect(await line(reopen())).toEqual(open ? ['a'] : []);
    });

    it('keeps what it was given from later changes', async () => {
      const messages = [MOVE];
      await put(record({ request: { messages, memo: '', publicKey, origin: null } }));
      messages.push(MOVE);
      expect(unwrap(await storage.read('a'))?.request?.messages).toHaveLength(1);
    });

    it('keeps the line in order, and lets it be put in another', async () => {
      for (const id of ['a', 'b', 'c', 'd']) await put(record({ id }));
      expect(await line()).toEqual(['a', 'b', 'c', 'd']);
      await put(record({ id: 'b', state: { stage: 'approved', fee: FEE, at: 5 } }));
      expect(await line()).toEqual(['a', 'b', 'c', 'd']);
      unwrap(await storage.move('d', 'b'));
      expect(await line()).toEqual(['a', 'd', 'b', 'c']);
      unwrap(await storage.move('a', null));
      expect(await line(reopen())).toEqual(['d', 'b', 'c', 'a']);
      unwrap(await storage.move('d', 'nobody'));
      expect(await line()).toEqual(['b', 'c', 'a', 'd']);
      unwrap(await storage.move('c', 'c'));
      expect((await line()).sort()).toEqual(['a', 'b', 'c', 'd']);
      await put(record({ id: 'b', state: { stage: 'included', height: 1, signed: SIGNED } }));
      expect(await line()).not.toContain('b');
      expect(codeOf(await storage.move('b', 'a'))).toBe('transaction_gone');
    });

    it('lists all, newest first', async () => {
      for (const [id, askedAt] of [
        ['a', 2],
        ['b', 3],
        ['c', 1],
      ] as const) {
        await put(record({ id, askedAt }));
      }
      expect(unwrap(await storage.all()).map(({ id }) => id)).toEqual(['b', 'a', 'c']);
    });

    it('keeps the newest 500 that are over, and all that are not', async () => {
      const over = { stage: 'included', height: 1, signed: SIGNED } as const;
      await put(record({ id: 'open', askedAt: 0 }));
      for (let at = 1; at <= 503; at += 1)
        await put(record({ id: `t${at}`, askedAt: at, state: over }));
      const kept = unwrap(await storage.all()).map(({ id }) => id);
      expect(kept).toHaveLength(501);
      expect([kept[0], ...kept.slice(-2)]).toEqual(['t503', 't4', 'open']);
      expect(unwrap(await storage.read('t3'))).toBeNull();
    });

    it('lets 30 changes at once follow one another', async () => {
      await put(record());
      await Promise.all(
        Array.from({ length: 30 }, () =>
          storage.update('a', (now) => now && { ...now, askedAt: now.askedAt + 1 }),
        ),
      );
      expect(unwrap(await storage.read('a'))?.askedAt).toBe(1030);
    });

    it('goes on after a change that throws', async () => {
      const bug = storage.update('a', () => {
        throw new Error('a bug');
      });
      await expect(bug).rejects.toThrow('a bug');
      expect(await put(record())).toEqual(record());
    });
  });
}
