import type { Failure } from '../outcome/failure.ts';
import type { Result } from '../outcome/result.ts';

/** What keys are derived from, as the vault keeps it. */
export type KeySource =
  | { readonly kind: 'mnemonic'; readonly words: string }
  /** 32 bytes in lower-case hex. */
  | { readonly kind: 'private_key'; readonly hex: string };

/** Which key of a source: BIP-44 `m/44'/coinType'/0'/0/index`. A private key has no others. */
export interface KeyPath {
  readonly coinType: number;
  readonly index: number;
}

/** What may be known of a key to anybody. */
export interface PublicAccount {
  /** Bech32, with the chain's prefix. */
  readonly address: string;
  /** Compressed secp256k1, 33 bytes in lower-case hex. */
  readonly publicKey: string;
}

/** An amount as Cosmos chains write it: decimal text of the smallest unit. */
export interface Coin {
  readonly denom: string;
  readonly amount: string;
}

/** A message before it is encoded: its fields by their proto3 JSON names; u64 as text. */
export interface Message {
  readonly typeUrl: string;
  readonly value: Readonly<Record<string, unknown>>;
}

/** What a signature of SIGN_MODE_DIRECT is over (cosmos.tx.v1beta1.SignDoc); bytes in base64. */
export interface DirectDoc {
  readonly bodyBytes: string;
  readonly authInfoBytes: string;
  readonly chainId: string;
  /** Decimal text. */
  readonly accountNumber: string;
}

/** What a transaction is made of. */
export interface Draft {
  readonly messages: readonly Message[];
  readonly memo: string;
  readonly fee: { readonly amount: readonly Coin[]; readonly gasLimit: string };
  readonly chainId: string;
  readonly accountNumber: string;
  readonly sequence: string;
  /** Of the signer, as in `PublicAccount`. */
  readonly publicKey: string;
}

/** A signed transaction as a person reads it (the name and the shape are the seed's). */
export interface SignedTransaction {
  readonly body: { readonly messages: readonly unknown[]; readonly memo: string };
  readonly auth_info: {
    readonly signer_infos: readonly unknown[];
    readonly fee: { readonly amount: readonly Coin[]; readonly gas_limit: string };
  };
  /** Base64. */
  readonly signatures: readonly string[];
}

/** The same as it goes over the wire. */
export interface Signed {
  /** Base64, 64 bytes r‖s with a low s. */
  readonly signature: string;
  /** TxRaw in base64: what is broadcast. */
  readonly txBytes: string;
  /** SHA-256 of TxRaw in upper-case hex. */
  readonly txHash: string;
  readonly json: SignedTransaction;
}

/** One line of a message in words. */
export interface Field {
  readonly label: string;
  /** Inert text; amounts in display denom. */
  readonly value: string;
}

/**
 * Where the meaning of a message comes from: we know the type; the chain's own node described it,
 * which is its claim; nobody did, and the content is shown raw.
 */
export type Knowledge = 'known' | 'claimed' | 'raw';

/** What stands out to somebody who is about to sign. */
export type Warning =
  | 'grants_rights'
  | 'pays_others_fee'
  | 'other_fee_payer'
  | 'other_chain'
  | 'other_signer'
  | 'high_fee'
  | 'unknown_message'
  | 'node_claim'
  | 'moves_funds'
  | 'timeout_passed'
  | 'unknown_extension';

export interface DescribedMessage {
  readonly typeUrl: string;
  /** In our own words where the type is known ("Send 1.5 alpha to structs1…"), else the type. */
  readonly title: string;
  readonly fields: readonly Field[];
  readonly knowledge: Knowledge;
  readonly warnings: readonly Warning[];
  /** The whole content: proto3 JSON if it could be decoded, hex if not. */
  readonly raw: string;
  /** Messages inside of it (authz `MsgExec`, gov proposals). */
  readonly inner: readonly DescribedMessage[];
}

/** A transaction in words. */
export interface Description {
  readonly messages: readonly DescribedMessage[];
  readonly memo: string;
  readonly fee: string;
  readonly gasLimit: string;
  readonly chainId: string;
  readonly sequence: string;
  /** Of the transaction as a whole, and of every message in it. */
  readonly warnings: readonly Warning[];
}

/** What the reader of a transaction has to know of its chain and its signer. */
export interface ReadingContext {
  /** The chain on which the signer stands for. */
  readonly chainId: string;
  readonly address: string;
  /** Smallest unit to display unit, for amounts. */
  readonly denoms: Readonly<
    Record<string, { readonly symbol: string; readonly exponent: number } | undefined>
  >;
  /** File descriptors that the chain's node served (base64 of FileDescriptorProto); may be empty. */
  readonly descriptors: readonly string[];
}

/** A text that is no transaction, and how it is signed. */
export type TextKind =
  /** ADR-36, `signArbitrary` of Keplr. The signature is base64. */
  | 'adr36'
  /** Raw SHA-256 of one of the three texts of the Structs web app. The signature is lower-case hex. */
  | 'structs_login';

/**
 * What needs keys or protobuf. It is heavy, so it runs in a page of its own (`desk/`), and remembers
 * nothing: keys come with each call, and are gone after it. Secrets are in no failure.
 */
export interface Signing {
  newMnemonic(words: 12 | 24): Promise<string>;
  /** Fails with `mnemonic_wrong` or `private_key_wrong`. */
  derive(source: KeySource, path: KeyPath, prefix: string): Promise<Result<PublicAccount, Failure>>;
  /** Encodes, without signing. Fails with `message_unusable`. */
  build(draft: Draft): Promise<Result<DirectDoc, Failure>>;
  signDirect(source: KeySource, path: KeyPath, doc: DirectDoc): Promise<Result<Signed, Failure>>;
  /** Fails with `text_refused` for a `structs_login` that is none of the three texts. */
  signText(
    source: KeySource,
    path: KeyPath,
    prefix: string,
    kind: TextKind,
    text: string,
  ): Promise<Result<{ readonly signature: string; readonly publicKey: string }, Failure>>;
  /**
   * Puts a signature (base64) that was made elsewhere to a document, if it is one by this key (hex)
   * over just this. Fails with `signature_refused`, or `transaction_unreadable`.
   */
  verify(publicKey: string, doc: DirectDoc, signature: string): Promise<Result<Signed, Failure>>;
  /** Never fails on content: what cannot be read is shown raw, with a warning. Fails with `transaction_unreadable`. */
  describe(doc: DirectDoc, context: ReadingContext): Promise<Result<Description, Failure>>;
}
