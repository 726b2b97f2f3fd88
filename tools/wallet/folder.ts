import { chmod, mkdir } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Network } from './wish.ts';

/** Where the wallet of a network is kept: in the user's own data, away from the sources. */
export function walletFolder(network: Network): string {
  return join(dataFolder(process.platform, process.env), 'tollpass', `wallet-${network}`);
}

/** Where programs keep what belongs to the user. An empty variable counts as none (XDG). */
export function dataFolder(platform: NodeJS.Platform, env: NodeJS.ProcessEnv): string {
  if (platform === 'win32') return env.LOCALAPPDATA || join(homedir(), 'AppData', 'Local');
  if (platform === 'darwin') return join(homedir(), 'Library', 'Application Support');
  return env.XDG_DATA_HOME || join(homedir(), '.local', 'share');
}

/**
 * Makes it, for this user alone, and has whatever this process and its children write be so too.
 */
export async function makePrivate(folder: string): Promise<void> {
  process.umask(0o077);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await chmod(folder, 0o700);
}
