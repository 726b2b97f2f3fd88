import { join } from 'node:path';
import { build, type Plugin } from 'vite';
import { ROOT } from './paths.ts';
import { notePackages } from './vite-licences.ts';

/** The scripts in `src/page/` that are registered, or put into a page, while the extension runs. */
const SCRIPTS = ['keplr', 'refusals', 'session', 'streams', 'stream-relay'] as const;

/**
 * Builds the scripts that `src/platform/page-script.ts` registers, or `stream-pages.ts` puts in. The manifest does not name them, so
 * CRXJS does not know of them.
 */
export function pageScripts(): Plugin {
  let outDir = '';
  return {
    name: 'tollpass:page-scripts',
    apply: 'build',
    configResolved(config) {
      outDir = config.build.outDir;
    },
    async writeBundle() {
      for (const name of SCRIPTS) {
        await build({
          configFile: false,
          logLevel: 'warn',
          publicDir: false,
          plugins: [notePackages()],
          build: {
            outDir,
            emptyOutDir: false,
            lib: {
              entry: join(ROOT, `src/page/${name}.iife.ts`),
              formats: ['iife'],
              name: 'tollpassScript',
              fileName: () => `src/page/${name}.iife.js`,
            },
          },
        });
      }
    },
  };
}
