// tsx tools/build.ts: both extensions, into dist/. `npx vite build --mode chrome` says more.
import { spawn } from 'node:child_process';
import { pathToFileURL } from 'node:url';
import type { Target } from './manifest.ts';
import { ROOT } from './paths.ts';

/**
 * Builds with Vite, whose output is shown if it fails: CRXJS writes through every log level.
 *
 * @throws Error with that output
 */
export async function build(target: Target): Promise<void> {
  const vite = spawn(`${ROOT}/node_modules/.bin/vite`, ['build', '--mode', target], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  for (const stream of [vite.stdout, vite.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      printed += chunk;
    });
  }
  const code = await new Promise<number | null>((resolve, reject) => {
    vite.once('error', reject);
    vite.once('close', resolve);
  });
  if (code !== 0) throw new Error(`the build for ${target} failed:\n${printed}`);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  try {
    for (const target of ['chrome', 'firefox'] as const) {
      await build(target);
      console.log(`built: dist/${target}`);
    }
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
