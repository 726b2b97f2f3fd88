// What a web app of Structs answers, as it was measured, without its HTTP. The rules for names and
// passwords are those of the seed document, in the same envelope. Signatures are checked by OpenSSL.
import { randomUUID } from 'node:crypto';
import { addressOf, isSignedBy } from './secp256k1.ts';

export type AppRulesOptions = {
  readonly way: 'password' | 'signature';
  /** Names and their passwords; for `signature`, addresses and their players. */
  readonly users?: Readonly<Record<string, string>>;
  readonly guild?: string;
  /** Appended to the session cookie, such as `; Secure; SameSite=None; Partitioned`. */
  readonly flags?: string;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
};

export type AppRequest = {
  readonly method: string;
  readonly path: string;
  readonly body: string;
  /** The session of its cookie. */
  readonly session: string | undefined;
};

export type AppReply = {
  readonly status: number;
  readonly json: unknown;
  readonly cookie?: string;
};

export const SESSION_COOKIE = 'PHPSESSID';

export class AppRules {
  readonly guild: string;
  /** Every request, in order. */
  readonly log: { readonly method: string; readonly path: string; status: number }[] = [];
  /** What was signed up, and offered as a device. */
  readonly pending: unknown[] = [];
  /** Says this to every login from now on; null: the truth. */
  refuse: { readonly status: number; readonly errors: unknown } | null = null;
  /** Seconds that its clock is ahead. */
  skewS = 0;
  readonly #options: AppRulesOptions;
  readonly #sessions = new Map<string, string>();
  readonly #users: Map<string, string>;
  #gone = false;

  constructor(options: AppRulesOptions) {
    this.#options = options;
    this.guild = options.guild ?? '0-1';
    this.#users = new Map(Object.entries(options.users ?? {}));
  }

  /** What its idle life of some 1440 s does: every session that there is ends. */
  endSessions(): void {
    this.#sessions.clear();
  }

  /** How many sessions are alive. */
  get alive(): number {
    return this.#sessions.size;
  }

  /** How many requests of this path came, and were answered with this status if one is given. */
  count(path: string, status?: number): number {
    return this.log.filter(
      (entry) => entry.path === path && (status === undefined || entry.status === status),
    ).length;
  }

  /** From now on every login is refused, as after a changed password. */
  lockOut(): void {
    this.#gone = true;
  }

  answer(request: AppRequest): AppReply {
    const entry = { method: request.method, path: request.path, status: 0 };
    this.log.push(entry);
    const reply = this.#reply(request);
    entry.status = reply.status;
    return reply;
  }

  #reply(request: AppRequest): AppReply {
    const { method, path, session } = request;
    if (path === '/api/auth/login' && method === 'POST') return this.#login(request);
    if (path === '/api/auth/signup' && method === 'POST') return this.#signup(request);
    if (path === '/api/auth/player-address' && method === 'POST') return this.#device(request);
    // It says so and does nothing (measured).
    if (path === '/api/auth/logout') return good(200, null);
    if (path === '/api/guild/this') {
      return this.#options.way === 'password'
        ? complaint(404, {})
        : good(200, { id: this.guild, name: 'Orbital Hydro' });
    }
    if (path === '/api/timestamp') return good(200, { unix_timestamp: this.#nowS() });
    const known = /^\/api\/auth\/player-address\/([^/]+)\/guild\/([^/]+)\/player-id$/.exec(path);
    if (known !== null) {
      const player = this.#users.get(known[1] ?? '');
      return good(200, player === undefined ? null : { player_id: player });
    }
    if (path.startsWith('/api/auth/')) return complaint(404, {});

    const user = session === undefined ? undefined : this.#sessions.get(session);
    if (path === '/api/odd') return complaint(401, { authentication_error: 'Not for you' });
    if (user === undefined) {
      const stale = session !== undefined;
      return {
        ...complaint(401, { authentication_error: 'Login required' }),
        // A cookie that it does not know is taken away.
        ...(stale ? { cookie: `${SESSION_COOKIE}=deleted; Max-Age=0; path=/; HttpOnly` } : {}),
      };
    }
    if (path === '/api/admin') return complaint(403, { 0: 'No permission' });
    return good(200, { user, method, said: request.body });
  }

  #login(request: AppRequest): AppReply {
    if (this.refuse !== null) return complaint(this.refuse.status, this.refuse.errors);
    const body = fieldsOf(request.body);
    const errors: Record<string, string> = {};
    const fields =
      this.#options.way === 'password'
        ? ['username', 'password']
        : ['address', 'signature', 'pubkey', 'guild_id', 'unix_timestamp'];
    for (const field of fields) {
      if (body[field] === undefined) errors[`${field}_required`] = `${field} is required`;
    }
    if (this.#options.way === 'password') {
      if (Object.keys(errors).length > 0) return complaint(401, errors);
      const password = this.#users.get(body.username ?? '');
      if (this.#gone || password === undefined || password !== body.password) {
        return complaint(401, {}, 'Invalid credentials.');
      }
      return this.#begin(body.username ?? '', request.session);
    }
    const { address = '', guild_id: guild, unix_timestamp: time } = body;
    const age = this.#nowS() - Number(time);
    const text = `LOGIN_GUILD${guild}ADDRESS${address}DATETIME${time}`;
    if (Object.keys(errors).length > 0 || !(age < 600) || !isProof(text, body)) {
      errors.signature_validation_failed = 'Invalid signature';
      return complaint(401, errors);
    }
    const player = guild === this.guild && !this.#gone ? this.#users.get(address) : undefined;
    if (player === undefined) {
      return complaint(401, { player_address_does_not_exists: 'Player address does not exist' });
    }
    return this.#begin(player, request.session);
  }

