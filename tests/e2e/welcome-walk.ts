// The way of a new user, from the first screen of the welcome to the first page that is paid for.
import { writePairingCode } from '../../src/pairing/pairing-code.ts';
import type { OwnWallet } from '../../tools/wallet/own-wallet.ts';
import type { Browser, Tab } from './browsers/browser.ts';

const id = (name: string): string => `[data-testid=${name}]`;

export interface Walk {
  /** Of the first screen to the open page, without the time that blocks took. */
  readonly ms: number;
  /** The page that was paid for. */
  readonly paid: Tab;
}

/**
 * Goes through the welcome as somebody who reads nothing.
 *
 * @param page the welcome at its first step
 * @param mine mines the block that opens the page
 * @param seen called at each screen, in order
 */
export async function walkWelcome(
  browser: Browser,
  page: Tab,
  wallet: OwnWallet & { readonly demo: string },
  mine: () => Promise<unknown>,
  seen: (tab: Tab) => Promise<void> = async () => undefined,
): Promise<Walk> {
  let began = performance.now();
  let ms = 0;
  const look = async (tab: Tab): Promise<void> => {
    ms += performance.now() - began;
    await seen(tab);
    began = performance.now();
  };
  await page.waitForSelector(id('permissions'));
  await look(page);
  await page.click(id('next'));
  await page.waitForSelector(id('pairing-code'));
  await look(page);
  const { url, login, demo } = wallet;
  await page.fill(id('pairing-code'), writePairingCode({ url, ...login, demo }));
  await page.click(id('pairing-connect'));
  await page.waitForSelector(id('wallet-balance'), 30_000);
  await look(page);
  await page.click(id('next'));
  await page.waitForSelector(id('use-suggestion'));
  await look(page);
  await page.click(id('use-suggestion'));
  await page.waitForSelector(id('open-demo'));
  await look(page);
  await page.click(id('open-demo'));
  await page.waitForText(/Paid\. 0 of 1 confirmations/, 30_000);
  await look(page);
  ms += performance.now() - began;
  await mine();
  began = performance.now();
  const paid = await browser.waitForPage(new URL(demo).host);
  await paid.waitForText('PAID ARTICLE', 30_000);
  ms += performance.now() - began;
  return { ms, paid };
}
