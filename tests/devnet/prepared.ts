// What is mined once for this machine, and copied for each devnet that begins with the same.
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const CACHE = fileURLToPath(new URL('../../node_modules/.cache/', import.meta.url));

export type Prepared = {
  /** The directory of what was kept; undefined if nothing was so far. */
  readonly dir: string | undefined;
  /**
   * Keeps what `write` puts into a directory, for whoever needs the same later. Two may do so at
   * once: the second to finish throws its own away.
   */
  keep(write: (dir: string) => Promise<void>): Promise<void>;
};

/** @param need what it was made with; for another need, or another monerod, it is made anew. */
export async function prepared(need: Readonly<Record<string, number>>): Promise<Prepared> {
  const { stdout: version } = await promisify(execFile)('monerod', ['--version']);
  const key = createHash('sha256')
    .update(`${version} ${JSON.stringify(need)}`)
    .digest('hex');
  const path = `${CACHE}tollpass-devnet-${key.slice(0, 16)}`;
  return {
    dir: existsSync(path) ? path : undefined,
    async keep(write) {
      const draft = `${path}-${process.pid}`;
      await mkdir(draft, { recursive: true });
      await write(draft);
      await rename(draft, path).catch(() => rm(draft, { recursive: true, force: true }));
    },
  };
}
