import type { Plugin } from 'vite';

/**
 * CRXJS passes its manifest through the bundle as a module, and reads it back as the last literal
 * in that chunk. With `strictExecutionOrder` the chunk also imports the bundler's runtime, whose
 * path is then the last literal: this takes the import away before CRXJS looks.
 */
export function crxManifest(): Plugin {
  return {
    name: 'tollpass:crx-manifest',
    generateBundle: {
      order: 'pre',
      handler(_options, bundle) {
        for (const chunk of Object.values(bundle)) {
          if (chunk.type !== 'chunk' || !chunk.facadeModuleId?.endsWith('@crx/manifest')) continue;
          chunk.code = chunk.code.replace(/^import\s*\{[^}]*\}\s*from\s*"[^"]*";?/gm, '');
        }
      },
    },
  };
}
