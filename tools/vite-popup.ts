import { readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { ManifestV3Export } from '@crxjs/vite-plugin';
import { build, type Plugin } from 'vite';
import { manifestFor, type Target } from './manifest.ts';
import { ROOT } from './paths.ts';
import { notePackages } from './vite-licences.ts';
import { polyfill } from './vite-polyfill.ts';

/** Where the manifest names pages that show the popup: CRXJS would build each of them. */
const PLACES = ['action', 'side_panel', 'sidebar_action'] as const;

type Places = Partial<Record<(typeof PLACES)[number], Record<string, unknown>>>;

const EARLY = 'src/ui/popup/early.iife';

/** Has the page run what asks early, before its own script. */
function withEarly(): Plugin {
  const tag = { tag: 'script', attrs: { src: `/${EARLY}.js` }, injectTo: 'head-prepend' } as const;
  return {
    name: 'tollpass:popup-early',
    transformIndexHtml: { order: 'post', handler: () => [tag] },
  };
}

/** The manifest for CRXJS: `popup` puts the rest back. */
export function manifestWithoutPopup(target: Target): ManifestV3Export {
  const manifest = { ...(manifestFor(target) as unknown as Places) };
  for (const place of PLACES) delete manifest[place];
  return manifest as unknown as ManifestV3Export;
}

/**
 * Builds the popup by itself, into one script: of modules that it shares with other pages it would
 * read two dozen, one after another, before it shows anything (measured: 60 of 110 ms).
 */
export function popup(): Plugin {
  let outDir = '';
  let mode = '';
  return {
    name: 'tollpass:popup',
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
        plugins: [polyfill(), notePackages(), withEarly()],
        build: {
          outDir,
          emptyOutDir: false,
          // As for the other pages.
          assetsInlineLimit: 0,
          modulePreload: false,
          rolldownOptions: { input: { popup: join(ROOT, 'src/ui/popup/index.html') } },
        },
      });
      await build({
        configFile: false,
        logLevel: 'warn',
        publicDir: false,
        build: {
          outDir,
          emptyOutDir: false,
          lib: {
            entry: join(ROOT, `${EARLY}.ts`),
            formats: ['iife'],
            name: 'tollpassEarly',
            fileName: () => `${EARLY}.js`,
          },
        },
      });
      const whole = manifestFor(mode as Target) as unknown as Places;
      const path = join(outDir, 'manifest.json');
      const manifest = JSON.parse(await readFile(path, 'utf8')) as Places;
      for (const place of PLACES) if (whole[place] !== undefined) manifest[place] = whole[place];
      await writeFile(path, `${JSON.stringify(manifest, null, 2)}\n`);
    },
  };
}
