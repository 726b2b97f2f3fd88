import { CHANGED } from './channel.ts';
import { keplrShape } from './keplr-shape.ts';

/**
 * Runs in the page's own world while the user has it so: our signer as `window.keplr`, for pages that
 * know no other. Never in place of one that is there, and any that comes later may take its place.
 */

if (window.tollpass !== undefined && !('keplr' in window)) {
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
