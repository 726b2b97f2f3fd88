// A copy of the built extension whose background starts with the probe. All files of the build are
// as they are; only the manifest names another first script.
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const PROBE = new URL('./probe/probe.js', import.meta.url);

interface Background {
  service_worker?: string;
  scripts?: string[];
}

export interface ProbedExtension {
  readonly directory: string;
  remove(): Promise<void>;
}

/**
 * @param built directory of the built extension
 * @param brakeUrl where the probe asks
 */
export async function makeProbed(built: string, brakeUrl: string): Promise<ProbedExtension> {
  const directory = await mkdtemp(join(tmpdir(), 'tollpass-probed-'));
  await cp(built, directory, { recursive: true });
  const probe = await readFile(PROBE, 'utf8');
  await writeFile(join(directory, 'probe.js'), probe.replace('__BRAKE__', brakeUrl));

  const path = join(directory, 'manifest.json');
  const manifest = JSON.parse(await readFile(path, 'utf8')) as { background: Background };
  const { background } = manifest;
  if (background.service_worker !== undefined) {
    const own = JSON.stringify(`/${background.service_worker}`);
    await writeFile(join(directory, 'braked.js'), `importScripts('/probe.js', ${own});\n`);
    background.service_worker = 'braked.js';
  } else {
    background.scripts = ['probe.js', ...(background.scripts ?? [])];
  }
  await writeFile(path, JSON.stringify(manifest));
  return { directory, remove: () => rm(directory, { recursive: true, force: true }) };
}
