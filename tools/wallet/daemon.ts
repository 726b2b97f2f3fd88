import { type ChildProcess, spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { freePorts } from '../../tests/devnet/processes.ts';
import { connectRpc, type Rpc } from '../../tests/devnet/rpc.ts';
import { configure, keepSecrets, type Secrets } from './secrets.ts';
import type { Network } from './wish.ts';

const PROGRAM = 'monero-wallet-rpc';
/** It makes an RSA key before it answers, which takes 1 to 6 s. */
const START_LIMIT_MS = 60_000;
const STOP_LIMIT_MS = 30_000;

export interface DaemonOptions {
  readonly folder: string;
  readonly secrets: Secrets;
  /** `host:port` */
  readonly node: string;
  readonly network: Network;
}

/** A running monero-wallet-rpc in which no wallet is open yet. */
export interface Daemon {
  readonly port: number;
  readonly call: Rpc['call'];
  /** Whether it is there; it may also have been ended by somebody else. */
  isRunning(): boolean;
  readonly ended: Promise<void>;
  /** Has it write the wallet down and end. */
  stop(): Promise<void>;
}

/**
 * Starts it on loopback, at the port that was used before if that is free. One that an earlier run
 * left behind is ended first: two must not have one wallet open.
 *
 * @throws Error with a sentence
 */
export async function startDaemon(options: DaemonOptions): Promise<Daemon> {
  const { folder, secrets } = options;
  await stopLeftOver(secrets);
  const port = (await isFree(secrets.port)) ? secrets.port : ((await freePorts(1))[0] ?? 0);
  if (port !== secrets.port) await keepSecrets(folder, { ...secrets, port });

  const child = spawn(PROGRAM, argumentsOf(options, port, await configure(folder, secrets)), {
    stdio: 'ignore',
    cwd: folder,
    // A process group of its own: Ctrl-C in the terminal is for us, who have it save first.
    detached: true,
  });
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
  const rpc = connect(port, secrets);
  const isRunning = (): boolean => isAlive(child);
  try {
    await answers(port, secrets, isRunning);
  } catch (error) {
    rpc.close();
    if (isRunning()) child.kill('SIGKILL');
    throw error;
  }
  return {
    port,
    call: rpc.call,
    isRunning,
    ended,
    async stop() {
      // It ends while it answers: that the answer gets lost is no failure.
      if (isRunning()) await rpc.call('stop_wallet').catch(() => child.kill('SIGTERM'));
      await Promise.race([ended, delay(STOP_LIMIT_MS, undefined, { ref: false })]);
      if (isRunning()) child.kill('SIGKILL');
      rpc.close();
    },
  };
}

/** No secret is among them. */
function argumentsOf(
  { folder, node, network }: DaemonOptions,
  port: number,
  configuration: string,
): string[] {
  return [
    ...['--config-file', configuration],
    ...['--wallet-dir', folder],
    ...['--daemon-address', node],
    ...(network === 'mainnet' ? [] : [`--${network}`]),
    ...['--rpc-bind-ip', '127.0.0.1'],
    ...['--rpc-bind-port', String(port)],
    // Whoever could read loopback could read this file's folder, too.
    ...['--rpc-ssl', 'disabled'],
    '--non-interactive',
    ...['--log-file', join(folder, 'wallet-rpc.log')],
    ...['--log-level', '0'],
    ...['--max-log-file-size', '1000000'],
    ...['--max-log-files', '2'],
    ...['--shared-ringdb-dir', join(folder, 'ringdb')],
  ];
}

async function answers(port: number, secrets: Secrets, isRunning: () => boolean): Promise<void> {
  const limit = Date.now() + START_LIMIT_MS;
  while (Date.now() < limit) {
    const probe = connect(port, secrets, 2000);
    const version = await probe.call('get_version').catch(() => null);
    probe.close();
    if (version !== null) return;
    if (!isRunning()) {
      throw new Error(`${PROGRAM} did not start. Is Monero installed, and in the PATH?`);
    }
    await delay(50);
  }
  throw new Error(`${PROGRAM} does not answer.`);
}

async function stopLeftOver(secrets: Secrets): Promise<void> {
  const left = connect(secrets.port, secrets, 2000);
  const isOurs = await left.call('get_version').then(
    () => true,
    () => false,
  );
  if (isOurs) await left.call('stop_wallet').catch(() => undefined);
  left.close();
  const limit = Date.now() + STOP_LIMIT_MS;
  while (isOurs && Date.now() < limit && !(await isFree(secrets.port))) await delay(100);
}

function connect(port: number, { username, password }: Secrets, limitMs?: number): Rpc {
  return connectRpc(`http://127.0.0.1:${port}`, { user: username, password }, limitMs);
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}

function isAlive(child: ChildProcess): boolean {
  return child.pid !== undefined && child.exitCode === null && child.signalCode === null;
}
