import { describe, expect, it, vi } from 'vitest';
import type { MessageView, WarningView } from '../../../src/messages/signing.ts';
import type { Warning } from '../../../src/signers/signing.ts';

// Needs an extension around it, which these tests do without.
vi.mock('webextension-polyfill', () => ({ default: {} }));

const { allWarnings, isGrave, WARNINGS } = await import('../../../src/ui/signing/warnings.ts');
const { autoSignOf } = await import('../../../src/ui/signing/auto-sign.tsx');
const { meaningOf } = await import('../../../src/ui/signing/text-question.tsx');
const { visibleLines } = await import('../../../src/ui/wording.ts');

function message(
  warnings: readonly WarningView[],
  inner: readonly MessageView[] = [],
): MessageView {
  return {
    typeUrl: '/a.B',
    title: 'B',
    fields: [],
    knowledge: 'known',
    warnings,
    raw: '{}',
    inner,
  };
}

describe('warnings', () => {
  it.each(Object.entries(WARNINGS))('%s is said in whole sentences', (_, sentence) => {
    expect(sentence).toMatch(/^[A-Z].*\.$/);
  });

  it.each<Warning>([
    'grants_rights',
    'pays_others_fee',
    'other_fee_payer',
    'other_chain',
    'other_signer',
    'high_fee',
    'unknown_message',
    'unknown_extension',
  ])('%s has to be read before anything is signed', (warning) => {
    expect(isGrave(warning)).toBe(true);
  });

  it('are found however deep they lie, each once', () => {
    const deep = message(['moves_funds'], [message([], [message(['grants_rights'])])]);
    expect(allWarnings(['high_fee'], [deep, message(['high_fee', 'moves_funds'])])).toEqual([
      'high_fee',
      'moves_funds',
      'grants_rights',
    ]);
  });
});

describe('what may be signed without asking', () => {
  it('always has a count and an end', () => {
    expect(autoSignOf(null)).toBeNull();
    expect(autoSignOf('for ever')).toBeNull();
    for (const name of ['10-1', '50-1', '200-24']) {
      const rule = autoSignOf(name);
      expect(rule?.times).toBeLessThanOrEqual(200);
      expect(rule?.hours).toBeLessThanOrEqual(24);
    }
  });
});

describe('a text', () => {
  it.each([
    [null, /costs nothing/],
    [{ kind: 'login', guild: '0-1' }, /log in as you .* guild 0-1/],
    [{ kind: 'signup', guild: '0-1' }, /joins you to guild 0-1/],
    [{ kind: 'device', player: '1-11' }, /player 1-11/],
  ] as const)('is explained: %o', (meaning, said) => {
    expect(meaningOf(meaning).join(' ')).toMatch(said);
  });

  it('shows what would hide or turn round, and keeps its lines', () => {
    expect(visibleLines('a\r\nb\u202Ec\u200Bd\te\u0000')).toBe('a\nb\uFFFDc\uFFFDd\uFFFDe\uFFFD');
    expect(visibleLines('<b>&amp;</b>')).toBe('<b>&amp;</b>');
  });
});
