import { tpatCredential } from '../http402/tpat.ts';
import type { Piconero } from '../money/piconero.ts';
import type { Toll } from './toll.ts';

/** A Monero block takes about two minutes. */
export const BLOCK_MS = 120_000;

/** A paid token: a transaction, its proof, and what the site let it buy. */
export interface Pass {
  /** The transaction that paid, 64 hex digits. One transaction is one pass. */
  readonly txid: string;
  readonly toll: Toll;
  readonly proof: string;
  readonly paid: Piconero;
  readonly fee: Piconero;
  /** How many blocks it opens the site for, counted from the block it is in. */
  readonly blocks: number;
  /** How long it rests after each use, in milliseconds; null if it can be used at will. */
  readonly restMs: number | null;
  /** Exact URLs that sold it, latest last: two addresses on one origin part by them. */
  readonly urls: readonly string[];
  readonly boughtAt: number;
  /** The block that holds the payment; null while it waits in the pool. */
  readonly height: number | null;
  /** When the wallet was first seen to count it as mined. */
  readonly minedAt: number | null;
  readonly lastUsedAt: number | null;
  /** When the site first refused it although it ought to be good, and how often since. */
  readonly refusedAt: number | null;
  readonly refusals: number;
  /** Set once it is over: run out, or refused for good. It is then never attached again. */
  readonly ended: 'expired' | 'refused' | null;
}

/** The header that shows this pass to the site that sold it. */
export function passHeader(pass: Pass): { readonly name: string; readonly value: string } {
  return { name: 'Authorization', value: tpatCredential(pass.txid, pass.proof) };
}

/**
 * How many blocks are left of it, given how many confirm it. A gate accepts it while
 * `confirmations < blocks` (measured), so a pass of 5 blocks has 4 left at its first confirmation.
 */
export function blocksLeft(pass: Pass, confirmations: number): number {
  return Math.max(0, pass.blocks - confirmations);
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
