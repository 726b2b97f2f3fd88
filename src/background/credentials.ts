import type { FleetingRule } from '../headers/rule.ts';
import { type Failure, failure } from '../outcome/failure.ts';
import { err, ok, type Result } from '../outcome/result.ts';
import { PASS_HEADER } from '../passes/header-rules.ts';
import { isSecure } from '../payments/policy.ts';
import type { AttachedHeaders, ShownRule } from '../platform/attach-headers.ts';
import type { CredentialStorage } from '../platform/credential-storage.ts';
import { switchPageScript } from '../platform/page-script.ts';
import { apiKeySecret } from '../sessions/api-key.ts';
import { type Attachment, attachmentRule, clashes, headerName } from '../sessions/attachment.ts';
import { oauthAttachment, oauthSecret, readTokens } from '../sessions/oauth-login.ts';
import type { Vault } from '../vault/vault.ts';

/** An API key or an access token: what it is called, where it is shown, and until when. */
export interface Credential {
  readonly id: string;
  readonly kind: 'api_key' | 'oauth';
  readonly name: string;
  readonly attachment: Attachment;
  readonly until: number | null;
}

export interface Credentials {
  /** Those that there are: every key, and the logins that are logged in. */
  all(): Promise<Result<readonly Credential[], Failure>>;
  /** Its value; null if the vault has none. Errors: `vault_locked`, `vault_missing`. */
  secretOf(credential: Credential): Promise<Result<string | null, Failure>>;
  /** The rules for one origin; null while the vault is locked and holds what they show. */
  rules(origin: string): Promise<Result<readonly FleetingRule[] | null, Failure>>;
  /** Whether one of them is shown to this origin in the header that passes are shown in. */
  contests(origin: string): Promise<boolean>;
  /** Fails with `place_taken` if something else has this header at this place. */
  mustBeFree(id: string | null, attachment: Attachment): Promise<Result<null, Failure>>;
  /** Shows them all: what was unlocked just now, or came with a backup. */
  attachAll(): Promise<void>;
  /** Has pages tell of what is refused while there is anything that could be, and only then. */
  switchHints(): Promise<void>;
}

/** What tells of refusals (`page/refusals.iife.ts`). */
const HINTS = {
  id: 'refusals',
  file: 'src/page/refusals.iife.js',
  world: 'ISOLATED',
} as const;

/** Whether this is among what the browser shows now. */
export function isAttached(
  shown: readonly ShownRule[],
  { origin, path, header }: Attachment,
): boolean {
  const name = headerName(header).toLowerCase();
  return shown.some((rule) => rule.prefix === `${origin}${path}` && rule.name === name);
}

/** API keys and access tokens, as sources of header rules. */
export function openCredentials(
  { keys, logins }: CredentialStorage,
  vault: Pick<Vault, 'get'>,
  attached: Pick<AttachedHeaders, 'renew'>,
): Credentials {
  /** Where credentials go, or would go once logged in. */
  async function places() {
    const [listed, known] = [await keys.read(), await logins.read()];
    if (!listed.ok) return listed;
    if (!known.ok) return known;
    const of = listed.value.map((key) => ({ id: key.id, name: key.name, attachment: key }));
    return ok([
      ...of.map((each) => ({ ...each, kind: 'api_key' as const, isLive: true, until: null })),
      ...known.value.map((login) => ({
        id: login.id,
        name: login.name,
        kind: 'oauth' as const,
        attachment: oauthAttachment(login),
        isLive: login.granted !== null,
        until: login.granted?.expiresAt ?? null,
      })),
    ]);
  }

  async function all(): Promise<Result<readonly Credential[], Failure>> {
    const known = await places();
    return known.ok ? ok(known.value.filter(({ isLive }) => isLive)) : known;
  }

  async function at(origin: string): Promise<Result<readonly Credential[], Failure>> {
    const known = await all();
    if (!known.ok) return known;
    return ok(known.value.filter(({ attachment }) => attachment.origin === origin));
  }

  async function secretOf({ id, kind }: Credential): Promise<Result<string | null, Failure>> {
    if (kind === 'api_key') return vault.get(apiKeySecret(id));
    const kept = await vault.get(oauthSecret(id));
    return kept.ok ? ok(readTokens(kept.value)?.access ?? null) : kept;
  }

  return {
    all,
    secretOf,
    async rules(origin) {
      const here = await at(origin);
      if (!here.ok) return here;
      const rules: FleetingRule[] = [];
      for (const credential of here.value) {
        const { attachment, until } = credential;
        if (!isSecure(origin, { hiddenServices: false })) continue;
        const secret = await secretOf(credential);
        if (!secret.ok) return secret.error.code === 'vault_locked' ? ok(null) : secret;
        if (secret.value !== null) rules.push(attachmentRule(attachment, secret.value, until));
      }
      return ok(rules);
    },
    async contests(origin) {
      const here = await at(origin);
      const name = PASS_HEADER.toLowerCase();
      return (
        here.ok &&
        here.value.some(({ attachment }) => headerName(attachment.header).toLowerCase() === name)
      );
    },
    async mustBeFree(id, attachment) {
      const known = await places();
      if (!known.ok) return known;
      const other = known.value.find(
        (each) => each.id !== id && clashes(each.attachment, attachment),
      );
      return other === undefined ? ok(null) : err(failure('place_taken', { name: other.name }));
    },
    async attachAll() {
      const known = await all();
      if (!known.ok) return;
      const origins = new Set(known.value.map(({ attachment }) => attachment.origin));
      await Promise.all([...origins].map((origin) => attached.renew(origin)));
    },
    async switchHints() {
      const known = await places();
      if (known.ok) await switchPageScript(HINTS, known.value.length > 0);
    },
  };
}
