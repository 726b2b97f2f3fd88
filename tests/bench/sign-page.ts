/** Runs in a page of the extension: signs as the desk does, and as bare @cosmjs does. */
import { fromBase64, fromHex, toBase64 } from '@cosmjs/encoding';
import { DirectSecp256k1Wallet, makeSignDoc } from '@cosmjs/proto-signing';
import { TxRaw } from 'cosmjs-types/cosmos/tx/v1beta1/tx';
import { localSigning } from '../../src/signers/local-signing.ts';
import type { DirectDoc, KeySource } from '../../src/signers/signing.ts';

/** Milliseconds for `count` signatures each way. */
export interface SignTimes {
  readonly ours: number;
  readonly bare: number;
}

const KEY: KeySource = {
  kind: 'private_key',
  hex: 'c4a48e2fce1481cd3294b4490f6678090ea98d3d0e5cd984558ab0968741b104',
};
const PATH = { coinType: 118, index: 0 };

const signing = localSigning(() => Date.now(), 'en');

/** Moves in the game, the most frequent transaction, no two alike. */
async function docsOf(count: number, publicKey: string, creator: string): Promise<DirectDoc[]> {
  const value = { creator, fleetId: '9-11', destinationLocationId: '2-1' };
  return Promise.all(
    Array.from({ length: count }, async (_, sequence) => {
      const built = await signing.build({
        messages: [{ typeUrl: '/structs.structs.MsgFleetMove', value }],
        memo: '',
        fee: { amount: [{ denom: 'ualpha', amount: '0' }], gasLimit: '500000' },
        chainId: 'structstestnet-111',
        accountNumber: '42',
        sequence: String(sequence),
        publicKey,
      });
      if (!built.ok) throw new Error(built.error.code);
      return built.value;
    }),
  );
}

/** The same key, documents and result, by a wallet that is made once and keeps the key. */
async function signBare(wallet: DirectSecp256k1Wallet, address: string, doc: DirectDoc) {
  const bodyBytes = fromBase64(doc.bodyBytes);
  const authInfoBytes = fromBase64(doc.authInfoBytes);
  const signDoc = makeSignDoc(bodyBytes, authInfoBytes, doc.chainId, BigInt(doc.accountNumber));
  const { signature } = await wallet.signDirect(address, signDoc);
  const signatures = [fromBase64(signature.signature)];
  return toBase64(TxRaw.encode({ bodyBytes, authInfoBytes, signatures }).finish());
}

async function timeSigning(count: number, oursFirst: boolean): Promise<SignTimes> {
  const account = await signing.derive(KEY, PATH, 'structs');
  if (!account.ok || KEY.kind !== 'private_key') throw new Error('no account');
  const { address, publicKey } = account.value;
  const wallet = await DirectSecp256k1Wallet.fromKey(fromHex(KEY.hex), 'structs');
  const docs = await docsOf(count, publicKey, address);

  const ours: string[] = [];
  const bare: string[] = [];
  const time = async (work: (doc: DirectDoc) => Promise<void>): Promise<number> => {
    const begun = performance.now();
    for (const doc of docs) await work(doc);
    return performance.now() - begun;
  };
  const timeOurs = () =>
    time(async (doc) => {
      const signed = await signing.signDirect(KEY, PATH, doc);
      ours.push(signed.ok ? signed.value.txBytes : signed.error.code);
    });
  const timeBare = () =>
    time(async (doc) => {
      bare.push(await signBare(wallet, address, doc));
    });

  const first = await (oursFirst ? timeOurs : timeBare)();
  const second = await (oursFirst ? timeBare : timeOurs)();
  if (ours.join() !== bare.join()) throw new Error('the two sign differently');
  return oursFirst ? { ours: first, bare: second } : { ours: second, bare: first };
}

Object.assign(globalThis, { timeSigning });
