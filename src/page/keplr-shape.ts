import type { Tollpass, TollpassSigned, TollpassSignedText } from './provider.d.ts';

/** As Keplr has it: what is signed as bytes, numbers as bigint or whatever writes itself as one. */
export interface KeplrSignDoc {
  readonly bodyBytes: Uint8Array;
  readonly authInfoBytes: Uint8Array;
  readonly chainId: string;
  readonly accountNumber: { toString(): string };
}

/** An amino document; of these only those of ADR-36 are signed. */
export interface AminoDoc {
  readonly chain_id: string;
  readonly account_number: string;
  readonly sequence: string;
  readonly fee: { readonly gas: string; readonly amount: readonly unknown[] };
  readonly msgs: readonly {
    readonly type: string;
    readonly value: { readonly signer?: string; readonly data?: string };
  }[];
  readonly memo: string;
}

/** Our version, which apps may read. */
const VERSION = '0.1.0';

/**
 * `window.keplr`, over `window.tollpass`: as much of it as cosmos-kit and plain cosmjs apps use.
 * Everything is asked of the same signer, with the same questions.
 */
export function keplrShape(tollpass: Tollpass) {
  async function publicKeyOf(chainId: string, signer: string): Promise<string> {
    const account = (await tollpass.accounts(chainId)).find(({ address }) => address === signer);
    if (account === undefined) throw new Error('This account is not connected.');
    return account.publicKey;
  }

  async function getKey(chainId: string) {
    const [account] = await tollpass.connect({ chainId });
    if (account === undefined) throw new Error('There is no account on this chain.');
    return {
      // What the user calls it is nobody else's.
      name: 'Tollpass',
      algo: 'secp256k1',
      pubKey: fromHex(account.publicKey),
      address: addressBytes(account.address),
      bech32Address: account.address,
      isNanoLedger: false,
      isKeystone: false,
    };
  }

  async function signDirect(chainId: string, signer: string, doc: KeplrSignDoc) {
    const [publicKey, signed]: [string, TollpassSigned] = await Promise.all([
      publicKeyOf(chainId, signer),
      tollpass.signDirect(chainId, signer, {
        bodyBytes: toBase64(doc.bodyBytes),
        authInfoBytes: toBase64(doc.authInfoBytes),
        chainId: doc.chainId,
        accountNumber: doc.accountNumber.toString(),
      }),
    ]);
    return { signed: doc, signature: stdSignature({ signature: signed.signature, publicKey }) };
  }

  async function signArbitrary(chainId: string, signer: string, data: string | Uint8Array) {
    const text = typeof data === 'string' ? data : textOf(data);
    return stdSignature(await tollpass.signArbitrary(chainId, signer, text));
  }

  async function signAmino(chainId: string, signer: string, doc: AminoDoc) {
    const data = adr36Data(doc, signer);
    return { signed: doc, signature: await signArbitrary(chainId, signer, data) };
  }

  async function accountsOf(chainId: string) {
    const { algo, pubKey: pubkey, bech32Address: address } = await getKey(chainId);
    return [{ address, algo, pubkey }];
  }

  function getOfflineSignerOnlyAmino(chainId: string) {
    return {
      getAccounts: () => accountsOf(chainId),
      signAmino: (signer: string, doc: AminoDoc) => signAmino(chainId, signer, doc),
    };
  }

  function getOfflineSigner(chainId: string) {
    return {
      ...getOfflineSignerOnlyAmino(chainId),
      signDirect: (signer: string, doc: KeplrSignDoc) => signDirect(chainId, signer, doc),
    };
  }

  return {
    mode: 'extension',
    version: VERSION,
    async enable(chainIds: string | readonly string[]): Promise<void> {
      for (const chainId of typeof chainIds === 'string' ? [chainIds] : chainIds) {
        await tollpass.connect({ chainId });
      }
    },
    /** A chain is added by the user, in Tollpass; a page that names one may go on if it is there. */
    async experimentalSuggestChain({ chainId }: { readonly chainId: string }): Promise<void> {
      await tollpass.connect({ chainId });
    },
    getKey,
    signDirect,
    signAmino,
    signArbitrary,
    async sendTx(chainId: string, tx: Uint8Array): Promise<Uint8Array> {
      return fromHex((await tollpass.broadcast(chainId, toBase64(tx))).txHash);
    },
    getOfflineSigner,
    getOfflineSignerOnlyAmino,
    getOfflineSignerAuto: async (chainId: string) => getOfflineSigner(chainId),
  };
}

export type KeplrShape = ReturnType<typeof keplrShape>;

/**
 * The data of a document of ADR-36.
 *
 * @throws Error for any other amino document: what it comes to cannot be shown as it will be executed
 */
function adr36Data(doc: AminoDoc, signer: string): Uint8Array {
  const [message, ...more] = doc.msgs;
  const isAdr36 =
    doc.chain_id === '' &&
    doc.account_number === '0' &&
    doc.sequence === '0' &&
    doc.memo === '' &&
    doc.fee.gas === '0' &&
    doc.fee.amount.length === 0 &&
    more.length === 0 &&
    message?.type === 'sign/MsgSignData' &&
    message.value.signer === signer;
  if (!isAdr36) throw new Error('Tollpass signs no amino transactions: use SIGN_MODE_DIRECT.');
  return fromBase64(message.value.data ?? '');
}

function stdSignature({ signature, publicKey }: TollpassSignedText) {
  const value = toBase64(fromHex(publicKey));
  return { pub_key: { type: 'tendermint/PubKeySecp256k1', value }, signature };
}

/** @throws TypeError for what is no text: nobody could read what they sign */
function textOf(bytes: Uint8Array): string {
  return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
}

function toBase64(bytes: Uint8Array): string {
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
}

function fromBase64(text: string): Uint8Array {
  return Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
}

function fromHex(text: string): Uint8Array {
  return Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}

const BECH32 = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l';

/** The bytes of a bech32 address, whose checksum (6 characters) is the background's to look after. */
function addressBytes(address: string): Uint8Array {
  const digits = address.slice(address.lastIndexOf('1') + 1, -6);
  const bytes: number[] = [];
  let value = 0;
  let bits = 0;
  for (const digit of digits) {
    value = (value << 5) | BECH32.indexOf(digit);
    bits += 5;
    if (bits < 8) continue;
    bits -= 8;
    bytes.push((value >> bits) & 0xff);
    value &= (1 << bits) - 1;
  }
  return Uint8Array.from(bytes);
}
