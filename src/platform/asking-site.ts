import type { Sender } from '../messages/router.ts';
import { type Failure, failure } from '../outcome/failure.ts';
import { err, ok, type Result } from '../outcome/result.ts';
import { isSecure } from '../payments/policy.ts';
import { originOf } from './sighting.ts';
import { urlOfTab } from './tabs.ts';

/**
 * The origin of a page that asks for a signer, as the browser says it. Only a tab's own document may
 * ask, or a frame of the same origin: what another site embeds could cover what its user presses.
 * And only over HTTPS or on this machine: anybody on the way could ask in another's name.
 *
 * Fails with `site_not_allowed`.
 */
export async function askingSite({
  origin: from,
  tabId,
  frameId,
}: Sender): Promise<Result<string, Failure>> {
  const origin = originOf(from);
  if (origin === null || tabId === null || !isSecure(origin, { hiddenServices: false })) {
    return err(failure('site_not_allowed'));
  }
  if (frameId === 0 || originOf(await urlOfTab(tabId)) === origin) return ok(origin);
  return err(failure('site_not_allowed'));
}
