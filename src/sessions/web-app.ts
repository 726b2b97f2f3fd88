import { type Failure, failure } from '../outcome/failure.ts';
import { err, ok, type Result } from '../outcome/result.ts';

/**
 * How a web app wants its users to log in: by a name and a password (the seed's WebappLoginRequest), or
 * by the signature of a Cosmos key (what the web app of Structs asks for today).
 */
export type LoginWay = 'password' | 'signature';

/** The guild that a web app of Structs belongs to: part of every text that it has signed. */
export interface Guild {
  readonly id: string;
  readonly name: string;
}

/** Who the user is to a web app. Its password is in the vault, its key is a signer's. */
export type AppAccount =
  | { readonly id: string; readonly kind: 'password'; readonly username: string }
  | {
      readonly id: string;
      readonly kind: 'signer';
      readonly chainId: string;
      readonly address: string;
    };

/** A web app that the user logs in to. */
export interface WebApp {
  readonly id: string;
  /** Without a slash at the end; the API is beneath it at `/api`. */
  readonly baseUrl: string;
  readonly way: LoginWay;
  /** Null where it has none: then nothing can be signed for it. */
  readonly guild: Guild | null;
  readonly accounts: readonly AppAccount[];
}

/** That the user is logged in to a web app, as far as we had a hand in it. */
export interface AppSession {
  readonly appId: string;
  /** The active account. */
  readonly accountId: string;
  /** Names of the cookies that the login set, the session's own first. Their values are the browser's. */
  readonly cookies: readonly string[];
  /** When it was last seen to be in use: milliseconds since 1970. */
  readonly lastUsedAt: number;
}

/** What a web app's API begins with, beneath its base URL. */
const API = '/api';

/** Where a web app logs in and out, and signs up. */
export const AUTH = `${API}/auth/`;

/**
 * The base URL of a web app, as the user typed it. Fails with `web_app_url_invalid`. Whether it may be
 * spoken to at all is not looked at.
 */
export function readBaseUrl(text: string): Result<string, Failure> {
  const typed = text.trim();
  const full = /^[a-z][a-z0-9+.-]*:\/\//i.test(typed) ? typed : `https://${typed}`;
  const url = URL.canParse(full) ? new URL(full) : null;
  const plain = url !== null && url.username === '' && url.password === '';
  if (!plain || typed === '' || url.search !== '' || url.hash !== '' || url.hostname === '') {
    return err(failure('web_app_url_invalid'));
  }
  if (!/^https?:$/.test(url.protocol)) return err(failure('web_app_url_invalid'));
  return ok(`${url.origin}${url.pathname}`.replace(/\/+$/, ''));
}

/**
 * The web app that a request goes to; null if it is none's. Requests of the login itself are none's: a
 * page that tries a wrong password must get its 401.
 *
 * @param url as it goes over the network
 */
export function appOf<T extends Pick<WebApp, 'baseUrl'>>(
  apps: readonly T[],
  url: string,
): T | null {
  const owners = apps.filter(({ baseUrl }) => isBeneath(url, baseUrl));
  // The deepest: one web app may lie beneath another.
  const [app = null] = owners.sort((a, b) => b.baseUrl.length - a.baseUrl.length);
  return app === null || new URL(url).pathname.startsWith(pathOf(app.baseUrl) + AUTH) ? null : app;
}

function isBeneath(url: string, baseUrl: string): boolean {
  if (!URL.canParse(url)) return false;
  const { origin, pathname } = new URL(url);
  const path = pathOf(baseUrl);
  return (
    origin === new URL(baseUrl).origin && (pathname === path || pathname.startsWith(`${path}/`))
  );
}

/** Empty for the root. */
function pathOf(baseUrl: string): string {
  return new URL(baseUrl).pathname.replace(/\/$/, '');
}
