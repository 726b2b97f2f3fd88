// Two apps as other people write them, bundled into a page by the test: they know nothing of
// Tollpass, only `window.keplr`.
import { fromBase64, toBase64 } from '@cosmjs/encoding';
import {
  encodePubkey,
  makeAuthInfoBytes,
  makeSignDoc,
  type OfflineDirectSigner,
  Registry,
} from '@cosmjs/proto-signing';
import { TxRaw } from 'cosmjs-types/cosmos/tx/v1beta1/tx';

interface Keplr {
  enable(chainId: string): Promise<void>;
  getKey(chainId: string): Promise<{
    algo: string;
    pubKey: Uint8Array;
    address: Uint8Array;
    bech32Address: string;
    isNanoLedger: boolean;
    isKeystone: boolean;
  }>;
  getOfflineSigner(chainId: string): OfflineDirectSigner;
  signDirect: (
    chainId: string,
    signer: string,
    doc: ReturnType<typeof makeSignDoc>,
  ) => Promise<{ signed: ReturnType<typeof makeSignDoc>; signature: { signature: string } }>;
  signArbitrary(
    chainId: string,
    signer: string,
    data: string,
  ): Promise<{ signature: string; pub_key: { value: string } }>;
  sendTx(chainId: string, tx: Uint8Array, mode: string): Promise<Uint8Array>;
}

interface Place {
  readonly chainId: string;
  readonly accountNumber: number;
  readonly sequence: number;
}

const keplr = (): Keplr => (window as unknown as { keplr: Keplr }).keplr;

/** The bytes of a transfer of one `ualpha` to oneself, and what its signature is over. */
function transferOf(address: string, pubkey: Uint8Array, { chainId, ...at }: Place) {
  const registry = new Registry();
  const bodyBytes = registry.encodeTxBody({
    messages: [
      {
        typeUrl: '/cosmos.bank.v1beta1.MsgSend',
        value: {
          fromAddress: address,
          toAddress: address,
          amount: [{ denom: 'ualpha', amount: '1' }],
        },
      },
    ],
    memo: '',
  });
  const key = encodePubkey({ type: 'tendermint/PubKeySecp256k1', value: toBase64(pubkey) });
  const fee = [{ denom: 'ualpha', amount: '5000' }];
  const authInfoBytes = makeAuthInfoBytes(
    [{ pubkey: key, sequence: at.sequence }],
    fee,
    200_000,
    undefined,
    undefined,
  );
  return makeSignDoc(bodyBytes, authInfoBytes, chainId, at.accountNumber);
}

function rawOf(
  { bodyBytes, authInfoBytes }: ReturnType<typeof makeSignDoc>,
  signature: string,
): Uint8Array {
  return TxRaw.encode({
    bodyBytes,
    authInfoBytes,
    signatures: [fromBase64(signature)],
  }).finish();
}

const apps = {
  /** An app of plain cosmjs: it takes an offline signer, and hands over the transaction itself. */
  async plain(place: Place): Promise<string> {
    const signer = keplr().getOfflineSigner(place.chainId);
    const [account] = await signer.getAccounts();
    if (account === undefined) throw new Error('no account');
    const doc = transferOf(account.address, account.pubkey, place);
    const { signed, signature } = await signer.signDirect(account.address, doc);
    return toBase64(rawOf(signed, signature.signature));
  },
  /** One in the way of cosmos-kit: `enable`, `getKey`, `signDirect`, `sendTx`. */
  async kit(place: Place): Promise<string> {
    await keplr().enable(place.chainId);
    const { bech32Address, pubKey } = await keplr().getKey(place.chainId);
    const doc = transferOf(bech32Address, pubKey, place);
    const { signed, signature } = await keplr().signDirect(place.chainId, bech32Address, doc);
    const hash = await keplr().sendTx(place.chainId, rawOf(signed, signature.signature), 'sync');
    return [...hash].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  },
};

export type KeplrApps = typeof apps;
Object.assign(window, { apps });
