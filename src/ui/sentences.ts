import type { FailureView } from '../messages/contract.ts';
import { FAILURE_CODES, type FailureCode } from '../outcome/failure.ts';
import { inLanguage } from './language.ts';
import { de } from './sentences.de.ts';
import { en } from './sentences.en.ts';
import { SERVICE_STORIES } from './service-sentences.ts';
import { SESSION_STORIES } from './session-sentences.ts';
import { SIGNER_STORIES } from './signer-sentences.ts';
import type { Detail, Story } from './story.ts';
import { STREAM_STORIES } from './stream-sentences.ts';
import { TOLL_STORIES } from './toll-sentences.ts';
import { VAULT_STORIES } from './vault-sentences.ts';
import { clip, visible } from './wording.ts';

const texts = inLanguage({ en, de });

const STORIES: Readonly<Record<FailureCode, Story>> = {
  ...TOLL_STORIES,
  ...SIGNER_STORIES,
  ...SERVICE_STORIES,
  ...SESSION_STORIES,
  ...STREAM_STORIES,
  ...VAULT_STORIES,
  ...texts.stories,
  payment_unfinished: {
    happened: (detail) => {
      const reason = FAILURE_CODES.find((code) => code === detail.reason);
      return texts.unfinished(
        reason === undefined || reason === 'payment_unfinished'
          ? null
          : STORIES[reason].happened(detail),
      );
    },
    next: texts.unfinishedNext,
  },
};

/**
 * The sentences that the user reads: what happened, what was paid, what to do.
 *
 * @param txid the toll's transaction, if it has one: then "nothing more" was paid
 */
export function explain(failure: FailureView, txid: string | null = null): string {
  const detail = shown(failure, txid);
  const story = STORIES[failure.code];
  return `${story.happened(detail)} ${story.next(detail)}`;
}

/** A failure's sentence, with its code, under which docs/errors.md says more of it. */
export interface Explained {
  readonly sentence: string;
  readonly code: FailureCode;
}

/** What the user reads of something that went wrong. */
export type Said = string | Explained;

/** The same sentences as `explain`, for where the way to an explanation stands beside them. */
export function explained(failure: FailureView, txid: string | null = null): Explained {
  return { sentence: explain(failure, txid), code: failure.code };
}

function shown(failure: FailureView, txid: string | null): Detail {
  const detail: Record<string, string> = txid === null ? {} : { txid };
  for (const [key, value] of Object.entries(failure.detail ?? {}))
    detail[key] = clip(visible(value));
  return detail;
}

/** The same where no site is being paid: the wallet was asked for something by the user. */
export function explainUnsent(failure: FailureView): string {
  return `${STORIES[failure.code].happened(shown(failure, null))} ${texts.nothingSent}`;
}

/** Failures to send after which it is certain that nothing left the wallet. */
const NOT_SENT: ReadonlySet<FailureCode> = new Set<FailureCode>([
  'approval_outdated',
  'wallet_relay_refused',
  'wallet_not_connected',
  'wallet_login_needed',
  'vault_locked',
]);

/** The same for a transfer that was handed to the wallet to be sent. */
export function explainSending(failure: FailureView): string {
  return NOT_SENT.has(failure.code)
    ? explainUnsent(failure)
    : `${STORIES[failure.code].happened(shown(failure, null))} ${texts.maybeSent}`;
}

const MENDED_IN_SETTINGS: ReadonlySet<FailureCode> = new Set<FailureCode>([
  'wallet_not_connected',
  'wallet_login_needed',
  'wallet_login_wrong',
  'wallet_url_invalid',
  'wallet_url_insecure',
  'wallet_unreachable',
  'wallet_wrong_network',
  'wallet_answer_unusable',
  'site_never',
  'vault_locked',
  'site_hidden_service',
]);

/** Failures that are mended in the settings. */
export function isMendedInSettings(code: FailureCode): boolean {
  return MENDED_IN_SETTINGS.has(code);
}

/** What is said when the background does not answer at all. */
export const BACKGROUND_SILENT = texts.backgroundSilent;

/** What is said when the background did not answer to the answer to a question. */
export const ANSWER_LOST = texts.answerLost;

/** What is said when the background did not answer to something that may have been done all the same. */
export const MAYBE_DONE = texts.maybeDone;

/** What is said when the background did not answer while a transfer was being sent. */
export const SENDING_SILENT = texts.sendingSilent;
