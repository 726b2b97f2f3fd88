import * as oauth from 'oauth4webapi';
import { type Failure, failure } from '../outcome/failure.ts';
import { err, ok, type Result } from '../outcome/result.ts';

/** What a login is asked for by. */
export interface OAuthClient {
  readonly issuer: string;
  readonly clientId: string;
  readonly scope: string;
}

/** What a provider issued. */
export interface IssuedTokens {
  readonly access: string;
  /** null: there is none, or the one before goes on being good. */
  readonly refresh: string | null;
  /** Milliseconds that the access token is good for; null: it was not said. */
  readonly lifeMs: number | null;
}

/** A login that was begun: where the user is sent, and what finishes it. */
export interface Begun {
  readonly url: string;
  /** @param returned the URL that the provider sent the user back to */
  finish(returned: string): Promise<Result<IssuedTokens, Failure>>;
}

/**
 * OAuth 2.1: authorization code with PKCE (S256), for a client without a secret. The metadata of the
 * provider is read anew each time (OpenID Connect Discovery, or RFC 8414 where there is none).
 *
 * Errors of every call: `oauth_unreachable`, `oauth_unusable`, `oauth_insecure`,
 * `oauth_client_wrong`, `oauth_refused`.
 */
export interface OAuthProtocol {
  /** Errors of `finish`: also `oauth_denied`, `oauth_clock_wrong`. */
  begin(client: OAuthClient, redirectUri: string): Promise<Result<Begun, Failure>>;
  /** Errors: also `oauth_login_ended` where the refresh token is good no more, `oauth_clock_wrong`. */
  refresh(client: OAuthClient, token: string): Promise<Result<IssuedTokens, Failure>>;
  /** Errors: also `oauth_not_revoked` where the provider has no way to do it. */
  revoke(client: OAuthClient, tokens: readonly string[]): Promise<Result<null, Failure>>;
}

/** A provider that takes longer is down. */
const TIMEOUT_MS = 20_000;

/** Clocks of two honest machines differ by seconds. */
const TOLERANCE_S = 60;

/**
 * @param fetch keeps no cookies
 * @param isSecure whether what is sent to an origin can be read by nobody on the way
 */
export function openOAuthProtocol(
  fetch: (url: string, init: RequestInit) => Promise<Response>,
  isSecure: (origin: string) => boolean,
): OAuthProtocol {
  const options = () => ({
    // Whether an address is safe is asked of `isSecure`, which knows loopback.
    [oauth.allowInsecureRequests]: true,
    [oauth.customFetch]: (url: string, init: object) => fetch(url, init as RequestInit),
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });

  async function serverOf({ issuer }: OAuthClient): Promise<oauth.AuthorizationServer> {
    const url = new URL(issuer);
    const first = await oauth.discoveryRequest(url, { ...options(), algorithm: 'oidc' });
    const found =
      first.status === 404
        ? await oauth.discoveryRequest(url, { ...options(), algorithm: 'oauth2' })
        : first;
    const server = await oauth.processDiscoveryResponse(url, found);
    for (const endpoint of [
      server.authorization_endpoint,
      server.token_endpoint,
      server.revocation_endpoint,
    ]) {
      if (endpoint === undefined) continue;
      const { origin } = new URL(endpoint);
      if (!isSecure(origin)) throw new Insecure(origin);
    }
    return server;
  }

  const clientOf = ({ clientId }: OAuthClient): oauth.Client => ({
    client_id: clientId,
    [oauth.clockTolerance]: TOLERANCE_S,
  });

  async function attempt<T>(
    { issuer }: OAuthClient,
    work: () => Promise<Result<T, Failure>>,
  ): Promise<Result<T, Failure>> {
    try {
      return await work();
    } catch (cause) {
      return err(failureOf(cause, new URL(issuer).origin));
    }
  }

  return {
    begin: (client, redirectUri) =>
      attempt(client, async () => {
        const server = await serverOf(client);
        const { authorization_endpoint: endpoint, code_challenge_methods_supported: methods } =
          server;
        if (endpoint === undefined || (methods !== undefined && !methods.includes('S256'))) {
          const { origin } = new URL(client.issuer);
          return err(failure('oauth_unusable', { origin }));
        }
        const scopes = client.scope.split(' ');
        const [verifier, state] = [oauth.generateRandomCodeVerifier(), oauth.generateRandomState()];
        const nonce = scopes.includes('openid') ? oauth.generateRandomNonce() : null;
        const url = new URL(endpoint);
        const parameters = {
          response_type: 'code',
          client_id: client.clientId,
          redirect_uri: redirectUri,
          state,
          code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
          code_challenge_method: 'S256',
          ...(client.scope === '' ? {} : { scope: client.scope }),
          ...(nonce === null ? {} : { nonce }),
          // OpenID Connect Core 1.0, section 11: without it there is no refresh token.
          ...(scopes.includes('offline_access') ? { prompt: 'consent' } : {}),
        };
        for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
        return ok({
          url: url.href,
          finish: (returned) =>
            attempt(client, async () => {
              const as = clientOf(client);
              const answer = oauth.validateAuthResponse(server, as, new URL(returned), state);
              const response = await oauth.authorizationCodeGrantRequest(
                server,
                as,
                oauth.None(),
                answer,
                redirectUri,
                verifier,
                options(),
              );
              return ok(
                issued(
                  await oauth.processAuthorizationCodeResponse(server, as, response, {
                    ...(nonce === null ? {} : { expectedNonce: nonce }),
                  }),
                ),
              );
            }),
        });
      }),

    refresh: (client, token) =>
      attempt(client, async () => {
        const server = await serverOf(client);
        const as = clientOf(client);
        const response = await oauth.refreshTokenGrantRequest(
          server,
          as,
          oauth.None(),
          token,
          options(),
        );
        try {
          return ok(issued(await oauth.processRefreshTokenResponse(server, as, response)));
        } catch (cause) {
          const isOver =
            cause instanceof oauth.ResponseBodyError && cause.error === 'invalid_grant';
          if (!isOver) throw cause;
          const { origin } = new URL(client.issuer);
          return err(failure('oauth_login_ended', { origin }, cause));
        }
      }),

    revoke: (client, tokens) =>
      attempt(client, async () => {
        const server = await serverOf(client);
        const { origin } = new URL(client.issuer);
        if (server.revocation_endpoint === undefined) {
          return err(failure('oauth_not_revoked', { origin }));
        }
        for (const token of tokens) {
          const response = await oauth.revocationRequest(
            server,
            clientOf(client),
            oauth.None(),
            token,
            options(),
          );
          await oauth.processRevocationResponse(response);
        }
        return ok(null);
      }),
  };
}

