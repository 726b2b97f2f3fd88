import { beforeEach, describe, expect, it } from 'vitest';
import type { Journal, Payment, TollRecord } from '../../../src/payments/payment.ts';
import { address, ORIGIN, pass, pico, toll, txid, unwrap } from '../fakes/samples.ts';

export function payment(of: Partial<Payment> = {}): Payment {
  return {
    state: 'prepared',
    transfer: {
      txid: txid(1),
      amount: pico(1_000_000),
      fee: pico(2n ** 63n),
      metadata: 'abcdef',
      wallet: 'ab12',
    },
    toll: toll(),
    url: `${ORIGIN}/article?a=1`,
    message: null,
    price: pico(1_000_000),
    needs: 1,
    blocks: 5,
    extensible: true,
    restMs: 3_600_000,
    preparedAt: 1000,
    ...of,
  };
}

/**
 * What the payer relies on. Every journal has to pass it, the fake one included.
 * @param open opens an empty journal
 * @param reopen opens the same journal again, as a new life of the background does
 */
export function journalContract(name: string, open: () => Journal, reopen: () => Journal): void {
  describe(`the journal contract: ${name}`, () => {
    let journal: Journal;
    beforeEach(() => {
      journal = open();
    });

    const put = async (of: Partial<TollRecord>, at = toll()): Promise<TollRecord> =>
      unwrap(await journal.update(at, (record) => ({ ...record, ...of })));

    it('has an empty record for a toll that it never saw, and does not write it', async () => {
      const empty = { toll: toll(), payment: null, pass: null };
      expect(unwrap(await journal.read(toll()))).toEqual(empty);
      expect(unwrap(await journal.payees(ORIGIN, 'TPAT'))).toEqual([]);
      expect(unwrap(await journal.open())).toEqual([]);
    });

    it('reads back what was written, also in its next life', async () => {
      const record = { toll: toll(), payment: payment(), pass: pass({ ended: 'expired' }) };
      expect(await put(record)).toEqual(record);
      expect(unwrap(await journal.read(toll()))).toEqual(record);
      expect(unwrap(await reopen().read(toll()))).toEqual(record);
    });

    it('does not write a record that was not changed', async () => {
      unwrap(await journal.update(toll(), (record) => record));
      expect(unwrap(await journal.payees(ORIGIN, 'TPAT'))).toEqual([]);
    });

    it('keeps what it was given from later changes', async () => {
      const urls = [`${ORIGIN}/a`];
      await put({ pass: pass({ urls }) });
      urls.push('tampered');
      expect(unwrap(await journal.read(toll())).pass?.urls).toEqual([`${ORIGIN}/a`]);
    });

    it('lets 50 updates at once follow one another', async () => {
      await put({ pass: pass() });
      const updates = Array.from({ length: 50 }, () =>
        journal.update(toll(), (record) => ({
          ...record,
          pass: record.pass && { ...record.pass, refusals: record.pass.refusals + 1 },
        })),
      );
      await Promise.all(updates);
      expect(unwrap(await journal.read(toll())).pass?.refusals).toBe(50);
    });

    it('goes on after a change that throws', async () => {
      const broken = journal.update(toll(), () => {
        throw new Error('a bug');
      });
      await expect(broken).rejects.toThrow('a bug');
      expect((await put({ pass: pass() })).pass?.txid).toBe(txid(1));
    });

    it('tells which records are open', async () => {
      const at = (to: string) => toll({ address: address(to) });
      await put({ payment: payment() }, at('unfinished'));
      await put({ pass: pass({ height: null }) }, at('pool'));
      await put({ pass: pass({ height: 7 }) }, at('mined'));
      await put({ pass: pass({ height: null, ended: 'refused' }) }, at('ended'));
      await put({ payment: payment(), pass: pass({ height: 7, ended: 'expired' }) }, at('again'));
      const open = async (of: Journal) =>
        unwrap(await of.open())
          .map((record) => record.toll.address)
          .sort();
      const expected = ['unfinished', 'pool', 'again'].map(address).sort();
      expect(await open(journal)).toEqual(expected);
      expect(await open(reopen())).toEqual(expected);

      await put({ payment: null, pass: pass({ height: 8 }) }, at('unfinished'));
      await put({ pass: pass({ height: 8 }) }, at('pool'));
      expect(await open(journal)).toEqual([address('again')]);
    });

    it('knows whom an origin was paid for, by dialect', async () => {
      await put({ pass: pass() });
      await put({ payment: payment() }, toll({ address: address('author') }));
      await put({ pass: pass() }, toll({ origin: `${ORIGIN}:8443`, address: address('port') }));
      await put({ pass: pass() }, toll({ dialect: 'XMR402', address: address('dialect') }));
      const payees = unwrap(await journal.payees(ORIGIN, 'TPAT'));
      expect([...payees].sort()).toEqual([address('shop'), address('author')].sort());
    });
  });
}
