// An OAuth provider as they are on the web (`oidc-provider`, certified by the OpenID Foundation), and a
// service that takes its access tokens.
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Provider } from 'oidc-provider';
import { listenOnLoopback } from './listen.ts';
import { answerOAuthPage, isOAuthPage } from './oauth-pages.ts';

export interface OAuthProviderOptions {
  readonly clientId: string;
  /** Of each browser that is to log in. */
  readonly redirectUris: readonly string[];
  /** How long access tokens are good for, until `setLife` says something else. */
  readonly lifeS: number;
}

/** What the service was asked. */
export interface Asked {
  readonly url: string;
  readonly token: string | null;
  readonly status: number;
}

export interface OAuthProvider {
  readonly issuer: string;
  /** The service: 200 for a good token, 401 for any other. */
  readonly service: string;
  readonly asked: readonly Asked[];
  /** Of both, as of `listenOnLoopback`: without headers and bodies. */
  readonly log: () => readonly string[];
  /** What the token endpoint granted, and every token that it gave out. */
  readonly grants: () => number;
  readonly tokens: () => readonly string[];
  /** How many grants clients had revoked. */
  readonly revoked: () => number;
  /** How many seconds access tokens are good for that are given out from now on. */
  setLife(seconds: number): void;
  /** Ends all logins, so that their refresh tokens are good no more. */
  revokeAll(): Promise<void>;
  /** Nobody answers at its address. */
  down(): Promise<void>;
  up(): Promise<void>;
  stop(): Promise<void>;
}

/** Its pages are those of `oauth-pages.ts`. */
export async function startOAuthProvider(options: OAuthProviderOptions): Promise<OAuthProvider> {
  const server: Server = createServer((request, response) => {
    if (new URL(request.url ?? '/', 'http://x').pathname === '/token') noteTokens(response);
    if (isOAuthPage(request)) {
      answerOAuthPage(provider, request, response).catch(() => response.writeHead(400).end());
      return;
    }
    handle(request, response);
  });
  const { origin: issuer, log, stop } = await listenOnLoopback(server);
  const { port } = server.address() as AddressInfo;

  const refreshTokens: { destroy(): Promise<void> }[] = [];
  const given: string[] = [];
  let [grants, revoked] = [0, 0];
  let { lifeS } = options;
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: options.clientId,
        token_endpoint_auth_method: 'none',
        redirect_uris: [...options.redirectUris],
        grant_types: ['authorization_code', 'refresh_token'],
        response_types: ['code'],
      },
    ],
    features: { devInteractions: { enabled: false }, revocation: { enabled: true } },
    interactions: { url: (_: unknown, { uid }: { uid: string }) => `/interaction/${uid}` },
    scopes: ['openid', 'offline_access'],
    renderError(context: { type: string; body: string }, { error }: { error: string }) {
      context.type = 'html';
      context.body = `<!doctype html><title>Refused</title><p>${error}`;
    },
    pkce: { methods: ['S256'], required: () => true },
    cookies: { keys: ['devnet'] },
    ttl: {
      AccessToken: () => lifeS,
      AuthorizationCode: 60,
      Grant: 86_400,
      IdToken: 3600,
      Interaction: 600,
      RefreshToken: 86_400,
      Session: 86_400,
    },
    findAccount: (_: unknown, id: string) => ({
      accountId: id,
      claims: () => ({ sub: id }),
    }),
  });
  provider.on('refresh_token.saved', (token) => void refreshTokens.push(token));
  provider.on('grant.success', () => {
    grants += 1;
  });
  provider.on('grant.revoked', () => {
    revoked += 1;
  });
  const handle = provider.callback();

  /** Reads what goes out as it does. */
  function noteTokens(response: import('node:http').ServerResponse): void {
    const end = response.end.bind(response);
    response.end = ((...args: Parameters<typeof end>) => {
      for (const [, token = ''] of String(args[0]).matchAll(
        /"(?:access|refresh)_token":"([^"]+)"/g,
      ))
        given.push(token);
      return end(...args);
    }) as typeof response.end;
  }

  const asked: Asked[] = [];
  const service = await listenOnLoopback(
    createServer((request, response) => {
      request.resume();
      const [, token = null] = /^Bearer (.+)$/.exec(request.headers.authorization ?? '') ?? [];
      void (async () => {
        const known = token === null ? undefined : await provider.AccessToken.find(token);
        const isFree = request.url === '/free' || request.url === '/favicon.ico';
        const status = isFree || known?.isValid === true ? 200 : 401;
        asked.push({ url: request.url ?? '', token, status });
        response.writeHead(status, { 'Content-Type': 'text/html', 'Cache-Control': 'no-store' });
        response.end(`<title>Service</title>${known?.accountId ?? 'nobody'}`);
      })();
    }),
  );

  return {
    issuer,
    service: service.origin,
    asked,
    log: () => [...log, ...service.log],
    grants: () => grants,
    tokens: () => given,
    revoked: () => revoked,
    setLife(seconds) {
      lifeS = seconds;
    },
    async revokeAll() {
      await Promise.all(refreshTokens.map((token) => token.destroy()));
    },
    down: stop,
    async up() {
      server.listen(port, '127.0.0.1');
      await once(server, 'listening');
    },
    async stop() {
      await stop();
      await service.stop();
    },
  };
}
