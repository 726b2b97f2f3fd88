// Starts daemons in a way that leaves nothing behind, however this process ends.
import { type ChildProcess, spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { closeSync, openSync, readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';

/**
 * The guard between us and a daemon. Its stdin is a pipe that only this process holds, so the pipe
 * closes when we close it and also when we are killed with SIGKILL, which no exit handler survives.
 * Then the guard kills the one daemon that it started and removes the daemon's directory. SIGKILL,
 * because it also ends a stopped (SIGSTOP) daemon and nothing on a throwaway chain needs saving.
 * `read` rather than `cat`: the waiting half must not have a child of its own to leave behind.
 */
const GUARD = `
dir=$1; shift
exec 4<&0
"$@" </dev/null 3>&- 4<&- &
daemon=$!
echo "$daemon" >&3
exec 3>&-
( while read -r _ <&4; do :; done; kill -KILL "$daemon" ) >/dev/null 2>&1 &
guard=$!
wait "$daemon" 2>/dev/null
code=$?
kill -KILL "$guard" 2>/dev/null
[ -e "$dir/.keep" ] || rm -rf -- "$dir"
exit "$code"
`;

export type Daemon = {
  readonly pid: number;
  /** The free loopback ports that were picked for it, in the order of the request. */
  readonly ports: readonly number[];
  readonly dir: string;
  /** Stops the daemon where it stands: connections stay open and are not answered. */
  pause(): void;
  resume(): void;
  /**
   * Ends the daemon at once and waits until it is gone.
   * @param keepDir leaves its directory on disk, for a restart on the same data.
   */
  stop(keepDir?: boolean): Promise<void>;
};

export type DaemonOptions = {
  name: string;
  command: string;
  /** How many free ports it needs, or exactly which ones (a restart). */
  ports: number | readonly number[];
  args: (ports: readonly number[], dir: string) => string[];
  /** Resolves once the daemon answers; called again and again while it throws. */
  ready: (ports: readonly number[]) => Promise<unknown>;
  /** An existing data directory. Without it a new one is made under the system's temp directory. */
  dir?: string;
  /** Puts into a new directory what the daemon is to find there. */
  fill?: ((dir: string) => Promise<void>) | undefined;
  timeoutMs?: number;
};

/**
 * Finds `count` free TCP ports on 127.0.0.1, below those that the system gives to outgoing
 * connections: a browser under test opens many of these, and would take a port that was free.
 */
export async function freePorts(count: number): Promise<number[]> {
  const servers: Server[] = [];
  while (servers.length < count) {
    const server = createServer().listen(randomInt(20_000, 32_768), '127.0.0.1');
    const listens = await once(server, 'listening').then(
      () => true,
      () => false,
    );
    if (listens) servers.push(server);
  }
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(servers.map((server) => once(server.close(), 'close')));
  return ports;
}

/** A new empty directory for one daemon, under the system's temp directory. */
export function newDataDir(name: string): Promise<string> {
  return mkdtemp(join(tmpdir(), `tollpass-${name}-`));
}

/**
 * Starts a daemon and waits until it answers. A daemon that exits at once is started again on other
 * ports (twice), because a port that was free a moment ago may be taken by now.
 * @throws Error with the end of the daemon's output, when it exits or stays silent for `timeoutMs`.
 */
export async function startDaemon(options: DaemonOptions): Promise<Daemon> {
  const fixedPorts = typeof options.ports !== 'number';
  for (let attempt = 1; ; attempt++) {
    const ports =
      typeof options.ports === 'number' ? await freePorts(options.ports) : options.ports;
    const dir = options.dir ?? (await newDataDir(options.name));
    if (!options.dir) await options.fill?.(dir);
    try {
      return await launch(options, ports, dir);
    } catch (error) {
      const retry = error instanceof ExitedEarly && !fixedPorts && !options.dir && attempt < 3;
      if (!retry) throw error;
    }
  }
}

class ExitedEarly extends Error {}

async function launch(
  options: DaemonOptions,
  ports: readonly number[],
  dir: string,
): Promise<Daemon> {
  const output = join(dir, 'output.log');
  const log = openSync(output, 'a');
  const args = ['-c', GUARD, options.name, dir, options.command, ...options.args(ports, dir)];
  // Detached: its own process group, so that Ctrl-C in a terminal reaches us and not the daemon.
  const guard = spawn('/bin/sh', args, { stdio: ['pipe', log, log, 'pipe'], detached: true });
  closeSync(log);
  guard.unref();
  guard.stdin?.on('error', () => undefined);
  const exited = new Promise<void>((resolve) => guard.once('exit', () => resolve()));
  const pid = Number(await firstLine(guard.stdio[3] as Readable));

  const stop = async (keepDir = false): Promise<void> => {
    const keep = join(dir, '.keep');
    if (keepDir && isRunning(guard)) await writeFile(keep, '');
    guard.stdin?.end();
    if (isRunning(guard)) {
      guard.ref();
      await exited;
    }
    if (keepDir) await rm(keep, { force: true });
  };

  const deadline = Date.now() + (options.timeoutMs ?? 60_000);
  for (;;) {
    try {
      await options.ready(ports);
      break;
    } catch (cause) {
      const tail = (await readFile(output, 'utf8').catch(() => '')).slice(-2000);
      if (!isRunning(guard)) throw new ExitedEarly(`${options.name} exited. ${tail}`, { cause });
      if (Date.now() > deadline) {
        await stop();
        throw new Error(`${options.name} does not answer. ${tail}`, { cause });
      }
      await delay(25);
    }
  }
  return {
    pid,
    ports,
    dir,
    pause: () => pause(pid),
    resume: () => void process.kill(pid, 'SIGCONT'),
    stop,
  };
}

/**
 * Stops every thread of a process before it returns. The signal alone is not enough: until one of
 * the threads has had the processor to see it, the others go on answering, on a busy machine.
 */
function pause(pid: number): void {
  process.kill(pid, 'SIGSTOP');
  const deadline = Date.now() + 5000;
  while (Date.now() < deadline) {
    if (readdirSync(`/proc/${pid}/task`).every((thread) => isStopped(pid, thread))) return;
  }
  throw new Error(`process ${pid} does not stop`);
}

function isStopped(pid: number, thread: string): boolean {
  try {
    const stat = readFileSync(`/proc/${pid}/task/${thread}/stat`, 'utf8');
    return stat.charAt(stat.lastIndexOf(')') + 2) === 'T';
  } catch {
    return false; // It has ended since the list was read.
  }
}

function isRunning(child: ChildProcess): boolean {
  return child.exitCode === null && child.signalCode === null;
}

async function firstLine(stream: Readable): Promise<string> {
  let text = '';
  for await (const chunk of stream) text += String(chunk);
  return text.trim();
}
