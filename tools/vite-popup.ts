import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ManifestV3Export } from '@crxjs/vite-plugin';
import { build, type Plugin } from 'vite';
import { afterBuild, buildPage } from './build-apart.ts';
import { manifestFor, type Target } from './manifest.ts';
import { ROOT } from './paths.ts';

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
  return afterBuild('popup', async (place) => {
    const { outDir, mode } = place;
    await buildPage('popup', 'src/ui/popup/index.html', place, [withEarly()]);
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
    for (const one of PLACES) if (whole[one] !== undefined) manifest[one] = whole[one];
    await writeFile(path, `${JSON.stringify(manifest, null, 2)}\n`);
  });
}
