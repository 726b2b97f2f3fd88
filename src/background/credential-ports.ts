import type { Clock } from '../payments/clock.ts';
import { isSecure } from '../payments/policy.ts';
import type { AttachedHeaders } from '../platform/attach-headers.ts';
import { redirectUri, remindToRefresh, showAuthWindow } from '../platform/auth-window.ts';
import { openCredentialStorage } from '../platform/credential-storage.ts';
import type { JournalStorage } from '../platform/journal-storage.ts';
import type { KeepAwake } from '../platform/keep-awake.ts';
import { withoutOrigin } from '../platform/own-requests.ts';
import { openRefusedCredentials } from '../platform/refused-credentials.ts';
import type { LocalStorage } from '../platform/storage.ts';
import { showOnToolbar } from '../platform/toolbar.ts';
import { type OAuthPorts, openOAuth } from '../sessions/oauth.ts';
import type { Vault } from '../vault/vault.ts';
import type { CredentialPorts } from './credential-handlers.ts';
import { openCredentials } from './credentials.ts';

interface Surroundings {
  readonly clock: Pick<Clock, 'now'>;
  readonly storage: LocalStorage;
  readonly journal: Pick<JournalStorage, 'records'>;
  readonly vault: Pick<Vault, 'state' | 'put' | 'get' | 'remove'>;
  readonly attached: Pick<AttachedHeaders, 'renew' | 'shown'>;
  readonly awake: Pick<KeepAwake, 'begin' | 'end'>;
  changed(): void;
}

/** API keys and OAuth logins: what they are kept in, shown by, and done with. */
export function openCredentialPorts(
  around: Surroundings,
  fetch: CredentialPorts['fetch'] = (url, init) => globalThis.fetch(url, init),
): CredentialPorts {
  const { clock, storage, journal, vault, attached, awake, changed } = around;
  const shelves = openCredentialStorage(storage);
  const protocol: OAuthPorts['protocol'] = async () => {
    const { openOAuthProtocol } = await import('../sessions/oauth-protocol.ts');
    const plain = withoutOrigin(fetch);
    return openOAuthProtocol(
      (url, init) => plain(url, { ...init, credentials: 'omit', cache: 'no-store' }),
      (origin) => isSecure(origin, { hiddenServices: false }),
    );
  };
  return {
    ...shelves,
    vault,
    attached,
    fetch,
    redirectUri,
    showOnToolbar,
    changed,
    credentials: openCredentials(shelves, vault, attached),
    refused: openRefusedCredentials(),
    now: clock.now,
    newId: () => crypto.randomUUID(),
    async hasPass(origin) {
      const records = await journal.records(origin);
      return records.ok && records.value.some(({ pass }) => pass?.ended === null);
    },
    oauth: openOAuth({
      ...shelves,
      vault,
      protocol,
      redirectUri,
      show: showAuthWindow,
      now: clock.now,
      remindAt: remindToRefresh,
      renew: (origin) => attached.renew(origin),
      awake,
      changed,
    }),
  };
}
