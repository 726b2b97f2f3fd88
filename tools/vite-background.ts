import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build, type Plugin, type Rolldown } from 'vite';
import { afterBuild } from './build-apart.ts';
import { ROOT } from './paths.ts';
import { notePackages } from './vite-licences.ts';
import { monero } from './vite-monero.ts';
import { polyfill } from './vite-polyfill.ts';

/** The script that the manifest names, and the folder of the parts that are read when needed. */
const BACKGROUND = 'background.js';
const PARTS = 'background';
const ENTRY = 'main.js';

/** What `platform/holding-frames.ts` opens: a page of Firefox's background may hold others. */
const HOLDING = 'holding.html';
const EMPTY_PAGE = '<!doctype html>\n<meta charset="utf-8" />\n<title>Tollpass</title>\n';

/**
 * Builds the background by itself: one classic script that holds what every wake needs, and beside it
 * a part for each `import()`, which is read and compiled at its first use. In one file with the rest,
 * a part costs every wake its compilation even if it is never evaluated (measured in Node: 7.5 ms
 * for 267 KB).
 *
 * A Chrome worker has no `import()`, but its `importScripts` reads at any time what it read once
 * while the worker was being installed. Firefox's background is a page, which has none of that: its
 * manifest names all parts, and they are evaluated at their first use.
 */
export function background(): Plugin {
  return afterBuild('background', async ({ outDir, mode }) => {
    const chunks = await chunksOf(mode);
    const atOnce = neededAtOnce(chunks);
    const parts = chunks.filter(({ fileName }) => !atOnce.has(fileName));
    const paths = parts.map(({ fileName }) => `${PARTS}/${fileName}`).sort();
    const isWorker = mode === 'chrome';

    const start = chunks.filter(({ fileName }) => atOnce.has(fileName)).map(partOf);
    const install = isWorker ? [installing(paths)] : [];
    await writeFile(join(outDir, BACKGROUND), [...start, LOADER, ...install, RUN].join('\n'));
    await mkdir(join(outDir, PARTS), { recursive: true });
    for (const part of parts) await writeFile(join(outDir, PARTS, part.fileName), partOf(part));
    if (!isWorker) await writeFile(join(outDir, PARTS, HOLDING), EMPTY_PAGE);

    const path = join(outDir, 'manifest.json');
    const manifest = JSON.parse(await readFile(path, 'utf8'));
    manifest.background = isWorker
      ? { service_worker: BACKGROUND }
      : { scripts: [...paths, BACKGROUND] };
    await writeFile(path, `${JSON.stringify(manifest, null, 2)}\n`);
  });
}

async function chunksOf(mode: string): Promise<Rolldown.OutputChunk[]> {
  const built = (await build({
    configFile: false,
    root: ROOT,
    mode,
    logLevel: 'warn',
    publicDir: false,
    plugins: [monero(), polyfill(), notePackages()],
    build: {
      write: false,
      lib: { entry: join(ROOT, 'src/background/main.ts'), formats: ['cjs'] },
      rolldownOptions: { output: { entryFileNames: ENTRY, chunkFileNames: '[name].js' } },
    },
  })) as Rolldown.RolldownOutput[];
  return built.flatMap(({ output }) => output.filter((file) => file.type === 'chunk'));
}

/** The chunks that the entry imports, by way of others too, but by no `import()`. */
function neededAtOnce(chunks: readonly Rolldown.OutputChunk[]): ReadonlySet<string> {
  const needed = new Set([ENTRY]);
  for (const name of needed) {
    const chunk = chunks.find(({ fileName }) => fileName === name);
    for (const imported of chunk?.imports ?? []) needed.add(imported);
  }
  return needed;
}

/**
 * A module of CommonJS as a function that `LOADER` calls. The parentheses tell V8 that it will be
 * called, so that it does not read it twice.
 */
function partOf({ fileName, code }: Rolldown.OutputChunk): string {
  return `(self.parts??={})["./${fileName}"]=(function(require,module,exports){${code}\n});\n`;
}

const LOADER = `self.loaded={};self.requirePart=(name)=>{
  if(loaded[name])return loaded[name].exports;
  if(!parts[name])importScripts("/${PARTS}/"+name.slice(2));
  const module=loaded[name]={exports:{}};
  parts[name](requirePart,module,module.exports);
  return module.exports;
};`;

function installing(paths: readonly string[]): string {
  const urls = paths.map((path) => JSON.stringify(`/${path}`)).join(',');
  return `self.oninstall=()=>importScripts(${urls});`;
}

const RUN = `requirePart("./${ENTRY}");\n`;
