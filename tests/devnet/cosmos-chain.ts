// A real Cosmos chain (SDK 0.53, CometBFT) of one validator, on this machine only.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { access, mkdir, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startDaemon } from './processes.ts';

const SOURCES = fileURLToPath(new URL('cosmos-chain/', import.meta.url));

/** The user's, so that a fresh clone finds what an older one built. */
const CACHE = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'tollpass');

/**
 * Without optimization and debugging data: a third less to compile, and the chain has little to do
 * (160 s of one processor in place of 230, measured with Go 1.26). Part of the program's name.
 */
const FLAGS = ['-trimpath', '-ldflags=-s -w', '-gcflags=all=-N -l -dwarf=false'];

const KEPT_MS = 30 * 24 * 3_600_000;

export type CosmosChain = {
  readonly chainId: string;
  /** Where its REST API is. */
  readonly rest: string;
  /** Where its RPC is. */
  readonly rpc: string;
  readonly pid: number;
  /** Its node hangs: connections stay open and are not answered. */
  pause(): void;
  resume(): void;
  stop(): Promise<void>;
};

/**
 * The chain's program, named by its sources; null if it is not built yet. `npm test` builds it where
 * there is Go, and so does `npm run cosmos-chain`.
 */
export async function builtCosmosChain(): Promise<string | null> {
  const program = await programPath();
  return access(program).then(
    () => program,
    () => null,
  );
}

/**
 * Builds the chain's program, if it is not built, and removes those that are older than a month.
 * One package at a time and at the lowest priority, so that tests can run meanwhile.
 * @throws Error if Go is missing or fails
 */
export async function buildCosmosChain(): Promise<string> {
  const program = await programPath();
  if ((await builtCosmosChain()) !== null) return program;
  await mkdir(CACHE, { recursive: true });
  await removeOld();
  // Two may do so at once: the second to finish puts the same in the place of the first.
  const draft = `${program}.${process.pid}`;
  const go = spawn('nice', ['-n', '19', 'go', 'build', ...FLAGS, '-o', draft, '.'], {
    cwd: SOURCES,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: {
      ...process.env,
      CGO_ENABLED: '0',
      GOFLAGS: '-p=1 -buildvcs=false -mod=readonly',
    },
  });
  const [code] = (await once(go, 'exit')) as [number | null];
  if (code !== 0) throw new Error(`go build ended with ${code}`);
  // Under its name only once it is whole.
  await rename(draft, program);
  return program;
}

async function removeOld(): Promise<void> {
  for (const name of await readdir(CACHE)) {
    const path = join(CACHE, name);
    const isOld = (await stat(path)).mtimeMs < Date.now() - KEPT_MS;
    if (name.startsWith('cosmos-chain-') && isOld) await rm(path, { force: true });
  }
}

async function programPath(): Promise<string> {
  const digest = createHash('sha256').update(FLAGS.join(' '));
  for (const name of ['go.mod', 'go.sum', 'main.go']) {
    digest.update(await readFile(`${SOURCES}${name}`));
  }
  return join(CACHE, `cosmos-chain-${digest.digest('hex').slice(0, 16)}`);
}

/**
 * Starts the chain on free loopback ports, and waits for its first blocks (about 2 s).
 * @param program as `buildCosmosChain` answers it
 * @param funded addresses that hold 1000 alpha each from the start
 */
export async function startCosmosChain(
  program: string,
  funded: readonly string[],
  chainId = 'tollpass-1',
): Promise<CosmosChain> {
  const daemon = await startDaemon({
    name: 'cosmos-chain',
    command: program,
    ports: 2,
    args: ([rest, rpc], dir) => [
      ...['-home', dir],
      ...['-rest', `127.0.0.1:${rest}`],
      ...['-rpc', `127.0.0.1:${rpc}`],
      ...['-chain-id', chainId],
      ...['-funded', funded.join(',')],
      ...['-block-time', '200ms'],
    ],
    ready: async ([rest]) => {
      const latest = `http://127.0.0.1:${rest}/cosmos/base/tendermint/v1beta1/blocks/latest`;
      const answer = await fetch(latest, { signal: AbortSignal.timeout(2000) });
      const { block } = (await answer.json()) as { block: { header: { height: string } } };
      // The first state can be asked for once the second block stands.
      if (Number(block.header.height) < 2) throw new Error('no blocks yet');
    },
  });
  return {
    chainId,
    rest: `http://127.0.0.1:${daemon.ports[0]}`,
    rpc: `http://127.0.0.1:${daemon.ports[1]}`,
    pid: daemon.pid,
    pause: daemon.pause,
    resume: daemon.resume,
    stop: () => daemon.stop(),
  };
}
