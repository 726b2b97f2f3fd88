// npm run wallet -- --node HOST:PORT | --devnet
//
// A small wallet for tolls: made at the first time, opened after that, and run until Ctrl-C.
import { walletFolder } from './wallet/folder.ts';
import { type OwnWallet, openOwnWallet } from './wallet/own-wallet.ts';
import { describe, describeSeed } from './wallet/shown.ts';
import { readWish, USAGE, type Wish } from './wallet/wish.ts';

/** A block every so often, so that tolls of the private chain are open soon. */
const BLOCK_EVERY_MS = 10_000;

/** Ends what was started, in this order. */
const ends: (() => Promise<unknown>)[] = [];

async function open({ node, network }: Wish): Promise<[OwnWallet, demo: string | null]> {
  if (node !== null) {
    console.log(`Opening the wallet, and reading the chain from ${node} …`);
    const wallet = await openOwnWallet(walletFolder(network), node, network);
    ends.unshift(wallet.stop);
    return [wallet, null];
  }
  console.log('Starting a private Monero chain, about 15 seconds …');
  const { startDevnet } = await import('../tests/devnet/devnet.ts');
  const { openDevnetWallet } = await import('./wallet/devnet-wallet.ts');
  const devnet = await startDevnet({ blockEveryMs: BLOCK_EVERY_MS, payerOutputs: 1 });
  ends.unshift(devnet.stop);
  const wallet = await openDevnetWallet(devnet);
  ends.unshift(wallet.stop);
  return [wallet, wallet.demo];
}

let isEnding = false;

/** Only the first call counts: what ends on the way is no news. */
async function end(code: number, last: string): Promise<void> {
  if (isEnding) return;
  isEnding = true;
  if (last !== '') console.error(last);
  for (const stop of ends.splice(0)) await stop().catch(() => undefined);
  process.exit(code);
}

const wish = readWish(process.argv.slice(2));
if (typeof wish === 'string') {
  console.error(`${wish}\n\n${USAGE}`);
  process.exit(2);
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => void end(0, '\nSaving the wallet …'));
}
try {
  const [wallet, demo] = await open(wish);
  console.log(await describe(wallet, demo, process.stdout.isTTY));
  if (wish.showSeed) console.log(describeSeed(await wallet.seed(), wallet.made));
  await wallet.ended;
  await end(1, 'The wallet was ended from elsewhere.');
} catch (error) {
  await end(1, error instanceof Error ? error.message : String(error));
}
