import { type Failure, failure } from '../outcome/failure.ts';
import { err, ok, type Result } from '../outcome/result.ts';
import type { Coin, Draft, Message } from '../signers/signing.ts';

/** What a transaction may cost at most: what its signer agrees to. */
export type Fee = Draft['fee'];

/** What one unit of gas costs. */
export interface GasPrice {
  readonly denom: string;
  /** Decimal text of the smallest unit, such as `0.025`. */
  readonly price: string;
}

/** A Cosmos chain, as far as sending to it needs it. */
export interface Chain {
  readonly chainId: string;
  /** Bech32, of account addresses. */
  readonly prefix: string;
  /** SLIP-44, of the path that keys are derived by. */
  readonly coinType: number;
  /** Where its REST API is: https, or http on this machine. Without a slash at the end. */
  readonly rest: string;
  /** Where its RPC is; null if that is not known: then no descriptors are read. */
  readonly rpc: string | null;
  /** Smallest unit to display unit, as the reader of a transaction wants it (`ReadingContext`). */
  readonly denoms: Readonly<Record<string, { readonly symbol: string; readonly exponent: number }>>;
  /** What gas costs at least; null if its nodes ask for nothing. */
  readonly gasPrice: GasPrice | null;
  /** Messages whose fee and gas are known without asking the chain; null if there are none. */
  readonly fixed: { readonly typePrefix: string; readonly fee: Fee } | null;
}

/**
 * The chain of the game Structs: no fee is due if every message is one of the game's, and its own web
 * app then always sends gas 500000 and a fee of `0ualpha` (measured).
 */
export const STRUCTS = {
  prefix: 'structs',
  coinType: 118,
  denoms: { ualpha: { symbol: 'alpha', exponent: 6 } },
  gasPrice: { denom: 'ualpha', price: '0' },
  fixed: {
    typePrefix: '/structs.structs.Msg',
    fee: { amount: [{ denom: 'ualpha', amount: '0' }], gasLimit: '500000' },
  },
} as const satisfies Partial<Chain>;

/** The fee of messages whose gas is not asked for; null where a simulation has to say. */
export function fixedFee({ fixed }: Chain, messages: readonly Message[]): Fee | null {
  if (fixed === null || messages.length === 0) return null;
  return messages.every(({ typeUrl }) => typeUrl.startsWith(fixed.typePrefix)) ? fixed.fee : null;
}

/** A simulation counts less gas than the execution some blocks later. The usual margin is this. */
const MARGIN_PERCENT = 130n;

/** The fee of a transaction whose simulation used so much gas. Rounded up, to the signer's cost. */
export function feeOf({ gasPrice }: Chain, gasUsed: bigint): Fee {
  const gas = ceil(gasUsed * MARGIN_PERCENT, 100n);
  return { amount: gasPrice === null ? [] : [costOf(gas, gasPrice)], gasLimit: gas.toString() };
}

/**
 * The fee that a simulation is asked with: paying one uses gas, too. Simulated without a fee, a plain
 * transfer runs out of gas by two percent in spite of the margin (measured, SDK 0.53).
 */
export function guessedFee(chain: Chain): Fee {
  return feeOf(chain, 100_000n);
}

/** Cosmos chains count prices in decimals of 18 digits (`LegacyDec`). */
const DIGITS = 18;

function costOf(gas: bigint, { denom, price }: GasPrice): Coin {
  const [whole = '0', fraction = ''] = price.split('.');
  const scaled = BigInt(whole + fraction.padEnd(DIGITS, '0').slice(0, DIGITS));
  return { denom, amount: ceil(gas * scaled, 10n ** BigInt(DIGITS)).toString() };
}

function ceil(number: bigint, by: bigint): bigint {
  return (number + by - 1n) / by;
}

/**
 * The address of a chain's REST API or RPC, in the form that paths are put behind.
 * Errors: `chain_address_invalid`; `chain_insecure` if it is plain http and not on this machine:
 * anybody on the way could hold back and alter what the chain says.
 */
export function readChainAddress(text: string): Result<string, Failure> {
  const url = URL.canParse(text) ? new URL(text) : null;
  const plain = url !== null && url.username === '' && url.password === '' && url.search === '';
  if (!plain || url.hash !== '' || !/^https?:$/.test(url.protocol)) {
    return err(failure('chain_address_invalid', { url: text.slice(0, 200) }));
  }
  const onThisMachine = /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/.test(url.hostname);
  if (url.protocol === 'http:' && !onThisMachine) {
    return err(failure('chain_insecure', { url: url.href }));
  }
  return ok(url.href.replace(/\/+$/, ''));
}
