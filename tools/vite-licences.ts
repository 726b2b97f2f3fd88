import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Plugin } from 'vite';

/** The file in each build that says whose code is in it, and under which terms. */
export const LICENCES = 'third-party-licences.txt';

/** The folders of packages whose code is in this build, of all the bundles that it consists of. */
const folders = new Set<string>();

/** Notes the packages that a bundle takes code from. In each bundle of a build. */
export function notePackages(): Plugin {
  return {
    name: 'tollpass:packages',
    generateBundle(_options, bundle) {
      for (const file of Object.values(bundle)) {
        if (file.type !== 'chunk') continue;
        for (const [id, { renderedLength }] of Object.entries(file.modules)) {
          const folder = renderedLength > 0 ? packageFolder(id) : null;
          if (folder !== null) folders.add(folder);
        }
      }
    },
  };
}

/** Writes the file, once all bundles are there: they are made in `writeBundle` of other plugins. */
export function licences(): Plugin {
  let outDir = '';
  return {
    ...notePackages(),
    name: 'tollpass:licences',
    apply: 'build',
    configResolved(config) {
      outDir = config.build.outDir;
    },
    async closeBundle() {
      const parts = await Promise.all([...folders].map(licenceOf));
      await writeFile(join(outDir, LICENCES), `${[...new Set(parts)].sort().join(RULE)}\n`);
    },
  };
}

const RULE = `\n\n${'-'.repeat(80)}\n\n`;

/** The folder of the innermost package that a module lies in; null for our own modules. */
export function packageFolder(id: string): string | null {
  return /^\0?(.*\/node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(id)?.[1] ?? null;
}

/**
 * Name, version and terms of a package, with the words of its own licence.
 *
 * @throws Error for one that says no terms: what nobody allows must not be shipped
 */
export async function licenceOf(folder: string): Promise<string> {
  const about = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as {
    name: string;
    version: string;
    license?: string;
  };
  if (!about.license) throw new Error(`${about.name} does not say under which licence it is`);
  const name = (await readdir(folder)).find((file) => /^(licen[cs]e|copying)/i.test(file));
  const text = name === undefined ? '' : await readFile(join(folder, name), 'utf8');
  const head = `${about.name} ${about.version} (${about.license})`;
  return text.trim() === '' ? head : `${head}\n\n${text.trim().replaceAll('\r\n', '\n')}`;
}
