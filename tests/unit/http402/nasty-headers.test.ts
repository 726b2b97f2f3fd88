import { describe, expect, it } from 'vitest';
import { generateHeaders } from '../../faults/headers/generate.ts';
import { faultOf } from '../../faults/headers/oracle.ts';
import { isAccepted, misreading, readCorpus } from '../../faults/headers/runs.ts';
import { seeded } from '../../faults/random.ts';
import { address, offer as sampleOffer, tpatText } from '../fakes/samples.ts';

const SAMPLE = 3000;

describe('what no honest server sends', () => {
  it.each(readCorpus())('$name', ({ headers, accepted }) => {
    expect(misreading(headers)).toBeNull();
    expect(isAccepted(headers)).toBe(accepted);
  });

  it(`is read at once and without a throw, and never taken for an offer: ${SAMPLE} times`, () => {
    const random = seeded(402);
    for (let count = 0; count < SAMPLE; count += 1) {
      const headers = generateHeaders(random);
      const fault = misreading(headers);
      if (fault !== null) throw new Error(`${fault}: ${JSON.stringify(headers)}`);
    }
  });
});

describe('the check of accepted offers', () => {
  const offer = sampleOffer();

  it('has nothing against what the text says', () => {
    expect(faultOf([tpatText()], offer)).toBeNull();
  });

  it.each([
    ['another amount', [tpatText({ min_amt: '2' })]],
    ['an amount with a leading zero', [tpatText({ min_amt: '01000000' })]],
    ['another ttl', [tpatText({ ttl: '6' })]],
    ['another address', [tpatText({ address: address('else') })]],
    ['a rest that was not read', [tpatText({ ast: '3600000' })]],
    ['a repeated parameter', [`${tpatText()}, TTL="5"`]],
    ['an unterminated string', [`${tpatText()}, x="`]],
    ['a control character', [`${tpatText()}, x="\u0001"`]],
    ['too long a text', [`${tpatText()}, x="${'a'.repeat(8192)}"`]],
    ['too many challenges', Array(33).fill(tpatText())],
    ['no challenge of ours', ['Basic realm="a"']],
  ])('finds %s', (_, headers) => {
    expect(faultOf(headers, offer)).not.toBeNull();
  });
});
