import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, vi } from 'vitest';
import { passView, tollView } from '../../../src/background/views.ts';
import { CONTRACT, type PassView, type TollView } from '../../../src/messages/contract.ts';
import { POPUP_CONTRACT } from '../../../src/messages/popup.ts';
import { TOLL_CONTRACT } from '../../../src/messages/tolls.ts';
import { pass, toll, txid } from '../fakes/samples.ts';

vi.mock('webextension-polyfill', () => ({ default: {} }));
const { happeningsOf } = await import('../../../src/ui/popup/what-happened.tsx');
const { passLine } = await import('../../../src/ui/popup/pass-words.ts');
const { tollLine } = await import('../../../src/ui/parts/toll-state.tsx');
const { barsOf, barsWords } = await import('../../../src/ui/popup/bars.tsx');

const UI = fileURLToPath(new URL('../../../src/ui', import.meta.url));

/** Every source that a page is made of. */
function sourcesOf(path: string, seen = new Set<string>()): ReadonlySet<string> {
  if (seen.has(path) || !/\.tsx?$/.test(path)) return seen;
  seen.add(path);
  const text = readFileSync(path, 'utf8');
  for (const [, from = ''] of text.matchAll(/^import (?!type)[^;]*?from '(\.[^']+)'/gm)) {
    sourcesOf(join(dirname(path), from), seen);
  }
  return seen;
}

/** The messages that a page's sources send, by the names that stand in them. */
function saidBy(page: string): ReadonlySet<string> {
  const said = new Set<string>();
  for (const path of sourcesOf(join(UI, page, 'main.tsx'))) {
    if (path.includes('/messages/')) continue;
    const text = readFileSync(path, 'utf8');
    for (const name of Object.keys(CONTRACT)) {
      if (
        new RegExp(`(?:send|read|useReading)\\(\\s*'${name.replaceAll('.', '\\.')}'`).test(text)
      ) {
        said.add(name);
      }
    }
  }
  return said;
}

describe('what a page says to the background', () => {
  it.each([
    ['popup', POPUP_CONTRACT],
    ['unlock', POPUP_CONTRACT],
    ['waiting', { ...POPUP_CONTRACT, ...TOLL_CONTRACT }],
  ])('%s is in the part of the contract that it reads', (page, part) => {
    const said = saidBy(page);
    expect(said.size).toBeGreaterThan(0);
    for (const name of said) expect(Object.keys(part)).toContain(name);
  });
});

describe('a paid site that does not see it yet', () => {
  const NOW = 1_000_000;
  const retrying = tollView(
    toll(),
    'https://a.example/a',
    { step: 'retrying', txid: txid(1), at: NOW },
    NOW,
    false,
  ) as TollView;

  it.each([
    ['in the pool', pass({ needs: 0, blocks: null }), 100, 'Ready to use'],
    ['in a block', pass({ height: 100, blocks: 5 }), 101, '4 of 5 blocks left'],
    ['in a block newer than the tip', pass({ height: 100, blocks: 5 }), 100, '4 of 5 blocks left'],
  ])('is said to be paid, which the line of its pass does not deny: %s', (_, of, tip, left) => {
    expect(tollLine(retrying, NOW)).toBe(
      'Paid. The site does not see it yet, so Tollpass tries again shortly',
    );
    expect(passLine(passView(of, tip, NOW), NOW)).toContain(left);
  });
});

describe('what happened to a payment', () => {
  const pass = {
    signedAt: 1000,
    boughtAt: 2000,
    minedAt: 5000,
    height: 7,
    uses: 2,
    lastUsedAt: 9000,
    refusedAt: 3000,
  } as PassView;

  it('is told in order, whatever of it is known', () => {
    expect(happeningsOf(pass).map(({ at }) => at)).toEqual([1000, 2000, 3000, 5000, 9000]);
    expect(happeningsOf(pass).map(({ words }) => words)).toContain('In block 7');
    const fresh = {
      ...pass,
      minedAt: null,
      height: null,
      uses: 0,
      lastUsedAt: null,
      refusedAt: null,
    };
    expect(happeningsOf(fresh)).toHaveLength(2);
  });
});

describe('the bars of a month', () => {
  it('are parts of the highest day, also of amounts that no number holds', () => {
    const days = ['0', '18446744073709551615', '9223372036854775807'];
    expect(barsOf(days).map(({ part }) => part)).toEqual([0, 1, 0.499]);
    expect(barsOf(['0', '0']).map(({ part }) => part)).toEqual([0, 0]);
  });

  it('are said in words', () => {
    expect(barsWords(['0', '5000000000', '1800000000']).replaceAll('\u00a0', ' ')).toBe(
      'Spending by day of this month. Today 0.0018 XMR; most on day 2, 0.005 XMR.',
    );
  });
});
