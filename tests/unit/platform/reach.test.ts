import { beforeEach, describe, expect, it, vi } from 'vitest';
import { failure } from '../../../src/outcome/failure.ts';
import { err, ok } from '../../../src/outcome/result.ts';
import type { AnswerRefusal, RequestNote, Sighting } from '../../../src/payments/answer.ts';
import { adviceOf, isMovable, type Met, reach } from '../../../src/platform/reach.ts';
import { ORIGIN, offer, toll, txid } from '../fakes/samples.ts';

/** What the site answers to our looks, one after the other; then it lets us through. */
let statuses: number[] = [];
let looks = 0;
vi.mock('../../../src/platform/probe.ts', () => ({
  probe: async (target: object): Promise<Partial<Sighting>> => {
    looks += 1;
    return { ...target, status: statuses.shift() ?? 200, challenges: [] };
  },
}));
beforeEach(() => {
  statuses = [];
  looks = 0;
});

const URL = `${ORIGIN}/article`;
const TARGET = { url: URL, tabId: 1, firstParty: true };
const MET: Met = { login: null, answering: null };

function note(of: Partial<RequestNote> = {}): RequestNote {
  return { toll: toll(), offer: offer(), repeats: 1, bare: false, form: null, ...of };
}

/** Answers that end by asking for a form. */
function answers(...notes: RequestNote[]): AnswerRefusal {
  return async () => {
    const next = notes.shift();
    return next === undefined ? err(failure('pass_refused')) : ok(next);
  };
}

describe('a page that may want a form', () => {
  const wanted = note({ form: 'wanted' });

  it('is sent one by the waiting page, at once', async () => {
    statuses = [402, 503, 503];
    const reached = await reach(TARGET, answers(note(), note(), wanted), null, MET);
    expect(reached).toEqual({ do: 'form', note: { ...wanted, form: 'sent' } });
    expect(looks).toBe(3);
  });

  it('is not where a document stands: what that was asked for with would be lost', async () => {
    statuses = [402, 503, 503];
    const reached = await reach(TARGET, answers(note(), wanted, wanted), null, null);
    expect(reached).toMatchObject({ do: 'again' });
    expect(looks).toBe(4);
  });

  it('that its tab has met is not looked at first', async () => {
    const answering = Promise.resolve(ok(wanted));
    const reached = await reach(TARGET, answers(), null, { ...MET, answering });
    expect(reached).toMatchObject({ do: 'form' });
    expect(looks).toBe(0);
  });
});

describe('a page that its tab was taken away from', () => {
  it('is looked at with what came of its answer', async () => {
    statuses = [503];
    const met = { ...MET, answering: Promise.resolve(ok(note())) };
    const reached = await reach(TARGET, answers(note({ repeats: 2 })), null, met);
    expect(reached).toEqual({ do: 'again', note: note({ repeats: 2 }) });
    expect(looks).toBe(2);
  });

  it('is not looked at while its pass rests after each use', async () => {
    const resting = note({ offer: offer({ restMs: 60_000 }) });
    const met = { ...MET, answering: Promise.resolve(ok(resting)) };
    expect(await reach(TARGET, answers(), null, met)).toEqual({ do: 'again', note: resting });
    expect(looks).toBe(0);
  });

  it('is left as it is if its answer failed', async () => {
    const failed = failure('pass_refused');
    const met = { ...MET, answering: Promise.resolve(err(failed)) };
    expect(await reach(TARGET, answers(), null, met)).toEqual({ do: 'leave', failure: failed });
  });
});

describe('what the waiting page is told', () => {
  const loginOf = async () => ({ username: txid(1), password: 'proof' });

  it('is what the form holds, and only where one is wanted', async () => {
    expect(await adviceOf({ do: 'form', note: note() }, loginOf)).toEqual({
      do: 'form',
      fields: { tpat_tx_hash: txid(1), tpat_tx_proof: 'proof' },
    });
    expect(await adviceOf({ do: 'again', note: note() }, loginOf)).toEqual({ do: 'again' });
    expect(await adviceOf({ do: 'open' }, loginOf)).toEqual({ do: 'again' });
  });

  it('is to go where the pass is gone', async () => {
    expect(await adviceOf({ do: 'form', note: note() }, async () => null)).toEqual({ do: 'again' });
  });
});

it('a refused document is movable unless it was sent something that is not ours', () => {
  expect(isMovable('GET', null)).toBe(true);
  expect(isMovable('POST', note({ form: 'sent' }))).toBe(true);
  expect(isMovable('POST', note({ form: 'wanted' }))).toBe(false);
  expect(isMovable('POST', null)).toBe(false);
  expect(isMovable(null, note({ form: 'sent' }))).toBe(false);
});
