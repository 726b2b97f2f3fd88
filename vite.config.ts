import { crx } from '@crxjs/vite-plugin';
import { defineConfig } from 'vite';
import type { Target } from './tools/manifest.ts';
import { background } from './tools/vite-background.ts';
import { configurationSchema } from './tools/vite-configuration-schema.ts';
import { desk } from './tools/vite-desk.ts';
import { explanations } from './tools/vite-explanations.ts';
import { licences } from './tools/vite-licences.ts';
import { pageScripts } from './tools/vite-page-scripts.ts';
import { polyfill } from './tools/vite-polyfill.ts';
import { manifestWithoutPopup, popup } from './tools/vite-popup.ts';

/** The pages beside the popup, which is built by itself. */
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
    popup(),
    configurationSchema(),
    explanations(),
    licences(),
    crx({ manifest: manifestWithoutPopup(mode as Target), browser: mode as Target }),
  ],
  build: {
    outDir: `dist/${mode}`,
    // A picture that a page names and a script imports would be written out or not as the two happen
    // to be read: the build would not be the same each time.
    assetsInlineLimit: 0,
    modulePreload: false,
    sourcemap: false,
    rolldownOptions: {
      input: Object.fromEntries(PAGES.map((page) => [page, `src/ui/${page}/index.html`])),
    },
  },
}));
