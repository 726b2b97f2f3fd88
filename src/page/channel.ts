import type {
  TollpassError,
  TollpassMissed,
  TollpassStreamMessage,
  TollpassSubscription,
} from './provider.d.ts';

/**
 * How the page-world script asks and the content script answers: two events on the window. A page
 * can forge both. A forged question leads to a request that the page could have made itself; a
 * forged answer makes the page repeat its own request.
 */
export const ASK = 'tollpass:ask';
export const ANSWER = 'tollpass:answer';

/** Heard in the pages of web apps that the user is logged in to. Forged, it leads to questions alone. */
export const SESSION = 'tollpass:session';

/**
 * As the `toll.noticed` message has it, but for the time; this side checks nothing, the background
 * checks all.
 */
export interface Ask {
  readonly id: string;
  readonly url: string;
  readonly status: number;
  readonly attempt: number;
  readonly free: number;
  /** How long ago it was sent, by the page's clock that nobody sets. */
  readonly ageMs: number;
}

export interface Answer {
  readonly id: string;
  readonly again: boolean;
  /** It does not count as made again for a session: another's login was in time for it. */
  readonly free: boolean;
}

/**
 * Says that a `fetch` was answered 401 or 403, and its URL. Only where keys are kept does anybody listen
 * (`refusals.iife.ts`). Forged, it leads to a GET that the page could have led a tab to.
 */
export const REFUSED = 'tollpass:refused';

/** The same for a challenge that came over a socket: forged, it leads to a question and no further. */
export const CHALLENGE = 'tollpass:challenge';
export const PROOF = 'tollpass:proof';

/** As the `toll.challenged` message has it. */
export interface Challenge {
  readonly id: string;
  readonly address: string;
  readonly amount: string;
  readonly message: string;
}

export interface Proof {
  readonly id: string;
  /** null: none is handed over. */
  readonly proof: { readonly txid: string; readonly proof: string } | null;
}

/**
 * The same for what a page asks of a signer. Both scripts hear of their event before any script of
 * the page, and keep it to themselves.
 */
export const CALL = 'tollpass:call';
export const RETURN = 'tollpass:return';

export interface Call {
  /** Cannot be guessed, so that only who was asked can answer. */
  readonly id: string;
  /** A message of the contract without `provider.` before it. */
  readonly method: string;
  readonly input: unknown;
}

export interface Return {
  readonly id: string;
  /** As the messages of `provider.*` have it, or that nobody knows. */
  readonly answer:
    | { readonly ok: true; readonly value: unknown }
    | { readonly ok: false; readonly code: string; readonly message: string };
}

/** Says to the page's world that other accounts are connected now; as the background says it. */
export const CHANGED = 'tollpass#changed';
export const CONNECTIONS_CHANGED = 'connections-changed';

/**
 * How a page hears what it may (`streams.iife.ts`, `stream-relay.iife.ts`): the background puts both in
 * before it lets the page know that it may. A page that forges any of it fools itself: the ticket is
 * what opens the way, and the background asks anew who comes without.
 */
export const LISTEN = 'tollpass:listen';
export const BEGIN_STREAM = 'tollpass:begin-stream';
export const END_STREAM = 'tollpass:end-stream';
/** Before the id of a subscription: a text of `messages/feed.ts`, or a word that says why it is over. */
export const STREAM = 'tollpass:stream:';

export interface BeginStream {
  readonly id: string;
  /** Null while the connection is switched off. */
  readonly ticket: string | null;
  readonly subjects: readonly string[];
}

/** What `streams.iife.ts` brings to `window.tollpass`. */
export type Listen = (wanted: {
  readonly ticket: string | null;
  readonly subjects: readonly string[];
  readonly hear: (message: TollpassStreamMessage) => void;
  readonly missed?: ((missed: TollpassMissed) => void) | undefined;
  readonly ended?: ((error: TollpassError) => void) | undefined;
  readonly errorOf: (code: string, message: string) => TollpassError;
}) => Promise<TollpassSubscription>;
