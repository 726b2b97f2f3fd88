import { join } from 'node:path';
import { build, type Plugin } from 'vite';
import { ROOT } from './paths.ts';

/**
 * Builds the script that `src/platform/keplr-alias.ts` registers. The manifest does not name it, so
 * CRXJS does not know of it.
 */
export function keplrAlias(): Plugin {
  let outDir = '';
  return {
    name: 'tollpass:keplr-alias',
    apply: 'build',
    configResolved(config) {
      outDir = config.build.outDir;
    },
    async writeBundle() {
      await build({
        configFile: false,
        logLevel: 'warn',
        publicDir: false,
        build: {
          outDir,
          emptyOutDir: false,
          lib: {
            entry: join(ROOT, 'src/page/keplr.iife.ts'),
            formats: ['iife'],
            name: 'tollpassKeplr',
            fileName: () => 'src/page/keplr.iife.js',
          },
        },
      });
    },
  };
}
