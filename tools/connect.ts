import type { Input, MessageName, Output } from '../src/messages/contract.ts';
import { explain } from '../src/ui/sentences.ts';
import type { Devnet } from '../tests/devnet/devnet.ts';
import type { Browser } from '../tests/e2e/browsers/browser.ts';

/** Sends one message of the contract to the background, as a page of the extension does. */
export function send<N extends MessageName>(
  browser: Browser,
  name: N,
  input: Input<N>,
): Promise<Output<N>> {
  return browser.callExtension<Output<N>>({ name, input });
}

/**
 * Connects Tollpass to the devnet's wallet.
 *
 * @param threshold in piconero; what costs more is asked about
 */
export async function connect(browser: Browser, devnet: Devnet, threshold: bigint): Promise<void> {
  const { user: username, password } = devnet.payer.login;
  const connected = await send(browser, 'wallet.connect', {
    url: devnet.payer.url,
    username,
    password,
  });
  if (!connected.ok) throw new Error(explain(connected.failure));
  const set = await send(browser, 'limits.set', { threshold: threshold.toString() });
  if (!set.ok) throw new Error(explain(set.failure));
}
