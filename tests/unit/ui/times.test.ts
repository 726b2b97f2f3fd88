import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import type { QuestionView } from '../../../src/messages/contract.ts';
import { agreementFor, proposal } from '../../../src/ui/approval/agreement.ts';
import { blocksFor, blocksOfOne, readTimes, totalFor } from '../../../src/ui/times.ts';

// Needs an extension around it, which these tests do without.
vi.mock('webextension-polyfill', () => ({ default: {} }));

const { wayWords } = await import('../../../src/ui/approval/costs.tsx');

const QUESTION = {
  id: 'q',
  amount: '1000000',
  fee: '1800000000',
  total: '1801000000',
  times: 1,
  extensible: true,
  blocks: 10,
} as QuestionView;

describe('a number of times', () => {
  it('is a whole number from 1 to 1000', () => {
    expect(readTimes(' 7 ')).toEqual({ ok: true, times: 7 });
    expect(readTimes('1000')).toEqual({ ok: true, times: 1000 });
    for (const bad of ['', '0', '00', '-1', '1.5', '1e2', '0x5', 'NaN', '1001', '９']) {
      const read = readTimes(bad);
      expect(read.ok ? bad : read.why).toMatch(/\.$/);
    }
  });
  it('is never anything else, whatever is typed', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const read = readTimes(text);
        return !read.ok || (Number.isInteger(read.times) && read.times >= 1 && read.times <= 1000);
      }),
    );
  });
});

describe('the total', () => {
  it('is times × amount + fee, to the piconero', () => {
    expect(totalFor('1000000', 10, '1800000000')).toBe('1810000000');
    expect(totalFor('9007199254740993', 3)).toBe('27021597764222979');
    fc.assert(
      fc.property(
        fc.bigInt({ min: 1n, max: 10n ** 15n }),
        fc.integer({ min: 1, max: 1000 }),
        fc.bigInt({ min: 0n, max: 10n ** 15n }),
        (amount, times, fee) => {
          const total = (amount * BigInt(times) + fee).toString();
          expect(totalFor(amount.toString(), times, fee.toString())).toBe(total);
        },
      ),
    );
  });
  it('is none if there cannot be so much', () => {
    expect(totalFor('18446744073709551615', 1)).toBe('18446744073709551615');
    expect(totalFor('18446744073709551615', 1, '1')).toBeNull();
    expect(totalFor('18446744073709551615', 2)).toBeNull();
  });
});

describe('blocks', () => {
  it('are as many times more, unless it is not counted in blocks', () => {
    expect(blocksFor(10, 5)).toBe(50);
    expect(blocksFor(null, 5)).toBeNull();
  });
  it('of one time are those of the pass by the times that it was paid', () => {
    expect(blocksOfOne({ blocks: 50, paid: '5000', price: '1000' })).toBe(10);
    expect(blocksOfOne({ blocks: 5, paid: '1', price: '2' })).toBe(5);
    expect(blocksOfOne({ blocks: 5, paid: '1', price: '0' })).toBeNull();
    expect(blocksOfOne({ blocks: null, paid: '1', price: '1' })).toBeNull();
  });
});

describe('what is agreed to', () => {
  it('is the total that was asked about, as long as nothing else is chosen', () => {
    expect(agreementFor(QUESTION, '1')).toEqual({ times: 1, total: '1801000000' });
    const five = { ...QUESTION, times: 5, total: '1805000000' };
    expect(agreementFor(five, '5')).toEqual(proposal(five));
  });
  it('is another total for another number of times', () => {
    expect(agreementFor(QUESTION, '10')).toEqual({ times: 10, total: '1810000000' });
  });
  it('is nothing while no number of times is typed, or more than there is', () => {
    for (const typed of ['', '0', 'x', '1001']) expect(agreementFor(QUESTION, typed)).toBeNull();
    const dear = { ...QUESTION, amount: '18446744073709551000' };
    expect(agreementFor(dear, '2')).toBeNull();
  });
  it('is the proposed number of times alone where more buys nothing', () => {
    const single = { ...QUESTION, extensible: false };
    expect(agreementFor(single, '1')).not.toBeNull();
    expect(agreementFor(single, '2')).toBeNull();
  });
});

describe('the way to pay', () => {
  it('says whether there was a choice', () => {
    expect(wayWords({ dialect: 'XMR402', ways: 1 })).toBe('XMR402');
    expect(wayWords({ dialect: 'TPAT', ways: 3 })).toBe('TPAT, the cheapest of 3 ways to pay');
  });
});
