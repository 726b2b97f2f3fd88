import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Devnet } from '../../tests/devnet/devnet.ts';
import { type OwnWallet, openOwnWallet } from './own-wallet.ts';

/** So many payments can be made at once; a mined output can be spent under 60 blocks. */
const OUTPUTS = 9;
const COINBASE_LOCK = 60;
/** Three hours of passes. */
const BLOCKS_SOLD = 90;

/**
 * A wallet with play money on a private chain, made as a real one is, and a page that asks for a toll.
 * Its folder goes when it stops: the chain is another one the next time.
 */
export async function openDevnetWallet(
  devnet: Pick<Devnet, 'chain' | 'gate'>,
): Promise<OwnWallet & { readonly demo: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'tollpass-wallet-'));
  const remove = (): Promise<void> => rm(folder, { recursive: true, force: true });
  try {
    const wallet = await openOwnWallet(folder, new URL(devnet.chain.rpcUrl).host, 'mainnet');
    try {
      await devnet.chain.mine(OUTPUTS, wallet.address);
      await devnet.chain.mine(COINBASE_LOCK);
      await wallet.refresh();
      const gate = await devnet.gate({ body: 'page', ttl: BLOCKS_SOLD });
      return {
        ...wallet,
        demo: `${gate.origin}/article`,
        async stop() {
          await wallet.stop();
          await remove();
        },
      };
    } catch (error) {
      await wallet.stop();
      throw error;
    }
  } catch (error) {
    await remove();
    throw error;
  }
}
