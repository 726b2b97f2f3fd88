import type { FailureView } from '../messages/contract.ts';
import { FAILURE_CODES, type FailureCode } from '../outcome/failure.ts';
import { SESSION_STORIES } from './session-sentences.ts';
import { about, clip, hostOf, moment, plural, shorten, visible } from './wording.ts';

/** What a failure's sentence fills in; every entry may be missing. */
export type Detail = Readonly<Record<string, string>>;

/** A failure in two parts: why, and then what was paid and what to do. */
export interface Story {
  readonly happened: (detail: Detail) => string;
  readonly next: (detail: Detail) => string;
}

/** A transaction in the detail means that something was paid before. */
function nothing(detail: Detail): string {
  return detail.txid ? 'Nothing more was paid.' : 'Nothing was paid.';
}

function transaction(detail: Detail): string {
  return detail.txid ? `transaction ${shorten(detail.txid)}` : 'the transaction';
}

/** For most failures: nothing was paid, and one thing to do. */
function unpaid(happened: Story['happened'], advice: string): Story {
  return { happened, next: (detail) => `${nothing(detail)} ${advice}`.trim() };
}

/** For a challenge that breaks the rules: only the site can mend it. */
function siteFault(happened: string): Story {
  return unpaid(() => happened, 'Only the operator of the site can mend this.');
}

/** For what is sent to a Cosmos chain: the chain did nothing, and one thing to do. */
function unsent(happened: Story['happened'], advice: string): Story {
  return { happened, next: () => `Nothing was done on the chain. ${advice}`.trim() };
}

/** For a file that is to be imported: nothing was changed, and one thing to do. */
function unread(happened: Story['happened'], advice: string): Story {
  return { happened, next: () => `Nothing was changed. ${advice}` };
}

/** For one place in it, which is named beside the sentence. */
function field(happened: Story['happened'], advice: string): Story {
  return { happened, next: () => advice };
}

function isCount(text: string | undefined): boolean {
  return /^[1-9][0-9]{0,8}$/.test(text ?? '');
}

/** The types of JSON in words. */
const KINDS: Readonly<Record<string, string>> = {
  object: 'an object, in { }',
  array: 'a list, in [ ]',
  string: 'a text, in quotation marks',
  integer: 'a whole number, without quotation marks',
  boolean: 'true or false',
  null: 'null',
};

function kindsOf(expected: string): string {
  return expected
    .split(' or ')
    .flatMap((kind) => (Object.hasOwn(KINDS, kind) ? [KINDS[kind]] : []))
    .join(', or ');
}

/** The chain's own words, if there are any. */
function saying({ message }: Detail): string {
  return message ? ` It says: “${message}”.` : '';
}

/** For what is kept for a service: in two parts, without a word of payments. */
function service(happened: Story['happened'], advice: string): Story {
  return { happened, next: () => advice };
}

/** By its host, where that is known. */
function theService({ origin }: Detail): string {
  return origin ? `The service at ${hostOf(origin)}` : 'The service';
}

function theProvider({ origin }: Detail): string {
  return origin ? `The provider at ${hostOf(origin)}` : 'The provider';
}

/** For a stream, of which there is nothing more to tell. */
function stream(happened: string, next: string): Story {
  return service(() => happened, next);
}

