import type { Input } from '../messages/contract.ts';
import type { Handlers } from '../messages/router.ts';
import { type Failure, failure } from '../outcome/failure.ts';
import { err, ok, type Result } from '../outcome/result.ts';
import { isSecure } from '../payments/policy.ts';
import { readPlace } from '../sessions/attachment.ts';
import {
  type OAuthLogin,
  oauthAttachment,
  readIssuer,
  refreshAt,
} from '../sessions/oauth-login.ts';
import { isBehindPass } from './api-key-actions.ts';
import { type CredentialPorts, type Done, renewAt } from './credential-handlers.ts';
import { isAttached } from './credentials.ts';
import { failureView } from './views.ts';

type OAuthHandlers = Pick<
  Handlers,
  | 'oauth.read'
  | 'oauth.add'
  | 'oauth.change'
  | 'oauth.log_in'
  | 'oauth.log_out'
  | 'oauth.refresh'
  | 'oauth.delete'
>;

const secure = (origin: string): boolean => isSecure(origin, { hiddenServices: false });

/** The handlers for what a user does with OAuth logins. */
export function oauthHandlers(ports: CredentialPorts, done: Done): OAuthHandlers {
  const { logins, oauth, credentials, refused } = ports;

  async function placeOf(id: string | null, address: string) {
    const place = readPlace(address, secure);
    if (!place.ok) return place;
    const free = await credentials.mustBeFree(id, { ...place.value, header: { kind: 'bearer' } });
    return free.ok ? place : free;
  }

  async function add(input: Input<'oauth.add'>): Promise<Result<OAuthLogin, Failure>> {
    const { name, clientId, scope } = input;
    const issuer = readIssuer(input.issuer, secure);
    if (!issuer.ok) return issuer;
    const place = await placeOf(null, input.address);
    if (!place.ok) return place;
    const login: OAuthLogin = {
      id: ports.newId(),
      name,
      issuer: issuer.value,
      clientId,
      scope,
      ...place.value,
      granted: null,
      problem: null,
      failures: 0,
      retryAt: null,
    };
    const listed = await logins.update((list) => ok([...list, login]));
    if (!listed.ok) return listed;
    await credentials.switchHints();
    ports.changed();
    return ok(login);
  }

  async function change(input: Input<'oauth.change'>): Promise<Result<unknown, Failure>> {
    const { id, name, address } = input;
    const [known, place] = [await logins.read(), await placeOf(id, address)];
    if (!known.ok) return known;
    if (!place.ok) return place;
    const before = known.value.find((each) => each.id === id);
    if (before === undefined) return err(failure('key_gone'));
    // Moved while the vault is locked, its token could be taken away from the old place, but not
    // shown at the new one.
    const state = await ports.vault.state();
    if (!state.ok) return state;
    if (before.granted !== null && state.value !== 'unlocked') return err(failure('vault_locked'));
    const listed = await logins.update((list) =>
      ok(list.map((each) => (each.id === id ? { ...each, name, ...place.value } : each))),
    );
    if (!listed.ok) return listed;
    await refused.set(id, null);
    return renewAt(ports, [before.origin, place.value.origin]);
  }

  async function remove(id: string): Promise<Result<unknown, Failure>> {
    const known = await logins.read();
    if (!known.ok) return known;
    const login = known.value.find((each) => each.id === id);
    if (login === undefined) return err(failure('key_gone'));
    const out = login.granted === null ? ok(null) : await oauth.logOut(id);
    // What the provider makes of it is told; the login is gone here all the same.
    if (!out.ok && out.error.code !== 'oauth_not_revoked') return out;
    const listed = await logins.update((list) => ok(list.filter((each) => each.id !== id)));
    if (!listed.ok) return listed;
    await refused.set(id, null);
    const renewed = await renewAt(ports, [login.origin]);
    return renewed.ok ? out : renewed;
  }

  return {
    async 'oauth.read'() {
      const [known, refusals, shown] = await Promise.all([
        logins.read(),
        refused.all(),
        ports.attached.shown(),
      ]);
      const views = (known.ok ? known.value : []).map(async (login) => {
        const { id, name, issuer, clientId, scope, origin, path, granted, problem } = login;
        return {
          ...{ id, name, issuer, clientId, scope, origin, path },
          granted: granted && {
            loggedInAt: granted.loggedInAt,
            at: granted.at,
            expiresAt: granted.expiresAt,
            refreshAt: refreshAt(login),
          },
          isAttached: isAttached(shown, oauthAttachment(login)),
          behindPass: await isBehindPass(ports, oauthAttachment(login)),
          refused: refusals.find((each) => each.id === id) ?? null,
          problem: problem && failureView(problem),
        };
      });
      return {
        logins: await Promise.all(views),
        redirectUri: ports.redirectUri(),
        now: ports.now(),
      };
    },
    async 'oauth.add'(input) {
      const added = await add(input);
      return added.ok
        ? { ok: true, id: added.value.id }
        : { ok: false, failure: failureView(added.error) };
    },
    'oauth.change': async (input) => done(await change(input)),
    async 'oauth.log_in'({ id }) {
      const loggedIn = await oauth.logIn(id);
      if (loggedIn.ok) await refused.set(id, null);
      return done(loggedIn);
    },
    'oauth.log_out': async ({ id }) => done(await oauth.logOut(id)),
    'oauth.refresh': async ({ id }) => done(await oauth.refresh(id)),
    'oauth.delete': async ({ id }) => done(await remove(id)),
  };
}
