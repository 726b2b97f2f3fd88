// What takes long to make is made once for this machine, and copied for each test that begins with it.
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

const CACHE = fileURLToPath(new URL('../node_modules/.cache/', import.meta.url));

export type Prepared = {
  /** Where it is kept, if it was made before. */
  readonly dir: string | undefined;
  /**
   * Keeps what `write` puts into a directory, for whoever needs the same later, and says where. Two
   * may do so at once: the second to finish throws its own away.
   */
  keep(write: (dir: string) => Promise<void>): Promise<string>;
};

/**
 * @param what a word for the name of the directory
 * @param need all that it depends on: with another need it is made anew
 */
export function prepared(what: string, need: unknown): Prepared {
  const key = createHash('sha256').update(JSON.stringify(need)).digest('hex').slice(0, 16);
  const path = `${CACHE}tollpass-${what}-${key}`;
  return {
    dir: existsSync(path) ? path : undefined,
    async keep(write) {
      await mkdir(CACHE, { recursive: true });
      const draft = await mkdtemp(`${path}-`);
      try {
        await write(draft);
        await rename(draft, path);
      } catch (error) {
        if (!existsSync(path)) throw error;
      } finally {
        await rm(draft, { recursive: true, force: true });
      }
      return path;
    },
  };
}
