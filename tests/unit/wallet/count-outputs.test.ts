import { describe, expect, it } from 'vitest';
import { countOutputs, type Unspent } from '../../../src/wallet/count-outputs.ts';
import { pico, txid } from '../fakes/samples.ts';

const HEIGHT = 100;

function output(of: Partial<Unspent> = {}): Unspent {
  return {
    amount: pico(10),
    block_height: 50,
    frozen: false,
    tx_hash: txid(1),
    unlocked: true,
    ...of,
  };
}

function count(
  unspent: Unspent[],
  balance = unspent.length * 10,
  heights: [string, number][] = [],
) {
  return countOutputs(unspent, HEIGHT, pico(balance), new Map(heights));
}

const locked = (block_height: number, id = txid(2)) =>
  output({ block_height, unlocked: false, tx_hash: id });

describe('countOutputs', () => {
  it('has none to wait for where all can be spent', () => {
    expect(count([output(), output()])).toEqual({ ready: 2, total: 2, nextInBlocks: null });
    expect(count([])).toEqual({ ready: 0, total: 0, nextInBlocks: null });
  });

  it('waits for the one that unlocks first', () => {
    const unspent = [output(), locked(99), locked(93), locked(95)];
    expect(count(unspent)).toEqual({ ready: 1, total: 4, nextInBlocks: 3 });
  });

  it('waits 60 blocks for a mined reward, and 10 for what is beside it', () => {
    const heights: [string, number][] = [
      [txid(3), 155],
      [txid(4), 0],
    ];
    expect(count([locked(95, txid(3))], 10, heights).nextInBlocks).toBe(55);
    expect(count([locked(95, txid(3)), locked(96, txid(4))], 20, heights).nextInBlocks).toBe(6);
  });

  it('counts what is locked until a date, and does not wait for it', () => {
    const heights: [string, number][] = [[txid(2), 1_900_000_000]];
    expect(count([locked(50)], 10, heights)).toEqual({ ready: 0, total: 1, nextInBlocks: null });
  });

  it('waits for change that is in no block yet', () => {
    expect(count([output()], 15)).toEqual({ ready: 1, total: 1, nextInBlocks: 10 });
    expect(count([output(), locked(95)], 25).nextInBlocks).toBe(5);
  });

  it('never waits for less than a block', () => {
    expect(count([locked(20)]).nextInBlocks).toBe(1);
  });

  it('leaves out what the user froze', () => {
    const frozen = output({ frozen: true });
    expect(count([output(), frozen], 10)).toEqual({ ready: 1, total: 1, nextInBlocks: null });
  });
});
