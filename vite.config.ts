import { crx } from '@crxjs/vite-plugin';
import { defineConfig } from 'vite';
import { manifestFor, type Target } from './tools/manifest.ts';
import { background } from './tools/vite-background.ts';
import { configurationSchema } from './tools/vite-configuration-schema.ts';
import { desk } from './tools/vite-desk.ts';
import { licences } from './tools/vite-licences.ts';
import { pageScripts } from './tools/vite-page-scripts.ts';
import { polyfill } from './tools/vite-polyfill.ts';

/** The pages beside the popup, which the manifest names itself. */
const PAGES = [
  'activity',
  'approval',
  'services',
  'settings',
  'signers',
  'signing',
  'streams',
  'unlock',
  'waiting',
  'welcome',
];

/** `vite build --mode chrome` or `--mode firefox`, into `dist/` and that name. */
export default defineConfig(({ mode }) => ({
  plugins: [
    polyfill(),
    background(),
    pageScripts(),
    desk(),
    configurationSchema(),
    licences(),
    crx({ manifest: manifestFor(mode as Target), browser: mode as Target }),
  ],
  build: {
    outDir: `dist/${mode}`,
    modulePreload: false,
    sourcemap: false,
    rolldownOptions: {
      input: Object.fromEntries(PAGES.map((page) => [page, `src/ui/${page}/index.html`])),
    },
  },
}));
