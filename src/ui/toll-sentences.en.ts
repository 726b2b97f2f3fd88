import type { FailureCode } from '../outcome/failure.ts';
import { nothing, type Story, service, siteFault, transaction, unpaid } from './story.ts';
import { about, hostOf, moment } from './wording.ts';

/** The sentences about tolls, the wallet, payments and passes. */
export const en = {
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
  wallet_address_refused: siteFault("The wallet does not accept the site's address for payments."),
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
  pairing_code_unreadable: service(
    () => 'This is not a pairing code.',
    'It begins with “tollpass” and is one line, which “npm run wallet” prints.',
  ),
  pairing_code_mistyped: service(
    () => 'A letter of this pairing code is wrong, or a part of it is missing.',
    'Copy the whole line again.',
  ),
  pairing_code_newer: service(
    () => 'This pairing code was made by a newer version of Tollpass.',
    'Update Tollpass.',
  ),

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
} satisfies Partial<Record<FailureCode, Story>>;
