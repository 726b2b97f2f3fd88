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
  'signer_gone',
  'account_known',
  'account_none',
  'address_wrong',
  'chain_in_use',
  // What a site asks of a signer
  'request_malformed',
  'site_not_allowed',
  'site_not_connected',
  'site_busy',
  'chain_mismatch',
  'page_script_failed',
  // A Cosmos chain, and what is sent to it
  'chain_unknown',
  'chain_address_invalid',
  'chain_insecure',
  'chain_unreachable',
  'chain_answer_unusable',
  'chain_other',
  'account_unknown',
  'chain_funds_missing',
  'fee_missing',
  'signature_refused',
  'sequence_mismatch',
  'transaction_malformed',
  'transaction_refused',
  'transaction_failed',
  'transaction_expired',
  'transaction_endless',
  'transaction_rejected',
  'transaction_cancelled',
  'transaction_signed',
  'transaction_gone',
  // NATS streams
  'stream_address_invalid',
  'stream_insecure',
  'stream_unreachable',
  'stream_not_nats',
  'stream_origin_refused',
  'stream_certificate',
  'stream_tls_needed',
  'stream_no_tls',
  'stream_login_refused',
  'stream_login_expired',
  'stream_login_locked',
  'stream_silent',
  'stream_closed',
  'stream_not_connected',
  'stream_subject_invalid',
  'stream_subject_denied',
  'stream_subject_known',
  'stream_publish_denied',
  'stream_too_large',
  'stream_no_responder',
  'stream_no_answer',
  'stream_gone',
  'stream_full',
  // The vault and backups
  'vault_missing',
  'vault_exists',
  'vault_locked',
  'vault_wrong_password',
  'vault_wait',
  'vault_password_weak',
  'vault_damaged',
  'backup_unreadable',
  'backup_newer',
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
