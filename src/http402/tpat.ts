import { parsePiconero } from '../money/piconero.ts';
import { err, ok, type Result } from '../outcome/result.ts';
import { readAddress } from './address.ts';
import type { Challenge } from './challenge.ts';
import type { Dialect, Offer, OfferError } from './dialect.ts';

/**
 * TPAT, as prokurilo and xmr-price-proxy speak it (measured):
 *
 *     WWW-Authenticate: TPAT address="…", min_amt="1000000", ttl="5", hash="", signature="", ast="3600000"
 *     Authorization: TPAT <txid>:<proof>
 *
 * A payment is taken from its first block on. An empty `hash` means that no token was read; our own
 * one means that it was read and did not pass.
 */
export const tpat: Dialect = {
  name: 'TPAT',
  status: 402,
  asks: ({ scheme }) => scheme === 'tpat',
  read: readTpat,
  // The scheme in upper case: one server takes no other.
  credential: (txid, proof) => `TPAT ${txid}:${proof}`,
};

/**
 * The fields of the form by which prokurilo sells static pages: it takes no header there (measured).
 * They are sent urlencoded, by POST, to the page itself.
 */
export function tpatForm(txid: string, proof: string): Record<string, string> {
  return { tpat_tx_hash: txid, tpat_tx_proof: proof };
}

/** A year of blocks. A longer pass is shown, and counted, as this. */
const MOST_BLOCKS = 262_800;

/** `ast` is sent in milliseconds, but one document says minutes: less than this are minutes. */
const LEAST_AST_MS = 1000n;
const LONGEST_REST_MS = 30n * 24n * 3_600_000n;

/** Reads a TPAT challenge. Unknown parameters are ignored; a known one must be exact. */
function readTpat(challenge: Challenge): Result<Offer, OfferError> {
  const address = readAddress(challenge.params.get('address'));
  if (!address.ok) return address;

  const amount = parsePiconero(challenge.params.get('min_amt') ?? '');
  if (!amount.ok || amount.value === 0n) return err('offer_amount_invalid');

  const ttl = parsePiconero(challenge.params.get('ttl') ?? '');
  // A toll that buys no time buys nothing.
  if (!ttl.ok || ttl.value === 0n) return err('offer_ttl_invalid');

  const restMs = readRest(challenge.params.get('ast'));
  if (!restMs.ok) return restMs;

  const txid = challenge.params.get('hash') ?? '';
  return ok({
    dialect: 'TPAT',
    address: address.value,
    amount: amount.value,
    needs: 1,
    blocks: ttl.value > MOST_BLOCKS ? MOST_BLOCKS : Number(ttl.value),
    extensible: true,
    restMs: restMs.value,
    message: null,
    echo: /^[0-9a-f]{64}$/.test(txid) ? { txid } : null,
  });
}

function readRest(ast: string | undefined): Result<number | null, OfferError> {
  if (ast === undefined) return ok(null);
  const read = parsePiconero(ast);
  if (!read.ok || read.value === 0n) return err('offer_rest_invalid');
  const ms = read.value < LEAST_AST_MS ? read.value * 60_000n : read.value;
  return ok(Number(ms > LONGEST_REST_MS ? LONGEST_REST_MS : ms));
}
