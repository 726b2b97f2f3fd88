/**
 * The seed's structures for authentication, as far as a configuration holds them. Names and shapes
 * are the seed's ("Authentication Data Structures" 1.0.0); what is marked as ours is left out by
 * others, and read by nobody else. `schema.ts` says the same as a JSON Schema.
 */

/** A session of a web app. */
export interface WebappSession {
  /** Sensitive: whoever has it is logged in. */
  readonly cookie: string;
  /** RFC 3339. */
  readonly expires?: string;
  /** RFC 3339. */
  readonly lastUsed?: string;
}

/** What a chain says of an account. */
export interface ConsensusAccount {
  readonly address: string;
  readonly pub_key?: object;
  readonly account_number: string;
  readonly sequence: string;
}

/** Who signs transactions. */
export interface TransactionSigner {
  /** Bech32. */
  readonly address: string;
  /** Sensitive: 32 bytes in hex. */
  readonly privateKey?: string;
  /** Compressed secp256k1 in hex. */
  readonly publicKey?: string;
  /** Decimal text. The chain knows it better. */
  readonly sequence?: string;
  /** Ours: what the user calls it. */
  readonly name?: string;
  /** Ours, sensitive: recovery words in place of a private key. */
  readonly mnemonic?: string;
  /** Ours: the last number of the path that its key is derived by; 0 if it is left out. */
  readonly index?: number;
}

/** Ours: what is known of a chain, so that it need not be asked. */
export interface ChainDescription {
  readonly chainId: string;
  readonly prefix: string;
  readonly coinType: number;
  readonly denoms: Readonly<Record<string, { readonly symbol: string; readonly exponent: number }>>;
  readonly gasPrice: { readonly denom: string; readonly price: string } | null;
  readonly fixed: {
    readonly typePrefix: string;
    readonly fee: {
      readonly amount: readonly { readonly denom: string; readonly amount: string }[];
      readonly gasLimit: string;
    };
  } | null;
}

/** A chain, and who signs there. */
export interface ConsensusConfig {
  readonly rpcURL?: string;
  readonly apiURL?: string;
  readonly signer?: TransactionSigner;
  readonly chain?: ChainDescription;
}

/** A web app, and who logs in there. */
export interface WebappConfig {
  readonly baseURL?: string;
  readonly username?: string;
  /** Sensitive. */
  readonly password?: string;
  /** Sensitive, for its cookie. */
  readonly session?: WebappSession;
  /** Ours: how the web app wants its users to log in. */
  readonly way?: 'password' | 'signature';
  /** Ours: of a web app of Structs. */
  readonly guild?: { readonly id: string; readonly name: string };
  /** Ours: whose signature logs in, in place of a user name and a password. */
  readonly signer?: { readonly chainId: string; readonly address: string };
}

/** A connection to a NATS server. */
export interface NATSConnection {
  /** `nats://localhost:4222` or `ws://localhost:1443` */
  readonly url: string;
  readonly protocol: 'NATS';
  readonly transport?: 'tcp' | 'WebSocket';
  readonly authentication?: {
    readonly type?: 'token' | 'username_password';
    /** Sensitive. */
    readonly token?: string;
    readonly username?: string;
    /** Sensitive. */
    readonly password?: string;
  };
  /** Ours: what the user calls it. */
  readonly name?: string;
  /** Ours: whether it is to be connected; true if it is left out. */
  readonly on?: boolean;
  /** Ours: what is listened to. */
  readonly subjects?: readonly string[];
}

/** One or, where somebody has several, a list of them. */
export type OneOrMore<T> = T | readonly T[];

/** All that a person has to show to the three services. */
export interface AuthenticationConfig {
  /** Ours: the form of the file. */
  readonly version?: 1;
  readonly webapp?: OneOrMore<WebappConfig>;
  readonly consensus?: OneOrMore<ConsensusConfig>;
  readonly streaming?: OneOrMore<NATSConnection>;
}

export const SERVICES = ['webapp', 'consensus', 'streaming'] as const;

export type Service = (typeof SERVICES)[number];
