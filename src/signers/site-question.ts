import type { Description, PublicAccount, TextKind } from './signing.ts';
import type { StructsText } from './structs-text.ts';

/** An account as the user knows it. The name is for the user's eyes, never for a site's. */
export interface NamedAccount extends PublicAccount {
  readonly name: string;
}

/** Who asks. */
interface Asked {
  readonly origin: string;
  /** The tabs whose pages wait for the answer. Without any it is withdrawn. */
  readonly tabs: ReadonlySet<number>;
}

/** A connection to a NATS server as the user knows it. */
export interface NamedStream {
  readonly id: string;
  readonly name: string;
  readonly url: string;
}

/** What a site asks of a signer or a stream, and the user is asked about. */
export type SiteQuestion = Asked &
  (
    | {
        readonly kind: 'stream';
        readonly subjects: readonly string[];
        /** Connections to choose from; none if the user has none. */
        readonly streams: readonly NamedStream[];
      }
    | {
        readonly kind: 'connect';
        readonly chainId: string;
        /** Those to choose from; none if the user has no account on this chain. */
        readonly accounts: readonly NamedAccount[];
      }
    | {
        readonly kind: 'sign';
        readonly chainId: string;
        readonly account: NamedAccount;
        readonly description: Description;
        /** It is sent as well, once it is signed. */
        readonly sends: boolean;
        /** Whether it may be signed without a question from now on. */
        readonly mayAutoSign: boolean;
      }
    | {
        readonly kind: 'text';
        readonly chainId: string;
        readonly account: NamedAccount;
        readonly textKind: TextKind;
        readonly text: string;
        /** What the text is for, if it is one of the Structs web app. */
        readonly meaning: StructsText | null;
      }
  );

/** What the user agreed to. */
export interface Agreement {
  /** The account that was chosen; null where there was nothing to choose. */
  readonly address: string | null;
  /** The connection that was chosen, where a site wants to hear something. */
  readonly streamId: string | null;
  /** "Sign such requests without asking": so many times, for so long. */
  readonly autoSign: { readonly times: number; readonly hours: number } | null;
}

export type SiteAnswer =
  | ({ readonly do: 'agree' } & Agreement)
  | { readonly do: 'reject' }
  /** Not asked, because the user just said no to another question of this site. */
  | { readonly do: 'dismiss' };
