import { join } from 'node:path';
import { build, type Plugin } from 'vite';
import { ROOT } from './paths.ts';

/** What `src/platform/keplr-alias.ts` and `session-marker.ts` register, by the name of its file. */
const SCRIPTS = ['keplr', 'session'];

/** Builds the scripts that the manifest does not name, so that CRXJS does not know of them. */
export function registered(): Plugin {
  let outDir = '';
  return {
    name: 'tollpass:registered',
    apply: 'build',
    configResolved(config) {
      outDir = config.build.outDir;
    },
    async writeBundle() {
      for (const script of SCRIPTS) {
        await build({
          configFile: false,
          logLevel: 'warn',
          publicDir: false,
          build: {
            outDir,
            emptyOutDir: false,
            lib: {
              entry: join(ROOT, `src/page/${script}.iife.ts`),
              formats: ['iife'],
              name: `tollpass${script}`,
              fileName: () => `src/page/${script}.iife.js`,
            },
          },
        });
      }
    },
  };
}
