import { parsePiconero } from '../money/piconero.ts';
import { err, ok, type Result } from '../outcome/result.ts';
import { readAddress } from './address.ts';
import type { Challenge } from './challenge.ts';
import type { Dialect, Offer, OfferError } from './dialect.ts';

/**
 * XMR402, versions 2 and 2.1 (specification of xmr402.org):
 *
 *     WWW-Authenticate: XMR402 address="…", amount="1000000", message="…", timestamp="…", features="sse"
 *     Authorization: XMR402 txid="…", proof="…"
 *
 * The payment is taken from the pool. The proof is made over `message`, a nonce that the server
 * derives from who asks for what and when, and that it forgets at once: it serves this request, for
 * about five minutes. The payment outlives it: another proof of it can be made over the next nonce.
 *
 * Version 2.1 also asks over a WebSocket, which no extension sees into: the page says what came.
 */
export const xmr402: Dialect = {
  name: 'XMR402',
  status: 402,
  asks: ({ scheme }) => scheme === 'xmr402',
  read: readXmr402,
  credential: (txid, proof) => `XMR402 txid="${txid}", proof="${proof}"`,
};

/**
 * Nonces are hex digests or base64 in the field. Whatever it is, it is handed to the wallet as text:
 * printable, and no longer than a nonce can sensibly be.
 */
const MESSAGE = /^[\x21-\x7e]{1,512}$/;

/** A challenge as version 2.1 sends it over a WebSocket: what the header has, as JSON. */
export interface Xmr402Frame {
  readonly address: string;
  readonly amount: string;
  readonly message: string;
}

/** Reads the challenge of a frame, by the rules of the header. */
export function readXmr402Frame(frame: Xmr402Frame): Result<Offer, OfferError> {
  const { address, amount, message } = frame;
  const params = new Map(Object.entries({ address, amount, message }));
  return readXmr402({ scheme: 'xmr402', token68: null, params });
}

/** Reads an XMR402 challenge. `timestamp` and `features` say nothing that bears on paying. */
function readXmr402(challenge: Challenge): Result<Offer, OfferError> {
  const address = readAddress(challenge.params.get('address'));
  if (!address.ok) return address;
  const amount = parsePiconero(challenge.params.get('amount') ?? '');
  if (!amount.ok || amount.value === 0n) return err('offer_amount_invalid');
  const message = challenge.params.get('message') ?? '';
  if (!MESSAGE.test(message)) return err('offer_message_invalid');
  return ok({
    dialect: 'XMR402',
    address: address.value,
    amount: amount.value,
    needs: 0,
    blocks: null,
    extensible: false,
    restMs: null,
    message,
    echo: null,
  });
}
