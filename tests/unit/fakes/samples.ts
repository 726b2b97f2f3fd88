import { type Dialect, type Offer, readOffer } from '../../../src/http402/offer.ts';
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
    dialect: 'TPAT' as Dialect,
    address: address('shop'),
    amount: pico(1_000_000),
    blocks: 5,
    restMs: null,
    refusedTxid: null,
    ...of,
  };
}

export function arrival(of: Partial<Arrival> = {}): Arrival {
  const origin = of.origin ?? ORIGIN;
  return {
    origin,
    url: `${origin}/article`,
    offer: offer(),
    firstParty: true,
    repeated: false,
    ...of,
  };
}

export function pass(of: Partial<Pass> = {}): Pass {
  return {
    txid: txid(1),
    toll: toll(),
    proof: 'OutProofV2abc',
    paid: pico(1_000_000),
    fee: pico(1_800_000_000),
    blocks: 5,
    restMs: null,
    urls: [`${ORIGIN}/article`],
    boughtAt: 1000,
    height: null,
    minedAt: null,
    lastUsedAt: null,
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

/** What a challenge, or several, is read as. */
export function readText(...headers: string[]): ReturnType<typeof readOffer> {
  return readOffer(headers);
}
