import { err, ok, type Result } from '../outcome/result.ts';

/**
 * 95 characters of base58: a standard address or a subaddress. An integrated address has 106; it
 * would send a payment id that no dialect knows of, so it is refused. The checksum is the wallet's
 * to check.
 */
const ADDRESS = /^[1-9A-HJ-NP-Za-km-z]{95}$/;

/** Takes the text of a challenge for an address, by its form. */
export function readAddress(text: string | undefined): Result<string, 'offer_address_invalid'> {
  return text !== undefined && ADDRESS.test(text) ? ok(text) : err('offer_address_invalid');
}
