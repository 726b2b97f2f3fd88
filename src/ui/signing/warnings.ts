import type { MessageView, WarningView } from '../../messages/signing.ts';
import { texts } from './texts.ts';

/** What a warning says. */
export const WARNINGS: Readonly<Record<WarningView, string>> = texts.warnings;

/** What one would rather not do by accident; the rest is said, and no more. */
const GRAVE: ReadonlySet<WarningView> = new Set<WarningView>([
  'grants_rights',
  'pays_others_fee',
  'other_fee_payer',
  'other_chain',
  'other_signer',
  'high_fee',
  'unknown_message',
  'unknown_extension',
]);

export function isGrave(warning: WarningView): boolean {
  return GRAVE.has(warning);
}

/** All warnings of a transaction, each once: of it, of its messages, and of those inside of them. */
export function allWarnings(
  warnings: readonly WarningView[],
  messages: readonly MessageView[],
): readonly WarningView[] {
  const inside = messages.flatMap((message) => allWarnings(message.warnings, message.inner));
  return [...new Set([...warnings, ...inside])];
}
