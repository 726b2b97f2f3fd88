// npx tsx tests/devnet/main.ts [--block-every <seconds>]
// A private chain with a funded wallet and three toll gates, until Ctrl-C.
import { parseArgs } from 'node:util';
import { startDevnet } from './devnet.ts';

const { values } = parseArgs({ options: { 'block-every': { type: 'string' } } });
const seconds = values['block-every'] === undefined ? undefined : Number(values['block-every']);
if (seconds !== undefined && !(seconds > 0)) throw new Error('--block-every wants seconds above 0');

console.log('Starting a private Monero chain and two wallets, about 10 seconds …');
const devnet = await startDevnet({
  blockEveryMs: seconds === undefined ? undefined : seconds * 1000,
});
const [withPage, empty, priceProxy] = await Promise.all([
  devnet.gate({ body: 'page', ttl: 5 }),
  devnet.gate({ body: 'empty', ttl: 5, ast: 60_000 }),
  devnet.gate({ flavour: 'xmr-price-proxy', ttl: 50 }),
]);

const rows: [name: string, value: string][] = [
  ['toll gate', `${withPage.origin}/   (prokurilo, its 402 shows a page)`],
  ['toll gate', `${empty.origin}/   (prokurilo, empty 402, a token rests 60 s after each use)`],
  ['toll gate', `${priceProxy.origin}/   (xmr-price-proxy, empty 402)`],
  ['price', '1000000 piconero for 5 blocks'],
  ['wallet RPC', devnet.payer.url],
  ['user', devnet.payer.login.user],
  ['password', devnet.payer.login.password],
  ['merchant', `${devnet.merchant.url}   (no login)`],
  ['node RPC', devnet.chain.rpcUrl],
  ['blocks', seconds === undefined ? 'none by itself; Enter mines one' : `one every ${seconds} s`],
];
console.log(`\nReady in ${(devnet.startMs / 1000).toFixed(1)} s.\n`);
for (const [name, value] of rows) console.log(`  ${name.padEnd(11)} ${value}`);
console.log('\nEnter mines a block, Ctrl-C stops everything.\n');

process.stdin.on('data', () => {
  devnet.mine(1).then(
    (height) => console.log(`  mined: ${height} blocks`),
    (error: unknown) => console.error(error),
  );
});
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void devnet.stop().then(() => process.exit(0)));
}
