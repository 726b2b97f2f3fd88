import type { Handlers } from '../messages/router.ts';
import { isSecure } from '../payments/policy.ts';
import { serves } from '../sessions/attachment.ts';
import type { CredentialPorts } from './credential-handlers.ts';
import type { Credential } from './credentials.ts';
import { isRefusal, statusFor } from './try-credential.ts';

/**
 * Whether a page may be of the site that it was refused by: requests of others are shown nothing. By the
 * last two names of both hosts, which is less exact than the browser is, and enough for a hint.
 */
function isOneSite(page: string | null, url: string): boolean {
  if (page === null || !URL.canParse(page)) return false;
  const siteOf = (of: string): string => new URL(of).hostname.split('.').slice(-2).join('.');
  return siteOf(page) === siteOf(url);
}

/** Looks no more often than this at whether a credential is refused, whatever pages say. */
const PAUSE_MS = 30_000;

/**
 * The handler for hints of pages that something was answered 401 or 403. A hint may be about anything:
 * only where a key or a token is shown to that URL, and to that page's requests, the background makes a
 * GET of its own and believes what that is answered. A page that forges a hint gains no more than by
 * leading a tab there.
 */
export function refusalHandlers(ports: CredentialPorts): Pick<Handlers, 'credential.refused'> {
  const { credentials, oauth, refused, now } = ports;
  const lookedAt = new Map<string, number>();

  async function isRefused(credential: Credential, url: string): Promise<number | null> {
    const secret = await credentials.secretOf(credential);
    if (!secret.ok || secret.value === null) return null;
    const { header } = credential.attachment;
    const answered = await statusFor(ports.fetch, url, header, secret.value);
    return answered.ok && isRefusal(answered.value) ? answered.value : null;
  }

  async function look(credential: Credential, url: string): Promise<boolean> {
    const { id, kind } = credential;
    if (now() - (lookedAt.get(id) ?? Number.NEGATIVE_INFINITY) < PAUSE_MS) return false;
    lookedAt.set(id, now());
    const status = await isRefused(credential, url);
    // RFC 6750, section 3.1: a token that is good no more is answered 401; another may do.
    const isRenewed = status === 401 && kind === 'oauth' && (await oauth.refresh(id)).ok;
    await refused.set(id, status === null || isRenewed ? null : { status, at: now() });
    ports.changed();
    return status !== null && !isRenewed;
  }

  return {
    async 'credential.refused'({ url }, { tabId, url: page }) {
      if (!isOneSite(page, url)) return null;
      const known = await credentials.all();
      if (!known.ok) return null;
      for (const credential of known.value) {
        const { attachment } = credential;
        if (!isSecure(attachment.origin, { hiddenServices: false })) continue;
        if (!serves(attachment, url) || !(await look(credential, url))) continue;
        const title = 'toolbar_key_refused';
        if (tabId !== null) await ports.showOnToolbar(tabId, { kind: 'trouble', title });
      }
      return null;
    },
  };
}
