import * as v from 'valibot';
import type { Fetch } from '../net/body.ts';
import { type Failure, failure } from '../outcome/failure.ts';
import { err, ok, type Result } from '../outcome/result.ts';
import { type AppAnswer, ask } from './ask.ts';
import { complaintOf, missingFields } from './complaints.ts';
import { GUILD, PLAYER, TIMESTAMP } from './envelope.ts';
import type { Guild, LoginWay } from './web-app.ts';

/** What a web app says of itself. */
export interface AppReport {
  /** Null if that could not be told from its answers. */
  readonly way: LoginWay | null;
  readonly guild: Guild | null;
}

/** Signs one of the three texts of a Structs web app. Hex, as its `Signing.signText` has it. */
export type SignText = (
  text: string,
) => Promise<Result<{ readonly signature: string; readonly publicKey: string }, Failure>>;

/** Who logs in. */
export type Login =
  | { readonly kind: 'password'; readonly username: string; readonly password: string }
  | {
      readonly kind: 'signer';
      readonly guild: Guild | null;
      readonly address: string;
      readonly sign: SignText;
    };

/** What a web app still holds of a session that was ended here; null where it could not be asked. */
export type Remainder = 'ended' | 'alive' | null;

/**
 * The API of a web app. Every call fails with `web_app_unreachable`, `web_app_redirects` or
 * `web_app_unusable`, and with what its complaint means (`complaintOf`).
 */
export interface AppClient {
  /** Asks how it wants users to log in, without trying to. */
  look(): Promise<Result<AppReport, Failure>>;
  /**
   * Logs in; the session is in the browser's jar then.
   * Errors: `web_app_clock` if its clock is not ours by ten minutes; what `sign` fails with.
   */
  logIn(login: Login): Promise<Result<null, Failure>>;
  /** Makes a new player with this key. It takes the chain a while; then the key can log in. */
  signUp(
    guild: Guild,
    address: string,
    username: string,
    sign: SignText,
  ): Promise<Result<null, Failure>>;
  /** Offers this key as a further one of a player; a device that is logged in has to agree to it. */
  addDevice(
    guild: Guild,
    address: string,
    device: { readonly player: string; readonly code: string },
    sign: SignText,
  ): Promise<Result<null, Failure>>;
  /**
   * Has it end the session of the jar, and looks whether it did.
   * @param account by which a player can be asked for; null where the login was by password
   */
  logOut(
    account: { readonly guild: Guild | null; readonly address: string } | null,
  ): Promise<Remainder>;
}

/** It takes a signature for ten minutes. Whatever is dated further ahead would be good for longer. */
const MOST_SKEW_S = 600;

/**
 * @param baseUrl as `readBaseUrl` answers it
 * @param now milliseconds since 1970
 */
