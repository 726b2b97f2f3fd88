import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Action, decide, type Situation } from '../../../src/payments/decide.ts';
import { pass } from '../fakes/samples.ts';

const NOW = 1_000_000;

function situation(of: Partial<Situation> = {}): Situation {
  return { unfinished: false, pass: null, sent: false, confirmations: 0, now: NOW, ...of };
}

// One block of rows for each row of the decision table that TPAT can have.
describe('decide', () => {
  it.each<[string, Partial<Situation>, Action]>([
    ['nothing is held: pay', {}, { do: 'pay' }],

    ['a pass that was not sent: attach it', { pass: pass() }, { do: 'attach' }],
    ['… also while it waits for its block', { pass: pass({ height: null }) }, { do: 'attach' }],
    [
      '… also if it was refused before',
      { pass: pass({ refusals: 9, refusedAt: 0 }) },
      { do: 'attach' },
    ],

    ['a payment that is journaled: finish it', { unfinished: true }, { do: 'finish' }],
    [
      '… beside an expired pass',
      { unfinished: true, pass: pass({ ended: 'expired' }) },
      { do: 'finish' },
    ],
    [
      '… beside a refused pass',
      { unfinished: true, pass: pass({ ended: 'refused' }) },
      { do: 'finish' },
    ],

    ['in the pool: wait for a block', { pass: pass(), sent: true }, { do: 'await_block' }],
    [
      '… however often it was refused',
      { pass: pass({ refusals: 99, refusedAt: 0 }), sent: true },
      { do: 'await_block' },
    ],

    [
      'confirmed and refused: repeat after 2 s',
      { pass: pass(), sent: true, confirmations: 1 },
      { do: 'repeat_after', ms: 2000 },
    ],
    ...[4, 8, 16, 32, 60, 60, 60].map((seconds, index): [string, Partial<Situation>, Action] => [
      `… and after ${index + 1} refusals: ${seconds} s`,
      { pass: pass({ refusals: index + 1, refusedAt: NOW - 1 }), sent: true, confirmations: 1 },
      { do: 'repeat_after', ms: seconds * 1000 },
    ]),

    [
      'used less than its rest ago: rest until then',
      { pass: pass({ restMs: 5000, lastUsedAt: NOW - 1000 }), sent: true, confirmations: 1 },
      { do: 'rest', until: NOW + 4000 },
    ],
    [
      '… also if it was not sent',
      { pass: pass({ restMs: 5000, lastUsedAt: NOW - 1000 }), confirmations: 1 },
      { do: 'rest', until: NOW + 4000 },
    ],
    [
      '… and no longer than that',
      { pass: pass({ restMs: 5000, lastUsedAt: NOW - 5000 }) },
      { do: 'attach' },
    ],

    [
      'confirmed as often as it bought blocks: pay',
      { pass: pass({ blocks: 5 }), sent: true, confirmations: 5 },
      { do: 'pay' },
    ],
    [
      '… or more often',
      { pass: pass({ blocks: 5 }), sent: true, confirmations: 500 },
      { do: 'pay' },
    ],
    [
      '… but not once less',
      { pass: pass({ blocks: 5 }), sent: true, confirmations: 4 },
      { do: 'repeat_after', ms: 2000 },
    ],
    ['… or that was found to be so: pay', { pass: pass({ ended: 'expired' }) }, { do: 'pay' }],

    [
      'refused three times over two minutes: stop',
      { pass: pass({ refusals: 3, refusedAt: NOW - 120_000 }), sent: true, confirmations: 1 },
      { do: 'stop' },
    ],
    [
      '… three times in less: go on',
      { pass: pass({ refusals: 3, refusedAt: NOW - 119_999 }), sent: true, confirmations: 1 },
      { do: 'repeat_after', ms: 16_000 },
    ],
    [
      '… twice over an hour: go on',
      { pass: pass({ refusals: 2, refusedAt: NOW - 3_600_000 }), sent: true, confirmations: 1 },
      { do: 'repeat_after', ms: 8000 },
    ],
    [
      '… and it stays so: never pay by itself',
      { pass: pass({ ended: 'refused' }), sent: true, confirmations: 1 },
      { do: 'stop' },
    ],
  ])('%s', (_, of, action) => {
    expect(decide(situation(of))).toEqual(action);
  });

  it('pays only where nothing is held that may still be good', () => {
    const anyPass = fc.option(
      fc
        .record({
          blocks: fc.integer({ min: 1, max: 10 }),
          restMs: fc.option(fc.integer({ min: 1, max: 2 * NOW })),
          lastUsedAt: fc.option(fc.nat(NOW)),
          refusals: fc.nat(5),
          refusedAt: fc.option(fc.nat(NOW)),
          ended: fc.constantFrom(null, 'expired' as const, 'refused' as const),
        })
        .map(pass),
    );
    const any = fc.record({
      unfinished: fc.boolean(),
      pass: anyPass,
      sent: fc.boolean(),
      confirmations: fc.nat(12),
      now: fc.constant(NOW),
    });
    fc.assert(
      fc.property(any, (held) => {
        if (decide(held).do !== 'pay') return;
        expect(held.unfinished).toBe(false);
        const over =
          held.pass === null ||
          held.pass.ended === 'expired' ||
          held.confirmations >= held.pass.blocks;
        expect(over).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });
});
