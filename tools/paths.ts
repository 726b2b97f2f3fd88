import { fileURLToPath } from 'node:url';
import type { BrowserName } from '../tests/e2e/browsers/browser.ts';
import type { Target } from './manifest.ts';

/** Without a slash at the end. */
export const ROOT = fileURLToPath(new URL('..', import.meta.url)).replace(/[\\/]$/, '');

/** Where the build puts a browser's extension. */
export function builtExtension(target: Target): string {
  return `${ROOT}/dist/${target}`;
}

/** The build that a browser takes. */
export function targetOf(browser: BrowserName): Target {
  return browser === 'firefox' ? 'firefox' : 'chrome';
}
