// Everything that a test or a person needs to pay tolls on this machine: a private chain, a wallet
// with money, a merchant's wallet, and gates that sell pages.
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import { prepared } from '../prepared.ts';
import { type Chain, startChain } from './chain.ts';
import type { Login } from './digest.ts';
import { newSubaddress } from './gate-server.ts';
import { type OpenGate, openGates } from './gates.ts';
import { type LaggingNode, startLaggingNode } from './lagging-node.ts';
import { type PlainServer, startPlainServer } from './plain-server.ts';
import { startWalletRpc, type WalletRpc } from './wallet-rpc.ts';

export type DevnetOptions = {
  /** Mines one block every so many milliseconds. Without it blocks come only from `mine`. */
  blockEveryMs?: number | undefined;
  /**
   * Spendable outputs of the payer, 16 by default. The wallet spends two at once while it has more
   * than ten: 9 outputs make 9 payments, 16 make 13 before change must be waited for (measured).
   */
  payerOutputs?: number;
};

export type Devnet = {
  readonly chain: Chain;
  /** The user's wallet, with Digest login. */
  readonly payer: WalletRpc & { readonly login: Login };
  /** The wallet of whoever runs the gates, without login. Mined money goes to it. */
  readonly merchant: WalletRpc;
  /** Milliseconds that starting took. */
  readonly startMs: number;
  /**
   * Opens a gate on an origin of its own: TPAT, or the option `dialect`. Each has its own subaddress,
   * but for Bearer and Basic, which are all paid at the merchant's main address.
   */
  readonly gate: OpenGate;
  /** Makes one more subaddress of the merchant. */
  subaddress(): Promise<string>;
  /**
   * Starts a node that hears of everything so many milliseconds late, with a wallet on it: the
   * option `verifier` of a gate whose merchant's node is behind. Takes 4 to 7 s of a quiet machine.
   */
  laggingNode(behindMs: number): Promise<LaggingNode>;
  /** Opens an origin that asks no toll. */
  plain(): Promise<PlainServer>;
  /** Mines `count` blocks to the merchant and resolves to the new height. */
  mine(count: number): Promise<number>;
  /** One more wallet, whose only output is locked for 60 blocks: `transfer` answers -37. */
  poorWallet(): Promise<WalletRpc>;
  /** One more, empty wallet whose daemon asks for no login. */
  walletWithoutLogin(): Promise<WalletRpc>;
  stop(): Promise<void>;
};

/** A coinbase output can be spent when 60 blocks lie on it. */
const COINBASE_LOCK = 60;

/**
 * Blocks at the start of the chain whose money is nobody's: outputs for inputs to hide among.
 *
 * The wallet asks the node for 75 candidates for each input. It takes them all from a chain that has
 * no more; from one that has barely more it draws at random until it has 75 different ones, which
 * the old ones, hardly ever drawn, make last for minutes at full load (measured: `transfer` hangs at
 * 76 to 90 outputs, takes 300 ms at 170). With fewer than 16 it answers -19.
 */
const DECOYS = 100;

/**
 * Starts the chain, the payer's and the merchant's wallet, of which `payerOutputs` outputs of the
 * payer can be spent: mined the first time (8 s of a quiet machine), and kept for all later ones.
 * If anything fails, whatever had started is stopped again.
 */
export async function startDevnet(options: DevnetOptions = {}): Promise<Devnet> {
  const began = performance.now();
  const payerOutputs = options.payerOutputs ?? 16;
  const stops: (() => Promise<void>)[] = [];
  let timer: NodeJS.Timeout | undefined;

  const stop = async () => {
    clearInterval(timer);
    await Promise.allSettled(
      stops
        .splice(0)
        .reverse()
        .map((end) => end()),
    );
  };
  /** Also stops what becomes ready only after everything else has been given up. */
  const keep = async <T extends { stop(): Promise<void> }>(starting: Promise<T>): Promise<T> => {
    const started = await starting;
    stops.push(() => started.stop());
    return started;
  };

  try {
    const { stdout: version } = await promisify(execFile)('monerod', ['--version']);
    const before = prepared('devnet', { version, DECOYS, COINBASE_LOCK, payerOutputs });
    const from = before.dir;
    const chain = await keep(startChain(from));
    // The first block takes about 3 s, in which the node fills its hash cache on one core; the
    // wallets make their keys on the other one meanwhile, and mining waits only for the payer's.
    const making = keep(startWalletRpc({ chain, name: 'merchant', from })).then((wallet) => {
      chain.rewardTo(wallet.address);
      return wallet;
    });
    const funding = bothSettled(
      keep(startWalletRpc({ chain, name: 'payer', login: newLogin(), from })),
      chain.mine(from === undefined ? DECOYS : 1),
    ).then(async ([wallet]) => {
      if (from === undefined) {
        await chain.mine(payerOutputs, wallet.address);
        await chain.mine(COINBASE_LOCK);
      }
      return wallet;
    });
    const [payer, merchant] = await bothSettled(funding, making);
    await Promise.all([payer.refresh(), merchant.refresh()]);
    if (from === undefined)
      await before.keep(async (dir) => {
        for (const part of [chain, payer, merchant]) await part.copyTo(dir);
      });

    if (options.blockEveryMs !== undefined) {
      // A failure here means that the node is paused or gone, and then no block is due.
      timer = setInterval(() => void chain.mine(1).catch(() => undefined), options.blockEveryMs);
      timer.unref();
    }
    const poor = async () => {
      const wallet = await keep(startWalletRpc({ chain, name: 'poor', login: newLogin() }));
      await chain.mine(1, wallet.address);
      await wallet.refresh();
      return wallet;
    };
    return {
      chain,
      payer: payer as Devnet['payer'],
      merchant,
      startMs: performance.now() - began,
      gate: openGates({ wallet: merchant, chain }, merchant.address, keep),
      subaddress: () => newSubaddress(merchant),
      laggingNode: (behindMs) => keep(startLaggingNode(chain, behindMs)),
      plain: () => keep(startPlainServer()),
      mine: (count) => chain.mine(count),
      poorWallet: poor,
      walletWithoutLogin: () => keep(startWalletRpc({ chain, name: 'open' })),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

function newLogin(): Login {
  return { user: 'tollpass', password: randomBytes(9).toString('base64url') };
}

/** Promise.all that waits for the other before it throws, so that nothing starts unseen. */
async function bothSettled<A, B>(a: Promise<A>, b: Promise<B>): Promise<[A, B]> {
  await Promise.allSettled([a, b]);
  return Promise.all([a, b]);
}
