// A merchant's node that is behind, truly: a second monerod with a wallet on it, which is given every
// transaction and every block of the chain, but only some time after the chain had it. So a payment
// is unknown to it at first, then in its pool, then mined, and its height is that of a while ago.
import { rm } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { type Chain, startChain } from './chain.ts';
import { newDataDir } from './processes.ts';
import type { Verifier } from './proof-check.ts';
import { connectRpc } from './rpc.ts';
import { startWalletRpc, type WalletRpc } from './wallet-rpc.ts';

export type LaggingNode = Verifier & {
  readonly wallet: WalletRpc;
  readonly chain: Chain;
  /** 0: it catches up with what the chain has, and keeps up from then on. */
  setBehind(ms: number): void;
  stop(): Promise<void>;
};

/** How often the two nodes are compared. */
const LOOK_EVERY_MS = 100;

/**
 * Starts a second node with the same blocks, and an empty wallet on it: 4 to 7 s of a quiet machine.
 * @param behindMs how long after the chain it hears of anything.
 */
export async function startLaggingNode(
  leader: Pick<Chain, 'rpcUrl' | 'copyTo'>,
  behindMs: number,
): Promise<LaggingNode> {
  const chain = await startCopy(leader);
  const [from, to] = [connectRpc(leader.rpcUrl), connectRpc(chain.rpcUrl)];
  const stopping = new AbortController();
  let lateMs = 0;

  async function hashAt(rpc: typeof from, height: number): Promise<string> {
    const found = await rpc.call<{ block_header: { hash: string } }>('get_block_header_by_height', {
      height,
    });
    return found.block_header.hash;
  }

  async function passOn(txids: readonly string[]): Promise<void> {
    if (txids.length === 0) return;
    const found = await from.post<{ txs?: { as_hex: string }[] }>('/get_transactions', {
      txs_hashes: txids,
    });
    for (const { as_hex } of found.txs ?? []) {
      await to.post('/send_raw_transaction', { tx_as_hex: as_hex, do_not_relay: true });
    }
  }

  /** Makes the second chain what the first is now, up to `height` blocks. */
  async function follow(height: number): Promise<void> {
    const count = async (rpc: typeof from) =>
      (await rpc.call<{ count: number }>('get_block_count')).count;
    const end = Math.min(height, await count(from));
    let have = await count(to);
    while (have > end || (await hashAt(to, have - 1)) !== (await hashAt(from, have - 1))) {
      have = await chain.popBlocks(1);
    }
    for (; have < end; have++) {
      const block = await from.call<{ blob: string; tx_hashes?: string[] }>('get_block', {
        height: have,
      });
      await passOn(block.tx_hashes ?? []);
      await to.call('submit_block', [block.blob]);
    }
  }

  async function look(): Promise<{ at: number; height: number; pool: string[] }> {
    const [{ count }, pool] = await Promise.all([
      from.call<{ count: number }>('get_block_count'),
      from.post<{ tx_hashes?: string[] }>('/get_transaction_pool_hashes', {}),
    ]);
    return { at: Date.now(), height: count, pool: pool.tx_hashes ?? [] };
  }

  async function lag(): Promise<void> {
    const seen: Awaited<ReturnType<typeof look>>[] = [];
    const told = new Set<string>();
    while (!stopping.signal.aborted) {
      try {
        seen.push(await look());
        let due: (typeof seen)[number] | undefined;
        while (seen[0] && seen[0].at + lateMs <= Date.now()) due = seen.shift();
        if (due) {
          const news = due.pool.filter((txid) => !told.has(txid));
          await passOn(news);
          for (const txid of news) told.add(txid);
          await follow(due.height);
        }
      } catch (error) {
        // The chain may be paused, or change while it is read; the next look sees it as it is then.
        if (!stopping.signal.aborted) console.warn('lagging node:', error);
      }
      await delay(LOOK_EVERY_MS, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  }

  let lagging: Promise<void> = Promise.resolve();
  const stop = async () => {
    stopping.abort();
    from.close();
    to.close();
    await lagging;
    await chain.stop();
  };
  try {
    await follow(Number.POSITIVE_INFINITY);
    const wallet = await startWalletRpc({ chain, name: 'behind' });
    lateMs = behindMs;
    lagging = lag();
    return {
      wallet,
      chain,
      setBehind: (ms) => {
        lateMs = ms;
      },
      async stop() {
        await wallet.stop();
        await stop();
      },
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function startCopy(leader: Pick<Chain, 'copyTo'>): Promise<Chain> {
  const copy = await newDataDir('blocks');
  try {
    await leader.copyTo(copy);
    return await startChain(copy);
  } finally {
    await rm(copy, { recursive: true });
  }
}
