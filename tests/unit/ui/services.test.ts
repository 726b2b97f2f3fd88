import { describe, expect, it } from 'vitest';
import { answerWords, lifeWords } from '../../../src/ui/services/words.ts';

const NOW = new Date(2026, 10, 3, 12).getTime();
const MINUTE = 60_000;
const GRANTED = {
  loggedInAt: NOW - 90 * MINUTE,
  at: NOW - 90 * MINUTE,
  expiresAt: NOW + 30 * MINUTE,
  refreshAt: NOW + 25 * MINUTE,
};

describe('what is said of a login', () => {
  it('is since when, until when, and what comes then', () => {
    const said = lifeWords(GRANTED, NOW);
    expect(said).toMatch(
      /^Logged in 10:30.*\. Runs out 12:30.*, in about 30 minutes, and is renewed before\.$/,
    );
    expect(said).not.toContain('renewed 10');
    const renewed = lifeWords({ ...GRANTED, at: NOW - 30 * MINUTE }, NOW);
    expect(renewed).toMatch(/^Logged in 10:30.*, renewed 11:30/);
  });

  it('is that it has to be made anew where nothing renews it', () => {
    const alone = { ...GRANTED, refreshAt: null };
    expect(lifeWords(alone, NOW)).toContain('then you log in again.');
    expect(lifeWords(alone, NOW + 30 * MINUTE)).toMatch(/Ran out 12:30.*: log in again\.$/);
  });

  it('is that it waits, where it has run out and may be renewed', () => {
    expect(lifeWords(GRANTED, NOW + 40 * MINUTE)).toContain('as soon as Tollpass is unlocked');
  });

  it('is no time where the provider does not say one', () => {
    const said = lifeWords({ ...GRANTED, expiresAt: null, refreshAt: null }, NOW);
    expect(said).toContain('does not say when it ends');
  });
});

describe('what is said of a test', () => {
  it.each([
    [200, 'it takes the key'],
    [204, 'it takes the key'],
    [404, 'did not refuse the key'],
    [500, 'did not refuse the key'],
    [null, 'was not followed'],
  ])('that was answered %s', (status, words) => {
    expect(answerWords(status)).toContain(words);
  });
});
