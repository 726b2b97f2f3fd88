import type { SiteRuleView } from '../messages/contract.ts';
import { inLanguage } from './language.ts';
import { de } from './rules.de.ts';
import { en } from './rules.en.ts';
import { xmrWithUnit } from './wording.ts';

const texts = inLanguage({ en, de });

/** A site's rule as a choice: `general` is none of its own. */
export type RuleKind = 'general' | SiteRuleView['kind'];

export function kindOf(rule: SiteRuleView | null): RuleKind {
  return rule === null ? 'general' : rule.kind;
}

/** What a site's own rule comes to, without a full stop. */
export function ruleWords(rule: SiteRuleView): string {
  switch (rule.kind) {
    case 'ask':
      return texts.asks;
    case 'never':
      return texts.neverPays;
    case 'up_to':
      return texts.paysUpTo(xmrWithUnit(rule.amount));
    default:
      return rule satisfies never;
  }
}

/** The choices, in the order of how much they allow by themselves. */
export function ruleChoices(threshold: string): readonly (readonly [RuleKind, string])[] {
  const general =
    threshold === '0' ? texts.everywhereAsk : texts.everywhereUpTo(xmrWithUnit(threshold));
  return [
    ['general', general],
    ['up_to', texts.upTo],
    ['ask', texts.ask],
    ['never', texts.never],
  ];
}
