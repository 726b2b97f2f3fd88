import type { Plugin } from 'vite';

/**
 * Makes webextension-polyfill a module with a default export. As CommonJS it goes through the
 * bundler's interop, which copies every property of what it exports: of the browser's own `browser`
 * object where there is one, and Chromium builds each API when it is first looked at (measured: 4.3 ms
 * of each wake of the background).
 */
export function polyfill(): Plugin {
  return {
    name: 'tollpass:polyfill',
    enforce: 'pre',
    transform(code, id) {
      if (!id.endsWith('webextension-polyfill/dist/browser-polyfill.js')) return null;
      return {
        code: `const module = { exports: {} };\nconst exports = module.exports;\n${code}\nexport default module.exports;\n`,
        map: null,
      };
    },
  };
}
