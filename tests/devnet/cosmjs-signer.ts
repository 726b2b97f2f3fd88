// Signs by the library that most Cosmos apps use, so that the real chain's tests do not depend on
// what we encode ourselves.
import {
  DirectSecp256k1Wallet,
  encodePubkey,
  makeAuthInfoBytes,
  makeSignDoc,
  Registry,
} from '@cosmjs/proto-signing';
import { TxRaw } from 'cosmjs-types/cosmos/tx/v1beta1/tx';
import type { TransactionSigning } from '../../src/consensus/transaction.ts';
import { ok } from '../../src/outcome/result.ts';
import type { DirectDoc, PublicAccount } from '../../src/signers/signing.ts';
import { txHashOf } from './cosmos-tx.ts';

export type CosmjsSigner = TransactionSigning & PublicAccount;

/** @param privateKey 32 bytes in hex */
export async function cosmjsSigner(privateKey: string, prefix = 'structs'): Promise<CosmjsSigner> {
  const registry = new Registry();
  const wallet = await DirectSecp256k1Wallet.fromKey(Buffer.from(privateKey, 'hex'), prefix);
  const [account] = await wallet.getAccounts();
  if (account === undefined) throw new Error('a wallet without an account');
  const key = Buffer.from(account.pubkey);
  return {
    address: account.address,
    publicKey: key.toString('hex'),
    async build({ messages, memo, fee, chainId, accountNumber, sequence }) {
      const pubkey = encodePubkey({
        type: 'tendermint/PubKeySecp256k1',
        value: key.toString('base64'),
      });
      const body = registry.encodeTxBody({ messages: [...messages], memo });
      const signers = [{ pubkey, sequence: Number(sequence) }];
      const authInfo = makeAuthInfoBytes(
        signers,
        [...fee.amount],
        Number(fee.gasLimit),
        undefined,
        undefined,
      );
      return ok({
        bodyBytes: base64(body),
        authInfoBytes: base64(authInfo),
        chainId,
        accountNumber,
      });
    },
    async sign(address, doc: DirectDoc) {
      const bodyBytes = Buffer.from(doc.bodyBytes, 'base64');
      const authInfoBytes = Buffer.from(doc.authInfoBytes, 'base64');
      const { signature } = await wallet.signDirect(
        address,
        makeSignDoc(bodyBytes, authInfoBytes, doc.chainId, Number(doc.accountNumber)),
      );
      const signatures = [Buffer.from(signature.signature, 'base64')];
      const txRaw = Buffer.from(
        TxRaw.encode(TxRaw.fromPartial({ bodyBytes, authInfoBytes, signatures })).finish(),
      );
      return ok({
        signature: signature.signature,
        txBytes: base64(txRaw),
        txHash: txHashOf(txRaw),
        json: {
          body: { messages: [], memo: '' },
          auth_info: { signer_infos: [], fee: { amount: [], gas_limit: '0' } },
          signatures: [signature.signature],
        },
      });
    },
  };
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64');
}
