import { parseXmr } from '../money/piconero.ts';
import { err, ok, type Result } from '../outcome/result.ts';
import { readAddress } from './address.ts';
import type { Challenge } from './challenge.ts';
import type { Dialect, Offer, OfferError } from './dialect.ts';

/**
 * The xmr402 reverse proxy (bvcxza/xmr402), which asks with a 402 and `Bearer`, or with a 401 and
 * `Basic`, as it is started:
 *
 *     WWW-Authenticate: Bearer realm="xmr402 proxy",currency="XMR",address="…",min_amount="0.01",
 *       min_confirmations="3",max_confirmations="150",error="invalid_token",error_description="…"
 *     Authorization: Bearer <txid>:<proof>
 *     Authorization: Basic base64(<txid>:<proof>)
 *
 * A payment is taken while min ≤ confirmations ≤ max. Paying more buys no more. `error` is there if
 * a token was read and refused; which one it does not say.
 */
export const xmrBearer: Dialect = {
  name: 'Bearer',
  status: 402,
  asks: (challenge) => challenge.scheme === 'bearer' && asksForMonero(challenge),
  read: (challenge) => readProxy(challenge, 'Bearer'),
  credential: (txid, proof) => `Bearer ${txid}:${proof}`,
};

export const xmrBasic: Dialect = {
  name: 'Basic',
  status: 401,
  asks: (challenge) => challenge.scheme === 'basic' && asksForMonero(challenge),
  read: (challenge) => readProxy(challenge, 'Basic'),
  credential: (txid, proof) => `Basic ${btoa(`${txid}:${proof}`)}`,
};

/** Both schemes are mostly other things: a login, or an API's token. */
function asksForMonero({ params }: Challenge): boolean {
  return params.get('currency')?.toUpperCase() === 'XMR' && params.has('address');
}

/** A day of blocks to wait is more than any page is worth; a year of them is for ever. */
const MOST_NEEDED = 720;
const MOST_BLOCKS = 262_800;

function readProxy(challenge: Challenge, dialect: 'Bearer' | 'Basic'): Result<Offer, OfferError> {
  const { params } = challenge;
  const address = readAddress(params.get('address'));
  if (!address.ok) return address;
  const price = params.get('min_amount') ?? '';
  // As the proxy writes it: `0.01`. What a person may type besides (` .5`) is no amount here.
  const amount = /^(?:0|[1-9][0-9]*)(?:\.[0-9]+)?$/.test(price) ? parseXmr(price) : err('not_xmr');
  if (!amount.ok || amount.value === 0n) return err('offer_amount_invalid');
  const least = readCount(params.get('min_confirmations'));
  const most = readCount(params.get('max_confirmations'));
  if (least === null || most === null || most < least || least > MOST_NEEDED) {
    return err('offer_ttl_invalid');
  }
  return ok({
    dialect,
    address: address.value,
    amount: amount.value,
    needs: least,
    // It is over when there are more confirmations than the most.
    blocks: Math.min(most, MOST_BLOCKS - 1) + 1,
    extensible: false,
    restMs: null,
    message: null,
    echo: params.has('error') ? { txid: null } : null,
  });
}

function readCount(text: string | undefined): number | null {
  return text !== undefined && /^(?:0|[1-9][0-9]{0,9})$/.test(text) ? Number(text) : null;
}
