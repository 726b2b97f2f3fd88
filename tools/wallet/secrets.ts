import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { freePorts } from '../../tests/devnet/processes.ts';

/** What a wallet is opened and asked with. Kept, so that Tollpass stays connected. */
export interface Secrets {
  readonly username: string;
  readonly password: string;
  /** Of the wallet's own file. */
  readonly walletPassword: string;
  readonly port: number;
  /** The day that the wallet was made, for whoever restores it from its words. */
  readonly made: string;
}

/** Reads those of a folder, or makes some. */
export async function secretsIn(folder: string): Promise<Secrets> {
  const path = join(folder, 'login.json');
  try {
    return JSON.parse(await readFile(path, 'utf8')) as Secrets;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  const [port = 0] = await freePorts(1);
  const secrets: Secrets = {
    username: 'tollpass',
    // Letters and digits alone: a `#` would begin a comment in the file of `configure`.
    password: randomBytes(16).toString('hex'),
    walletPassword: randomBytes(16).toString('hex'),
    port,
    made: new Date().toISOString().slice(0, 10),
  };
  await keepSecrets(folder, secrets);
  return secrets;
}

export async function keepSecrets(folder: string, secrets: Secrets): Promise<void> {
  const text = `${JSON.stringify(secrets, null, 2)}\n`;
  await writeFile(join(folder, 'login.json'), text, { mode: 0o600 });
}

/**
 * Writes the login for monero-wallet-rpc into a file: among its arguments every user of this computer
 * could read it.
 *
 * @returns the file's path
 */
export async function configure(
  folder: string,
  { username, password }: Pick<Secrets, 'username' | 'password'>,
): Promise<string> {
  const path = join(folder, 'wallet-rpc.conf');
  await writeFile(path, `rpc-login=${username}:${password}\n`, { mode: 0o600 });
  return path;
}
