// What every end-to-end test stands on: one private chain, and the built extension in one browser.
import { readdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type {
  Input,
  MessageName,
  Output,
  Overview,
  QuestionView,
} from '../../src/messages/contract.ts';
import type { Devnet } from '../devnet/devnet.ts';
import type { TollGate } from '../devnet/toll-gate.ts';
import type { WalletRpc } from '../devnet/wallet-rpc.ts';
import {
  type Browser,
  type BrowserName,
  type LaunchOptions,
  launch,
  type Tab,
} from './browsers/browser.ts';
import { WAIT_MS } from './browsers/view.ts';
import { checkedInEveryState } from './every-state.ts';

export const BROWSERS: readonly BrowserName[] = (['chromium', 'firefox'] as const).filter(
  (name) => process.env.E2E_BROWSER === undefined || process.env.E2E_BROWSER === name,
);

/** Enough for amount and fee of any payment here: a fee is 0.0018 to 0.0026 XMR. */
export const PLENTY = 10_000_000_000n;

/** A name that leads to this machine, but that no browser takes for loopback. */
export const NOT_LOOPBACK = 'toll.test';

/** The same for a name that only Tor knows. */
export const HIDDEN_SERVICE = 'tollpass.onion';

const DIST = fileURLToPath(new URL('../../dist/', import.meta.url));

type More = Pick<LaunchOptions, 'others' | 'checksCertificates' | 'logs' | 'language'>;

/**
 * A browser with the built extension, as after its installation, whose welcome was closed.
 *
 * @param profile a directory to use and keep; without it one that is deleted in the end
 * @param more `others`: directories of further extensions; `logs`: a folder for what is logged;
 *   `language`: of its interface, English without it
 */
export async function launchTollpass(
  name: BrowserName,
  profile?: string,
  more: More = {},
): Promise<Browser> {
  const isFresh = profile === undefined || (await readdir(profile)).length === 0;
  const browser = await launchFresh(name, profile, more);
  // Its tab would take the focus from a test's own, whenever it opens.
  if (isFresh) await (await browser.waitForPage('src/ui/welcome/')).close();
  return browser;
}

/** The same, with the welcome open. */
export async function launchFresh(
  name: BrowserName,
  profile?: string,
  more: More = {},
): Promise<Browser> {
  const extension = `${DIST}${name === 'chromium' ? 'chrome' : 'firefox'}`;
  const browser = await launch(name, {
    extension,
    hosts: [NOT_LOOPBACK, HIDDEN_SERVICE],
    language: 'en-US',
    ...more,
    ...(profile === undefined ? {} : { profile }),
  });
  return process.env.E2E_STATES === undefined ? browser : checkedInEveryState(browser);
}

export class World {
  readonly name: BrowserName;
  readonly net: Devnet;
  browser: Browser;

  constructor(name: BrowserName, net: Devnet, browser: Browser) {
    this.name = name;
    this.net = net;
    this.browser = browser;
  }

  /** The chain goes on. */
  stop(): Promise<void> {
    return this.browser.close();
  }

  /** Sends a message as one of the extension's own pages does. */
  send<N extends MessageName>(message: N, input: Input<N>): Promise<Output<N>> {
    return this.browser.callExtension<Output<N>>({ name: message, input });
  }

  overview(url: string | null = null): Promise<Overview> {
    return this.send('overview', { url });
  }

  /** What the user is asked about a toll, as soon as there is something. */
  async asked(): Promise<QuestionView> {
    for (const end = Date.now() + WAIT_MS; Date.now() < end; ) {
      // Without a pause: the window that asks may not have read it yet.
      const question = await this.send('question.read', {});
      if (question !== null) return question;
    }
    throw new Error(`nothing was asked within ${WAIT_MS} ms`);
  }

  /** Says no as the popup does, by a message. False: something else is asked by now. */
  async reject({ id, total, times }: QuestionView): Promise<boolean> {
    const answer = { id, total, times, answer: 'reject', alwaysUpTo: null } as const;
    return (await this.send('question.answer', answer)).ok;
  }

  /** The passes of one origin, newest first. */
  async passesOf(origin: string): Promise<Overview['passes']> {
    return (await this.overview()).passes.filter((pass) => pass.origin === origin);
  }

  /** Connects a wallet and sets the threshold. */
  async connect(
    threshold: bigint,
    wallet: Pick<WalletRpc, 'url' | 'login'> = this.net.payer,
    password = wallet.login?.password ?? '',
  ): Promise<void> {
    const username = wallet.login?.user ?? '';
    await this.send('wallet.connect', { url: wallet.url, username, password });
    await this.send('limits.set', { threshold: threshold.toString() });
  }

  /** Mines until the change of earlier payments can be spent again. */
  async unlockChange(): Promise<void> {
    await this.net.mine(10);
    await this.net.payer.refresh();
  }

  /** How many transfers to `address` the wallet's own history holds. */
  async transfersTo(address: string): Promise<number> {
    const history = await this.net.payer.history();
    return history.filter((transfer) => transfer.address === address).length;
  }

  /** Waits until a toll of this origin is in `state`. */
  async waitForToll(origin: string, state: Overview['tolls'][number]['state']): Promise<void> {
    await until(async () => {
      const { tolls } = await this.overview();
      return tolls.some((toll) => toll.origin === origin && toll.state === state);
    }, `a toll of ${origin} to be ${state}`);
  }

  /** Opens a page without waiting for a toll that it may have to pay. */
  async open(url: string): Promise<Tab> {
    const tab = await this.browser.newTab();
    void tab.goto(url).catch(() => undefined);
    return tab;
  }

  /** Opens a page that is free. */
  async openFree(url: string): Promise<Tab> {
    const tab = await this.browser.newTab();
    await tab.goto(url);
    return tab;
  }
}

/** The gate's answers to one URL, in order. */
export function answersTo(gate: TollGate, url: string): number[] {
  return gate.log.filter((entry) => entry.url === url).map((entry) => entry.status);
}

/** Waits for a condition; fails with what was waited for. */
export async function until(
  condition: () => Promise<boolean>,
  what: string,
  timeoutMs = WAIT_MS,
): Promise<void> {
  const end = Date.now() + timeoutMs;
  while (!(await condition())) {
    if (Date.now() > end) throw new Error(`waited ${timeoutMs} ms in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
