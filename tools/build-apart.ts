import { join, resolve } from 'node:path';
import { build, type Plugin } from 'vite';
import { ROOT } from './paths.ts';
import { notePackages } from './vite-licences.ts';
import { polyfill } from './vite-polyfill.ts';

/** What a build is for, and the folder that it writes into. */
export interface Place {
  readonly outDir: string;
  /** The browser, as `Target` has it. */
  readonly mode: string;
}

/** Does something once a build is written, which other builds may add to. */
export function afterBuild(name: string, work: (place: Place) => Promise<void>): Plugin {
  let place: Place | null = null;
  return {
    name: `tollpass:${name}`,
    apply: 'build',
    configResolved({ root, build: { outDir }, mode }) {
      place = { outDir: resolve(root, outDir), mode };
    },
    async writeBundle() {
      if (place !== null) await work(place);
    },
  };
}

/**
 * Builds a page by itself, beside what is built already: it shares no module with any other.
 *
 * @param html its path from the project's root
 */
export async function buildPage(
  name: string,
  html: string,
  { outDir, mode }: Place,
  plugins: readonly Plugin[] = [],
): Promise<void> {
  await build({
    configFile: false,
    root: ROOT,
    mode,
    logLevel: 'warn',
    publicDir: false,
    plugins: [polyfill(), notePackages(), ...plugins],
    worker: { plugins: () => [notePackages()] },
    build: {
      outDir,
      emptyOutDir: false,
      // As for the other pages.
      assetsInlineLimit: 0,
      modulePreload: false,
      rolldownOptions: { input: { [name]: join(ROOT, html) } },
    },
  });
}
