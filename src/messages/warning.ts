import * as v from 'valibot';

/** What stands out to somebody who is about to sign (`Warning` of `signers/signing.ts`). */
export const warning = v.picklist([
  'grants_rights',
  'pays_others_fee',
  'other_fee_payer',
  'other_chain',
  'other_signer',
  'high_fee',
  'unknown_message',
  'node_claim',
  'moves_funds',
  'timeout_passed',
  'unknown_extension',
]);
