// Cosmos transactions as bytes (cosmos/tx/v1beta1/tx.proto), written and read by hand.
import { createHash } from 'node:crypto';
import type { Coin, DirectDoc, Draft, Message } from '../../src/signers/signing.ts';
import { decode, field, message } from './protobuf.ts';

const SECP256K1 = '/cosmos.crypto.secp256k1.PubKey';
const SIGN_MODE_DIRECT = 1n;

/** A transaction as a chain reads it. */
export type DecodedTx = {
  readonly hash: string;
  readonly memo: string;
  readonly messages: readonly { typeUrl: string; value: Buffer }[];
  readonly timeoutHeight: number;
  /** Compressed, hex. */
  readonly publicKey: string;
  readonly sequence: bigint;
  readonly fee: readonly Coin[];
  readonly gasLimit: bigint;
  readonly signature: Buffer;
  /** What the signature has to be over, on this chain and for this account. */
  signDoc(chainId: string, accountNumber: bigint): Buffer;
};

/** `MsgSend` is written as it is; of every other message the JSON of its value, as field 1. */
export function encodeMessage({ typeUrl, value }: Message): Buffer {
  if (typeUrl !== '/cosmos.bank.v1beta1.MsgSend') return field(1, JSON.stringify(value));
  const send = value as { fromAddress: string; toAddress: string; amount: Coin[] };
  return message(
    field(1, send.fromAddress),
    field(2, send.toAddress),
    ...send.amount.map((coin) => field(3, encodeCoin(coin))),
  );
}

/** Body and AuthInfo of a draft, as `Signing.build` answers them. */
export function encodeDraft(draft: Draft): DirectDoc {
  const body = message(
    ...draft.messages.map((one) => field(1, any(one.typeUrl, encodeMessage(one)))),
    draft.memo === '' ? Buffer.alloc(0) : field(2, draft.memo),
  );
  const key = any(SECP256K1, field(1, Buffer.from(draft.publicKey, 'hex')));
  const mode = field(1, field(1, SIGN_MODE_DIRECT));
  const signer = message(field(1, key), field(2, mode), field(3, BigInt(draft.sequence)));
  const fee = message(
    ...draft.fee.amount.map((coin) => field(1, encodeCoin(coin))),
    field(2, BigInt(draft.fee.gasLimit)),
  );
  return {
    bodyBytes: body.toString('base64'),
    authInfoBytes: message(field(1, signer), field(2, fee)).toString('base64'),
    chainId: draft.chainId,
    accountNumber: draft.accountNumber,
  };
}

export function encodeSignDoc(doc: DirectDoc): Buffer {
  return message(
    field(1, Buffer.from(doc.bodyBytes, 'base64')),
    field(2, Buffer.from(doc.authInfoBytes, 'base64')),
    field(3, doc.chainId),
    field(4, BigInt(doc.accountNumber)),
  );
}

export function encodeTxRaw(doc: DirectDoc, signature: Buffer): Buffer {
  return message(
    field(1, Buffer.from(doc.bodyBytes, 'base64')),
    field(2, Buffer.from(doc.authInfoBytes, 'base64')),
    field(3, signature),
  );
}

export function txHashOf(txRaw: Buffer): string {
  return createHash('sha256').update(txRaw).digest('hex').toUpperCase();
}

/** @throws Error if it is no transaction of one signer in SIGN_MODE_DIRECT */
export function decodeTx(txRaw: Buffer): DecodedTx {
  const raw = decode(txRaw);
  const [bodyBytes, ...moreBodies] = raw.bytes(1);
  const [authInfoBytes, ...moreInfos] = raw.bytes(2);
  const [signature, ...moreSignatures] = raw.bytes(3);
  if (!bodyBytes || !authInfoBytes || !signature) throw new Error('a part is missing');
  if (moreBodies.length + moreInfos.length + moreSignatures.length > 0) throw new Error('too much');
  const body = decode(bodyBytes);
  const authInfo = decode(authInfoBytes);
  const [signerBytes, ...moreSigners] = authInfo.bytes(1);
  const [feeBytes] = authInfo.bytes(2);
  if (!signerBytes || !feeBytes || moreSigners.length > 0) throw new Error('not one signer');
  const signer = decode(signerBytes);
  const key = decode(only(signer.bytes(1)));
  if (String(only(key.bytes(1))) !== SECP256K1) throw new Error('another kind of key');
  const mode = decode(only(decode(only(signer.bytes(2))).bytes(1)));
  if (mode.number(1) !== SIGN_MODE_DIRECT) throw new Error('another sign mode');
  const fee = decode(feeBytes);
  return {
    hash: txHashOf(txRaw),
    memo: String(body.bytes(2)[0] ?? ''),
    messages: body.bytes(1).map((one) => {
      const { bytes } = decode(one);
      return { typeUrl: String(only(bytes(1))), value: bytes(2)[0] ?? Buffer.alloc(0) };
    }),
    timeoutHeight: Number(body.number(3)),
    publicKey: only(decode(only(key.bytes(2))).bytes(1)).toString('hex'),
    sequence: signer.number(3),
    fee: fee.bytes(1).map(decodeCoin),
    gasLimit: fee.number(2),
    signature,
    signDoc: (chainId, accountNumber) =>
      message(
        field(1, bodyBytes),
        field(2, authInfoBytes),
        field(3, chainId),
        field(4, accountNumber),
      ),
  };
}

function decodeCoin(bytes: Buffer): Coin {
  const coin = decode(bytes);
  return { denom: String(only(coin.bytes(1))), amount: String(only(coin.bytes(2))) };
}

function encodeCoin({ denom, amount }: Coin): Buffer {
  return message(field(1, denom), field(2, amount));
}

function any(typeUrl: string, value: Buffer): Buffer {
  return message(field(1, typeUrl), field(2, value));
}

function only(values: readonly Buffer[]): Buffer {
  const [value] = values;
  if (value === undefined || values.length > 1) throw new Error('a field is missing or repeated');
  return value;
}
