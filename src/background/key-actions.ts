import type { Handlers } from '../messages/router.ts';
import type { Signing } from '../signers/signing.ts';
import { failureView } from './views.ts';

/** The handlers for keys that the user types in. */
export function keyHandlers(signing: Pick<Signing, 'derive'>): Pick<Handlers, 'key.preview'> {
  return {
    async 'key.preview'({ source, path, prefix }) {
      const derived = await signing.derive(source, path, prefix);
      return derived.ok
        ? { ok: true, account: derived.value }
        : { ok: false, failure: failureView(derived.error) };
    },
  };
}
