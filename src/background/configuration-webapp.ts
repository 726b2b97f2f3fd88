import type { WebappConfig } from '../configuration/configuration.ts';
import { type Fault, fault } from '../configuration/fault.ts';
import { within } from '../configuration/json.ts';
import {
  type Change,
  type FieldChange,
  type Held,
  type Item,
  type Note,
  type Part,
  type PartPlan,
  SECRET_VALUE,
} from '../configuration/part.ts';
import type { Failure } from '../outcome/failure.ts';
import { ok, type Result } from '../outcome/result.ts';
import type { WebAppStorage } from '../platform/web-app-storage.ts';
import { type AppAccount, readBaseUrl, type WebApp } from '../sessions/web-app.ts';
import type { Vault } from '../vault/vault.ts';
import { mustBeOpen } from './configuration-vault.ts';
import { mayLogIn, passwordId } from './web-app-login.ts';

export interface WebappPartPorts {
  readonly storage: Pick<WebAppStorage, 'apps'>;
  readonly vault: Pick<Vault, 'state' | 'get' | 'put'>;
  newId(): string;
}

/** A password that is to be kept, of an account of a web app. */
interface Password {
  readonly id: string;
  readonly text: string;
}

/** Web apps as a part of a configuration: one entry for each account, or a bare web app. */
export function webappPart({ storage, vault, newId }: WebappPartPorts): Part {
  async function passwordOf(
    app: WebApp,
    account: AppAccount,
  ): Promise<Result<string | null, Failure>> {
    return account.kind === 'password' ? vault.get(passwordId(app.id, account.id)) : ok(null);
  }

  /** The web apps once an entry is among them. */
  async function take(
    { path, entry }: Item,
    apps: readonly WebApp[],
    passwords: Password[],
  ): Promise<
    Result<{ readonly apps: readonly WebApp[]; readonly change: Change }, Failure> | Fault
  > {
    const { baseURL, username, password, signer, way, guild } = entry as WebappConfig;
    if (baseURL === undefined) return fault(within(path, 'baseURL'), 'field_missing');
    const baseUrl = readBaseUrl(baseURL);
    const secure = baseUrl.ok ? mayLogIn(baseUrl.value) : baseUrl;
    if (!baseUrl.ok) return { path: within(path, 'baseURL'), failure: baseUrl.error };
    if (!secure.ok) return { path: within(path, 'baseURL'), failure: secure.error };
    if (password !== undefined && username === undefined) {
      return fault(within(path, 'username'), 'field_missing');
    }
    if (username !== undefined && signer !== undefined) {
      return fault(within(path, 'signer'), 'field_conflict', { other: within(path, 'username') });
    }

    const known = apps.find((app) => app.baseUrl === baseUrl.value);
    const base: WebApp = known ?? {
      id: newId(),
      baseUrl: baseUrl.value,
      // The seed knows no other way than a password.
      way: signer === undefined ? 'password' : 'signature',
      guild: null,
      accounts: [],
    };
    const account = accountIn(base, entry as WebappConfig, newId);
    const twin = base.accounts.find(({ id }) => id === account?.id);
    const app: WebApp = {
      ...base,
      way: way ?? base.way,
      guild: guild === undefined ? base.guild : { id: guild.id, name: guild.name },
      accounts:
        account === null || twin !== undefined ? base.accounts : [...base.accounts, account],
    };
    const fields = fieldsOf(known, app);
    if (account !== null && password !== undefined) {
      const kept = twin === undefined ? ok(null) : await passwordOf(app, account);
      if (!kept.ok) return kept;
      if (kept.value !== password) {
        passwords.push({ id: passwordId(app.id, account.id), text: password });
        const before = kept.value === null ? null : SECRET_VALUE;
        fields.push({ field: 'password', before, after: SECRET_VALUE });
      }
    }
    const isNew = known === undefined || (account !== null && twin === undefined);
    return ok({
      apps:
        known === undefined
          ? [...apps, app]
          : apps.map((each) => (each.id === app.id ? app : each)),
      change: {
        path,
        kind: isNew ? 'new' : fields.length === 0 ? 'same' : 'changed',
        name: [baseUrl.value, nameOf(account)].filter((part) => part !== '').join(', '),
        fields,
      },
    });
  }

  async function plan(items: readonly Item[]): Promise<Result<PartPlan, Failure>> {
    const before = await storage.apps.read();
    if (!before.ok) return before;
    if (items.some(({ entry }) => (entry as WebappConfig).password !== undefined)) {
      const open = await mustBeOpen(vault);
      if (!open.ok) return open;
    }
    let apps = before.value;
    const passwords: Password[] = [];
    const faults: Fault[] = [];
    const changes: Change[] = [];
    const keys: string[] = [];
    const seen = new Map<string, string>();
    for (const item of items) {
      const key = keyOf(item.entry as WebappConfig);
      const twin = seen.get(key);
      const taken = await take(item, apps, passwords);
      keys.push(key);
      if ('path' in taken) faults.push(taken);
      else if (!taken.ok) return taken;
      else if (twin !== undefined) faults.push(fault(item.path, 'field_conflict', { other: twin }));
      else {
        apps = taken.value.apps;
        changes.push(taken.value.change);
        seen.set(key, item.path);
      }
    }
    return ok({
      faults,
      keys,
      changes,
      notes: items.flatMap(notKept),
      async apply() {
        for (const { id, text } of passwords) {
          const put = await vault.put({ id, kind: 'web-app-password', text });
          if (!put.ok) return put;
        }
        const written = await storage.apps.update(() => ok(apps));
        return written.ok ? ok(null) : written;
      },
    });
  }

  return {
    async read(withSecrets) {
      const apps = await storage.apps.read();
      if (!apps.ok) return apps;
      const held: Held[] = [];
      for (const app of apps.value) {
        const { baseUrl, way, guild } = app;
        const base = { baseURL: baseUrl, way, ...(guild === null ? {} : { guild: { ...guild } }) };
        if (app.accounts.length === 0) held.push({ key: keyOf(base), entry: base });
        for (const account of app.accounts) {
          const password = withSecrets ? await passwordOf(app, account) : ok(null);
          if (!password.ok) return password;
          const entry = {
            ...base,
            ...(account.kind === 'password'
              ? { username: account.username }
              : { signer: { chainId: account.chainId, address: account.address } }),
            ...(password.value === null ? {} : { password: password.value }),
          };
          held.push({ key: keyOf(entry), entry });
        }
      }
      return ok(held);
    },
    plan,
  };
}