export function clientOf(baseUrl: string, fetch: Fetch, now: () => number): AppClient {
  const { host } = new URL(baseUrl);
  const call = (path: string, cookies: boolean, body?: unknown) =>
    ask(fetch, `${baseUrl}/api/${path}`, { cookies, ...(body === undefined ? {} : { body }) });

  async function data<S extends v.GenericSchema>(
    path: string,
    schema: S,
  ): Promise<Result<v.InferOutput<S> | null, Failure>> {
    const answer = await call(path, false);
    if (!answer.ok) return answer;
    const read = v.safeParse(schema, answer.value.envelope?.data);
    return ok(read.success ? read.output : null);
  }

  async function guild(): Promise<Result<Guild | null, Failure>> {
    const found = await data('guild/this', GUILD);
    if (!found.ok || found.value === null) return found.ok ? ok(null) : found;
    const { id, name } = found.value;
    return ok({ id, name: name ?? '' });
  }

  /** The web app's time in seconds: its own clock is what it compares a login with. */
  async function time(): Promise<Result<number, Failure>> {
    const read = await data('timestamp', TIMESTAMP);
    if (!read.ok) return read;
    if (read.value === null) return err(failure('web_app_unusable', { host }));
    const { unix_timestamp: seconds } = read.value;
    const skew = Math.abs(seconds - now() / 1000);
    return skew > MOST_SKEW_S ? err(failure('web_app_clock', { host })) : ok(seconds);
  }

  function outcome({ status, envelope }: AppAnswer): Result<null, Failure> {
    if (envelope?.success === true && status >= 200 && status < 300) return ok(null);
    // A gateway before it speaks by the status alone.
    if (envelope === null && (status < 400 || status === 404 || status === 405)) {
      return err(failure('web_app_unusable', { host }));
    }
    return err(complaintOf(status, envelope ?? { errors: [] }, host));
  }

  async function send(path: string, cookies: boolean, body: unknown) {
    const answer = await call(path, cookies, body);
    return answer.ok ? outcome(answer.value) : answer;
  }

  async function signIn(of: Extract<Login, { kind: 'signer' }>): Promise<Result<null, Failure>> {
    const known = of.guild === null ? await guild() : ok(of.guild);
    if (!known.ok) return known;
    if (known.value === null) return err(failure('web_app_unusable', { host }));
    const seconds = await time();
    if (!seconds.ok) return seconds;
    const { address } = of;
    const guildId = known.value.id;
    const signed = await of.sign(`LOGIN_GUILD${guildId}ADDRESS${address}DATETIME${seconds.value}`);
    if (!signed.ok) return signed;
    return send('auth/login', true, {
      address,
      signature: signed.value.signature,
      pubkey: signed.value.publicKey,
      guild_id: guildId,
      unix_timestamp: String(seconds.value),
    });
  }

  /** Whether the session of the jar is still let in; null if there is nothing to ask for. */
  async function isAlive(of: Parameters<AppClient['logOut']>[0]): Promise<boolean | null> {
    if (of === null || of.guild === null) return null;
    const path = `auth/player-address/${of.address}/guild/${of.guild.id}/player-id`;
    const found = await data(path, PLAYER);
    if (!found.ok || found.value === null) return null;
    const answer = await call(`player/${found.value.player_id}`, true);
    if (!answer.ok) return null;
    const { status, envelope } = answer.value;
    if (status === 401) return false;
    return envelope?.success === true ? true : null;
  }

  return {
    async look() {
      // Nothing is in it: what it misses is what it wants.
      const answer = await call('auth/login', false, {});
      if (!answer.ok) return answer;
      const { status, envelope } = answer.value;
      if (envelope === null) {
        return err(
          status >= 500
            ? failure('web_app_unreachable', { host, status: String(status) })
            : failure('web_app_unusable', { host }),
        );
      }
      const found = await guild();
      if (!found.ok) return found;
      return ok({ way: wayOf(missingFields(envelope.errors)), guild: found.value });
    },
    async logIn(login) {
      if (login.kind === 'signer') return signIn(login);
      const { username, password } = login;
      return send('auth/login', true, { username, password });
    },
    async signUp({ id }, address, username, sign) {
      const signed = await sign(`GUILD${id}ADDRESS${address}NONCE0`);
      if (!signed.ok) return signed;
      return send('auth/signup', false, {
        primary_address: address,
        signature: signed.value.signature,
        pubkey: signed.value.publicKey,
        guild_id: id,
        username,
        pfp: null,
      });
    },
    async addDevice({ id }, address, { player, code }, sign) {
      const signed = await sign(`PLAYER${player}ADDRESS${address}`);
      if (!signed.ok) return signed;
      return send('auth/player-address', false, {
        player_id: player,
        guild_id: id,
        code,
        address,
        signature: signed.value.signature,
        pubkey: signed.value.publicKey,
        user_agent: 'Tollpass',
      });
    },
    async logOut(account) {
      await call('auth/logout', true);
      const alive = await isAlive(account);
      return alive === null ? null : alive ? 'alive' : 'ended';
    },
  };
}

function wayOf(missing: readonly string[]): LoginWay | null {
  if (missing.includes('signature') && missing.includes('address')) return 'signature';
  return missing.includes('password') ? 'password' : null;
}