const STORIES: Readonly<Record<FailureCode, Story>> = {
  challenge_missing: siteFault(
    'The site asks for a payment but does not say how much or where to.',
  ),
  challenge_malformed: siteFault("The site's request for payment cannot be read."),
  challenge_too_long: siteFault("The site's request for payment is too long to be real."),
  scheme_unknown: unpaid(
    () => 'The site asks for a kind of payment that Tollpass does not know.',
    'Look for another way to pay on the site itself.',
  ),
  offer_address_invalid: siteFault(
    'The site wants to be paid at an address that Tollpass does not accept.',
  ),
  offer_amount_invalid: siteFault('The amount that the site asks for is not valid.'),
  offer_ttl_invalid: siteFault('The site does not say in a valid way how long a payment lasts.'),
  offer_rest_invalid: siteFault(
    'The site does not say in a valid way how often a payment can be used.',
  ),
  offer_message_invalid: siteFault(
    'The site does not say in a valid way what the proof of a payment has to be made over.',
  ),
  site_insecure: unpaid(
    ({ origin }) =>
      `The connection to ${origin ? hostOf(origin) : 'this site'} is not encrypted, so anybody on the way could take your pass.`,
    'Open the site with https:// in front of its name.',
  ),
  site_hidden_service: unpaid(
    ({ origin }) =>
      `The connection to ${origin ? hostOf(origin) : 'this site'} is safe only in a browser that goes through Tor or I2P.`,
    'If yours does, allow such sites in the settings.',
  ),

  rejected_by_user: unpaid(
    () => 'You said no to this payment.',
    'To be asked again, choose “Ask me again” in Tollpass and reload the page.',
  ),
  rejected_recently: unpaid(
    () => 'You said no to this site a short while ago, so it was not asked about again.',
    'To be asked again, choose “Ask me again” in Tollpass and reload the page.',
  ),
  approval_outdated: unpaid(
    () => 'This question is out of date: it was answered elsewhere, or its total changed.',
    'Look at what is asked now.',
  ),

  question_open: unpaid(
    () => 'This page asks for a second payment while you are being asked about the first.',
    'Answer that question, then load the page again.',
  ),
  site_never: unpaid(
    ({ origin }) => `You told Tollpass never to pay ${origin ? hostOf(origin) : 'this site'}.`,
    'To change that, look for the site in the settings.',
  ),

  wallet_not_connected: unpaid(
    () => 'No wallet is connected yet.',
    'Connect one in the settings, then reload the page.',
  ),
  wallet_login_needed: unpaid(
    () => "The wallet's password is not known any more, because the browser was closed.",
    'Enter it again in the settings, then reload the page.',
  ),
  wallet_login_wrong: unpaid(
    () => 'The wallet does not accept this user and password.',
    'Compare them with the --rpc-login of monero-wallet-rpc, and enter them in the settings.',
  ),
  wallet_url_invalid: unpaid(
    () => "The wallet's address cannot be read.",
    'It should look like http://127.0.0.1:18083. Correct it.',
  ),
  wallet_url_insecure: unpaid(
    () =>
      'The wallet is on another computer and its address starts with http://, so others could read along.',
    'Use an address with https://, or a wallet on this computer.',
  ),
  wallet_unreachable: unpaid(
    ({ url }) => `The wallet${url ? ` at ${url}` : ''} does not answer.`,
    'Start monero-wallet-rpc, or check its address in the settings.',
  ),
  wallet_timed_out: unpaid(
    () => 'The wallet took too long to answer. It may be busy reading the chain.',
    'Wait a little, then reload the page.',
  ),
  wallet_not_open: unpaid(
    () => 'The wallet program runs, but no wallet is open in it.',
    'Start monero-wallet-rpc with --wallet-file, then reload the page.',
  ),
  wallet_daemon_unreachable: unpaid(
    () => 'The wallet has no connection to the Monero network.',
    'Check the node that it uses (--daemon-address), then reload the page.',
  ),
  wallet_funds_locked: unpaid(({ minutes }) => {
    const wait = /^[1-9][0-9]{0,4}$/.test(minutes ?? '') ? about(Number(minutes) * 60_000) : null;
    return `Your money is locked: the change of an earlier payment can be spent after 10 confirmations${wait === null ? ' (about 20 minutes)' : `, in ${wait}`}.`;
  }, 'Reload the page after that, or let Tollpass pay it then.'),
  wallet_funds_missing: unpaid(
    () => 'There is not enough money in the wallet for this payment and its network fee.',
    'Put some Monero into the wallet, then reload the page.',
  ),
  wallet_wrong_network: unpaid(
    ({ wallet, site }) =>
      wallet && site
        ? `The site wants to be paid on ${site}, but your wallet is on ${wallet}.`
        : 'The site wants to be paid on another Monero network than your wallet is on.',
    'Connect a wallet of that network if you mean to pay it.',
  ),
  wallet_address_refused: unpaid(
    () => "The wallet does not accept the site's address for payments.",
    'Only the operator of the site can mend this.',
  ),
  wallet_answer_unusable: unpaid(
    () => 'The wallet gave an answer that Tollpass does not understand.',
    'Check that the address in the settings is that of monero-wallet-rpc, in a recent version.',
  ),
  wallet_lied: {
    happened: () =>
      'The wallet prepared something else than it was asked for, so Tollpass stopped.',
    next: (detail) =>
      `${nothing(detail)} Do not use this wallet program until you know why; get it from getmonero.org.`,
  },
  wallet_other: {
    happened: (detail) =>
      `The wallet that is open now is not the one that signed ${transaction(detail)}.`,
    next: () =>
      'Nothing more was paid. Open the wallet that you paid with, and Tollpass goes on by itself.',
  },
  wallet_transaction_unknown: {
    happened: (detail) => `The wallet does not know ${transaction(detail)} (any more).`,
    next: () => 'Nothing more was paid. Tollpass hands the same transaction to the network again.',
  },
  wallet_relay_refused: unpaid(
    ({ message }) =>
      `The Monero network refused the transaction${message ? `, saying: “${message}”.` : '.'}`,
    '',
  ),
  wallet_error: unpaid(
    ({ message }) => `The wallet refused${message ? `, saying: “${message}”.` : ' the request.'}`,
    'Try again, or look into the wallet itself.',
  ),

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
  payment_refused: {
    happened: ({ message }) =>
      `The Monero network refuses the payment that was signed${message ? `, saying: “${message}”.` : '.'}`,
    next: (detail) =>
      `As far as your wallet knows, ${transaction(detail)} did not leave it. Try again later; if the same money was spent elsewhere, give the payment up in Tollpass.`,
  },
  payment_lost: {
    happened: (detail) =>
      `The chain has lost ${transaction(detail)}, and Tollpass holds no copy of it any more.`,
    next: () =>
      'Show it to the operator of the site. Tollpass does not pay again unless you forget this pass.',
  },
  payment_alive: {
    happened: (detail) => `The network has ${transaction(detail)} after all.`,
    next: () => 'It was not given up. Tollpass finishes it by itself.',
  },
  pass_revoked: unpaid(
    () => 'You hold a pass for this site, but you took it back.',
    'To show it to the site again, choose “Use again” in Tollpass.',
  ),
  pass_gone: unpaid(() => 'This pass is not held any more.', ''),
  pass_in_use: unpaid(
    () => 'This pass is still being paid for or waits for its first block.',
    'It can be forgotten after that.',
  ),
  pass_not_extensible: unpaid(
    () => 'This site does not sell more time for more money.',
    'You are asked again when the pass has run out.',
  ),
  pass_refused: {
    happened: () => 'You paid and the payment is confirmed, but the site does not accept it.',
    next: (detail) =>
      `Show ${transaction(detail)} to the operator of the site. Tollpass does not pay again unless you say so.`,
  },
  pass_resting: unpaid(({ until }) => {
    const at = Number(until);
    return Number.isFinite(at) && at > 0
      ? `Your pass for this site rests until ${moment(at, Date.now())}.`
      : 'Your pass for this site rests for a while after each use.';
  }, 'Come back after that; the pass is then used again.'),

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
      `${name ? `“${visible(name)}” has` : 'A signer has'} an address on this chain.`,
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
    'It should look like https://api.example.org. Correct it in the settings.',
  ),
  chain_insecure: unsent(
    () =>
      "The chain's address starts with http:// and is on another computer, so others could alter what the chain says.",
    'Use an address with https://, or a node on this computer.',
  ),
  chain_unreachable: unsent(
    ({ url }) => `The chain${url ? ` at ${url}` : ''} does not answer.`,
    'Try again in a while, or choose another address for it in the settings.',
  ),
  chain_answer_unusable: unsent(
    ({ url }) =>
      `The chain${url ? ` at ${url}` : ''} gave an answer that Tollpass does not understand.`,
    'Check that the address in the settings is that of the REST API of a Cosmos chain.',
  ),
  chain_other: unsent(
    ({ wanted, found }) =>
      wanted && found
        ? `The address in the settings is that of the chain ${found}, not of ${wanted}.`
        : 'The address in the settings is that of another chain.',
    'Correct it in the settings.',
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
    'Set a higher gas price for the chain in the settings.',
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
      `This was signed for another chain than ${chains ? visible(chains) : 'yours'}, or was altered since.`,
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

  place_invalid: service(
    () => 'This is not an address that something can be shown to.',
    'It should look like https://api.example.org or https://api.example.org/v1, without a question mark, *, ^ or | in it.',
  ),
  place_insecure: service(
    (detail) =>
      `The connection to ${detail.origin ? hostOf(detail.origin) : 'this service'} is not encrypted, so anybody on the way could take what is shown to it.`,
    'Use an address with https://, or one on this computer.',
  ),
  place_taken: service(
    ({ name }) =>
      `${name ? `“${name}”` : 'Something else'} is shown there already, in the same header.`,
    'Give it another path or header, or delete the other one first.',
  ),
  header_invalid: service(
    () => 'This is not the name of a header.',
    'It is made of letters, digits and hyphens, such as X-API-Key.',
  ),
  header_forbidden: service(
    ({ name }) =>
      `${name ? `The header ${name}` : 'This header'} is not for keys: browsers and servers need it for something else.`,
    "Look up in the service's documentation which header it takes its key in.",
  ),
  key_value_invalid: service(
    () =>
      'This cannot be a key: it is empty, too long, or has signs in it that no header can hold.',
    'Copy it again, without the name of the header or the word Bearer before it.',
  ),
  key_gone: service(
    () => 'This is not here any more, or the key that belongs to it is not.',
    'Look at the list again; if it is still there, enter its key anew or log in again.',
  ),
  key_not_there: service(
    () => 'This key is not shown to that address.',
    'Test it with an address that it is for.',
  ),
  key_refused: service(
    (detail) =>
      `${theService(detail)} refused ${detail.name ? `“${detail.name}”` : 'the key'}${detail.status ? ` (${detail.status})` : ''}.`,
    'Check with the service whether the key is still good and may be used for this address, then enter it anew.',
  ),
  key_not_tested: service(
    (detail) => `${theService(detail)} did not answer, so the key was not tested.`,
    'Check the address and your connection, then test it again.',
  ),

  oauth_issuer_invalid: service(
    () => "The provider's address cannot be read.",
    'It should look like https://login.example.org, without a question mark in it.',
  ),
  oauth_insecure: service(
    (detail) =>
      `The provider is spoken to without encryption${detail.origin ? ` at ${hostOf(detail.origin)}` : ''}, so anybody on the way could take your login.`,
    'You were not logged in. Only the provider can mend this.',
  ),
  oauth_unreachable: service(
    (detail) => `${theProvider(detail)} does not answer.`,
    'Check its address and your connection, then try again. What you were logged in to stays until it runs out.',
  ),
  oauth_unusable: service(
    (detail) => `${theProvider(detail)} does not speak OAuth 2.1 as Tollpass needs it.`,
    "Check that this is the issuer's exact address. If it is, only the provider can mend this.",
  ),
  oauth_client_wrong: service(
    (detail) => `${theProvider(detail)} does not know this client.`,
    'Compare the client id with what you registered: a public client without a secret, and with the redirect address that is shown here.',
  ),
  oauth_page_failed: service(
    (detail) => `${theProvider(detail)} has no page to log in at for this client.`,
    'Compare the client id and the redirect address with what you registered. If they are right, the provider may be out of order.',
  ),
  oauth_cancelled: service(
    () => 'The window was closed before you were logged in.',
    'Log in again. If the window showed an error instead, compare the client id and the redirect address with what you registered.',
  ),
  oauth_denied: service(
    (detail) => `${theProvider(detail)} was told not to let Tollpass in.`,
    'Nothing was kept. Log in again if that was not what you wanted.',
  ),
  oauth_refused: service(
    (detail) =>
      `${theProvider(detail)} refused the login${detail.message ? `: ${detail.message}` : ''}.`,
    'Check client id and scopes, then log in again.',
  ),
  oauth_clock_wrong: service(
    (detail) =>
      `${theProvider(detail)} and this computer have clocks that differ by more than a minute.`,
    'Set the clock of this computer right, then log in again.',
  ),
  oauth_login_ended: service(
    (detail) =>
      `${theProvider(detail)} does not renew this login any more: it was ended there, or has run out.`,
    'Log in again.',
  ),
  oauth_not_revoked: service(
    (detail) =>
      `${theProvider(detail)} did not confirm that it ended the login. You are logged out here.`,
    "What was issued is deleted here. To be sure, end the login in the provider's own settings.",
  ),
  oauth_busy: service(
    () => 'A window to log in with is open already.',
    'Finish or close that one first.',
  ),

  ...SESSION_STORIES,

  stream_address_invalid: stream(
    'This is no address of a NATS server.',
    'Enter one such as wss://nats.example.org, ws://localhost:1443 or nats://localhost:4222, without a name or password in it.',
  ),
  stream_insecure: {
    happened: ({ host }) =>
      `The connection to ${host ?? 'this server'} would not be encrypted: whoever is on the way could read the password and make up messages.`,
    next: () => 'Use a wss:// address, or allow it below if you know the network.',
  },
  stream_unreachable: stream(
    'Nothing answers at this address.',
    'It is tried again by itself. Check the address, and whether the server runs and its WebSocket port is open.',
  ),
  stream_not_nats: stream(
    'Something answers at this address, but it is no NATS server for browsers.',
    'Look in the configuration of the server for the port of its “websocket” block.',
  ),
  stream_origin_refused: {
    happened: () => 'The server is there, but refuses a connection from this extension.',
    next: () =>
      `Most likely its “allowed_origins” or “same_origin” keeps us out. Ask its operator to allow ${globalThis.location?.origin ?? 'its origin'}.`,
  },
  stream_certificate: stream(
    'The browser does not trust the certificate of the server.',
    'Open the address with https:// in a tab to see why. Only its operator, or whoever looks after this computer, can mend it.',
  ),
  stream_tls_needed: stream(
    'The server wants an encrypted connection.',
    'Change the address from ws:// to wss://.',
  ),
  stream_no_tls: stream(
    'A server is there, but it does not encrypt its connections.',
    'Check the port. If there is no other, the address would have to begin with ws://.',
  ),
  stream_login_refused: stream(
    'The server refuses this login.',
    'It is not tried again by itself. Check the token, or the name and password.',
  ),
  stream_login_expired: stream(
    'The server says that this login has expired.',
    'Ask its operator for a new one and enter it here.',
  ),
  stream_login_locked: stream(
    'The login of this server is locked away with your password.',
    'Unlock Tollpass to connect.',
  ),
  stream_silent: stream(
    'The server stopped answering, so the connection was given up.',
    'It is tried again by itself.',
  ),
  stream_closed: stream('The connection was lost.', 'It is tried again by itself.'),
  stream_not_connected: stream(
    'There is no connection to the server at the moment.',
    'Nothing was sent. Try again once it is connected.',
  ),
  stream_subject_invalid: stream(
    'This is no subject.',
    'A subject is words with dots between them, such as structs.planet.2-1.>.',
  ),
  stream_subject_denied: stream(
    'The server does not let you listen to this subject.',
    'Ask its operator for the right, or choose another subject.',
  ),
  stream_subject_known: stream('You listen to this subject already.', 'Choose another one.'),
  stream_publish_denied: stream(
    'The server does not let you publish to this subject.',
    'Nothing was sent. Ask its operator for the right.',
  ),
  stream_too_large: {
    happened: ({ limit }) =>
      `The message is larger than the server takes${limit ? ` (${limit} bytes)` : ''}.`,
    next: () => 'Nothing was sent. Send a shorter one.',
  },
  stream_no_responder: stream('Nobody answers requests on this subject.', 'Check the subject.'),
  stream_no_answer: stream(
    'No answer came in time.',
    'Whoever listens may have got the request all the same.',
  ),
  stream_gone: stream('This connection is not there any more.', 'Reload the page.'),
  stream_full: stream(
    'There are as many as Tollpass keeps.',
    'Remove one that you do not need any more.',
  ),

  vault_missing: unpaid(() => 'Tollpass has no password yet.', 'Set one in the settings.'),
  vault_exists: unpaid(
    () => 'Tollpass has a password already.',
    'Change it in the settings, under Password.',
  ),
  vault_locked: unpaid(
    () => 'Tollpass is locked, so it cannot use your wallet.',
    'Unlock it with your password, then reload the page.',
  ),
  vault_wrong_password: {
    happened: () => 'This is not the password.',
    next: () => 'Compare capitals and the language of the keyboard, and enter it again.',
  },
  vault_wait: {
    happened: () => 'The password was wrong before.',
    next: ({ seconds }) =>
      `Wait ${/^[1-9][0-9]?$/.test(seconds ?? '') ? plural(Number(seconds), 'second') : 'a little'}, then enter it again.`,
  },
  vault_password_weak: {
    happened: ({ shortest }) =>
      `This password is too short: it needs at least ${/^[0-9]{1,3}$/.test(shortest ?? '') ? shortest : '8'} characters.`,
    next: () => 'A few words that have nothing to do with each other are easy to remember.',
  },
  vault_damaged: unpaid(
    () => 'What Tollpass keeps under your password was damaged on the disk.',
    'Nothing was changed. Restore a backup in the settings.',
  ),
  backup_unreadable: {
    happened: () => 'This file is no backup of Tollpass, or it was damaged.',
    next: () => 'Nothing was changed. Look for another copy of it.',
  },
  backup_newer: {
    happened: () => 'A newer version of Tollpass made this backup.',
    next: () => 'Nothing was changed. Update Tollpass, then restore it.',
  },

  configuration_too_long: unread(
    () => 'This file is too long to be a configuration.',
    'Choose the right one.',
  ),
  configuration_too_deep: unread(
    () => 'This file is nested too deeply to be a configuration.',
    'Choose the right one.',
  ),
  configuration_not_json: unread(
    ({ line, column }) =>
      `This is no JSON${isCount(line) && isCount(column) ? `: it goes wrong in line ${line}, column ${column}` : ''}.`,
    'Mend the file, or choose another.',
  ),
  configuration_newer: unread(
    () => 'A newer version of Tollpass made this file.',
    'Update Tollpass, then import it.',
  ),
  configuration_altered: unread(
    () =>
      'This file was changed or damaged after its secrets were sealed, so they cannot be opened.',
    'Look for another copy of it, or import it without its secrets.',
  ),
  configuration_password_wrong: unread(
    () => 'This is not the password of the file.',
    'Compare capitals and the language of the keyboard, and enter it again.',
  ),
  configuration_outdated: unread(
    () => 'Something changed since you looked at this, so it would do something else now.',
    'Look at it again.',
  ),
  field_missing: field(() => 'This field is missing.', 'Add it.'),
  field_unknown: field(() => 'No such field may stand here.', 'Take it out.'),
  field_name: field(() => 'No field may have this name.', 'Take it out.'),
  field_type: field(
    ({ expected }) => `This has to be ${kindsOf(expected ?? '') || 'something else'}.`,
    'Correct it.',
  ),
  field_value: field(
    ({ expected }) => `This has to be ${expected || 'something else'}.`,
    'Correct it.',
  ),
  field_form: field(
    ({ expected }) => `This has to be ${expected || 'something else'}.`,
    'Correct it.',
  ),
  field_range: field(
    ({ least, most }) =>
      `This number is too small or too large${least && most ? `: it may be from ${least} to ${most}` : ''}.`,
    'Correct it.',
  ),
  field_length: field(
    ({ most }) => `This is empty or too long${most ? `: it may have ${most} characters` : ''}.`,
    'Correct it.',
  ),
  field_count: field(
    ({ most }) => `There are too many of these${most ? `: ${most} are allowed` : ''}.`,
    'Take some out.',
  ),
  field_conflict: field(
    ({ other }) =>
      `This contradicts what the file says at ${other ? visible(other) : 'another place'}.`,
    'Correct one of the two.',
  ),
  key_of_other_address: field(
    () => 'This key belongs to another address than the file says.',
    'Correct the address, or the key.',
  ),

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
