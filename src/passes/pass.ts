import type { Offer, Terms } from '../http402/dialect.ts';
import { credential } from '../http402/offer.ts';
import type { Piconero } from '../money/piconero.ts';
import type { Toll } from './toll.ts';

/** A Monero block takes about two minutes. */
export const BLOCK_MS = 120_000;

/** A block with so many on top of it is not taken back any more: change can be spent from then on. */
export const BURIED = 10;

/** A paid token: a transaction, its proof, and what the site let it buy. `blocks` is all it bought. */
export interface Pass extends Terms {
  /** The transaction that paid, 64 hex digits. One transaction is one pass. */
  readonly txid: string;
  readonly toll: Toll;
  readonly proof: string;
  /** What the proof was made over; null if it proves the transaction to anybody who asks. */
  readonly message: string | null;
  readonly paid: Piconero;
  readonly fee: Piconero;
  /** The price at that time: `paid` is a multiple of it. */
  readonly price: Piconero;
  /** Exact URLs that sold it, latest last: two addresses on one origin part by them. */
  readonly urls: readonly string[];
  /** When the transaction was signed, and when the proof of it came. */
  readonly signedAt: number;
  readonly boughtAt: number;
  /**
   * The signed transaction, in the wallet's own form, to be relayed again if the chain loses it;
   * null once its block is buried.
   */
  readonly metadata: string | null;
  /** Whose transaction it is (`PreparedTransfer.wallet`). */
  readonly wallet: string | null;
  /** The block that holds the payment; null while it waits in the pool. */
  readonly height: number | null;
  /** When the wallet was first seen to count it as mined. */
  readonly minedAt: number | null;
  readonly lastUsedAt: number | null;
  /** How often it was shown and found good, as far as we were told: a rule of the browser is mute. */
  readonly uses: number;
  /** When the site first refused it although it ought to be good, and how often since. */
  readonly refusedAt: number | null;
  readonly refusals: number;
  /**
   * Set once it is not to be attached any more: run out, refused for good by the site, or taken back
   * by the user.
   */
  readonly ended: 'expired' | 'refused' | 'revoked' | null;
}

/** Whether a proof of this pass is good for one request alone, and has to be lent to each. */
export function isLent(pass: Pass): boolean {
  return pass.restMs !== null || pass.message !== null;
}

/** The value of the `Authorization` header that shows this pass to the site that sold it. */
export function passCredential(pass: Pass, proof = pass.proof): string {
  return credential(pass.toll.dialect, pass.txid, proof);
}

/** The offer that a pass was bought by, as the site would make it again. */
export function passOffer(pass: Pass): Offer {
  const { toll, price, paid, needs, blocks, extensible, restMs, message } = pass;
  const times = extensible ? Number(paid / price) : 1;
  return {
    dialect: toll.dialect,
    address: toll.address,
    amount: price,
    needs,
    blocks: blocks === null ? null : blocks / times,
    extensible,
    restMs,
    message,
    echo: null,
  };
}

/**
 * How many blocks this pass opens a page for, at the price that the page asks now: the site counts
 * `floor(received / min_amt) × ttl` (measured). 0 if it is worth too little for that page; null if
 * the site does not count in blocks.
 */
export function blocksFor(
  pass: Pick<Pass, 'paid'>,
  offer: Pick<Offer, 'amount' | 'blocks' | 'extensible'>,
): number | null {
  if (offer.blocks === null) return pass.paid < offer.amount ? 0 : null;
  const times = Number(pass.paid / offer.amount);
  return offer.extensible ? times * offer.blocks : times > 0 ? offer.blocks : 0;
}

/**
 * How many blocks are left of it, given how many confirm it; null if it does not end by blocks. A
 * gate accepts it while `confirmations < blocks` (measured), so a pass of 5 blocks has 4 left at its
 * first confirmation.
 */
export function blocksLeft(pass: Pass, confirmations: number): number | null {
  return pass.blocks === null ? null : Math.max(0, pass.blocks - confirmations);
}

/** Until when it rests, or null if it does not rest now. */
export function restsUntil(pass: Pass, now: number): number | null {
  if (pass.restMs === null || pass.lastUsedAt === null) return null;
  const until = pass.lastUsedAt + pass.restMs;
  return until > now ? until : null;
}

/** How long a page is worth keeping after the URL that sold a pass: the newest few are enough. */
const MOST_URLS = 32;

/** Remembers one more URL that this pass was shown to be good for. */
export function withUrl(pass: Pass, url: string): Pass {
  if (pass.urls.at(-1) === url) return pass;
  return { ...pass, urls: [...pass.urls.filter((known) => known !== url), url].slice(-MOST_URLS) };
}