  #begin(user: string, before: string | undefined): AppReply {
    if (before !== undefined) this.#sessions.delete(before);
    const id = randomUUID().replaceAll('-', '');
    this.#sessions.set(id, user);
    const flags = this.#options.flags ?? '; SameSite=Lax';
    return { ...good(200, null), cookie: `${SESSION_COOKIE}=${id}; path=/; HttpOnly${flags}` };
  }

  #signup(request: AppRequest): AppReply {
    const body = fieldsOf(request.body);
    const { primary_address: address = '', username = '' } = body;
    // A list, as constraints are complained about (its source).
    if (!/^[\p{L}0-9_-]{3,20}$/u.test(username)) {
      return complaint(400, ['username - This value is not valid.']);
    }
    const text = `GUILD${this.guild}ADDRESS${address}NONCE0`;
    if (!isProof(text, { ...body, address })) {
      return complaint(400, { signature_validation_failed: 'Invalid signature' });
    }
    if (this.#users.has(address)) {
      return complaint(409, { resource_already_exists: 'Resource already exists' });
    }
    this.pending.push(body);
    // On the chain this takes a while.
    this.#users.set(address, `1-${1000 + this.#users.size}`);
    return good(202, null);
  }

  #device(request: AppRequest): AppReply {
    const body = fieldsOf(request.body);
    const { player_id: player = '', address = '', code = '' } = body;
    if (!/^[A-HJ-NP-Z2-9]{5}$/.test(code))
      return complaint(400, ['code - This value is not valid.']);
    if (!isProof(`PLAYER${player}ADDRESS${address}`, body)) {
      return complaint(400, { signature_validation_failed: 'Invalid signature' });
    }
    if (this.#users.has(address)) {
      return complaint(409, { resource_already_exists: 'Resource already exists' });
    }
    this.pending.push(body);
    return good(202, null);
  }

  #nowS(): number {
    const now = this.#options.now?.() ?? Date.now();
    return Math.floor(now / 1000) + this.skewS;
  }
}

function isProof(text: string, of: Readonly<Record<string, string>>): boolean {
  const { pubkey = '', signature = '', address = '' } = of;
  // Lower-case hex and nothing else (measured: base64 and DER get 401).
  if (!/^0[23][0-9a-f]{64}$/.test(pubkey) || !/^[0-9a-f]{128}$/.test(signature)) return false;
  if (addressOf(pubkey, 'structs') !== address) return false;
  return isSignedBy(pubkey, Buffer.from(text), Buffer.from(signature, 'hex'));
}

function fieldsOf(body: string): Record<string, string> {
  try {
    const read = JSON.parse(body) as Record<string, unknown>;
    return Object.fromEntries(
      Object.entries(read).filter(([, value]) => typeof value === 'string'),
    ) as Record<string, string>;
  } catch {
    return {};
  }
}

/** PHP writes an empty list where there are no errors. */
function good(status: number, data: unknown): AppReply {
  return { status, json: { success: true, errors: [], data } };
}

function complaint(status: number, errors: unknown, message?: string): AppReply {
  const said = message === undefined ? {} : { message };
  return { status, json: { success: false, errors, data: null, ...said } };
}
