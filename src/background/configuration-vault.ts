import { type Failure, failure } from '../outcome/failure.ts';
import { err, ok, type Result } from '../outcome/result.ts';
import type { Vault } from '../vault/vault.ts';

/** Errors: `vault_missing`, `vault_locked`; then no secret can be read or kept. */
export async function mustBeOpen(vault: Pick<Vault, 'state'>): Promise<Result<null, Failure>> {
  const state = await vault.state();
  if (!state.ok) return state;
  if (state.value === 'unlocked') return ok(null);
  return err(failure(state.value === 'none' ? 'vault_missing' : 'vault_locked'));
}
