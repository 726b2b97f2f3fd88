/** As much of `oidc-provider` as the devnet uses: it comes without types. */
declare module 'oidc-provider' {
  import type { IncomingMessage, ServerResponse } from 'node:http';

  interface StoredToken {
    readonly jti: string;
    readonly accountId: string;
    readonly isValid: boolean;
    destroy(): Promise<void>;
  }

  interface Interaction {
    readonly uid: string;
    readonly prompt: { readonly name: string };
    readonly params: { readonly client_id: string; readonly scope?: string };
    readonly session?: { readonly accountId: string };
  }

  interface Grant {
    addOIDCScope(scope: string): void;
    save(): Promise<string>;
  }

  export class Provider {
    constructor(issuer: string, configuration: Readonly<Record<string, unknown>>);
    callback(): (request: IncomingMessage, response: ServerResponse) => void;
    on(event: 'refresh_token.saved', listener: (token: StoredToken) => void): void;
    on(event: 'grant.success' | 'grant.revoked', listener: () => void): void;
    readonly Grant: new (of: {
      accountId: string;
      clientId: string;
    }) => Grant;
    interactionDetails(request: IncomingMessage, response: ServerResponse): Promise<Interaction>;
    interactionFinished(
      request: IncomingMessage,
      response: ServerResponse,
      result: Readonly<Record<string, unknown>>,
    ): Promise<void>;
    readonly AccessToken: { find(value: string): Promise<StoredToken | undefined> };
  }
}
