// A real monero-wallet-rpc with one wallet on the private chain.
import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Chain } from './chain.ts';
import type { Login } from './digest.ts';
import { type Daemon, startDaemon } from './processes.ts';
import { connectRpc } from './rpc.ts';

export type OutgoingTransfer = {
  txid: string;
  /** Piconero, without the fee. */
  amount: bigint;
  /** Piconero. */
  fee: bigint;
  /** The first destination; payments of this project have exactly one. */
  address: string;
  /** 0 while the transaction is in the pool. */
  confirmations: number;
};

export type WalletRpc = {
  readonly url: string;
  readonly login: Login | undefined;
  /** Its data directory, where it logs too; removed when it stops. */
  readonly dir: string;
  /** The primary address. */
  readonly address: string;
  pid(): number;
  /** @throws RpcError with the wallet's code, for example -37 when nothing is unlocked. */
  call<T>(method: string, params?: unknown): Promise<T>;
  /**
   * Every outgoing transfer that the wallet knows, oldest first (those of one block in no order).
   * Reads the chain first.
   */
  history(): Promise<OutgoingTransfer[]>;
  /** Reads new blocks and the pool. Takes about 90 ms when there is nothing new. */
  refresh(): Promise<void>;
  /** Copies the wallet into the directory, for `startWalletRpc` to open. */
  copyTo(dir: string): Promise<void>;
  /** Stops the process where it stands: it accepts connections and answers nothing. */
  pause(): void;
  resume(): void;
  /** Kills the daemon, runs `whileDown`, and starts it again: same port, login and wallet. */
  restart(whileDown?: () => Promise<void>): Promise<void>;
  stop(): Promise<void>;
};

export type WalletRpcOptions = {
  chain: Pick<Chain, 'rpcUrl'>;
  name: string;
  /** Without a login the daemon obeys everybody who can reach its port. */
  login?: Login;
  /** A directory into which a wallet of this name was copied (`copyTo`), to be opened. */
  from?: string | undefined;
};

/**
 * Starts monero-wallet-rpc on a free loopback port and creates a wallet with an empty password, or
 * opens a copied one.
 * The chain must answer already: without it the wallet would guess mainnet's height as the height
 * to read from and never see a block of this chain.
 *
 * Creating and opening take 1 to 6 s each, by luck: the wallet makes an RSA-4096 key for TLS to its
 * message service, which no flag prevents, and a second one for TLS to its node unless
 * `--daemon-ssl disabled` (measured with 0.18.0.0).
 */
export async function startWalletRpc(options: WalletRpcOptions): Promise<WalletRpc> {
  const { name, login, from } = options;
  let daemon = await launch(options, undefined, 1);
  const { dir } = daemon;
  const port = daemon.ports[0] ?? 0;
  const url = `http://127.0.0.1:${port}`;
  const rpc = connectRpc(url, login);

  const refresh = async () => {
    await rpc.call('refresh');
  };
  let address: string;
  try {
    if (from === undefined)
      await rpc.call('create_wallet', { filename: name, password: '', language: 'English' });
    else await rpc.call('open_wallet', { filename: name, password: '' });
    address = (await rpc.call<{ address: string }>('get_address')).address;
  } catch (error) {
    await daemon.stop();
    throw error;
  }

  return {
    url,
    login,
    dir,
    address,
    pid: () => daemon.pid,
    call: rpc.call,
    refresh,
    async history() {
      await refresh();
      const found = await rpc.call<Record<'out' | 'pending', RawTransfer[] | undefined>>(
        'get_transfers',
        { out: true, pending: true },
      );
      return [...(found.out ?? []), ...(found.pending ?? [])]
        .sort((a, b) => a.timestamp - b.timestamp)
        .map(readTransfer);
    },
    async copyTo(to) {
      await rpc.call('store');
      for (const file of walletFiles(name)) await copyFile(join(dir, file), join(to, file));
    },
    pause: () => daemon.pause(),
    resume: () => daemon.resume(),
    async restart(whileDown) {
      // Stored first: a killed wallet would have forgotten the keys that prove its payments.
      await rpc.call('store');
      await daemon.stop(true);
      await whileDown?.();
      daemon = await launch(options, dir, [port]);
      await rpc.call('open_wallet', { filename: name, password: '' });
    },
    async stop() {
      rpc.close();
      await daemon.stop();
    },
  };
}

/** What it knows, and its keys. */
function walletFiles(name: string): readonly string[] {
  return [name, `${name}.keys`];
}

function launch(
  { chain, name, login, from }: WalletRpcOptions,
  dir: string | undefined,
  ports: number | readonly number[],
): Promise<Daemon> {
  return startDaemon({
    name: `${name}-wallet-rpc`,
    command: 'monero-wallet-rpc',
    ports,
    ...(dir === undefined ? {} : { dir }),
    fill:
      from === undefined
        ? undefined
        : async (to) => {
            for (const file of walletFiles(name)) await copyFile(join(from, file), join(to, file));
          },
    args: ([port], dataDir) => [
      ...['--daemon-address', chain.rpcUrl],
      '--trusted-daemon',
      // The wallet's own link to the node, invisible to its callers. Saves an RSA key, see above.
      ...['--daemon-ssl', 'disabled'],
      ...['--wallet-dir', dataDir],
      ...(login ? ['--rpc-login', `${login.user}:${login.password}`] : ['--disable-rpc-login']),
      ...['--rpc-ssl', 'disabled'],
      '--non-interactive',
      ...['--rpc-bind-port', String(port)],
      // Without these two it writes outside its data directory.
      ...['--log-file', `${dataDir}/wallet-rpc.log`],
      ...['--shared-ringdb-dir', `${dataDir}/ringdb`],
    ],
    ready: async ([port]) => {
      const probe = connectRpc(`http://127.0.0.1:${port}`, login, 2000);
      try {
        await probe.call('get_version');
      } finally {
        probe.close();
      }
    },
  });
}

type RawTransfer = {
  txid: string;
  amount: number;
  fee: number;
  timestamp: number;
  confirmations?: number;
  address: string;
  destinations?: { address: string }[];
};

function readTransfer(raw: RawTransfer): OutgoingTransfer {
  return {
    txid: raw.txid,
    amount: BigInt(raw.amount),
    fee: BigInt(raw.fee),
    address: raw.destinations?.[0]?.address ?? raw.address,
    confirmations: raw.confirmations ?? 0,
  };
}
