/** A Chromium whose extension pays every toll from the devnet's wallet without asking. */
import { type Devnet, startDevnet } from '../devnet/devnet.ts';
import type { UndebuggedChromium } from '../e2e/browsers/undebugged.ts';
import { awaitInstalled, launchInstalled, openQuietPage, tell } from './extension-page.ts';

/** Above every toll and fee of the devnet: 10 XMR in piconero. */
const THRESHOLD = '10000000000000';

/**
 * One input a payment, and its change is one output again, so that the wallet is the same in every
 * round. With more than ten outputs it would spend two at once.
 */
const PAYER_OUTPUTS = 8;

/** Blocks until change can be spent. */
const CHANGE_LOCK = 10;

export interface Paying {
  readonly net: Devnet;
  readonly chromium: UndebuggedChromium;
  /** Everything that was spent can be spent again, and both wallets have read the chain. */
  settle(): Promise<void>;
  stop(): Promise<void>;
}

export async function startPaying(extension: string): Promise<Paying> {
  const net = await startDevnet({ payerOutputs: PAYER_OUTPUTS });
  let chromium: UndebuggedChromium | undefined;
  const stop = async () => {
    await chromium?.close();
    await net.stop();
  };
  try {
    chromium = await launchInstalled(extension);
    const page = await openQuietPage(chromium);
    await awaitInstalled(page);
    const { url, login } = net.payer;
    await tell(page, 'wallet.connect', {
      url,
      username: login.user,
      password: login.password,
    });
    await tell(page, 'limits.set', { threshold: THRESHOLD });
    await page.close();
    return {
      net,
      chromium,
      async settle() {
        await net.mine(CHANGE_LOCK);
        await Promise.all([net.payer.refresh(), net.merchant.refresh()]);
      },
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
