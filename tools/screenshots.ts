// npm run screenshots: the pictures of the README, taken from the built extension on a private
// chain, into docs/images.
import { mkdir } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import type { Overview } from '../src/messages/contract.ts';
import { type Devnet, startDevnet } from '../tests/devnet/devnet.ts';
import { type Browser, launch, type Tab } from '../tests/e2e/browsers/browser.ts';
import { walkWelcome } from '../tests/e2e/welcome-walk.ts';
import { connect, send } from './connect.ts';
import { builtExtension, ROOT } from './paths.ts';
import { openDevnetWallet } from './wallet/devnet-wallet.ts';

const IMAGES = `${ROOT}/docs/images`;

const devnet = await startDevnet();
try {
  const browser = await launch('chromium', {
    extension: builtExtension('chrome'),
    language: 'en-US',
  });
  try {
    await mkdir(IMAGES, { recursive: true });
    await takeWelcome(browser, devnet);
    await connect(browser, devnet, 10_000_000_000n);
    await takePopup(browser, devnet);
    await takeApproval(browser, devnet);
  } finally {
    await browser.close();
  }
} finally {
  await devnet.stop();
}

/** The way of a new user, in order: `welcome-1.png` and so on, and the page that was paid for. */
async function takeWelcome(browser: Browser, devnet: Devnet): Promise<void> {
  const wallet = await openDevnetWallet(devnet);
  try {
    const page = await browser.waitForPage('src/ui/welcome/');
    let count = 0;
    const take = async (tab: Tab): Promise<void> => {
      count += 1;
      await fitTo(tab, 700);
      await pause(300);
      await tab.screenshot(`${IMAGES}/welcome-${count}.png`);
      console.log(`docs/images/welcome-${count}.png`);
    };
    await page.colorScheme('light');
    const { ms, paid } = await walkWelcome(browser, page, wallet, () => devnet.mine(1), take);
    await take(paid);
    console.log(`from the first screen to the paid page: ${(ms / 1000).toFixed(1)} s`);
    await paid.close();
    await page.close();
  } finally {
    await wallet.stop();
  }
}

/** With a pass of three hours, a fifth of which is over. */
async function takePopup(browser: Browser, { gate: openGate, mine }: Devnet): Promise<void> {
  const gate = await openGate({ body: 'page', ttl: 90 });
  const site = await browser.newTab();
  await site.goto(`${gate.origin}/article`);
  await until(browser, ({ tolls }) =>
    tolls.some(({ origin, state }) => origin === gate.origin && state === 'awaiting_confirmations'),
  );
  await mine(1);
  await site.waitForText('PAID ARTICLE', 30_000);
  await mine(18);
  // The chain's height is asked for in passing, every 15 s at most.
  await until(browser, ({ passes }) =>
    passes.some(({ origin, blocksLeft }) => origin === gate.origin && (blocksLeft ?? 90) < 80),
  );
  const url = new URLSearchParams({ url: `${gate.origin}/article` });
  const popup = await browser.extensionPage(`src/ui/popup/index.html?${url}`);
  await popup.waitForText('blocks left');
  await popup.waitForSelector('[data-testid=spending]');
  await fitTo(popup, 360);
  await inBothSchemes(popup, 'popup');
  await popup.close();
  await site.close();
}

async function takeApproval(browser: Browser, devnet: Devnet): Promise<void> {
  const gate = await devnet.gate({ body: 'page', ttl: 90, minAmount: 50_000_000_000n });
  const site = await browser.newTab();
  await site.goto(`${gate.origin}/article`);
  const approval = await browser.waitForPage('src/ui/approval/');
  await approval.waitForText('0.05');
  // Not before it has stood there for a moment.
  await approval.waitForSelector('[data-testid=pay]:not(:disabled)');
  await fitTo(approval, 440);
  await inBothSchemes(approval, 'approval');
}

async function until(browser: Browser, met: (overview: Overview) => boolean): Promise<void> {
  for (const limit = Date.now() + 60_000; Date.now() < limit; ) {
    if (met(await send(browser, 'overview', { url: null }))) return;
    await pause(200);
  }
  throw new Error(`not within a minute: ${met}`);
}

/** As high as what the page shows. */
async function fitTo(tab: Tab, width: number): Promise<void> {
  await tab.setViewport({ width, height: 200 });
  const height = await tab.evaluate(() => document.documentElement.scrollHeight, null);
  await tab.setViewport({ width, height });
}

async function inBothSchemes(tab: Tab, name: string): Promise<void> {
  for (const scheme of ['light', 'dark'] as const) {
    await tab.colorScheme(scheme);
    // Colours may fade into each other.
    await pause(400);
    await tab.screenshot(`${IMAGES}/${name}-${scheme}.png`);
    console.log(`docs/images/${name}-${scheme}.png`);
  }
}
