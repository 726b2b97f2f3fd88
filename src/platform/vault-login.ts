import * as v from 'valibot';
import type { Failure } from '../outcome/failure.ts';
import { ok, type Result } from '../outcome/result.ts';
import type { Secret, Vault } from '../vault/vault.ts';
import { LOGIN, type SettingsStorage, storedLogin } from './settings-storage.ts';
import { sessionStorage } from './storage.ts';

const ID = 'wallet';
const KIND = 'wallet-login';

/** The wallet's login as a secret: with the wallet that its password was entered for. */
function secretOf(login: v.InferOutput<typeof storedLogin>): Secret {
  const { url, username, password } = login;
  return { id: ID, kind: KIND, text: JSON.stringify({ url, username, password }) };
}

/**
 * The settings, with the wallet's password in the vault once there is one: it is known then whenever
 * that is unlocked, and until the browser closes where there is none.
 *
 * `connect` fails with `vault_locked` while the vault is locked.
 */
export function keepLoginInVault(
  settings: SettingsStorage,
  vault: Pick<Vault, 'state' | 'get' | 'put'>,
): SettingsStorage {
  return {
    ...settings,
    async wallet() {
      const [login, state] = [await settings.wallet(), await vault.state()];
      if (!login.ok || login.value === null) return login;
      if (!state.ok) return state;
      if (state.value === 'none') return login;
      const { url, username } = login.value;
      const kept = await vault.get(ID);
      if (!kept.ok) {
        return kept.error.code === 'vault_locked' ? ok({ url, username, password: null }) : kept;
      }
      const known = v.safeParse(storedLogin, kept.value === null ? null : JSON.parse(kept.value));
      const fits = known.success && known.output.url === url && known.output.username === username;
      return ok({ url, username, password: fits ? known.output.password : null });
    },
    async connect(login) {
      const state = await vault.state();
      if (!state.ok) return state;
      if (state.value === 'none') return settings.connect(login);
      const put = await vault.put(secretOf(login));
      if (!put.ok) return put;
      const { url: walletUrl, username: walletUsername } = login;
      const written = await settings.update((before) => ({ ...before, walletUrl, walletUsername }));
      return written.ok ? ok(null) : written;
    },
  };
}

/** Makes the vault, and moves the wallet's password into it from where it was until now. */
export async function createWithLogin(
  vault: Pick<Vault, 'create'>,
  settings: Pick<SettingsStorage, 'wallet'>,
  password: string,
): Promise<Result<null, Failure>> {
  const login = await settings.wallet();
  if (!login.ok) return login;
  const known = v.safeParse(storedLogin, login.value);
  const created = await vault.create(password, known.success ? [secretOf(known.output)] : []);
  if (created.ok) await sessionStorage.remove(LOGIN);
  return created;
}
