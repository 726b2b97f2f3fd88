import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The files beneath a folder that hold any of these texts, as UTF-8, UTF-16 or base64. */
export async function placesOf(
  texts: readonly (string | Buffer)[],
  folder: string,
): Promise<string[]> {
  const needles = texts.flatMap((text) => {
    const bytes = Buffer.from(text as string);
    // Base64 depends on where in a group of three bytes it begins; its ends on the neighbours.
    const shifted = [0, 1, 2].map((shift) =>
      Buffer.concat([Buffer.alloc(shift), bytes])
        .toString('base64')
        .slice(shift === 0 ? 0 : 4, -4),
    );
    const wide = typeof text === 'string' ? [Buffer.from(text, 'utf16le')] : [];
    return [bytes, ...wide, ...shifted.map((of) => Buffer.from(of))];
  });
  const found: string[] = [];
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const content = await readFile(path);
    if (needles.some((needle) => content.includes(needle))) found.push(path);
  }
  return found;
}
