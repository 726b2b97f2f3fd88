import { mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strFromU8, strToU8, unzipSync } from 'fflate';
import { afterEach, describe, expect, test } from 'vitest';
import { archive, archiveDirectory } from '../../../tools/archive.ts';

const FILES: [name: string, text: string][] = [
  ['manifest.json', '{"version":"1"}'],
  ['assets/b.js', 'b'.repeat(5000)],
  ['assets/a.js', ''],
  ['Z.txt', 'é'],
];

function asMap(files: [string, string][]) {
  return new Map(files.map(([name, text]) => [name, strToU8(text)]));
}

describe('a package', () => {
  const made: string[] = [];
  const zone = process.env.TZ;

  afterEach(async () => {
    if (zone === undefined) delete process.env.TZ;
    else process.env.TZ = zone;
    await Promise.all(made.splice(0).map((path) => rm(path, { recursive: true })));
  });

  async function directoryOf(files: [string, string][], modified: Date): Promise<string> {
    const directory = await mkdtemp(join(tmpdir(), 'tollpass-package-'));
    made.push(directory);
    await mkdir(join(directory, 'assets'));
    for (const [name, text] of files) {
      await writeFile(join(directory, name), text);
      await utimes(join(directory, name), modified, modified);
    }
    return directory;
  }

  test('holds what was put in', () => {
    const unpacked = unzipSync(archive(asMap(FILES)));
    expect(
      new Map(Object.entries(unpacked).map(([name, data]) => [name, strFromU8(data)])),
    ).toEqual(new Map(FILES));
  });

  test('has its names in order', () => {
    expect(Object.keys(unzipSync(archive(asMap(FILES))))).toEqual([
      'Z.txt',
      'assets/a.js',
      'assets/b.js',
      'manifest.json',
    ]);
  });

  test('has the same bytes whatever the order of the files', () => {
    expect(archive(asMap([...FILES].reverse()))).toEqual(archive(asMap(FILES)));
  });

  test('has the same bytes in every time zone', () => {
    process.env.TZ = 'Pacific/Kiritimati';
    const east = archive(asMap(FILES));
    process.env.TZ = 'America/Los_Angeles';
    expect(archive(asMap(FILES))).toEqual(east);
  });

  test('has the same bytes whenever and wherever its files were written', async () => {
    const first = await directoryOf(FILES, new Date('2001-02-03T04:05:06Z'));
    const second = await directoryOf([...FILES].reverse(), new Date('2030-01-01T00:00:00Z'));
    const zip = await archiveDirectory(first);
    expect(await archiveDirectory(second)).toEqual(zip);
    expect(zip).toEqual(archive(asMap(FILES)));
  });

  test('of nothing is refused', async () => {
    const directory = await directoryOf([], new Date());
    await expect(archiveDirectory(directory)).rejects.toThrow('build first');
  });
});
