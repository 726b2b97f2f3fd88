import { fromBase64 } from '@cosmjs/encoding';
import { type Failure, failure } from '../outcome/failure.ts';
import { err, ok, type Result } from '../outcome/result.ts';
import { formatCoins, isHighFee } from './amounts.ts';
import { readClaims } from './claims.ts';
import { type Describer, describePacked } from './describe-message.ts';
import { inert } from './inert-text.ts';
import { accountOf } from './keys.ts';
import { packedJson } from './packed-json.ts';
import { isExact, type Json, type PackedMessage, readJson, readMessage } from './read-message.ts';
import type {
  Coin,
  DescribedMessage,
  Description,
  DirectDoc,
  ReadingContext,
  Warning,
} from './signing.ts';
import { readTransaction } from './transaction.ts';
import type { Words } from './words.en.ts';

/** More than a person reads. */
const MOST_MESSAGES = 256;

/** The parts of a transaction that are not its messages, as `packedJson` names them. */
interface Envelope {
  readonly body: {
    readonly messages: readonly unknown[];
    readonly memo: string;
    readonly timeout_timestamp?: string;
    readonly extension_options: readonly unknown[];
    readonly non_critical_extension_options: readonly unknown[];
  };
  readonly authInfo: {
    readonly signer_infos: readonly SignerInfo[];
    readonly fee?: Fee;
  };
}

interface Fee {
  readonly amount: readonly Coin[];
  readonly gas_limit: string;
  readonly payer: string;
  readonly granter: string;
}

interface SignerInfo {
  readonly public_key?: Json;
  readonly mode_info?: { readonly single?: { readonly mode: unknown } };
  readonly sequence: string;
}

const NO_FEE: Fee = { amount: [], gas_limit: '0', payer: '', granter: '' };

/**
 * A transaction in words. Fails with `transaction_unreadable` where it is none, or longer than
 * anybody reads.
 *
 * @param now milliseconds since 1970
 * @param words of the language that it is put into
 */
export function describeTransaction(
  doc: DirectDoc,
  context: ReadingContext,
  now: number,
  words: Words,
): Result<Description, Failure> {
  const read = readTransaction(doc);
  if (!read.ok) return read;
  const { body, authInfo } = read.value;
  const reading = readMessage(body, { packed: packedJson, coin: () => '', flag: () => '' });
  const envelope = {
    body: reading.json,
    authInfo: readJson(authInfo, packedJson),
  } as unknown as Envelope;
  const count = envelope.body.messages.length;
  if (count > MOST_MESSAGES) return err(failure('transaction_unreadable'));

  // What the body holds packed comes in the order of its fields: the messages first.
  const packed: readonly PackedMessage[] = reading.packed.slice(0, count);
  const claims = readClaims(context.descriptors);
  const describer: Describer = { context, claims, words, now, depth: 0 };
  const messages = packed.map((message) => describePacked(message, describer));
  const fee = envelope.authInfo.fee ?? NO_FEE;
  const exact = isExact(body) && isExact(authInfo);
  const [signer] = envelope.authInfo.signer_infos;
  return ok({
    messages,
    memo: inert(envelope.body.memo),
    fee: formatCoins(fee.amount, context.denoms, words.noFee),
    gasLimit: fee.gas_limit,
    chainId: inert(doc.chainId),
    sequence: signer?.sequence ?? '0',
    warnings: distinct([
      ...(doc.chainId === context.chainId ? [] : (['other_chain'] as const)),
      ...warningsOf(envelope, exact, context, now),
      ...messages.flatMap((message: DescribedMessage) => message.warnings),
    ]),
  });
}

function* warningsOf(
  { body, authInfo }: Envelope,
  exact: boolean,
  context: ReadingContext,
  now: number,
): Iterable<Warning> {
  const { amount, gas_limit, payer, granter } = authInfo.fee ?? NO_FEE;
  const gas = BigInt(gas_limit);
  if (amount.some((coin) => isHighFee(coin, gas, context.denoms))) yield 'high_fee';
  const payers = [payer, granter].filter((one) => one !== '');
  if (payers.some((one) => one !== context.address)) yield 'other_fee_payer';
  const alone = authInfo.signer_infos.length === 1;
  if (!alone && payers.includes(context.address)) yield 'pays_others_fee';
  if (!alone || !authInfo.signer_infos.every((info) => isOurs(info, context.address))) {
    yield 'other_signer';
  }
  const { extension_options, non_critical_extension_options, timeout_timestamp } = body;
  const extensions = extension_options.length + non_critical_extension_options.length;
  const direct = authInfo.signer_infos.every(
    (info) => info.mode_info?.single?.mode === 'SIGN_MODE_DIRECT',
  );
  if (extensions > 0 || !exact || !direct) yield 'unknown_extension';
  if (timeout_timestamp !== undefined && Date.parse(timeout_timestamp) <= now) {
    yield 'timeout_passed';
  }
}

/** Whether a signer's public key is that of the address. */
function isOurs({ public_key }: SignerInfo, address: string): boolean {
  if (public_key?.['@type'] !== '/cosmos.crypto.secp256k1.PubKey') return false;
  try {
    const prefix = address.slice(0, address.lastIndexOf('1'));
    return accountOf(fromBase64(String(public_key.key)), prefix).address === address;
  } catch {
    return false;
  }
}

function distinct(warnings: readonly Warning[]): Warning[] {
  return [...new Set(warnings)];
}
