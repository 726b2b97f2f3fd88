import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { licenceOf, packageFolder } from '../../../tools/vite-licences.ts';

describe('the package that a module is of', () => {
  test.each([
    ['/a/node_modules/preact/dist/preact.mjs', '/a/node_modules/preact'],
    ['/a/node_modules/@noble/hashes/sha2.js', '/a/node_modules/@noble/hashes'],
    ['/a/node_modules/x/node_modules/@scope/y/z.js', '/a/node_modules/x/node_modules/@scope/y'],
    ['\0/a/node_modules/monero-ts/index.js?commonjs', '/a/node_modules/monero-ts'],
    ['/a/src/money/piconero.ts', null],
    ['\0vite/preload-helper.js', null],
  ])('%s', (id, folder) => {
    expect(packageFolder(id)).toBe(folder);
  });
});

describe('the licence of a package', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tollpass-licence-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  function declare(license?: string): Promise<void> {
    const about = { name: 'thing', version: '1.2.3', license };
    return writeFile(join(folder, 'package.json'), JSON.stringify(about));
  }

  test.each(['LICENSE', 'license.md', 'LICENCE.txt', 'COPYING'])(
    'in %s is quoted',
    async (file) => {
      await declare('MIT');
      await writeFile(join(folder, file), 'Permission is\r\ngranted\r\n');
      expect(await licenceOf(folder)).toBe('thing 1.2.3 (MIT)\n\nPermission is\ngranted');
    },
  );

  test('is its name where it has no text', async () => {
    await declare('MIT');
    expect(await licenceOf(folder)).toBe('thing 1.2.3 (MIT)');
  });

  test('must be said', async () => {
    await declare();
    await expect(licenceOf(folder)).rejects.toThrow('thing does not say under which licence it is');
  });
});
