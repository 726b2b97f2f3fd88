import type { Offer } from '../../../src/http402/dialect.ts';
import { readOffers } from '../../../src/http402/offer.ts';
import { type Piconero, piconero } from '../../../src/money/piconero.ts';
import type { Result } from '../../../src/outcome/result.ts';
import type { Pass } from '../../../src/passes/pass.ts';
import type { Toll } from '../../../src/passes/toll.ts';
import type { Arrival } from '../../../src/payments/settle.ts';

/** The value of a success. @throws if it is a failure, with its code */
export function unwrap<T>(result: Result<T, unknown>): T {
  if (result.ok) return result.value;
  throw new Error(`expected a success, got ${JSON.stringify(result.error)}`);
}

/** The code of a failure. @throws if it is a success */
export function codeOf(result: Result<unknown, { readonly code: string }>): string {
  if (!result.ok) return result.error.code;
  throw new Error('expected a failure, got a success');
}

/** Standard addresses by form: 95 characters of base58. Their checksums are of no concern here. */
export function address(name: string): string {
  const letters = [...name].map((letter) => (/[1-9A-HJ-NP-Za-km-z]/.test(letter) ? letter : 'x'));
  return `4${letters.join('')}`.padEnd(95, '1').slice(0, 95);
}

/** A transaction id: 64 hex digits. */
export function txid(number: number): string {
  return number.toString(16).padStart(64, '0');
}

export function pico(amount: number | bigint): Piconero {
  return piconero(BigInt(amount));
}

export const ORIGIN = 'https://news.example';

export function toll(of: Partial<Toll> = {}): Toll {
  return { origin: ORIGIN, dialect: 'TPAT', address: address('shop'), ...of };
}

export function offer(of: Partial<Offer> = {}): Offer {
  return {
    dialect: 'TPAT',
    address: address('shop'),
    amount: pico(1_000_000),
    needs: 1,
    blocks: 5,
    extensible: true,
    restMs: null,
    message: null,
    echo: null,
    ...of,
  };
}

export function arrival(of: Partial<Arrival> = {}): Arrival {
  const origin = of.origin ?? ORIGIN;
  return {
    origin,
    url: `${origin}/article`,
    offer: offer(),
    ways: 1,
    firstParty: true,
    repeated: false,
    challenged: true,
    pageSays: false,
    ...of,
  };
}

export function pass(of: Partial<Pass> = {}): Pass {
  return {
    txid: txid(1),
    toll: toll(),
    proof: 'OutProofV2abc',
    message: null,
    paid: pico(1_000_000),
    fee: pico(1_800_000_000),
    price: pico(1_000_000),
    needs: 1,
    blocks: 5,
    extensible: true,
    restMs: null,
    urls: [`${ORIGIN}/article`],
    signedAt: 900,
    boughtAt: 1000,
    metadata: null,
    wallet: null,
    height: null,
    minedAt: null,
    lastUsedAt: null,
    uses: 0,
    refusedAt: null,
    refusals: 0,
    ended: null,
    ...of,
  };
}

/** A TPAT challenge as text, with single parameters set, or left out with `undefined`. */
export function tpatText(of: Record<string, string | undefined> = {}): string {
  const params = {
    address: address('shop'),
    min_amt: '1000000',
    ttl: '5',
    hash: '',
    signature: '',
    ...of,
  };
  const written = Object.entries(params).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}="${value}"`],
  );
  return `TPAT ${written.join(', ')}`;
}

/** What a challenge, or several, is read as: the cheapest. */
export function readText(...headers: string[]): Result<Offer, string> {
  const offers = readOffers(headers);
  if (!offers.ok) return offers;
  const [cheapest] = offers.value;
  if (cheapest === undefined) throw new Error('an empty list of offers');
  return { ok: true, value: cheapest };
}
