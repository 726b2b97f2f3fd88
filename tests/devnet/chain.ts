// A private Monero chain: a real monerod in regtest mode, on this machine only.
import { copyFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { startDaemon } from './processes.ts';
import { connectRpc } from './rpc.ts';

/**
 * Receives the block rewards that nobody asked for. Its keys were thrown away. Regtest addresses
 * have mainnet's shape, so never send anything to it elsewhere.
 */
const NOBODY =
  '46rYzgNGH3haYySn2DWquU42dXwLANhHw67k9mWq94oDaenzDNZTrtgDRnb7gLBAdP6XdM2GqWwYU6wi5zbNF793CLeseWk';

export type TransactionPlace = 'unknown' | 'pool' | { blockHeight: number };

export type Chain = {
  readonly rpcUrl: string;
  readonly pid: number;
  /** Its data directory, removed when it stops. */
  readonly dir: string;
  /** Number of blocks, the genesis block included. */
  height(): Promise<number>;
  /** Mines `count` blocks, one after the other, and resolves to the new height. */
  mine(count: number, address?: string): Promise<number>;
  /** Who gets the rewards of blocks that are mined without an address from now on. */
  rewardTo(address: string): void;
  /** Takes the last `count` blocks back; their transactions return to the pool (measured). */
  popBlocks(count: number): Promise<number>;
  /** Makes the node forget every transaction in its pool, as a node does that never saw them. */
  emptyPool(): Promise<void>;
  /** Copies all its blocks into the directory, for `startChain` to begin with. */
  copyTo(dir: string): Promise<void>;
  /** Where the node has a transaction now. */
  place(txid: string): Promise<TransactionPlace>;
  pause(): void;
  resume(): void;
  stop(): Promise<void>;
};

/** Where a node in regtest mode keeps its blocks, in its data directory. */
const BLOCKS = join('fake', 'lmdb');
const BLOCKS_FILE = 'data.mdb';

/**
 * Starts monerod on free loopback ports and waits until it answers (about 1.2 s).
 * @param from a directory that `copyTo` has written; without it the chain has the genesis block only
 */
export async function startChain(from?: string): Promise<Chain> {
  const daemon = await startDaemon({
    name: 'monerod',
    command: 'monerod',
    ports: 2,
    fill:
      from === undefined
        ? undefined
        : async (dir) => {
            await mkdir(join(dir, BLOCKS), { recursive: true });
            await copyFile(join(from, BLOCKS_FILE), join(dir, BLOCKS, BLOCKS_FILE));
          },
    args: ([rpcPort, p2pPort], dir) => [
      '--regtest',
      '--keep-fakechain',
      '--offline',
      ...['--fixed-difficulty', '1'],
      ...['--rpc-ssl', 'disabled'],
      '--no-zmq',
      '--no-igd',
      '--hide-my-port',
      ...['--check-updates', 'disabled'],
      '--non-interactive',
      ...['--data-dir', dir],
      ...['--log-file', `${dir}/monerod.log`],
      ...['--rpc-bind-port', String(rpcPort)],
      ...['--p2p-bind-ip', '127.0.0.1'],
      ...['--p2p-bind-port', String(p2pPort)],
    ],
    ready: async ([rpcPort]) => {
      const probe = connectRpc(`http://127.0.0.1:${rpcPort}`, undefined, 2000);
      try {
        await probe.call('get_info');
      } finally {
        probe.close();
      }
    },
  });
  const rpcUrl = `http://127.0.0.1:${daemon.ports[0]}`;
  const rpc = connectRpc(rpcUrl);
  let reward = NOBODY;
  let mining: Promise<unknown> = Promise.resolve();

  const height = async () => (await rpc.call<{ count: number }>('get_block_count')).count;

  /**
   * Until the node has passed on what its pool holds. It answers a wallet's `relay_tx` before that,
   * and a block made in between leaves the transaction out: on a busy machine one of 100 payments
   * was not in the block that was mined right after it, and its `relayed` was false (measured).
   * What a node will not pass on at all is waited for in vain, so not for long.
   */
  async function poolIsPassedOn(): Promise<void> {
    for (const until = Date.now() + 2000; Date.now() < until; await setTimeout(5)) {
      const { transactions = [] } = await rpc.post<{ transactions?: { relayed: boolean }[] }>(
        '/get_transaction_pool',
        {},
      );
      if (transactions.every(({ relayed }) => relayed)) return;
    }
  }

  async function mineNow(count: number, address?: string): Promise<number> {
    await poolIsPassedOn();
    for (let mined = 0; mined < count; mined++) {
      // `generateblocks` hashes each block twice, once to search and once to check: 62 ms a block
      // against 37 ms this way. At difficulty 1 every nonce wins, so the template is the block.
      const template = await rpc.call<{ blocktemplate_blob: string }>('get_block_template', {
        wallet_address: address ?? reward,
        reserve_size: 1,
      });
      await rpc.call('submit_block', [template.blocktemplate_blob]);
    }
    return height();
  }

  /** One change of the chain at a time: two templates for one height would make a side chain. */
  function inTurn<T>(change: () => Promise<T>): Promise<T> {
    const turn = mining.then(change, change);
    mining = turn.catch(() => undefined);
    return turn;
  }

  return {
    rpcUrl,
    pid: daemon.pid,
    dir: daemon.dir,
    height,
    mine: (count, address) => inTurn(() => mineNow(count, address)),
    rewardTo: (address) => {
      reward = address;
    },
    popBlocks: (count) =>
      inTurn(async () => {
        const answer = await rpc.post<{ height: number }>('/pop_blocks', { nblocks: count });
        return answer.height;
      }),
    emptyPool: async () => {
      await rpc.call('flush_txpool', {});
    },
    copyTo: (to) =>
      inTurn(async () => {
        await rpc.post('/save_bc', {});
        await copyFile(join(daemon.dir, BLOCKS, BLOCKS_FILE), join(to, BLOCKS_FILE));
      }),
    async place(txid) {
      const answer = await rpc.post<{ txs?: { in_pool: boolean; block_height?: number }[] }>(
        '/get_transactions',
        { txs_hashes: [txid] },
      );
      const found = answer.txs?.[0];
      if (!found) return 'unknown';
      return found.in_pool ? 'pool' : { blockHeight: found.block_height ?? 0 };
    },
    pause: daemon.pause,
    resume: daemon.resume,
    async stop() {
      rpc.close();
      await daemon.stop();
    },
  };
}
