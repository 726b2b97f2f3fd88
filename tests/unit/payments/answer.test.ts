import { describe, expect, it } from 'vitest';
import { type Failure, failure } from '../../../src/outcome/failure.ts';
import { err, ok } from '../../../src/outcome/result.ts';
import type { Toll } from '../../../src/passes/toll.ts';
import { answerRefusals, type Sighting } from '../../../src/payments/answer.ts';
import type { Arrival, Settlement } from '../../../src/payments/settle.ts';
import { ORIGIN, offer, toll, tpatText, unwrap } from '../fakes/samples.ts';

function sighting(of: Partial<Sighting> = {}): Sighting {
  return {
    url: `${ORIGIN}/article`,
    origin: ORIGIN,
    status: 402,
    challenges: [tpatText()],
    tabId: 7,
    firstParty: true,
    ...of,
  };
}

function open(settlement: Settlement = ok('repeat')) {
  const arrivals: Arrival[] = [];
  const troubles: [Sighting, Failure][] = [];
  const tolls: [Toll, number][] = [];
  const answer = answerRefusals(
    {
      choose: async (_, [cheapest]) => ok(cheapest),
      settle: async (arrival) => {
        arrivals.push(arrival);
        return settlement;
      },
    },
    (of, tabId) => void tolls.push([of, tabId]),
    async (of, failed) => void troubles.push([of, failed]),
  );
  return { answer, arrivals, troubles, tolls };
}

describe('a refused request', () => {
  it('leads to a settlement of what was seen, and is noted for its repetition', async () => {
    const { answer, arrivals, tolls } = open();
    const note = unwrap(await answer(sighting(), null));
    expect(arrivals).toEqual([
      {
        origin: ORIGIN,
        url: `${ORIGIN}/article`,
        offer: offer(),
        ways: 1,
        firstParty: true,
        repeated: false,
        challenged: true,
        pageSays: false,
      },
    ]);
    expect(tolls).toEqual([[toll(), 7]]);
    expect(note).toEqual({ toll: toll(), offer: offer(), repeats: 1, bare: false, form: null });
  });

  it('may be one for a form: if it was a 503, and was not just answered by one', async () => {
    const { answer } = open(ok('repeat_form'));
    const mute = sighting({ status: 503, challenges: [] });
    const first = unwrap(await answer(sighting(), null));
    expect(first.form).toBeNull();
    const second = unwrap(await answer(mute, first));
    expect(second.form).toBe('wanted');
    const refused = unwrap(await answer(mute, { ...second, form: 'sent' }));
    expect(refused.form).toBeNull();
    expect(unwrap(await answer(mute, refused)).form).toBe('wanted');
    expect(unwrap(await answer(sighting({ status: 403, challenges: [] }), first)).form).toBeNull();
  });

  it('counts how often it was made again', async () => {
    const { answer, arrivals } = open();
    const first = unwrap(await answer(sighting(), null));
    const second = unwrap(await answer(sighting(), first));
    expect(second.repeats).toBe(2);
    expect(arrivals.map(({ repeated }) => repeated)).toEqual([false, true]);
  });

  it.each([403, 503])(
    'with %s after a repetition is about the offer that was known',
    async (status) => {
      const { answer, arrivals } = open();
      const first = unwrap(await answer(sighting(), null));
      const again = await answer(sighting({ status, challenges: [] }), first);
      expect(again.ok).toBe(true);
      expect(arrivals[1]).toMatchObject({ offer: offer(), repeated: true, challenged: false });
    },
  );

  it.each([403, 503])('with %s at once is no toll', async (status) => {
    const { answer, arrivals, troubles } = open();
    const answered = await answer(sighting({ status, challenges: [] }), null);
    expect(answered).toMatchObject({ ok: false, error: { code: 'challenge_missing' } });
    expect(arrivals).toEqual([]);
    expect(troubles).toHaveLength(1);
  });

  it.each([
    ['no challenge', [], 'challenge_missing'],
    ['an unknown scheme', ['Basic realm="a"'], 'scheme_unknown'],
    ['a malformed challenge', ['TPAT address="'], 'challenge_malformed'],
    ['a scheme named like a member of every object', ['__proto__ a=1'], 'scheme_unknown'],
    ['an impossible amount', [tpatText({ min_amt: '-1' })], 'offer_amount_invalid'],
    [
      'an integrated address',
      [tpatText({ address: '4'.padEnd(106, '1') })],
      'offer_address_invalid',
    ],
  ])('with %s is never settled; the trouble is told with the site', async (_, challenges, code) => {
    const { answer, arrivals, troubles, tolls } = open();
    const answered = await answer(sighting({ challenges }), null);
    expect(answered).toEqual(err(failure(code as Failure['code'], { origin: ORIGIN })));
    expect(arrivals).toEqual([]);
    expect(tolls).toEqual([]);
    expect(troubles.map(([, failed]) => failed.code)).toEqual([code]);
  });

  it('that could not be settled is told as trouble and not made again', async () => {
    const { answer, troubles } = open(err(failure('rejected_by_user')));
    const answered = await answer(sighting(), null);
    expect(answered).toMatchObject({ ok: false, error: { code: 'rejected_by_user' } });
    expect(troubles).toHaveLength(1);
  });
});
