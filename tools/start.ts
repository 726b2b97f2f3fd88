// npm start [-- --once] [--firefox] [--block-every SECONDS]
//
// A browser with Tollpass, a private Monero chain, and a demo site that sells its pages.
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { type Devnet, startDevnet } from '../tests/devnet/devnet.ts';
import { type Browser, type BrowserName, launch } from '../tests/e2e/browsers/browser.ts';
import { connect } from './connect.ts';
import { visitOnce } from './once.ts';
import { builtExtension, ROOT, targetOf } from './paths.ts';

const USAGE = `Usage: npm start -- [--once] [--firefox] [--block-every SECONDS]

  --once         without a screen: visit the demo site, pay one toll, say what happens, end
  --firefox      in Firefox instead of Chromium
  --block-every  seconds from block to block (10; with --once 3)`;

/** 0.01 XMR, in piconero. */
const THRESHOLD = 10_000_000_000n;
const ONCE_LIMIT_MS = 120_000;

interface Wish {
  readonly once: boolean;
  readonly name: BrowserName;
  readonly blockEveryMs: number;
}

/** Ends what was started, in any order and any number of times. */
const ends: (() => Promise<unknown>)[] = [];

function readWish(): Wish | null {
  try {
    const { values } = parseArgs({
      options: {
        once: { type: 'boolean', default: false },
        firefox: { type: 'boolean', default: false },
        'block-every': { type: 'string' },
      },
    });
    const seconds = Number(values['block-every'] ?? (values.once ? 3 : 10));
    if (!(seconds > 0)) return null;
    return {
      once: values.once,
      name: values.firefox ? 'firefox' : 'chromium',
      blockEveryMs: seconds * 1000,
    };
  } catch {
    return null;
  }
}

function hasDisplay(): boolean {
  if (process.platform !== 'linux') return true;
  return Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}

async function begin(wish: Wish, headless: boolean): Promise<[Devnet, Browser]> {
  console.log('starting: a private Monero chain with two wallets, about 10 seconds');
  const devnet = await startDevnet({ blockEveryMs: wish.blockEveryMs });
  ends.push(() => devnet.stop());
  console.log(`starting: ${nameOf(wish)} with Tollpass`);
  const browser = await launch(wish.name, {
    extension: builtExtension(targetOf(wish.name)),
    headless,
  });
  ends.push(() => browser.close());
  await connect(browser, devnet, THRESHOLD);
  return [devnet, browser];
}

async function end(): Promise<void> {
  await Promise.allSettled(ends.splice(0).map((stop) => stop()));
}

async function runOnce(wish: Wish): Promise<void> {
  const limit = AbortSignal.timeout(ONCE_LIMIT_MS);
  const late = new Promise<never>((_, reject) => {
    // Only for what does not look at the signal itself, and so cannot say where it stands.
    setTimeout(reject, ONCE_LIMIT_MS + 5000, new Error('Nothing happened for too long.')).unref();
  });
  await Promise.race([late, visit()]);

  async function visit(): Promise<void> {
    const [devnet, browser] = await begin(wish, true);
    const gate = await devnet.gate({ body: 'empty' });
    const tab = await browser.newTab();
    await tab.setViewport({ width: 1000, height: 700 });
    try {
      await visitOnce(browser, gate, tab, (line) => console.log(line), limit);
    } finally {
      const picture = `dist/once-${wish.name}.png`;
      const taken = await tab.screenshot(`${ROOT}/${picture}`).then(
        () => true,
        () => false,
      );
      if (taken) console.log(`screenshot: ${picture}`);
    }
  }
}

async function runOnScreen(wish: Wish): Promise<void> {
  const [devnet, browser] = await begin(wish, false);
  const gates = await Promise.all([
    devnet.gate({ body: 'page' }),
    devnet.gate({ body: 'empty' }),
    devnet.gate({ body: 'empty', ttl: 50, ast: 20_000 }),
    devnet.gate({ body: 'page', minAmount: 50_000_000_000n }),
  ]);
  const [withPage, empty, resting, dear] = gates.map((gate) => `${gate.origin}/`);
  const tab = await browser.newTab();
  await tab.goto(withPage ?? '');
  console.log(`
Tollpass is connected to a wallet on a private chain, and pays up to 0.01 XMR without asking.
There is a block every ${wish.blockEveryMs / 1000} seconds, so ten minutes of passes are over in ${(5 * wish.blockEveryMs) / 1000} seconds.

Try in the browser:
  ${withPage}  a demo site: its pages with the mark "toll" cost 0.000001 XMR
  ${empty}  the same site, with nothing in its 402, as real servers have it
  ${resting}  a pass for this one rests 20 seconds after each use
  ${dear}  this one costs 0.05 XMR, so Tollpass asks

What happens at a toll: the site answers 402, Tollpass pays, waits for the next block and opens the
page. Until the pass has run out, the whole site is open. Then it pays again.

The popup is the Tollpass button in the toolbar${wish.name === 'chromium' ? ', behind the puzzle piece' : ', behind the puzzle piece if it is not shown'}. As a page of its own:
  ${browser.extensionOrigin}/src/ui/popup/index.html

Ctrl-C, or closing the browser, ends all of it.`);
  await closed(browser);
  console.log('The browser was closed.');
}

/** Resolves when somebody has closed the last page, or the whole browser. */
async function closed(browser: Browser): Promise<void> {
  for (let empty = 0; empty < 2; ) {
    await pause(1000);
    const pages = await browser.windows().catch(() => []);
    empty = pages.length === 0 ? empty + 1 : 0;
  }
}

function nameOf({ name }: Wish): string {
  return name === 'firefox' ? 'Firefox' : 'Chromium';
}

function sentence(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.split('\n')[0] ?? text;
}

const wish = readWish();
if (wish === null) {
  console.error(USAGE);
  process.exit(2);
}
if (!wish.once && !hasDisplay()) {
  console.error(
    `There is no display to open a browser on. Without one: npm start -- --once${wish.name === 'firefox' ? ' --firefox' : ''}`,
  );
  process.exit(1);
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  // First in line: Playwright has handlers of its own, which end this process before the rest.
  process.prependOnceListener(signal, () => {
    console.log('\nEnding …');
    void end().then(() => process.exit(wish.once ? 130 : 0));
  });
}
try {
  await (wish.once ? runOnce(wish) : runOnScreen(wish));
  await end();
  process.exit(0);
} catch (error) {
  console.error(`failed: ${sentence(error)}`);
  await end();
  process.exit(1);
}