class Insecure extends Error {
  override readonly name = 'Insecure';
  readonly origin: string;

  constructor(origin: string) {
    super('an endpoint of the provider is not secure');
    this.origin = origin;
  }
}

function issued(response: oauth.TokenEndpointResponse): IssuedTokens {
  return {
    access: response.access_token,
    refresh: response.refresh_token ?? null,
    lifeMs: response.expires_in === undefined ? null : response.expires_in * 1000,
  };
}

/** What the library throws, as a failure. Its words hold no token; the provider's are not shown. */
function failureOf(cause: unknown, origin: string): Failure {
  if (cause instanceof Insecure) return failure('oauth_insecure', { origin: cause.origin }, cause);
  if (cause instanceof oauth.AuthorizationResponseError) {
    return cause.error === 'access_denied'
      ? failure('oauth_denied', { origin }, cause)
      : refused(cause.error, origin, cause);
  }
  if (cause instanceof oauth.ResponseBodyError) {
    const { error } = cause;
    return error === 'invalid_client' || error === 'unauthorized_client'
      ? failure('oauth_client_wrong', { origin }, cause)
      : refused(error, origin, cause);
  }
  if (cause instanceof oauth.WWWAuthenticateChallengeError) {
    return failure('oauth_client_wrong', { origin }, cause);
  }
  if (cause instanceof oauth.OperationProcessingError) {
    if (cause.code === oauth.JWT_TIMESTAMP_CHECK) {
      return failure('oauth_clock_wrong', { origin }, cause);
    }
    if (isServerError(cause.cause)) return failure('oauth_unreachable', { origin }, cause);
    return failure('oauth_unusable', { origin }, cause);
  }
  if (cause instanceof oauth.UnsupportedOperationError) {
    return failure('oauth_unusable', { origin }, cause);
  }
  // What is left is the network's: `fetch` rejects with a TypeError, a time limit with a DOMException.
  return failure('oauth_unreachable', { origin }, cause);
}

function isServerError(cause: unknown): boolean {
  return cause instanceof Response && cause.status >= 500;
}

/** Error codes are of a small alphabet (RFC 6749, section 5.2); what is not, is not repeated. */
function refused(error: string, origin: string, cause: unknown): Failure {
  const message = /^[\w.-]{1,64}$/.test(error) ? error : 'unknown error';
  return failure('oauth_refused', { origin, message }, cause);
}
