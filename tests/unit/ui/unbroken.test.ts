import type { VNode } from 'preact';
import { describe, expect, it, vi } from 'vitest';

vi.mock('webextension-polyfill', () => ({ default: {} }));
const { unbroken } = await import('../../../src/ui/parts/sentence.tsx');

/** What is kept whole, in brackets. */
function marked(text: string): string {
  const parts = unbroken(text) as (string | VNode<{ children: string }>)[];
  return parts
    .map((part) => (typeof part === 'string' ? part : `[${part.props.children}]`))
    .join('');
}

describe('a text', () => {
  it.each([
    ['Compare them with the --rpc-login of it.', 'Compare them with the [--rpc-login] of it.'],
    ['Start monero-wallet-rpc, or', 'Start [monero-wallet-rpc], or'],
    ['for example X-API-Key.', 'for example [X-API-Key].'],
    ['cosmos1abcde…sTdQx on cosmoshub-4.', '[cosmos1abcde…sTdQx] on [cosmoshub-4].'],
  ])('does not break in its names: %s', (text, expected) => {
    expect(marked(text)).toBe(expected);
  });

  it.each([
    'Eine Web-App mit E-Mail-Adresse: 2-mal, in 5 Blöcken',
    'Reading…',
    '“Lock now” …',
    'on a-chain-of-a-very-long-name-1',
  ])('breaks in its words: %s', (text) => {
    expect(marked(text)).toBe(text);
  });
});
