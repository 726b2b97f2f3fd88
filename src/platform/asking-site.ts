import browser from 'webextension-polyfill';
import type { Sender } from '../messages/router.ts';
import { type Failure, failure } from '../outcome/failure.ts';
import { err, ok, type Result } from '../outcome/result.ts';
import { isSecure } from '../payments/policy.ts';
import { originOf } from './sighting.ts';
import { urlOfTab } from './tabs.ts';

/**
 * The origin of a page that asks for a signer, as the browser says it. Only a tab's own document may
 * ask, or a frame that lies in pages of its own origin alone up to that one: what another site embeds
 * could cover what its user presses. Nor may what was put into a box, a sandbox or a `data:` or a
 * `srcdoc` document: it need not be the site's word. And only over HTTPS or on this machine: anybody
 * on the way could ask in another's name.
 *
 * Fails with `site_not_allowed`.
 */
export async function askingSite({
  origin: from,
  tabId,
  frameId,
}: Sender): Promise<Result<string, Failure>> {
  const origin = originOf(from);
  const refused = err(failure('site_not_allowed'));
  if (origin === null || tabId === null || frameId === null) return refused;
  if (!isSecure(origin, { hiddenServices: false })) return refused;
  const [url, isOwn] = await Promise.all([urlOfTab(tabId), isAmongItsOwn(origin, tabId, frameId)]);
  return isOwn && originOf(url) === origin ? ok(origin) : refused;
}

/**
 * Whether a document, and each that it lies in, is of `origin` by its address and may be read by the
 * others. It is asked in its isolated world, where no script of the page answers in its place: Firefox
 * has no list of frames without a further permission, and takes a sandboxed document for the site's.
 * Only documents of one origin let each other be read; the address tells those that merely took over
 * an origin (`srcdoc`, `about:blank`) or share it by `document.domain`. What cannot be found out is
 * taken for a no.
 */
async function isAmongItsOwn(origin: string, tabId: number, frameId: number): Promise<boolean> {
  const looked = await browser.scripting
    .executeScript({
      target: { tabId, frameIds: [frameId] },
      injectImmediately: true,
      args: [origin],
      func: (own: string) => {
        if (self.origin !== own) return false;
        try {
          for (let view: Window = self; view.location.origin === own; view = view.parent) {
            if (view === view.parent) return true;
          }
        } catch {
          // A document of another origin.
        }
        return false;
      },
    })
    .catch(() => []);
  return looked.length === 1 && looked[0]?.result === true;
}
