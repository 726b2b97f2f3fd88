import type { FailureCode } from '../outcome/failure.ts';
import { type Story, saying, transaction, unsent } from './story.ts';
import { visible } from './wording.ts';

/** The sentences about signers, sites that ask for them, and Cosmos chains. */
export const en = {
  mnemonic_wrong: {
    happened: () => 'These are no recovery words: one is missing, misspelt or in another place.',
    next: () => 'Compare them with what you wrote down: 12 or 24 English words, in their order.',
  },
  private_key_wrong: {
    happened: () => 'This is no private key.',
    next: () => 'It has 64 digits from 0 to 9 and a to f.',
  },
  message_unusable: {
    happened: ({ type }) =>
      `What is to be signed cannot be encoded${type ? ` (${visible(type)})` : ''}.`,
    next: () => 'Nothing was signed. Tell the people who made the page.',
  },
  text_refused: {
    happened: () => 'The page wants a signature over a text that Tollpass does not sign.',
    next: () => 'Nothing was signed.',
  },
  transaction_unreadable: {
    happened: () => 'What is to be signed is no transaction.',
    next: () => 'Nothing was signed. Tell the people who made the page.',
  },
  signer_gone: {
    happened: () => 'This signer, or its key, is not there any more.',
    next: () => 'Reload the page. A signer can be brought back with its recovery words.',
  },
  account_known: {
    happened: ({ name }) =>
      `This address is there already${name ? `: it belongs to “${visible(name)}”` : ''}.`,
    next: () => 'Nothing was added.',
  },
  account_none: {
    happened: () => 'A private key has one address on each chain.',
    next: () => 'Only recovery words can make more of them.',
  },
  address_wrong: {
    happened: ({ prefix }) =>
      `This is no address of this chain${prefix ? `: those begin with ${visible(prefix)}1` : ''}.`,
    next: () => 'Copy it again, in full.',
  },
  chain_in_use: {
    happened: ({ name }) =>
      name
        ? `“${visible(name)}” has an address on this chain.`
        : 'A signer has an address on this chain.',
    next: () => 'Delete that signer first, or keep the chain.',
  },

  request_malformed: {
    happened: () => 'The page asked for something in a way that cannot be read.',
    next: () => 'Nothing was signed. Tell the people who made the page.',
  },
  site_not_allowed: {
    happened: () => 'Only a page with an encrypted connection, in a tab of its own, may ask this.',
    next: () => 'Nothing was signed.',
  },
  site_not_connected: {
    happened: () => 'The page asked for an account that you did not connect to it.',
    next: () => 'Nothing was signed. Connect the account on the page first.',
  },
  site_busy: {
    happened: () => 'The page asks for too much at once.',
    next: () => 'Answer what is asked already, then try again.',
  },
  chain_mismatch: {
    happened: () => 'What is to be signed is for another chain than the page said.',
    next: () => 'Nothing was signed.',
  },
  page_script_failed: {
    happened: () => 'The browser did not let Tollpass change what pages find.',
    next: () => 'Nothing was changed. Try again.',
  },

  chain_unknown: unsent(
    () => 'Tollpass does not know this chain.',
    'Add it on the page “Signers”, by the address of one of its nodes.',
  ),
  chain_address_invalid: unsent(
    () => "The chain's address cannot be read.",
    'It should look like https://api.example.org, the address of a REST API.',
  ),
  chain_insecure: unsent(
    () =>
      "The chain's address starts with http:// and is on another computer, so others could alter what the chain says.",
    'Use an address with https://, or a node on this computer.',
  ),
  chain_unreachable: unsent(
    ({ url }) => `The chain${url ? ` at ${url}` : ''} does not answer.`,
    'Try again in a while, or add the chain once more with another address, on the page “Signers”.',
  ),
  chain_answer_unusable: unsent(
    ({ url }) =>
      `The chain${url ? ` at ${url}` : ''} gave an answer that Tollpass does not understand.`,
    'Check that its address, on the page “Signers”, is that of the REST API of a Cosmos chain.',
  ),
  chain_other: unsent(
    ({ wanted, found }) =>
      wanted && found
        ? `The chain's address is that of ${found}, not of ${wanted}.`
        : "The chain's address is that of another chain.",
    'Add the chain once more with the right one, on the page “Signers”.',
  ),
  account_unknown: unsent(
    () => 'The chain does not know this account: nothing was ever sent to it.',
    'Send it some of the coins of the chain first, or join the game with it.',
  ),
  chain_funds_missing: unsent(
    (detail) => `There is not enough money in this account.${saying(detail)}`,
    'Put some more into it, or send less.',
  ),
  fee_missing: unsent(
    (detail) => `The chain wants a higher fee.${saying(detail)}`,
    'Add the chain once more, on the page “Signers”: then its gas price is read anew.',
  ),
  signature_refused: unsent(
    (detail) => `The chain does not accept the signature.${saying(detail)}`,
    'Check that the account and the chain are those that you mean.',
  ),
  sequence_mismatch: unsent(
    () => 'Something else goes on sending by the same account, and is always faster.',
    'Wait until it has finished, then try again.',
  ),
  transaction_malformed: unsent(
    (detail) => `The chain cannot read this transaction.${saying(detail)}`,
    'Tell the people who made the page.',
  ),
  transaction_refused: unsent(
    (detail) => `The chain refused this transaction.${saying(detail)}`,
    'Change what it does, then try again.',
  ),
  transaction_failed: {
    happened: (detail) =>
      `The chain has included ${transaction(detail)}, but it failed.${saying(detail)}`,
    next: () => 'Its fee was paid and nothing else has happened.',
  },
  transaction_expired: unsent(
    (detail) =>
      `The chain did not include ${transaction(detail)} in time, and never will.${saying(detail)}`,
    'Try again.',
  ),
  transaction_unfollowed: {
    happened: (detail) =>
      `No block holds ${transaction(detail)} yet, and it names no height at which it expires.${saying(detail)}`,
    next: () =>
      'Tollpass has stopped looking, but it can still be included. Send another transaction by this account to make that impossible, or send this one again.',
  },
  transaction_rejected: unsent(() => 'You said no to this transaction.', ''),
  transaction_cancelled: unsent(() => 'You cancelled this transaction.', ''),
  transaction_signed: {
    happened: () => 'This transaction is signed and may be on its way.',
    next: () => 'It cannot be taken back. Wait until the chain has included it or it has expired.',
  },
  transaction_gone: unsent(() => 'There is no such transaction.', ''),
  signed_file_unreadable: unsent(
    () => 'This is no signed transaction.',
    'It has to be JSON as “Copy JSON” makes it, with its tx_bytes, whole and unchanged.',
  ),
  signed_by_other: unsent(
    () => 'No signer of yours has signed this.',
    'Tollpass sends only what one of your own accounts has signed.',
  ),
  signed_for_other_chain: unsent(
    ({ chains }) =>
      chains
        ? `This was signed for another chain than ${visible(chains)}, or was altered since.`
        : 'This was signed for another chain than yours, or was altered since.',
    'If it is for another chain, add that chain and an address of your signer on it.',
  ),
  sequence_used: unsent(
    ({ sequence, next }) =>
      `Another transaction of this account has taken its place${sequence && next ? `: it has number ${sequence}, and the chain takes number ${next} next` : ''}.`,
    'It can never be included. Have it signed anew.',
  ),
  sequence_ahead: unsent(
    ({ sequence, next }) =>
      `Other transactions of this account have to come first${sequence && next ? `: this has number ${sequence}, and the chain takes number ${next} next` : ''}.`,
    'Send those first.',
  ),
  transaction_included: {
    happened: ({ height }) =>
      `The chain has included this already${height ? `, in block ${height}` : ''}.`,
    next: () => 'It is not sent again.',
  },
} satisfies Partial<Record<FailureCode, Story>>;
