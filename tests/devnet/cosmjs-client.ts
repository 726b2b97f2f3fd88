// Another client of a real chain: cosmjs for the signing, plain HTTP for the rest.
import { setTimeout as delay } from 'node:timers/promises';
import {
  encodePubkey,
  makeAuthInfoBytes,
  makeSignDoc,
  type OfflineDirectSigner,
  Registry,
} from '@cosmjs/proto-signing';
import { TxRaw } from 'cosmjs-types/cosmos/tx/v1beta1/tx';

const registry = new Registry();

/** Account number and sequence, as text. */
export async function accountOf(rest: string, address: string) {
  const answer = await fetch(`${rest}/cosmos/auth/v1beta1/accounts/${address}`);
  const { account } = (await answer.json()) as {
    account: { account_number: string; sequence: string };
  };
  return { accountNumber: account.account_number, sequence: account.sequence };
}

/** In the chain's base unit. */
export async function balanceOf(rest: string, address: string, denom: string): Promise<bigint> {
  const path = `/cosmos/bank/v1beta1/balances/${address}/by_denom?denom=${denom}`;
  const answer = (await (await fetch(`${rest}${path}`)).json()) as { balance: { amount: string } };
  return BigInt(answer.balance.amount);
}

/**
 * Sends coins, and waits until a block holds the transaction.
 *
 * @throws Error with the chain's words if it refuses
 */
export async function sendCoins(
  { rest, chainId }: { rest: string; chainId: string },
  signer: OfflineDirectSigner,
  toAddress: string,
  amount: { denom: string; amount: string },
): Promise<void> {
  const [account] = await signer.getAccounts();
  if (account === undefined) throw new Error('a wallet without an account');
  const { accountNumber, sequence } = await accountOf(rest, account.address);
  const value = { fromAddress: account.address, toAddress, amount: [amount] };
  const body = registry.encodeTxBody({
    messages: [{ typeUrl: '/cosmos.bank.v1beta1.MsgSend', value }],
  });
  const pubkey = encodePubkey({
    type: 'tendermint/PubKeySecp256k1',
    value: Buffer.from(account.pubkey).toString('base64'),
  });
  const signers = [{ pubkey, sequence: Number(sequence) }];
  const authInfo = makeAuthInfoBytes(signers, [], 200_000, undefined, undefined);
  const { signed, signature } = await signer.signDirect(
    account.address,
    makeSignDoc(body, authInfo, chainId, Number(accountNumber)),
  );
  const raw = TxRaw.fromPartial({
    bodyBytes: signed.bodyBytes,
    authInfoBytes: signed.authInfoBytes,
    signatures: [Buffer.from(signature.signature, 'base64')],
  });
  const handed = await fetch(`${rest}/cosmos/tx/v1beta1/txs`, {
    method: 'POST',
    body: JSON.stringify({
      tx_bytes: Buffer.from(TxRaw.encode(raw).finish()).toString('base64'),
      mode: 'BROADCAST_MODE_SYNC',
    }),
  });
  const { tx_response: taken } = (await handed.json()) as {
    tx_response: { code: number; raw_log: string; txhash: string };
  };
  if (taken.code !== 0) throw new Error(`the chain refuses: ${taken.raw_log}`);
  while (!(await fetch(`${rest}/cosmos/tx/v1beta1/txs/${taken.txhash}`)).ok) await delay(100);
}
