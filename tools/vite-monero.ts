import type { Plugin } from 'vite';

/**
 * Node modules that monero-ts imports at its top but that its RPC connection never calls in a
 * browser. `assert` is the one that is called; the rest only have to exist.
 */
const STAND_INS: Record<string, string> = {
  assert: `module.exports = (value, message) => { if (!value) throw new Error(message ?? 'assertion failed'); };`,
  async: 'module.exports = {};',
  fs: 'module.exports = {};',
  http: 'module.exports = { Agent: class {} };',
  https: 'module.exports = { Agent: class {} };',
  path: 'module.exports = {};',
  'socks-proxy-agent': 'module.exports = {};',
  'web-worker': 'module.exports = {};',
  // The WASM wallet: 3 MB that an RPC connection has no use for.
  '#monero-ts/monero.js': 'module.exports = {};',
};

const PREFIX = '\0monero-stand-in:';

/**
 * Firefox takes a 401 to its own login dialog even for a background's request (measured:
 * onAuthRequired is asked for each), which must never come up: monero-ts answers the challenge. An
 * anonymous request has no dialog and no cookies. Chromium's worker has no XMLHttpRequest at all.
 */
const ANONYMOUS_XHR = 'new XMLHttpRequest({ mozAnon: true })';

/**
 * Lets monero-ts's RPC connection run in an extension's background.
 *
 * - Manifest V3 forbids eval, and `GenUtils.isBrowser` asks for `new Function` (measured: the
 *   worker dies at the first call); a background is no window, so the answer is known.
 * - Node's modules become stand-ins, and Firefox's requests anonymous (see above).
 */
export function monero(): Plugin {
  return {
    name: 'tollpass:monero',
    enforce: 'pre',
    resolveId(id, importer) {
      if (id in STAND_INS && importer?.includes('monero-ts')) return `${PREFIX}${id}.cjs`;
      return null;
    },
    load(id) {
      if (!id.startsWith(PREFIX)) return null;
      return STAND_INS[id.slice(PREFIX.length, -'.cjs'.length)] ?? null;
    },
    transform(code, id) {
      if (id.includes('/axios/') && code.includes('new XMLHttpRequest()')) {
        return { code: code.replace('new XMLHttpRequest()', ANONYMOUS_XHR), map: null };
      }
      if (!id.includes('monero-ts') || !code.includes('new Function')) return null;
      const evalFree = code.replace(/new Function\("(?:[^"\\]|\\.)*"\)\(\)/g, '(true)');
      // jsdom is asked for next; the background is not jsdom.
      return { code: evalFree.replace(/isBrowserMain \? \(true\) : false/, 'false'), map: null };
    },
  };
}