/** The cookie is the browser's, and a session of another browser is none here. */
function notKept({ path, entry }: Item): Note[] {
  return entry.session === undefined ? [] : [{ path: within(path, 'session'), kind: 'not_kept' }];
}

/** Told apart by its address as it is kept, and who logs in. */
function keyOf({ baseURL = '', username, signer }: WebappConfig): string {
  const baseUrl = readBaseUrl(baseURL);
  const who =
    signer === undefined
      ? (username ?? null)
      : { chainId: signer.chainId, address: signer.address };
  return JSON.stringify([baseUrl.ok ? baseUrl.value : '', who]);
}

/** The account that an entry is about, as it is known; a new one if it is not. */
function accountIn(
  { accounts }: WebApp,
  { username, signer }: WebappConfig,
  newId: () => string,
): AppAccount | null {
  if (signer !== undefined) {
    const { chainId, address } = signer;
    const known = accounts.find(
      (each) => each.kind === 'signer' && each.chainId === chainId && each.address === address,
    );
    return known ?? { id: newId(), kind: 'signer', chainId, address };
  }
  if (username === undefined) return null;
  const known = accounts.find((each) => each.kind === 'password' && each.username === username);
  return known ?? { id: newId(), kind: 'password', username };
}

function nameOf(account: AppAccount | null): string {
  if (account === null) return '';
  return account.kind === 'password' ? account.username : account.address;
}

function fieldsOf(before: WebApp | undefined, { way, guild }: WebApp): FieldChange[] {
  const was = { way: before?.way ?? null, guild: before?.guild ?? null };
  const fields: FieldChange[] = [];
  if (was.way !== way) fields.push({ field: 'way', before: was.way, after: way });
  if (was.guild?.id !== guild?.id || was.guild?.name !== guild?.name) {
    fields.push({ field: 'guild', before: was.guild?.name ?? null, after: guild?.name ?? null });
  }
  return fields;
}
