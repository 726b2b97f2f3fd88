import { describe, expect, it } from 'vitest';
import { localSigning } from '../../../src/signers/local-signing.ts';
import { de } from '../../../src/signers/words.de.ts';
import { en } from '../../../src/signers/words.en.ts';
import { wordsIn } from '../../../src/signers/words.ts';
import { CONTEXT, FLEET_MOVE, must, NOW, signing } from './samples.ts';

/** What is filled in, each time another. */
const FILLED = ['11', '22', '33'];

/** A text with everything filled in; the first may be wanted as a list of pairs. */
function said(text: unknown): string {
  if (typeof text !== 'function') return JSON.stringify(text);
  const given = FILLED.slice(0, text.length);
  try {
    return text(...given);
  } catch {
    return text([['11', '44']], ...given.slice(1));
  }
}

describe('the words for messages', () => {
  it('are those of the language, or English', () => {
    expect(wordsIn('de')).toBe(de);
    expect(wordsIn('de-AT')).toBe(de);
    expect(wordsIn('en-GB')).toBe(en);
    expect(wordsIn('fr')).toBe(en);
    expect(wordsIn('')).toBe(en);
    expect(wordsIn('constructor')).toBe(en);
  });

  it.each(Object.keys(en) as (keyof typeof en)[])('%s says the same in German', (name) => {
    expect(Object.keys(de)).toEqual(Object.keys(en));
    const [english, german] = [said(en[name]), said(de[name])];
    expect(german).not.toBe(english);
    expect(german).not.toMatch(/undefined|\b(?:du|dein)\b/i);
    const numbers = (text: string) => text.match(/[1-4]{2}/g)?.toSorted();
    expect(numbers(german)).toEqual(numbers(english));
  });

  it('stand in all of a transaction', async () => {
    const doc = await must(
      signing.build({ ...FLEET_MOVE, fee: { ...FLEET_MOVE.fee, amount: [] } }),
    );
    const german = localSigning(() => NOW, 'de-DE');
    const { messages, fee } = await must(german.describe(doc, CONTEXT));
    expect(messages[0]?.title).toBe('Flotte 9-11 nach 2-1 verlegen');
    expect(fee).toBe('keine');
  });
});
