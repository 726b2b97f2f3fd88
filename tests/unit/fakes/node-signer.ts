import type { TransactionSigning } from '../../../src/consensus/transaction.ts';
import { failure } from '../../../src/outcome/failure.ts';
import { err, ok } from '../../../src/outcome/result.ts';
import type { DirectDoc, PublicAccount, Signed } from '../../../src/signers/signing.ts';
import {
  decodeTx,
  encodeDraft,
  encodeSignDoc,
  encodeTxRaw,
  txHashOf,
} from '../../devnet/cosmos-tx.ts';
import { addressOf, publicKeyOf, signBytes } from '../../devnet/secp256k1.ts';

/** Signs with Node's crypto, and encodes by hand. */
export interface NodeSigner extends TransactionSigning {
  /** How many signatures it made. */
  readonly signatures: number;
  /** Answers `sign` with a failure, as a locked vault does. */
  locked: boolean;
}

/** A key of a number, and what may be known of it. */
export function account(number: number, prefix = 'structs'): PublicAccount & { key: string } {
  const key = number.toString(16).padStart(64, '0');
  const publicKey = publicKeyOf(key);
  return { key, publicKey, address: addressOf(publicKey, prefix) };
}

/** A document, signed. */
export function signDoc(key: string, doc: DirectDoc): Signed {
  const signature = signBytes(key, encodeSignDoc(doc));
  const txRaw = encodeTxRaw(doc, signature);
  const { messages, memo, fee, gasLimit } = decodeTx(txRaw);
  return {
    signature: signature.toString('base64'),
    txBytes: txRaw.toString('base64'),
    txHash: txHashOf(txRaw),
    json: {
      body: { messages: messages.map(({ typeUrl }) => ({ '@type': typeUrl })), memo },
      auth_info: { signer_infos: [{}], fee: { amount: fee, gas_limit: String(gasLimit) } },
      signatures: [signature.toString('base64')],
    },
  };
}

export function nodeSigner(accounts: readonly { address: string; key: string }[]): NodeSigner {
  let signatures = 0;
  const signer: NodeSigner = {
    locked: false,
    get signatures() {
      return signatures;
    },
    build: async (draft) => ok(encodeDraft(draft)),
    async sign(address, doc) {
      const found = accounts.find((one) => one.address === address);
      if (found === undefined || signer.locked) return err(failure('private_key_wrong'));
      signatures += 1;
      return ok(signDoc(found.key, doc));
    },
  };
  return signer;
}
