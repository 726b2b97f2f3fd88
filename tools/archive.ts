// Zips of which the same files always make the same bytes: so that a release can be checked against
// its source.
import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { zipSync } from 'fflate';

/**
 * A zip of files, given by their paths in it (with `/`). Neither their order nor the clock, the time
 * zone or the files' owners and modes make a difference.
 */
export function archive(files: ReadonlyMap<string, Uint8Array>): Uint8Array {
  const names = [...files.keys()].sort((a, b) => (a < b ? -1 : 1));
  // The earliest that a zip can say. Zips know no time zone, and fflate writes local time.
  const mtime = new Date(1980, 0, 1);
  return zipSync(
    Object.fromEntries(names.map((name) => [name, files.get(name) ?? new Uint8Array()])),
    { level: 9, mtime },
  );
}

/** A zip of what is in a directory; empty directories are left out. */
export async function archiveDirectory(directory: string): Promise<Uint8Array> {
  const files = new Map<string, Uint8Array>();
  for (const entry of await readdir(directory, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    files.set(relative(directory, path).split(sep).join('/'), await readFile(path));
  }
  if (files.size === 0) throw new Error(`${directory} is empty: build first`);
  return archive(files);
}
