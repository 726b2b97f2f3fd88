import type { ProviderError } from '../messages/provider.ts';
import type { Failure, FailureCode } from '../outcome/failure.ts';
import type { Result } from '../outcome/result.ts';

/** What a page is told of a failure: a code that stays, and a sentence for its developer. */
type Told = readonly [ProviderError, string];

const FAILED: Told = ['failed', 'It could not be done, for a reason that is not for the page.'];

/** What is not named here is between Tollpass and its user. */
const TOLD: Partial<Record<FailureCode, Told>> = {
  request_malformed: ['invalid', 'The request does not have the documented form.'],
  message_unusable: ['invalid', 'A message cannot be encoded: its type or a field is wrong.'],
  transaction_unreadable: ['invalid', 'The document to sign is no transaction.'],
  site_not_allowed: [
    'not_allowed',
    'Only a page of a secure origin may ask: a tab, or a frame of the same origin in it.',
  ],
  site_not_connected: ['not_connected', 'This account is not connected: call connect() first.'],
  site_busy: ['busy', 'Too many requests of this origin are open: wait for one of them.'],
  rejected_by_user: ['rejected', 'The user said no.'],
  rejected_recently: ['rejected', 'The user said no a short while ago and is not asked again yet.'],
  chain_mismatch: ['refused', 'The document is for another chain than the one that was named.'],
  text_refused: ['refused', 'Only the three texts of the Structs web app are signed this way.'],
};

/** An outcome as the contract has it. Neither details nor causes of a failure go to a page. */
export function answerPage<T>(
  result: Result<T, Failure>,
): { ok: true; value: T } | { ok: false; code: ProviderError; message: string } {
  if (result.ok) return { ok: true, value: result.value };
  const [code, message] = TOLD[result.error.code] ?? FAILED;
  return { ok: false, code, message };
}
