import { beforeAll, describe, expect, it } from 'vitest';
import { piconero } from '../../../src/money/piconero.ts';
import type { Wallet } from '../../../src/wallet/wallet.ts';
import { codeOf, unwrap } from '../fakes/samples.ts';

/** A wallet with at least three outputs that can be spent, and the chain that it is on. */
export interface WalletUnderTest {
  readonly wallet: Wallet;
  /** Somebody else's address, of the wallet's network. */
  readonly payee: string;
  mine(blocks: number): Promise<void>;
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

    it('proves a payment only once it is relayed, and only to whom it was paid', async () => {
      const transfer = unwrap(await wallet.prepare(under.payee, PRICE));
      expect((await wallet.prove(transfer.txid, under.payee)).ok).toBe(false);
      unwrap(await wallet.relay(transfer));
      const proofs = [
        unwrap(await wallet.prove(transfer.txid, under.payee)),
        unwrap(await wallet.prove(transfer.txid, under.payee)),
      ];
      for (const proof of proofs) expect(proof).toMatch(/^OutProofV[12][1-9A-HJ-NP-Za-km-z]+$/);
      expect(proofs[0]).not.toBe(proofs[1]);
      await under.mine(1);
    });

    it('cannot relay two payments that spend the same output', async () => {
      // Of a wallet with one output the second is certain to; with more it is likely, by luck.
      const first = unwrap(await wallet.prepare(under.payee, PRICE));
      const twin = unwrap(await wallet.prepare(under.payee, PRICE));
      unwrap(await wallet.relay(first));
      const second = await wallet.relay(twin);
      const known = unwrap(await wallet.lookup(twin.txid));
      expect(known.kind).toBe(second.ok ? 'pool' : 'unknown');
      await under.mine(1);
    });

    it('does not know a foreign transaction, and cannot prove it', async () => {
      expect(unwrap(await wallet.lookup(UNKNOWN))).toEqual({ kind: 'unknown' });
      expect((await wallet.prove(UNKNOWN, under.payee)).ok).toBe(false);
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
      const report = unwrap(await wallet.report());
      expect(report).toMatchObject({
        version: expect.stringMatching(/^[0-9]+\.[0-9]+$/),
        network: 'mainnet',
        loginRequired: true,
        height: unwrap(await wallet.height()),
      });
      expect(report.balance).toBeGreaterThan(0n);
      expect(report.unlocked).toBeLessThanOrEqual(report.balance);
    });
  });
}
