import type { ManifestV3Export } from '@crxjs/vite-plugin';
import chrome from '../manifest.json' with { type: 'json' };

export type Target = 'chrome' | 'firefox';

/** Fixed, so that storage and granted permissions survive a reinstallation. */
export const GECKO_ID = 'tollpass@tollpass.example';

/**
 * The manifest of a browser: Chrome's as it stands, Firefox's derived from it. Neither has the
 * background, which `vite-background.ts` builds and adds.
 */
export function manifestFor(target: Target): ManifestV3Export {
  if (target === 'chrome') return chrome as ManifestV3Export;
  const {
    minimum_chrome_version: _,
    // Firefox's messages have always been structured clones.
    message_serialization: __,
    side_panel: panel,
    ...shared
  } = chrome;
  return {
    ...shared,
    sidebar_action: {
      default_title: chrome.name,
      default_panel: panel.default_path,
      default_icon: chrome.icons,
      open_at_install: false,
    },
    content_scripts: chrome.content_scripts.filter(({ js }) => !js.includes(REPEATER)),
    permissions: [
      ...chrome.permissions.filter((name) => !CHROME_ONLY.includes(name)),
      'webRequestBlocking',
    ],
    browser_specific_settings: {
      gecko: {
        id: GECKO_ID,
        strict_min_version: '143.0',
        data_collection_permissions: { required: ['none'] },
      },
    },
  } as unknown as ManifestV3Export;
}

/** The page-world script that repeats requests, for browsers that cannot hold a response. */
const REPEATER = 'src/page/requests.iife.ts';

/**
 * What only serves to see an empty 402, or a 401 that is a toll: Firefox holds every response. And
 * Firefox's background is a page, which can hold the desk itself.
 */
const CHROME_ONLY = [
  'declarativeNetRequestFeedback',
  'webNavigation',
  'webRequestAuthProvider',
  'offscreen',
  // Firefox's sidebar needs no permission.
  'sidePanel',
];
