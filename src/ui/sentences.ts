import type { FailureView } from '../messages/contract.ts';
import { FAILURE_CODES, type FailureCode } from '../outcome/failure.ts';
import { SERVICE_STORIES } from './service-sentences.ts';
import { SESSION_STORIES } from './session-sentences.ts';
import { SIGNER_STORIES } from './signer-sentences.ts';
import { type Detail, nothing, type Story, transaction, unpaid } from './story.ts';
import { STREAM_STORIES } from './stream-sentences.ts';
import { TOLL_STORIES } from './toll-sentences.ts';
import { VAULT_STORIES } from './vault-sentences.ts';
import { clip, visible } from './wording.ts';

const STORIES: Readonly<Record<FailureCode, Story>> = {
  ...TOLL_STORIES,
  ...SIGNER_STORIES,
  ...SERVICE_STORIES,
  ...SESSION_STORIES,
  ...STREAM_STORIES,
  ...VAULT_STORIES,
  payment_unfinished: {
    happened: (detail) => {
      const reason = FAILURE_CODES.find((code) => code === detail.reason);
      const why =
        reason === undefined || reason === 'payment_unfinished'
          ? ''
          : ` ${STORIES[reason].happened(detail)}`;
      return `The payment could not be finished yet.${why}`;
    },
    next: (detail) =>
      `It is signed (${transaction(detail)}) and may be on its way. Tollpass finishes it by itself and never pays it twice. Reload the page later.`,
  },
  page_gone: unpaid(
    () => 'The page that asked for this payment is not open any more.',
    'Open it again to pay it.',
  ),
  storage_failed: {
    happened: () => 'The browser could not write to its storage.',
    next: () =>
      'Nothing is paid that cannot be written down first; what was paid before is safe in your wallet. Free some disk space, then reload the page.',
  },
  storage_newer: unpaid(
    () =>
      "A newer version of Tollpass has written this browser's data, and this version cannot read it.",
    'Nothing was changed. Update Tollpass.',
  ),
  header_rule_failed: {
    happened: () => 'The browser did not let Tollpass show your pass to the site.',
    next: (detail) =>
      `${nothing(detail)} A pass that you hold is kept. Allow Tollpass on this site in the browser's extension settings, then reload the page.`,
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

function shown(failure: FailureView, txid: string | null): Detail {
  const detail: Record<string, string> = txid === null ? {} : { txid };
  for (const [key, value] of Object.entries(failure.detail ?? {}))
    detail[key] = clip(visible(value));
  return detail;
}

/** The same where no site is being paid: the wallet was asked for something by the user. */
export function explainUnsent(failure: FailureView): string {
  return `${STORIES[failure.code].happened(shown(failure, null))} Nothing was sent. Try again later.`;
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
    : `${STORIES[failure.code].happened(shown(failure, null))} ${MAYBE_SENT}`;
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
export const BACKGROUND_SILENT =
  "Tollpass's background does not answer. If it stays like this, restart the browser.";

/** What is said when the background did not answer to something that may have been done all the same. */
export const MAYBE_DONE =
  'It is not known whether this was done, because Tollpass stopped meanwhile. Look again before you repeat it.';

const MAYBE_SENT =
  'It is not known whether the transfer was sent. Look at the outputs again before you repeat it.';

/** What is said when the background did not answer while a transfer was being sent. */
export const SENDING_SILENT = `Tollpass's background stopped meanwhile. ${MAYBE_SENT}`;
