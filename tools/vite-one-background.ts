import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build, type Plugin } from 'vite';

const LOADER = 'service-worker-loader.js';
const BACKGROUND = 'background.js';

/** The chunk of what no page imports: a name that no module of a page has. */
export const BACKGROUND_CHUNK = 'background-only';

/**
 * Makes the background one classic script. CRXJS leaves it as a loader that imports chunks, and each
 * import makes a stopped worker's first answer later (measured: 56 ms with four files, 43 ms with
 * one). What is lazy stays lazy: the chunks hold it in functions.
 */
export function oneBackground(): Plugin {
  let outDir = '';
  return {
    name: 'tollpass:one-background',
    apply: 'build',
    configResolved(config) {
      outDir = config.build.outDir;
    },
    async writeBundle(_options, bundle) {
      const path = join(outDir, 'manifest.json');
      const manifest = JSON.parse(await readFile(path, 'utf8'));
      if (!JSON.stringify(manifest.background).includes(LOADER)) return;
      await build({
        configFile: false,
        logLevel: 'warn',
        publicDir: false,
        build: {
          outDir,
          emptyOutDir: false,
          // Only ever asked for the address of a chunk that is not loaded.
          rolldownOptions: { transform: { define: { 'import.meta': '{}' } } },
          lib: {
            entry: join(outDir, LOADER),
            formats: ['iife'],
            name: 'tollpass',
            fileName: () => BACKGROUND,
          },
        },
      });
      manifest.background =
        manifest.background.service_worker === undefined
          ? { scripts: [BACKGROUND] }
          : { service_worker: BACKGROUND };
      await writeFile(path, `${JSON.stringify(manifest, null, 2)}\n`);

      // What only the loader imported is of no use any more.
      const entry = /import '\.\/(.+?)'/.exec(await readFile(join(outDir, LOADER), 'utf8'))?.[1];
      const background = Object.keys(bundle).filter((name) =>
        name.includes(`/${BACKGROUND_CHUNK}-`),
      );
      for (const name of [LOADER, ...(entry === undefined ? [] : [entry]), ...background]) {
        await rm(join(outDir, name));
      }
    },
  };
}
