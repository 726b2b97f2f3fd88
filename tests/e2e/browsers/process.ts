/** Starting a browser so that neither it nor its profile outlives this process. */
import { type ChildProcess, spawn } from 'node:child_process';
import { appendFileSync, closeSync, openSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface BrowserProcess {
  readonly pid: number;
  /** The debugging address that the browser printed. */
  readonly endpoint: string;
  /** Resolves once it has ended by itself; kills it and its children after `graceMs`. */
  end(graceMs?: number): Promise<void>;
}

const profileWatches = new Map<string, ChildProcess>();

/** A new directory, deleted with `deleteProfile`, or when this process ends without. */
export async function makeProfile(): Promise<string> {
  const profile = await mkdtemp(join(tmpdir(), 'tollpass-browser-'));
  // The browser, which ends at the same moment, may write there until then.
  profileWatches.set(profile, afterThisProcess('sleep 2; rm -rf -- "$1"', profile));
  return profile;
}

/** A child of the browser may still be writing there for a moment. */
export async function deleteProfile(profile: string): Promise<void> {
  await rm(profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  profileWatches.get(profile)?.kill('SIGKILL');
  profileWatches.delete(profile);
}

/**
 * `address` has the debugging address as its first group. `log` is a file to which all that the browser
 * prints is added.
 * Rejects with what the browser printed if it ends, or says nothing of an address within 30 s.
 */
export async function startBrowser(
  command: string,
  args: readonly string[],
  address: RegExp,
  environment: NodeJS.ProcessEnv = {},
  log?: string,
): Promise<BrowserProcess> {
  const out = log === undefined ? undefined : openSync(log, 'a');
  // A group of its own, so that one signal reaches the wrapper script and every child process.
  const child = spawn(command, args, {
    detached: true,
    stdio: ['ignore', out ?? 'ignore', 'pipe'],
    env: { ...process.env, ...environment },
  });
  if (out !== undefined) closeSync(out);
  if (log !== undefined) child.stderr?.on('data', (chunk: Buffer) => appendFileSync(log, chunk));
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
  const pid = child.pid;
  if (pid === undefined) throw new Error(`${command} could not be started`);
  // Not `kill -KILL -- -1`: dash does not know that form.
  const watch = afterThisProcess('kill -9 "-$1"', String(pid));
  const end = async (graceMs = 0): Promise<void> => {
    if (child.exitCode === null && child.signalCode === null) {
      const timer = setTimeout(() => killGroup(pid), graceMs);
      await ended;
      clearTimeout(timer);
    }
    killGroup(pid);
    watch.kill('SIGKILL');
  };
  try {
    return { pid, endpoint: await readAddress(child, address, ended), end };
  } catch (cause) {
    await end();
    throw new Error(`${command} did not start`, { cause });
  }
}

/**
 * A shell that runs `script` when this process ends, however it ends: its standard input closes
 * then. Chromium under Playwright has such a pipe itself, Firefox has nothing.
 */
function afterThisProcess(script: string, argument: string): ChildProcess {
  // `read` is the shell's own, so killing the shell leaves nothing behind.
  const shell = spawn('/bin/sh', ['-c', `while read -r _; do :; done; ${script}`, 'sh', argument], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  shell.unref();
  (shell.stdin as unknown as { unref?: () => void } | null)?.unref?.();
  return shell;
}

function killGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // Nothing of the group is left.
  }
}

function readAddress(child: ChildProcess, address: RegExp, ended: Promise<void>): Promise<string> {
  return new Promise((resolve, reject) => {
    let printed = '';
    const timer = setTimeout(
      () => reject(new Error(`no debugging address within 30 s: ${printed}`)),
      30_000,
    );
    child.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
      // Read on for as long as it lives: a full pipe would stop the browser.
      if (printed.length < 20_000) printed += chunk;
      const found = address.exec(printed)?.[1];
      if (found === undefined) return;
      clearTimeout(timer);
      resolve(found);
    });
    ended.then(() => {
      clearTimeout(timer);
      reject(new Error(`it ended: ${printed}`));
    });
  });
}
