import * as v from 'valibot';
import { type Failure, type FailureCode, failure } from '../outcome/failure.ts';
import { err, ok, type Result } from '../outcome/result.ts';
import type { Attachment, Place } from './attachment.ts';

/** What is known of the tokens that the vault holds for a login. */
export interface Granted {
  readonly loggedInAt: number;
  /** When the access token was issued, by the clock of this machine. */
  readonly at: number;
  /** When it ends; null: its provider does not say. */
  readonly expiresAt: number | null;
  /** There is a refresh token with it. */
  readonly isRefreshable: boolean;
}

/** What went wrong last, for its sentence. */
export interface Problem {
  readonly code: FailureCode;
  readonly detail?: Readonly<Record<string, string>>;
}

/**
 * One login with an OAuth 2.1 provider: who asks, for what, and where the access token is shown. What
 * may be known of it while the vault is locked; its tokens are in the vault.
 */
export interface OAuthLogin extends Place {
  readonly id: string;
  readonly name: string;
  /** The issuer identifier, as the provider's metadata has it. */
  readonly issuer: string;
  readonly clientId: string;
  /** Scopes with a space between them; empty for the provider's own choice. */
  readonly scope: string;
  /** null: logged out. */
  readonly granted: Granted | null;
  readonly problem: Problem | null;
  /** Refreshing failed so often in a row, and is tried again at that time. */
  readonly failures: number;
  readonly retryAt: number | null;
}

/**
 * Reads the address of a provider, as its metadata must have it (RFC 8414, section 2).
 *
 * Errors: `oauth_issuer_invalid`, `oauth_insecure`.
 *
 * @param isSecure whether what is sent to an origin can be read by nobody on the way
 */
export function readIssuer(
  text: string,
  isSecure: (origin: string) => boolean,
): Result<string, Failure> {
  const typed = text.trim();
  const url = URL.canParse(typed) ? new URL(typed) : null;
  if (url === null || !/^https?:$/.test(url.protocol)) return err(failure('oauth_issuer_invalid'));
  const { origin, search, hash, username, password } = url;
  if (search !== '' || hash !== '' || username !== '' || password !== '') {
    return err(failure('oauth_issuer_invalid'));
  }
  return isSecure(origin) ? ok(url.href) : err(failure('oauth_insecure', { origin }));
}

export function oauthAttachment({ origin, path }: OAuthLogin): Attachment {
  return { origin, path, header: { kind: 'bearer' } };
}

/** Where the tokens of a login are in the vault. */
export function oauthSecret(id: string): string {
  return `oauth:${id}`;
}

const storedTokens = v.object({ access: v.string(), refresh: v.nullable(v.string()) });

/** What the vault keeps of a login. */
export type Tokens = v.InferOutput<typeof storedTokens>;

/** null for what is none. */
export function readTokens(text: string | null): Tokens | null {
  if (text === null) return null;
  try {
    const read = v.safeParse(storedTokens, JSON.parse(text));
    return read.success ? read.output : null;
  } catch {
    return null;
  }
}

/** Sooner than this before its end no token is worth replacing. */
const SOONEST_MS = 300_000;

/** When its access token is to be replaced by another; null: never, or only by logging in again. */
export function refreshAt({ granted, retryAt }: OAuthLogin): number | null {
  if (granted === null || !granted.isRefreshable) return null;
  if (retryAt !== null) return retryAt;
  if (granted.expiresAt === null) return null;
  // A quarter of its life before its end: an alarm may come half a minute late.
  return granted.expiresAt - Math.min(SOONEST_MS, (granted.expiresAt - granted.at) / 4);
}

/** How long to wait after so many failures in a row. */
export function retryWait(failures: number): number {
  return Math.min(60_000 * 2 ** (failures - 1), 1_800_000);
}
