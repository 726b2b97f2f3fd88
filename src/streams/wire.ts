import type { Failure } from '../outcome/failure.ts';
import type { Result } from '../outcome/result.ts';

/** How to log in to a server. */
export type StreamLogin =
  | { readonly type: 'none' }
  | { readonly type: 'token'; readonly token: string }
  | { readonly type: 'username_password'; readonly username: string; readonly password: string };

/** What a server says of itself. */
export interface ServerFacts {
  readonly name: string;
  readonly version: string;
  /** Bytes. */
  readonly maxPayload: number;
}

export interface Listener {
  /** `data` is lent for the call only. */
  message(subject: string, data: Uint8Array): void;
  /** The server does not let this user subscribe to it; nothing comes any more. */
  denied(): void;
}

/** One connection to a NATS server, from when it is logged in until it is lost. It never comes back. */
export interface Wire {
  readonly server: ServerFacts;
  /** Resolves when the connection is gone, with why, as far as that is known. Never rejects. */
  readonly closed: Promise<Failure | null>;
  /** @returns what takes the subscription back */
  subscribe(subject: string, listener: Listener): () => void;
  /**
   * Resolves once the server has taken it. Errors: `stream_publish_denied`, `stream_too_large`,
   * `stream_not_connected`.
   */
  publish(subject: string, data: Uint8Array): Promise<Result<null, Failure>>;
  /** Errors: those of `publish`, `stream_no_responder`, `stream_no_answer`. */
  request(
    subject: string,
    data: Uint8Array,
    timeoutMs: number,
  ): Promise<Result<Uint8Array, Failure>>;
  /**
   * Asks the server for a sign of life. True: it answered, and all that it had sent before is here.
   * False: the connection is gone. It may never resolve on one that is half open.
   */
  ping(): Promise<boolean>;
  close(): void;
}

/**
 * Connects and logs in, within a time limit of its own. Errors: `stream_unreachable` for all that a
 * browser cannot tell apart, `stream_not_nats`, `stream_login_refused`.
 */
export type Dial = (url: string, login: StreamLogin) => Promise<Result<Wire, Failure>>;
