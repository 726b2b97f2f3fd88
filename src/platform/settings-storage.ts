import * as v from 'valibot';
import { piconero } from '../money/piconero.ts';
import { type Failure, failure } from '../outcome/failure.ts';
import { err, ok, type Result } from '../outcome/result.ts';
import type { Limits, SiteRule } from '../payments/policy.ts';
import { type LocalStorage, sessionStorage } from './storage.ts';
import { amount } from './stored-toll.ts';

/** The user's wallet RPC. An empty username means that it asks for no login. */
export interface WalletLogin {
  readonly url: string;
  readonly username: string;
  /** null: not known since the browser was started. */
  readonly password: string | null;
}

export interface Settings {
  readonly walletUrl: string | null;
  readonly walletUsername: string;
  readonly limits: Limits;
}

const rule = v.variant('kind', [
  v.object({ kind: v.literal('ask') }),
  v.object({ kind: v.literal('never') }),
  v.object({ kind: v.literal('up_to'), amount }),
]);
const stored = v.object({
  walletUrl: v.nullable(v.string()),
  walletUsername: v.string(),
  threshold: amount,
  siteDay: v.nullable(amount),
  day: v.nullable(amount),
  month: v.nullable(amount),
  sites: v.record(v.string(), rule),
  // Later than layout 2: who never set it has it not.
  hiddenServices: v.optional(v.boolean(), false),
});

const KEY = 'settings';
/** Where the session's storage has the login while there is no vault. */
export const LOGIN = 'wallet-login';
export const storedLogin = v.object({
  url: v.string(),
  username: v.string(),
  password: v.string(),
});
const UNSET: Settings = {
  walletUrl: null,
  walletUsername: '',
  limits: {
    threshold: piconero(0n),
    siteDay: null,
    day: null,
    month: null,
    sites: new Map(),
    hiddenServices: false,
  },
};

export interface SettingsStorage {
  read(): Promise<Result<Settings, Failure>>;
  update(change: (settings: Settings) => Settings): Promise<Result<Settings, Failure>>;
  wallet(): Promise<Result<WalletLogin | null, Failure>>;
  /** Keeps the address on disk and the password in memory: no secret is written in the clear. */
  connect(login: WalletLogin & { readonly password: string }): Promise<Result<null, Failure>>;
}

export function openSettings(storage: LocalStorage): SettingsStorage {
  let line: Promise<unknown> = Promise.resolve();

  async function read(): Promise<Result<Settings, Failure>> {
    const entry = await storage.get(KEY);
    if (!entry.ok) return entry;
    if (entry.value === undefined) return ok(UNSET);
    const settings = v.safeParse(stored, entry.value);
    if (!settings.success) return err(failure('storage_failed', { record: KEY }));
    const { walletUrl, walletUsername, sites, ...limits } = settings.output;
    return ok({
      walletUrl,
      walletUsername,
      limits: { ...limits, sites: new Map<string, SiteRule>(Object.entries(sites)) },
    });
  }

  function update(change: (settings: Settings) => Settings): Promise<Result<Settings, Failure>> {
    const turn = line.then(async (): Promise<Result<Settings, Failure>> => {
      const before = await read();
      if (!before.ok) return before;
      const settings = change(before.value);
      const written = await storage.set({ [KEY]: serialise(settings) });
      return written.ok ? ok(settings) : written;
    });
    line = turn.catch(() => undefined);
    return turn;
  }

  return {
    read,
    update,
    async wallet() {
      const settings = await read();
      if (!settings.ok) return settings;
      const { walletUrl: url, walletUsername: username } = settings.value;
      if (url === null) return ok(null);
      const known = v.safeParse(storedLogin, await sessionStorage.get(LOGIN));
      // A password is for the wallet that it was entered for, whatever was written in between.
      const fits = known.success && known.output.url === url && known.output.username === username;
      return ok({ url, username, password: fits ? known.output.password : null });
    },
    async connect({ url, username, password }) {
      await sessionStorage.set(LOGIN, { url, username, password });
      const written = await update((settings) => ({
        ...settings,
        walletUrl: url,
        walletUsername: username,
      }));
      return written.ok ? ok(null) : written;
    },
  };
}

function serialise({ walletUrl, walletUsername, limits }: Settings): v.InferInput<typeof stored> {
  const { threshold, siteDay, day, month, sites, hiddenServices } = limits;
  return {
    walletUrl,
    walletUsername,
    threshold: threshold.toString(),
    siteDay: siteDay?.toString() ?? null,
    day: day?.toString() ?? null,
    month: month?.toString() ?? null,
    sites: Object.fromEntries(
      [...sites].map(([origin, of]) => [
        origin,
        of.kind === 'up_to' ? { kind: of.kind, amount: of.amount.toString() } : of,
      ]),
    ),
    hiddenServices,
  };
}
