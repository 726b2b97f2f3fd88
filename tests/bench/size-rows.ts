/** What has to be read before anything runs: in every page, and at every wake of the background. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Group } from './row.ts';

const INJECTED_BAR = 4 * 1024;

/** Of the libraries that a background with every planned part would hold, measured beforehand. */
const ALL_LIBRARIES = 310 * 1024;
const BACKGROUND_BAR = 64 * 1024;

/** Where `tools/vite-background.ts` puts what not every wake needs. */
const PARTS = 'background';

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
    const { service_worker: script } = manifest.background;
    const background = await gzipSize(extension, [script]);
    if (wanted.has('background-size')) {
      const parts = await readdir(join(extension, PARTS));
      const rest = await gzipSize(
        extension,
        parts.map((part) => join(PARTS, part)),
      );
      note(`background-size: bar ${BACKGROUND_BAR} bytes; ${rest} more are read when needed`);
    }
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
