import type { Description, PublicAccount, TextKind } from './signing.ts';
import type { StructsText } from './structs-text.ts';

/** An account as the user knows it. The name is for the user's eyes, never for a site's. */
export interface NamedAccount extends PublicAccount {
  readonly name: string;
}

/** Who asks, and for which chain. */
interface Asked {
  readonly origin: string;
  readonly chainId: string;
  /** The tabs whose pages wait for the answer. Without any it is withdrawn. */
  readonly tabs: ReadonlySet<number>;
}

/** What a site asks of a signer, and the user is asked about. */
export type SiteQuestion = Asked &
  (
    | {
        readonly kind: 'connect';
        /** Those to choose from; none if the user has no account on this chain. */
        readonly accounts: readonly NamedAccount[];
      }
    | {
        readonly kind: 'sign';
        readonly account: NamedAccount;
        readonly description: Description;
        /** It is sent as well, once it is signed. */
        readonly sends: boolean;
        /** Whether it may be signed without a question from now on. */
        readonly mayAutoSign: boolean;
      }
    | {
        readonly kind: 'text';
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
  /** "Sign such requests without asking": so many times, for so long. */
  readonly autoSign: { readonly times: number; readonly hours: number } | null;
}

export type SiteAnswer =
  | ({ readonly do: 'agree' } & Agreement)
  | { readonly do: 'reject' }
  /** Not asked, because the user just said no to another question of this site. */
  | { readonly do: 'dismiss' };
