// tsx tools/package.ts: a zip of each built extension, into dist/.
import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { archiveDirectory } from './archive.ts';
import { builtExtension } from './paths.ts';

for (const target of ['chrome', 'firefox'] as const) {
  const directory = builtExtension(target);
  const manifest = JSON.parse(await readFile(`${directory}/manifest.json`, 'utf8')) as {
    version: string;
  };
  const zip = await archiveDirectory(directory);
  const name = `tollpass-${target}-${manifest.version}.zip`;
  await writeFile(`${directory}/../${name}`, zip);
  const digest = createHash('sha256').update(zip).digest('hex');
  console.log(`dist/${name}  ${zip.length} bytes  sha256 ${digest}`);
}
