import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { connectRpc } from '../../tests/devnet/rpc.ts';
import { type Daemon, startDaemon } from './daemon.ts';
import { makePrivate } from './folder.ts';
import { secretsIn } from './secrets.ts';
import type { Network } from './wish.ts';

/** The name of the wallet's files. */
const NAME = 'tolls';

/** A small wallet for tolls alone, open in a monero-wallet-rpc of its own. */
export interface OwnWallet {
  readonly url: string;
  readonly login: { readonly username: string; readonly password: string };
  readonly address: string;
  /** It was made just now. */
  readonly isNew: boolean;
  /** The day that it was made. */
  readonly made: string;
  /** In piconero. */
  balance(): Promise<{ readonly total: bigint; readonly unlocked: bigint }>;
  /** The 25 words that it can be restored from. */
  seed(): Promise<string>;
  /** Reads new blocks. */
  refresh(): Promise<void>;
  readonly ended: Promise<void>;
  stop(): Promise<void>;
}

/**
 * Opens the wallet of a folder, or makes one.
 *
 * @param node `host:port`
 * @throws Error with a sentence; nothing is left running then
 */
export async function openOwnWallet(
  folder: string,
  node: string,
  network: Network,
): Promise<OwnWallet> {
  await makePrivate(folder);
  await checkNetwork(node, network);
  const secrets = await secretsIn(folder);
  const daemon = await startDaemon({ folder, secrets, node, network });
  try {
    const isNew = !existsSync(join(folder, `${NAME}.keys`));
    const file = { filename: NAME, password: secrets.walletPassword };
    await (isNew
      ? daemon.call('create_wallet', { ...file, language: 'English' })
      : daemon.call('open_wallet', file));
    const { address } = await daemon.call<{ address: string }>('get_address');
    await readChain(daemon, node);
    return {
      url: `http://127.0.0.1:${daemon.port}`,
      login: { username: secrets.username, password: secrets.password },
      address,
      isNew,
      made: secrets.made,
      async balance() {
        const raw = await daemon.call<{ balance: number; unlocked_balance: number }>('get_balance');
        return { total: BigInt(raw.balance), unlocked: BigInt(raw.unlocked_balance) };
      },
      async seed() {
        const { key } = await daemon.call<{ key: string }>('query_key', { key_type: 'mnemonic' });
        return key;
      },
      async refresh() {
        await daemon.call('refresh');
      },
      ended: daemon.ended,
      stop: daemon.stop,
    };
  } catch (error) {
    await daemon.stop();
    throw error;
  }
}

/** A wallet that was away for long reads for more than one call may take. */
async function readChain(daemon: Daemon, node: string): Promise<void> {
  for (;;) {
    try {
      await daemon.call('refresh');
      return;
    } catch (error) {
      const isReading = /aborted|timeout/i.test((error as Error).message) && daemon.isRunning();
      if (!isReading) throw new Error(`The node ${node} does not answer the wallet.`);
    }
  }
}

const KINDS: Readonly<Record<string, Network>> = {
  mainnet: 'mainnet',
  // A private chain has the addresses of the main one.
  fakechain: 'mainnet',
  stagenet: 'stagenet',
  testnet: 'testnet',
};

/** A node that speaks TLS alone is not asked: the wallet finds out. */
async function checkNetwork(node: string, network: Network): Promise<void> {
  const rpc = connectRpc(`http://${node}`, undefined, 10_000);
  const info = await rpc.call<{ nettype?: string }>('get_info').catch(() => null);
  rpc.close();
  const own = KINDS[info?.nettype ?? ''];
  if (own !== undefined && own !== network) {
    throw new Error(`The node ${node} is one of ${own}. Say --network ${own} to use it.`);
  }
}
