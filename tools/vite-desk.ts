import { join, resolve } from 'node:path';
import { build, type Plugin } from 'vite';
import { ROOT } from './paths.ts';
import { notePackages } from './vite-licences.ts';
import { polyfill } from './vite-polyfill.ts';

/**
 * Builds the desk (`src/desk/`) by itself. In one build with the rest it would share modules with
 * the background, and these would be in the background whole: what a chunk holds for another one
 * cannot be left out (measured: 1.5 KB of hash functions).
 */
export function desk(): Plugin {
  let outDir = '';
  let mode = '';
  return {
    name: 'tollpass:desk',
    apply: 'build',
    configResolved(config) {
      outDir = resolve(config.root, config.build.outDir);
      mode = config.mode;
    },
    async writeBundle() {
      await build({
        configFile: false,
        root: ROOT,
        mode,
        logLevel: 'warn',
        publicDir: false,
        plugins: [polyfill(), notePackages()],
        worker: { plugins: () => [notePackages()] },
        build: {
          outDir,
          emptyOutDir: false,
          modulePreload: false,
          rolldownOptions: { input: { desk: join(ROOT, 'src/desk/index.html') } },
        },
      });
    },
  };
}
