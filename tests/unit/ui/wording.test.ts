import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  about,
  aboutBlocks,
  addAmounts,
  blocksBought,
  clip,
  every,
  hostOf,
  moment,
  monthName,
  plural,
  readXmr,
  shorten,
  untilAbout,
  visible,
  waitFraction,
  waitWords,
  webUrl,
  xmr,
  xmrWithUnit,
} from '../../../src/ui/wording.ts';

describe('visible', () => {
  it('shows controls, line breaks, direction changes and invisible characters as U+FFFD', () => {
    for (const hidden of ['\0', '\n', '\u{1b}', '\u{202e}', '\u{2066}', '\u{200b}', '\u{2028}']) {
      expect(visible(`a${hidden}b`)).toBe('a\u{FFFD}b');
    }
  });
  it('leaves letters, digits and punctuation of any script alone', () => {
    expect(visible('Grüße <b>&amp; 價格')).toBe('Grüße <b>&amp; 價格');
  });
  it('never lets a control character through', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(visible(text)).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}]/u);
      }),
    );
  });
});

describe('names and identifiers', () => {
  it('shortens what is long and leaves what is short', () => {
    expect(shorten('3f9ac1d27b0e4c58a6f1d9e0')).toBe('3f9ac1d2…f1d9e0');
    expect(shorten('short')).toBe('short');
  });
  it('clips a long foreign text', () => {
    expect(clip('x'.repeat(500), 10)).toBe(`${'x'.repeat(9)}…`);
  });
  it('writes hosts in punycode, with their port', () => {
    expect(hostOf('https://аpple.example:8443/x')).toBe('xn--pple-43d.example:8443');
    expect(hostOf('no\nurl')).toBe('no\u{FFFD}url');
  });
  it('takes only web pages for a place to go to', () => {
    expect(webUrl('https://a.example/b')).toBe('https://a.example/b');
    expect(webUrl('http://127.0.0.1:8080/')).toBe('http://127.0.0.1:8080/');
    for (const bad of [
      'javascript:alert(1)',
      ' JavaScript:alert(1)',
      'data:text/html,x',
      'x',
      '',
    ]) {
      expect(webUrl(bad)).toBeNull();
    }
    expect(webUrl('java\nscript:alert(1)')).toBeNull();
    expect(webUrl(null)).toBeNull();
  });
});

describe('amounts', () => {
  it('writes XMR without an exponent', () => {
    expect(xmr('1')).toBe('0.000000000001');
    expect(xmrWithUnit('1801000000')).toBe('0.001801\u{A0}XMR');
  });
  it('does not fail over an amount that cannot be', () => {
    expect(xmr('99999999999999999999')).toBe('?');
  });
  it('adds', () => {
    expect(addAmounts('1000000', '1800000000')).toBe('1801000000');
  });
  it('reads what xmr wrote', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 19n - 1n }), (amount) => {
        expect(readXmr(xmr(amount.toString()))).toEqual({ ok: true, amount });
      }),
    );
  });
  it('says why an input is no amount, whatever is typed', () => {
    for (const bad of ['', ' ', '0,5', '1e-3', '-1', '0x10', 'NaN', '1.0000000000001', '.']) {
      const read = readXmr(bad);
      expect(read.ok ? '' : read.why).toMatch(/\.$/);
    }
    expect(readXmr('99999999')).toMatchObject({ ok: false });
    fc.assert(fc.property(fc.string(), (text) => void readXmr(text)));
  });
});

describe('time', () => {
  it('rounds a length to the words of a person', () => {
    expect(about(10_000)).toBe('less than a minute');
    expect(about(60_000)).toBe('about 1 minute');
    expect(about(100_000)).toBe('about 2 minutes');
    expect(about(2 * 3_600_000)).toBe('about 2 hours');
    expect(about(262_800 * 120_000)).toBe('about 365 days');
  });
  it('says an interval exactly', () => {
    expect(every(3_600_000)).toBe('every hour');
    expect(every(5_400_000)).toBe('every 90 minutes');
    expect(every(172_800_000)).toBe('every 2 days');
    expect(every(1500)).toBe('every 2 seconds');
    expect(every(0)).toBe('every second');
  });
  it('says what blocks come to', () => {
    expect(blocksBought(5)).toBe('5 blocks, about 10 minutes');
    expect(blocksBought(1)).toBe('1 block, about 2 minutes');
    expect(blocksBought(null)).toBe('one request');
    expect(aboutBlocks(7)).toBe('about 14 minutes');
    expect(plural(262_800, 'block')).toBe('262,800 blocks');
  });
  it('adds the date and the year only where they differ from now', () => {
    const place = { locale: 'en-GB', timeZone: 'UTC' };
    const now = Date.UTC(2026, 10, 23, 12, 0);
    expect(moment(Date.UTC(2026, 10, 23, 14, 5), now, place)).toBe('14:05');
    expect(moment(Date.UTC(2026, 10, 23, 14, 5), now, { ...place, locale: 'en-US' })).toBe(
      '02:05\u{A0}PM',
    );
    expect(moment(Date.UTC(2026, 10, 24, 14, 5), now, place)).toMatch(/24 Nov.*14:05/);
    expect(moment(Date.UTC(2027, 10, 23, 14, 5), now, place)).toMatch(/23 Nov.*2027.*14:05/);
  });
  it('never promises a block for a moment that has passed', () => {
    expect(untilAbout(null, 0)).toBe('about 2 minutes');
    expect(untilAbout(120_000, 0)).toBe('about 2 minutes');
    expect(untilAbout(0, 1)).toBe('any moment now');
  });
  it('guesses two minutes a block where nothing is known', () => {
    expect(untilAbout(null, 0, 3)).toBe('about 6 minutes');
    expect(untilAbout(null, 0, 0)).toBe('about 2 minutes');
  });
  it('never shows a wait as begun from nothing or as over', () => {
    expect(waitFraction(null, 0, 0, 1)).toBeNull();
    expect(waitFraction(120_000, 0, 0, 1)).toBe(0.04);
    expect(waitFraction(60_000, 0, 0, 1)).toBe(0.5);
    expect(waitFraction(0, 999_999, 0, 1)).toBe(0.96);
  });
  it('shows a wait for several blocks as one, that never falls behind what is confirmed', () => {
    expect(waitFraction(240_000, 0, 2, 4)).toBe(0.5);
    expect(waitFraction(480_000, 0, 2, 4)).toBe(0.5);
    expect(waitFraction(120_000, 0, 2, 4)).toBe(0.75);
  });
  it('says what a site waits for', () => {
    expect(waitWords(0)).toBe('nothing: it opens at once');
    expect(waitWords(1)).toBe('1 confirmation, about 2 minutes');
    expect(waitWords(3)).toBe('3 confirmations, about 6 minutes');
  });
  it('names months, and leaves alone what is none', () => {
    const place = { locale: 'en-GB' };
    expect(monthName('2026-11', place)).toBe('November 2026');
    expect(monthName('2027-01', place)).toBe('January 2027');
    for (const bad of ['', 'x', '2026-13', '2026-00']) expect(monthName(bad, place)).toBe(bad);
    expect(monthName('a\u{202e}', place)).toBe('a\u{FFFD}');
  });
});
