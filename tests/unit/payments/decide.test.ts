import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blocksFor } from '../../../src/passes/pass.ts';
import { type Action, decide, type Situation } from '../../../src/payments/decide.ts';
import { offer, pass, pico } from '../fakes/samples.ts';

const NOW = 1_000_000;

function situation(of: Partial<Situation> = {}): Situation {
  return {
    unfinished: false,
    pass: null,
    offer: offer(),
    sent: false,
    challenged: true,
    confirmations: 0,
    now: NOW,
    ...of,
  };
}

const XMR402 = offer({
  dialect: 'XMR402',
  needs: 0,
  blocks: null,
  extensible: false,
  message: 'nonce-2',
});
const BOUND = pass({ needs: 0, blocks: null, extensible: false, message: 'nonce-1' });

// One block of rows for each row of the decision table.
describe('decide', () => {
  it.each<[string, Partial<Situation>, Action]>([
    ['nothing is held: pay', {}, { do: 'pay', why: 'nothing_held' }],

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

    [
      'in the pool: wait for a block',
      { pass: pass(), sent: true },
      { do: 'await_confirmations', needs: 1 },
    ],
    [
      '… however often it was refused',
      { pass: pass({ refusals: 99, refusedAt: 0 }), sent: true },
      { do: 'await_confirmations', needs: 1 },
    ],

    [
      'confirmed and refused: repeat after 2 s',
      { pass: pass(), sent: true, confirmations: 1 },
      { do: 'repeat_after', ms: 2000, bare: false },
    ],
    ...[4, 8, 16, 32, 60, 60, 60].map((seconds, index): [string, Partial<Situation>, Action] => [
      `… and after ${index + 1} refusals: ${seconds} s`,
      { pass: pass({ refusals: index + 1, refusedAt: NOW - 1 }), sent: true, confirmations: 1 },
      { do: 'repeat_after', ms: seconds * 1000, bare: false },
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
      { do: 'pay', why: 'expired' },
    ],
    [
      '… or more often',
      { pass: pass({ blocks: 5 }), sent: true, confirmations: 500 },
      { do: 'pay', why: 'expired' },
    ],
    [
      '… but not once less',
      { pass: pass({ blocks: 5 }), sent: true, confirmations: 4 },
      { do: 'repeat_after', ms: 2000, bare: false },
    ],
    [
      '… or that was found to be so: pay',
      { pass: pass({ ended: 'expired' }) },
      { do: 'pay', why: 'expired' },
    ],
    [
      '… counted by what the site sells now, not by what it sold',
      {
        pass: pass({ blocks: 50, paid: pico(10_000_000) }),
        offer: offer({ amount: pico(5_000_000), blocks: 3 }),
        sent: true,
        confirmations: 6,
      },
      { do: 'pay', why: 'expired' },
    ],
    [
      'worth less than this page costs: pay, but ask',
      { pass: pass(), offer: offer({ amount: pico(1_000_001) }), sent: true, confirmations: 1 },
      { do: 'pay', why: 'dearer' },
    ],
    [
      '… also if it was not sent',
      { pass: pass(), offer: offer({ amount: pico(1_000_001) }) },
      { do: 'pay', why: 'dearer' },
    ],

    [
      'the chain lost its transaction: relay the same one again',
      { pass: pass(), sent: true, confirmations: 'lost' },
      { do: 'relay_again' },
    ],
    [
      '… also if it had a block once',
      {
        pass: pass({ height: 7, refusals: 2 }),
        sent: true,
        challenged: false,
        confirmations: 'lost',
      },
      { do: 'relay_again' },
    ],
    [
      'fewer confirmations than the site needs: wait for them',
      { pass: pass(), offer: offer({ needs: 3 }), sent: true, confirmations: 2 },
      { do: 'await_confirmations', needs: 3 },
    ],
    [
      '… as many as it needs: repeat',
      { pass: pass(), offer: offer({ needs: 3 }), sent: true, confirmations: 3 },
      { do: 'repeat_after', ms: 2000, bare: false },
    ],

    [
      'XMR402, not sent: attach it, which proves it anew',
      { pass: BOUND, offer: XMR402 },
      { do: 'attach' },
    ],
    [
      '… refused with 403: repeat without it, to be told a new message',
      { pass: BOUND, offer: XMR402, sent: true, challenged: false },
      { do: 'repeat_after', ms: 2000, bare: true },
    ],
    [
      '… refused with a new message: repeat with a new proof',
      { pass: BOUND, offer: XMR402, sent: true },
      { do: 'repeat_after', ms: 2000, bare: false },
    ],
    [
      '… used before, and refused: once may be bad luck',
      { pass: { ...BOUND, lastUsedAt: 5 }, offer: XMR402, sent: true, challenged: false },
      { do: 'repeat_after', ms: 2000, bare: true },
    ],
    [
      '… used before, and refused three times with new proofs: it is spent',
      {
        pass: { ...BOUND, lastUsedAt: 5, refusals: 3, refusedAt: NOW - 1 },
        offer: XMR402,
        sent: true,
      },
      { do: 'pay', why: 'spent' },
    ],
    [
      '… never taken: stop, like any other',
      { pass: { ...BOUND, refusals: 3, refusedAt: NOW - 120_000 }, offer: XMR402, sent: true },
      { do: 'stop', why: 'refused' },
    ],
    [
      '… a transaction in the pool is enough, and it does not end by blocks',
      { pass: BOUND, offer: XMR402, confirmations: 10 ** 6 },
      { do: 'attach' },
    ],

    [
      'taken back by the user: neither attach nor pay',
      { pass: pass({ ended: 'revoked' }), sent: false },
      { do: 'stop', why: 'revoked' },
    ],

    [
      'refused three times over two minutes: stop',
      { pass: pass({ refusals: 3, refusedAt: NOW - 120_000 }), sent: true, confirmations: 1 },
      { do: 'stop', why: 'refused' },
    ],
    [
      '… three times in less: go on',
      { pass: pass({ refusals: 3, refusedAt: NOW - 119_999 }), sent: true, confirmations: 1 },
      { do: 'repeat_after', ms: 16_000, bare: false },
    ],
    [
      '… twice over an hour: go on',
      { pass: pass({ refusals: 2, refusedAt: NOW - 3_600_000 }), sent: true, confirmations: 1 },
      { do: 'repeat_after', ms: 8000, bare: false },
    ],
    [
      '… and it stays so: never pay by itself',
      { pass: pass({ ended: 'refused' }), sent: true, confirmations: 1 },
      { do: 'stop', why: 'refused' },
    ],
  ])('%s', (_, of, action) => {
    expect(decide(situation(of))).toEqual(action);
  });

  it('pays only where nothing is held that may still be good', () => {
    const anyPass = fc.option(
      fc
        .record({
          message: fc.option(fc.constant('nonce-1')),
          restMs: fc.option(fc.integer({ min: 1, max: 2 * NOW })),
          lastUsedAt: fc.option(fc.nat(NOW)),
          refusals: fc.nat(5),
          refusedAt: fc.option(fc.nat(NOW)),
          ended: fc.constantFrom(null, 'expired' as const, 'refused' as const, 'revoked' as const),
        })
        .map(pass),
    );
    const any = fc.record({
      unfinished: fc.boolean(),
      pass: anyPass,
      offer: fc
        .record({
          amount: fc.constantFrom(500_000, 1_000_000, 1_000_001).map(pico),
          blocks: fc.option(fc.integer({ min: 1, max: 10 })),
          extensible: fc.boolean(),
          needs: fc.nat(3),
        })
        .map(offer),
      sent: fc.boolean(),
      challenged: fc.boolean(),
      confirmations: fc.oneof(fc.nat(12), fc.constant('lost' as const)),
      now: fc.constant(NOW),
    });
    fc.assert(
      fc.property(any, (held) => {
        const action = decide(held);
        if (action.do !== 'pay') return;
        const { pass: kept, offer: asked, confirmations } = held;
        expect(held.unfinished).toBe(false);
        const bought = kept === null ? null : blocksFor(kept, asked);
        const over =
          kept === null ||
          kept.ended === 'expired' ||
          bought === 0 ||
          (bought !== null && confirmations !== 'lost' && confirmations >= bought) ||
          (kept.message !== null && kept.lastUsedAt !== null && kept.refusals >= 3 && held.sent);
        expect(over).toBe(true);
      }),
      { numRuns: 5000 },
    );
  });
});
