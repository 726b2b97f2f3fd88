import type { FailureView } from '../messages/contract.ts';
import type { Handlers } from '../messages/router.ts';
import type { Failure } from '../outcome/failure.ts';
import { ok, type Result } from '../outcome/result.ts';
import type { AttachedHeaders } from '../platform/attach-headers.ts';
import type { CredentialStorage } from '../platform/credential-storage.ts';
import type { RefusedCredentials } from '../platform/refused-credentials.ts';
import type { ToolbarState } from '../platform/toolbar.ts';
import type { OAuth } from '../sessions/oauth.ts';
import type { Vault } from '../vault/vault.ts';
import { apiKeyHandlers } from './api-key-actions.ts';
import type { Credential, Credentials } from './credentials.ts';
import { oauthHandlers } from './oauth-actions.ts';
import { refusalHandlers } from './refusals.ts';

/** What the handlers about keys and logins work on. */
export interface CredentialPorts extends CredentialStorage {
  readonly credentials: Credentials;
  readonly oauth: OAuth;
  readonly vault: Pick<Vault, 'state' | 'put' | 'get' | 'remove'>;
  readonly refused: RefusedCredentials;
  readonly attached: Pick<AttachedHeaders, 'renew' | 'shown'>;
  redirectUri(): string;
  newId(): string;
  now(): number;
  fetch(url: string, init: RequestInit): Promise<Response>;
  /** Whether a pass is shown to this origin. */
  hasPass(origin: string): Promise<boolean>;
  showOnToolbar(tabId: number, state: ToolbarState): Promise<void>;
  changed(): void;
}

/** Turns a result into the answer of a message, and tells open pages. */
export type Done = (
  result: Result<unknown, Failure>,
) => { ok: true } | { ok: false; failure: FailureView };

export type CredentialHandlers = ReturnType<typeof apiKeyHandlers> &
  ReturnType<typeof oauthHandlers> &
  ReturnType<typeof refusalHandlers>;

export function credentialHandlers(ports: CredentialPorts, done: Done): CredentialHandlers {
  return {
    ...apiKeyHandlers(ports, done),
    ...oauthHandlers(ports, done),
    ...refusalHandlers(ports),
  } satisfies Partial<Handlers>;
}

/** What services refused, for the popup. */
export async function refusedView({ credentials, refused }: CredentialPorts) {
  const [known, refusals] = [await credentials.all(), await refused.all()];
  return refusals.flatMap(({ id, status }) => {
    const of: Credential | undefined = known.ok
      ? known.value.find((each) => each.id === id)
      : undefined;
    return of === undefined ? [] : [{ name: of.name, origin: of.attachment.origin, status }];
  });
}

/** An origin whose rules are to be made anew, with what they are made of changed. */
export async function renewAt(
  { attached, credentials }: Pick<CredentialPorts, 'attached' | 'credentials'>,
  origins: Iterable<string>,
): Promise<Result<null, Failure>> {
  await credentials.switchHints();
  for (const origin of new Set(origins)) {
    const renewed = await attached.renew(origin);
    if (!renewed.ok) return renewed;
  }
  return ok(null);
}
