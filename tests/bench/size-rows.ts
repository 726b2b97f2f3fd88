/** What has to be read before anything runs: in every page, and at every wake of the background. */
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { importsOf } from './imports.ts';
import type { Group } from './row.ts';

const INJECTED_BAR = 4 * 1024;

/** Of the libraries that a background with every planned part would hold, measured beforehand. */
const ALL_LIBRARIES = 310 * 1024;
const BACKGROUND_BAR = 110 * 1024;

interface Manifest {
  readonly background: { readonly service_worker: string };
  readonly content_scripts: readonly { readonly js: readonly string[] }[];
}

export const sizeRows: Group = {
  names: ['injected', 'background-size'],
  async measure({ extension, note }, wanted) {
    const manifest = JSON.parse(
      await readFile(join(extension, 'manifest.json'), 'utf8'),
    ) as Manifest;
    const injected = await gzipSize(
      extension,
      manifest.content_scripts.flatMap(({ js }) => js),
    );
    const files = await withImports(extension, manifest.background.service_worker);
    const background = await gzipSize(extension, files);
    if (wanted.has('background-size'))
      note(`background: ${files.length} files; bar ${BACKGROUND_BAR} bytes`);
    return [
      {
        name: 'injected',
        unit: 'bytes',
        ours: injected,
        reference: INJECTED_BAR,
        ratio: injected / INJECTED_BAR,
        bar: 1,
      },
      {
        name: 'background-size',
        unit: 'bytes',
        ours: background,
        reference: ALL_LIBRARIES,
        ratio: background / ALL_LIBRARIES,
        bar: BACKGROUND_BAR / ALL_LIBRARIES,
      },
    ];
  },
};

/** Each file by itself, as the store's and the web's measures are taken. */
async function gzipSize(root: string, files: readonly string[]): Promise<number> {
  const sizes = await Promise.all(
    files.map(async (file) => gzipSync(await readFile(join(root, file)), { level: 9 }).length),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}

/** A module and all that it loads, each once. */
async function withImports(root: string, entry: string): Promise<string[]> {
  const found = new Set<string>();
  const visit = async (file: string): Promise<void> => {
    if (found.has(file)) return;
    found.add(file);
    for (const specifier of importsOf(await readFile(join(root, file), 'utf8'))) {
      await visit(specifier.startsWith('/') ? specifier.slice(1) : join(dirname(file), specifier));
    }
  };
  await visit(entry);
  return [...found];
}
