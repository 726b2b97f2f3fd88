/** As much of `oidc-provider` as the devnet uses: it comes without types. */
declare module 'oidc-provider' {
  import type { IncomingMessage, ServerResponse } from 'node:http';

  interface StoredToken {
    readonly jti: string;
    readonly accountId: string;
    readonly isValid: boolean;
    destroy(): Promise<void>;
  }

  export class Provider {
    constructor(issuer: string, configuration: Readonly<Record<string, unknown>>);
    callback(): (request: IncomingMessage, response: ServerResponse) => void;
    on(event: 'refresh_token.saved', listener: (token: StoredToken) => void): void;
    on(event: 'grant.success' | 'grant.revoked', listener: () => void): void;
    readonly AccessToken: { find(value: string): Promise<StoredToken | undefined> };
  }
}
