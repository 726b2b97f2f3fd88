import { beforeAll, describe, expect, it } from 'vitest';
import { piconero } from '../../../src/money/piconero.ts';
import type { Wallet } from '../../../src/wallet/wallet.ts';
import { codeOf, unwrap } from '../fakes/samples.ts';

/** A wallet with at least five outputs that can be spent, and the chain that it is on. */
export interface WalletUnderTest {
  readonly wallet: Wallet;
  /** Somebody else's address, of the wallet's network. */
  readonly payee: string;
  /** An address of that network that nobody ever pays. */
  readonly stranger: string;
  mine(blocks: number): Promise<void>;
  /** Has the network forget a transaction that no block holds yet. */
  drop(txid: string): Promise<void>;
  /** Transactions that the wallet has paid with: one that it only signed is none. */
  history(): Promise<readonly { readonly txid: string; readonly amount: bigint }[]>;
}

const PRICE = piconero(1_000_000n);
const UNKNOWN = 'f'.repeat(64);

/** What a payer may rely on. Every wallet has to pass it, the fake one included. */
export function walletContract(name: string, open: () => Promise<WalletUnderTest>): void {
  describe(`the wallet contract: ${name}`, () => {
    let under: WalletUnderTest;
    let wallet: Wallet;
    beforeAll(async () => {
      under = await open();
      wallet = under.wallet;
    });

    it('signs exactly the amount, says the fee, and relays nothing', async () => {
      const before = await under.history();
      const transfer = unwrap(await wallet.prepare(under.payee, PRICE));
      expect(transfer.txid).toMatch(/^[0-9a-f]{64}$/);
      expect(transfer.metadata).toMatch(/^[0-9a-f]+$/);
      expect(transfer.amount).toBe(PRICE);
      expect(transfer.fee).toBeGreaterThan(0n);
      expect(transfer.wallet).toBe(unwrap(await wallet.identity()));
      expect(await under.history()).toEqual(before);
      expect(unwrap(await wallet.lookup(transfer.txid))).toEqual({ kind: 'unknown' });
    });

    it('marks nothing as spent by signing: the money is still there', async () => {
      const before = unwrap(await wallet.report());
      await wallet.prepare(under.payee, PRICE);
      const after = unwrap(await wallet.report());
      expect([after.balance, after.unlocked]).toEqual([before.balance, before.unlocked]);
    });

    it('has a payment unknown, then in the pool, then mined', async () => {
      const transfer = unwrap(await wallet.prepare(under.payee, PRICE));
      unwrap(await wallet.relay(transfer));
      expect(unwrap(await wallet.lookup(transfer.txid))).toEqual({ kind: 'pool' });
      const height = unwrap(await wallet.height());
      await under.mine(1);
      expect(unwrap(await wallet.lookup(transfer.txid))).toEqual({
        kind: 'mined',
        height,
        confirmations: 1,
      });
      await under.mine(2);
      expect(unwrap(await wallet.lookup(transfer.txid))).toEqual({
        kind: 'mined',
        height,
        confirmations: 3,
      });
      expect(unwrap(await wallet.height())).toBe(height + 3);
      const paid = (await under.history()).filter(({ txid }) => txid === transfer.txid);
      expect(paid).toMatchObject([{ amount: PRICE }]);
    });

    it('no more knows a payment that the pool has dropped, until it is relayed again', async () => {
      // Whatever else is in the pool may be dropped with it.
      await under.mine(1);
      const transfer = unwrap(await wallet.prepare(under.payee, PRICE));
      unwrap(await wallet.relay(transfer));
      expect(unwrap(await wallet.lookup(transfer.txid))).toEqual({ kind: 'pool' });
      await under.drop(transfer.txid);
      expect(unwrap(await wallet.lookup(transfer.txid))).toEqual({ kind: 'unknown' });
      unwrap(await wallet.relay(transfer));
      expect(unwrap(await wallet.lookup(transfer.txid))).toEqual({ kind: 'pool' });
      await under.mine(1);
      expect(unwrap(await wallet.lookup(transfer.txid))).toMatchObject({ confirmations: 1 });
      unwrap(await wallet.prove(transfer.txid, under.payee, null));
    });

    it('tells itself from other wallets by the same 16 hex digits each time', async () => {
      const identity = unwrap(await wallet.identity());
      expect(identity).toMatch(/^[0-9a-f]{16}$/);
      expect(unwrap(await wallet.identity())).toBe(identity);
    });

    it('proves a payment only once it is relayed, over the message that it is given', async () => {
      const transfer = unwrap(await wallet.prepare(under.payee, PRICE));
      const early = await wallet.prove(transfer.txid, under.payee, null);
      expect(early).toMatchObject({
        ok: false,
        error: { code: 'wallet_transaction_unknown', detail: { txid: transfer.txid } },
      });
      unwrap(await wallet.relay(transfer));
      const proofs = [
        unwrap(await wallet.prove(transfer.txid, under.payee, null)),
        unwrap(await wallet.prove(transfer.txid, under.payee, null)),
        unwrap(await wallet.prove(transfer.txid, under.payee, 'a nonce')),
      ];
      for (const proof of proofs) expect(proof).toMatch(/^OutProofV[12][1-9A-HJ-NP-Za-km-z]+$/);
      expect(new Set(proofs).size).toBe(3);
      await under.mine(1);
    });

    it('proves a payment only to whom it was paid', async () => {
      const transfer = unwrap(await wallet.prepare(under.payee, PRICE));
      unwrap(await wallet.relay(transfer));
      const proof = await wallet.prove(transfer.txid, under.stranger, null);
      expect(codeOf(proof)).toBe('wallet_error');
      await under.mine(1);
    });

    it('does not know a foreign transaction, and cannot prove it', async () => {
      expect(unwrap(await wallet.lookup(UNKNOWN))).toEqual({ kind: 'unknown' });
      const proof = await wallet.prove(UNKNOWN, under.payee, null);
      expect(codeOf(proof)).toBe('wallet_transaction_unknown');
    });

    it('counts its outputs: change is one from its block on, and ten blocks later spendable', async () => {
      await under.mine(10);
      const before = unwrap(await wallet.outputs());
      expect(before).toEqual({ ready: before.total, total: before.total, nextInBlocks: null });
      const transfer = unwrap(await wallet.prepare(under.payee, PRICE));
      expect(unwrap(await wallet.outputs())).toEqual(before);
      unwrap(await wallet.relay(transfer));
      const paid = unwrap(await wallet.outputs());
      expect(paid).toEqual({ ready: paid.total, total: paid.total, nextInBlocks: 10 });
      expect(before.total - paid.total).toBeOneOf([1, 2]);
      await under.mine(1);
      const { ready } = paid;
      expect(unwrap(await wallet.outputs())).toEqual({ ready, total: ready + 1, nextInBlocks: 9 });
      await under.mine(8);
      expect(unwrap(await wallet.outputs())).toEqual({ ready, total: ready + 1, nextInBlocks: 1 });
      await under.mine(1);
      const after = { ready: ready + 1, total: ready + 1, nextInBlocks: null };
      expect(unwrap(await wallet.outputs())).toEqual(after);
    });

    it('splits what it has into equal parts, each good for one payment', async () => {
      const before = unwrap(await wallet.report());
      const split = unwrap(await wallet.prepareSplit(5));
      expect(split.amount).toBe((before.unlocked - split.fee) / 5n);
      expect(split.wallet).toBe(unwrap(await wallet.identity()));
      expect(unwrap(await wallet.lookup(split.txid))).toEqual({ kind: 'unknown' });
      expect(unwrap(await wallet.report()).unlocked).toBe(before.unlocked);
      unwrap(await wallet.relay(split));
      expect(unwrap(await wallet.outputs())).toEqual({ ready: 0, total: 0, nextInBlocks: 10 });
      await under.mine(1);
      expect(unwrap(await wallet.outputs())).toEqual({ ready: 0, total: 5, nextInBlocks: 9 });
      expect(await wallet.prepareSplit(5)).toMatchObject({
        error: { code: 'wallet_funds_locked', detail: { minutes: '18' } },
      });
      await under.mine(9);
      expect(unwrap(await wallet.outputs())).toEqual({ ready: 5, total: 5, nextInBlocks: null });

      for (let paid = 0; paid < 5; paid += 1) {
        unwrap(await wallet.relay(unwrap(await wallet.prepare(under.payee, PRICE))));
      }
      const sixth = await wallet.prepare(under.payee, PRICE);
      expect(sixth).toMatchObject({
        error: { code: 'wallet_funds_locked', detail: { minutes: '20' } },
      });
      await under.mine(1);
      expect(await wallet.prepare(under.payee, PRICE)).toMatchObject({
        error: { code: 'wallet_funds_locked', detail: { minutes: '18' } },
      });
    });

    it.each([0, 1, 1.5, 16, Number.NaN])('cannot be split into %d parts', async (parts) => {
      await expect(wallet.prepareSplit(parts)).rejects.toThrow(RangeError);
    });

    it('says that the network refused a payment whose output another one spent', async () => {
      await under.mine(10);
      const { ready } = unwrap(await wallet.outputs());
      const transfers = [];
      // One more than there are outputs: two of them spend the same one.
      for (let signed = 0; signed <= ready; signed += 1) {
        transfers.push(unwrap(await wallet.prepare(under.payee, PRICE)));
      }
      let refused = 0;
      for (const transfer of transfers) {
        const relayed = await wallet.relay(transfer);
        const { kind } = unwrap(await wallet.lookup(transfer.txid));
        expect(kind).toBe(relayed.ok ? 'pool' : 'unknown');
        if (relayed.ok) continue;
        refused += 1;
        expect(relayed.error.code).toBe('wallet_relay_refused');
        expect(relayed.error.detail?.message).toMatch(/^[ -~]+$/);
        const proof = await wallet.prove(transfer.txid, under.payee, null);
        expect(codeOf(proof)).toBe('wallet_transaction_unknown');
      }
      expect(refused).toBeGreaterThan(0);
      await under.mine(1);
    });

    it.each(['', 'not-an-address', `4${'1'.repeat(94)}0`.slice(1)])(
      'refuses the address "%s"',
      async (address) => {
        expect(codeOf(await wallet.prepare(address, PRICE))).toBe('wallet_address_refused');
      },
    );

    it('says that money is missing where an amount is more than it has', async () => {
      const prepared = await wallet.prepare(under.payee, piconero(2n ** 63n));
      expect(codeOf(prepared)).toBe('wallet_funds_missing');
    });

    it('reports on itself', async () => {
      const height = unwrap(await wallet.height());
      const report = unwrap(await wallet.report());
      expect(report).toMatchObject({
        version: expect.stringMatching(/^[0-9]+\.[0-9]+$/),
        network: 'mainnet',
        loginRequired: true,
        height,
        address: expect.stringMatching(/^4[1-9A-HJ-NP-Za-km-z]{94}$/),
      });
      expect(report.balance).toBeGreaterThan(0n);
      expect(report.unlocked).toBeLessThanOrEqual(report.balance);
    });
  });
}
