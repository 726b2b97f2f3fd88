/**
 * What Tollpass gives to pages: copy this file into a project that uses `window.tollpass`.
 * Bytes are base64 unless it says otherwise; 64-bit numbers are decimal text.
 */

export interface TollpassAccount {
  /** Bech32, with the chain's prefix. */
  readonly address: string;
  /** Compressed secp256k1, 33 bytes in lower-case hex. */
  readonly publicKey: string;
}

/** cosmos.tx.v1beta1.SignDoc */
export interface TollpassSignDoc {
  readonly bodyBytes: string;
  readonly authInfoBytes: string;
  readonly chainId: string;
  readonly accountNumber: string;
}

export interface TollpassSigned {
  /** 64 bytes, r and s. */
  readonly signature: string;
  /** cosmos.tx.v1beta1.TxRaw, ready to be broadcast. */
  readonly txBytes: string;
  /** Upper-case hex. */
  readonly txHash: string;
  /** The signed transaction to be read: body, auth_info, signatures. */
  readonly json: unknown;
}

export interface TollpassSignedText {
  /** Base64 for `signArbitrary`, lower-case hex for `signStructsLogin`. */
  readonly signature: string;
  /** 33 bytes in lower-case hex. */
  readonly publicKey: string;
}

export interface TollpassMessage {
  /** Such as `/structs.structs.MsgFleetMove`. */
  readonly typeUrl: string;
  /** The fields by their proto3 JSON names. */
  readonly value: Readonly<Record<string, unknown>>;
}

/** What each method rejects with. The codes stay; the message is for a developer. */
export interface TollpassError extends Error {
  readonly name: 'TollpassError';
  readonly code:
    | 'invalid'
    | 'not_allowed'
    | 'not_connected'
    | 'rejected'
    | 'busy'
    | 'refused'
    | 'failed'
    | 'interrupted';
}

export interface TollpassStreamMessage {
  readonly subject: string;
  /** Text, such as JSON, if the message is UTF-8; else its bytes. */
  readonly data: string | Uint8Array;
  /** When it came to this computer, in milliseconds since 1970. */
  readonly time: number;
}

/** A time in which messages may have been missed, in milliseconds since 1970. */
export interface TollpassMissed {
  readonly from: number;
  readonly to: number;
  /** How many, where that is known: those that the page was too slow for. */
  readonly count: number | null;
}

export interface TollpassSubscription {
  readonly subjects: readonly string[];
  unsubscribe(): void;
}

/** What the user's NATS connections bring, as far as the user allows it. */
export interface TollpassStreams {
  /**
   * Hears what is published on a subject, or on several, in order. Asks the user which of their
   * connections it is, unless they said yes before. Resolves once the server has the subscription;
   * while the user's connection is down, that is when it is back.
   */
  subscribe(
    options: {
      /** With wildcards, if you like. Several that overlap: what two of them have comes twice. */
      readonly subject: string | readonly string[];
      /** What was missed, told in its place among the messages. */
      readonly missed?: (missed: TollpassMissed) => void;
      /** It is over, though nobody unsubscribed: `not_connected` if the user took it back. */
      readonly ended?: (error: TollpassError) => void;
    },
    hear: (message: TollpassStreamMessage) => void,
  ): Promise<TollpassSubscription>;
}

export interface Tollpass {
  /** Asks the user for an account, unless one is connected already. */
  connect(options: { readonly chainId: string }): Promise<readonly TollpassAccount[]>;
  /** The accounts that are connected; an empty list, and never a question, if there are none. */
  accounts(chainId: string): Promise<readonly TollpassAccount[]>;
  /** Signs a transaction (SIGN_MODE_DIRECT), exactly as it was given. */
  signDirect(chainId: string, signer: string, doc: TollpassSignDoc): Promise<TollpassSigned>;
  /** Signs a text by ADR-36. */
  signArbitrary(chainId: string, signer: string, data: string): Promise<TollpassSignedText>;
  /** Signs one of the three texts of the Structs web app, with the account that it names. */
  signStructsLogin(text: string): Promise<TollpassSignedText>;
  /** Has a transaction made of these messages, signed and sent by the connected account. */
  send(
    chainId: string,
    messages: readonly TollpassMessage[],
    memo?: string,
  ): Promise<{ readonly txHash: string }>;
  /** Sends a transaction that is signed already. */
  broadcast(chainId: string, txBytes: string): Promise<{ readonly txHash: string }>;
  readonly streams: TollpassStreams;
}

declare global {
  interface Window {
    /** Missing where Tollpass is not installed, and on pages without an encrypted connection. */
    readonly tollpass?: Tollpass;
  }
}
