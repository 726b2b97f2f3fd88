import type { Plugin } from 'vite';

/**
 * Node modules that monero-ts imports at its top but that its RPC connection never calls in a
 * browser. `assert` is the one that is called; the rest only have to exist.
 */
const STAND_INS: Record<string, string> = {
  assert: `module.exports = (value, message) => { if (!value) throw new Error(message ?? 'assertion failed'); };`,
  async: 'module.exports = {};',
  // Both belong to a sender that is never used: wallet/digest-login.ts stands in for it.
  axios: 'module.exports = {};',
  'crypto-js': 'module.exports = {};',
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
 * Lets monero-ts's RPC connection run in an extension's background.
 *
 * - Manifest V3 forbids eval, and `GenUtils.isBrowser` asks for `new Function` (measured: the
 *   worker dies at the first call); a background is no window, so the answer is known.
 * - Node's modules become stand-ins (see above).
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
      if (!id.includes('monero-ts') || !code.includes('new Function')) return null;
      const evalFree = code.replace(/new Function\("(?:[^"\\]|\\.)*"\)\(\)/g, '(true)');
      // jsdom is asked for next; the background is not jsdom.
      return { code: evalFree.replace(/isBrowserMain \? \(true\) : false/, 'false'), map: null };
    },
  };
}
