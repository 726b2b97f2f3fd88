import type { SiteRuleView } from '../messages/contract.ts';
import { xmrWithUnit } from './wording.ts';

/** A site's rule as a choice: `general` is none of its own. */
export type RuleKind = 'general' | SiteRuleView['kind'];

export function kindOf(rule: SiteRuleView | null): RuleKind {
  return rule === null ? 'general' : rule.kind;
}

/** What a site's own rule comes to, without a full stop. */
export function ruleWords(rule: SiteRuleView): string {
  switch (rule.kind) {
    case 'ask':
      return 'always asks';
    case 'never':
      return 'never pays';
    case 'up_to':
      return `pays up to ${xmrWithUnit(rule.amount)} without asking`;
    default:
      return rule satisfies never;
  }
}

/** The choices, in the order of how much they allow by themselves. */
export function ruleChoices(threshold: string): readonly (readonly [RuleKind, string])[] {
  const general = threshold === '0' ? 'always ask' : `up to ${xmrWithUnit(threshold)}`;
  return [
    ['general', `As everywhere (${general})`],
    ['up_to', 'Pay without asking up to …'],
    ['ask', 'Always ask'],
    ['never', 'Never pay'],
  ];
}
