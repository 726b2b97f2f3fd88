import { CHANGED } from './channel.ts';
import { keplrShape } from './keplr-shape.ts';

/**
 * Runs in the page's own world while the user has it so: our signer as `window.keplr`, for pages that
 * know no other. Never in place of one that is there, and any that comes later may take its place.
 */

function install(): void {
  if (window.tollpass === undefined || 'keplr' in window) return;
  const keplr = keplrShape(window.tollpass);
  const { getOfflineSigner, getOfflineSignerOnlyAmino, getOfflineSignerAuto } = keplr;
  const given = { keplr, getOfflineSigner, getOfflineSignerOnlyAmino, getOfflineSignerAuto };
  for (const [name, value] of Object.entries(given)) {
    if (name in window) continue;
    const open = { configurable: true, enumerable: true, writable: true };
    Object.defineProperty(window, name, { value, ...open });
  }
  addEventListener(CHANGED, () => {
    // Another's event by now.
    if (Reflect.get(window, 'keplr') === keplr) dispatchEvent(new Event('keplr_keystorechange'));
  });
}

// Once the document is parsed: a signer that the user has beside us was there before, and the page's
// modules come after. (As a script for `document_end` it came after `load` in Firefox: measured.)
if (document.readyState === 'loading') {
  document.addEventListener('readystatechange', install, { once: true });
} else {
  install();
}
