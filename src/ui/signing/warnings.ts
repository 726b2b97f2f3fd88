import type { MessageView, WarningView } from '../../messages/signing.ts';

/** What a warning says, in one sentence or two. */
export const WARNINGS: Readonly<Record<WarningView, string>> = {
  grants_rights:
    'This lets somebody else act for you, without asking you again. It holds until you take it back.',
  pays_others_fee: 'This lets somebody else pay network fees with your money.',
  other_fee_payer: 'The fee is to be paid by another account than the one that signs.',
  other_chain: 'This is for another chain than the site said.',
  other_signer: 'This is not meant to be signed by your account, or not by it alone.',
  high_fee: 'The network fee is far higher than usual.',
  unknown_message:
    'Tollpass does not know what this does, and nobody else says so either. Only its raw content can be shown.',
  node_claim:
    'What this does is described by the node of this chain. Tollpass cannot tell whether that is true.',
  moves_funds: 'This moves funds out of your account, or binds them.',
  timeout_passed: 'The time until which this could be sent is over: the chain will refuse it.',
  unknown_extension: 'It has additions whose meaning Tollpass does not know.',
};

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
