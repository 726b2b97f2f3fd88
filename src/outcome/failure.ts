/**
 * Every failure that a user can meet. The code is the key of the sentence that the user reads
 * (`ui/sentences.ts` must have one for each, or the build fails).
 */
export const FAILURE_CODES = [
  // What the site asked for
  'challenge_missing',
  'challenge_malformed',
  'challenge_too_long',
  'scheme_unknown',
  'offer_address_invalid',
  'offer_amount_invalid',
  'offer_ttl_invalid',
  'offer_rest_invalid',
  'offer_message_invalid',
  'site_insecure',
  'site_hidden_service',
  // What the user wants
  'rejected_by_user',
  'rejected_recently',
  'approval_outdated',
  'site_never',
  'question_open',
  // The wallet
  'wallet_not_connected',
  'wallet_login_needed',
  'wallet_login_wrong',
  'wallet_url_invalid',
  'wallet_url_insecure',
  'wallet_unreachable',
  'wallet_timed_out',
  'wallet_not_open',
  'wallet_daemon_unreachable',
  'wallet_funds_locked',
  'wallet_funds_missing',
  'wallet_wrong_network',
  'wallet_address_refused',
  'wallet_answer_unusable',
  'wallet_lied',
  'wallet_other',
  'wallet_transaction_unknown',
  'wallet_relay_refused',
  'wallet_error',
  // The payment and the pass
  'payment_unfinished',
  'payment_refused',
  'payment_lost',
  'payment_alive',
  'pass_refused',
  'pass_resting',
  'pass_revoked',
  'pass_gone',
  'pass_in_use',
  'pass_not_extensible',
  // Cosmos keys and transactions
  'mnemonic_wrong',
  'private_key_wrong',
  'message_unusable',
  'text_refused',
  'transaction_unreadable',
  // This browser
  'page_gone',
  'storage_failed',
  'storage_newer',
  'header_rule_failed',
] as const;

export type FailureCode = (typeof FAILURE_CODES)[number];

/**
 * An expected failure.
 *
 * `detail` holds what the sentence fills in. It is shown and exported, so no secret (password,
 * proof, seed) may ever be put into it. `cause` stays in memory, for a debugger.
 */
export interface Failure {
  readonly code: FailureCode;
  readonly detail?: Readonly<Record<string, string>>;
  readonly cause?: unknown;
}

/** Builds a failure. */
export function failure(
  code: FailureCode,
  detail?: Readonly<Record<string, string>>,
  cause?: unknown,
): Failure {
  return {
    code,
    ...(detail === undefined ? {} : { detail }),
    ...(cause === undefined ? {} : { cause }),
  };
}
