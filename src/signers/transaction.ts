import { fromBinary, fromJson, type JsonValue, type Message, toBinary } from '@bufbuild/protobuf';
import { type ReflectMessage, reflect } from '@bufbuild/protobuf/reflect';
import { encodeSecp256k1Pubkey } from '@cosmjs/amino';
import { sha256 } from '@cosmjs/crypto';
import { fromBase64, fromHex, toBase64, toHex } from '@cosmjs/encoding';
import { encodePubkey } from '@cosmjs/proto-signing';
import { type Failure, failure } from '../outcome/failure.ts';
import { err, ok, type Result } from '../outcome/result.ts';
import { packedJson } from './packed-json.ts';
import { type Decoded, decode, type Json, readJson } from './read-message.ts';
import { encode, KNOWN, knownType, typeOfUrl } from './schema.ts';
import type {
  DirectDoc,
  Draft,
  Signed,
  SignedTransaction,
  Message as Unencoded,
} from './signing.ts';

const ANY = knownType('google.protobuf.Any');
const TX_BODY = knownType('cosmos.tx.v1beta1.TxBody');
const AUTH_INFO = knownType('cosmos.tx.v1beta1.AuthInfo');
const SIGN_DOC = knownType('cosmos.tx.v1beta1.SignDoc');
const TX_RAW = knownType('cosmos.tx.v1beta1.TxRaw');
const SIGN_MODE_DIRECT = 1;

/** Longer than what any chain takes; it bounds everything that is made of it. */
const MOST_BYTES = 128 * 1024;

const U64 = /^(?:0|[1-9][0-9]{0,19})$/;
const MOST_U64 = 2n ** 64n - 1n;

/** Encodes what is to be signed. Fails with `message_unusable`, and the type that it is about. */
export function buildTransaction(draft: Draft): Result<DirectDoc, Failure> {
  const messages = [];
  for (const message of draft.messages) {
    const value = encodeMessage(message);
    if (value === null) return err(failure('message_unusable', { type: message.typeUrl }));
    messages.push({ typeUrl: message.typeUrl, value });
  }
  const { fee, accountNumber } = draft;
  const sequence = readU64(draft.sequence);
  const gasLimit = readU64(fee.gasLimit);
  const usable = /^0[23][0-9a-f]{64}$/.test(draft.publicKey) && readU64(accountNumber) !== null;
  if (!usable || sequence === null || gasLimit === null) return err(failure('message_unusable'));
  const authInfo = {
    signerInfos: [
      {
        publicKey: encodePubkey(encodeSecp256k1Pubkey(fromHex(draft.publicKey))),
        modeInfo: { single: { mode: SIGN_MODE_DIRECT } },
        sequence,
      },
    ],
    fee: { amount: fee.amount, gasLimit },
  };
  return ok({
    bodyBytes: toBase64(encode(TX_BODY, { messages, memo: draft.memo })),
    authInfoBytes: toBase64(encode(AUTH_INFO, authInfo)),
    chainId: draft.chainId,
    accountNumber,
  });
}

function encodeMessage({ typeUrl, value }: Unencoded): Uint8Array | null {
  const type = typeOfUrl(typeUrl);
  if (type === undefined) return null;
  try {
    const message = fromJson(type, value as JsonValue, { registry: KNOWN });
    shortenTypes(reflect(type, message));
    return toBinary(type, message);
  } catch {
    return null;
  }
}

/**
 * Names the types of what a message holds packed as Cosmos chains do: `/cosmos.…`. Protobuf's JSON
 * puts `type.googleapis.com` before it, which no chain knows.
 */
function shortenTypes(message: ReflectMessage): void {
  if (message.desc.typeName === ANY.typeName) {
    const any = message.message as Message & { typeUrl: string; value: Uint8Array };
    any.typeUrl = any.typeUrl.slice(any.typeUrl.lastIndexOf('/'));
    const type = typeOfUrl(any.typeUrl);
    if (type === undefined) return;
    const packed = fromBinary(type, any.value);
    shortenTypes(reflect(type, packed));
    any.value = toBinary(type, packed);
    return;
  }
  for (const field of message.fields) {
    if (!message.isSet(field)) continue;
    if (field.fieldKind === 'message') shortenTypes(message.get(field));
    if (field.fieldKind !== 'list' || field.listKind !== 'message') continue;
    for (const item of message.get(field)) shortenTypes(item as ReflectMessage);
  }
}

function readU64(text: string): bigint | null {
  if (!U64.test(text)) return null;
  const number = BigInt(text);
  return number <= MOST_U64 ? number : null;
}

/** A transaction that is not signed yet. */
export interface Transaction {
  readonly body: Decoded;
  readonly authInfo: Decoded;
  /** What is signed: SignDoc in bytes. */
  readonly signBytes: Uint8Array;
}

/** Takes a document apart. Fails with `transaction_unreadable`. */
export function readTransaction(doc: DirectDoc): Result<Transaction, Failure> {
  const bodyBytes = readBase64(doc.bodyBytes);
  const authInfoBytes = readBase64(doc.authInfoBytes);
  const body = bodyBytes && decode(TX_BODY, bodyBytes);
  const authInfo = authInfoBytes && decode(AUTH_INFO, authInfoBytes);
  const accountNumber = readU64(doc.accountNumber);
  if (!bodyBytes || !authInfoBytes || !body || !authInfo || accountNumber === null) {
    return err(failure('transaction_unreadable'));
  }
  // Not by cosmjs's `makeSignBytes`: cosmjs-types 0.11 encodes numbers from 2^31 to 2^32 wrongly.
  const signDoc = { bodyBytes, authInfoBytes, chainId: doc.chainId, accountNumber };
  return ok({ body, authInfo, signBytes: encode(SIGN_DOC, signDoc) });
}

function readBase64(text: string): Uint8Array | null {
  if (text.length > (MOST_BYTES * 4) / 3) return null;
  try {
    return fromBase64(text);
  } catch {
    return null;
  }
}

/** Puts a signature (64 bytes) to a transaction. */
export function assembleSigned({ body, authInfo }: Transaction, signature: Uint8Array): Signed {
  const txBytes = encode(TX_RAW, {
    bodyBytes: body.bytes,
    authInfoBytes: authInfo.bytes,
    signatures: [signature],
  });
  const signed = toBase64(signature);
  const { messages, memo } = readJson(body, packedJson) as Json & SignedTransaction['body'];
  const auth = readJson(authInfo, packedJson) as Json & Partial<SignedTransaction['auth_info']>;
  return {
    signature: signed,
    txBytes: toBase64(txBytes),
    txHash: toHex(sha256(txBytes)).toUpperCase(),
    json: {
      body: { messages, memo },
      auth_info: {
        signer_infos: auth.signer_infos ?? [],
        fee: auth.fee ?? { amount: [], gas_limit: '0' },
      },
      signatures: [signed],
    },
  };
}
