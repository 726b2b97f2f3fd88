/**
 * `npm run bench`: what Tollpass costs, as ratios of pairs that are measured in turn, each with the
 * bar that it has to keep. Exit code 1 if a row misses its bar.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { cp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readArguments, USAGE } from './arguments.ts';
import { attachedRow } from './attached-row.ts';
import { printCosts } from './costs.ts';
import { fullRow } from './full-row.ts';
import { pageRows } from './page-rows.ts';
import { paintRow } from './paint-row.ts';
import { popupRow } from './popup-row.ts';
import { type Group, passes, type Row } from './row.ts';
import { signRow } from './sign-row.ts';
import { sizeRows } from './size-rows.ts';
import { streamPageRow } from './stream-page-row.ts';
import { streamRow } from './stream-row.ts';
import { tableOf } from './table.ts';
import { tollRow } from './toll-row.ts';
import { unlockRow } from './unlock-row.ts';
import { wakeRow } from './wake-row.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const GROUPS: readonly Group[] = [
  sizeRows,
  signRow,
  unlockRow,
  streamRow,
  streamPageRow,
  wakeRow,
  paintRow,
  popupRow,
  tollRow,
  attachedRow,
  fullRow,
  pageRows,
];

async function main(): Promise<number> {
  let options: ReturnType<typeof readArguments>;
  try {
    options = readArguments(process.argv.slice(2));
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : error}\n\n${USAGE}`);
    return 2;
  }
  const { only, rounds } = options;
  const wanted = new Set(
    GROUPS.flatMap(({ names }) => names).filter((name) => name.startsWith(only)),
  );
  if (wanted.size === 0) {
    const names = GROUPS.flatMap((group) => group.names).join(', ');
    console.error(`no row's name begins with ${only}; there are ${names}`);
    return 2;
  }
  if (options.build) await buildChrome();

  // A copy: the browser reads files late, and another build may come meanwhile.
  const scratch = mkdtempSync(join(tmpdir(), 'tollpass-bench-'));
  process.once('exit', () => rmSync(scratch, { recursive: true, force: true }));
  const extension = join(scratch, 'extension');
  await cp(options.extension ?? join(ROOT, 'dist/chrome'), extension, { recursive: true });

  if (options.costs) {
    await printCosts(extension, scratch, rounds);
    return 0;
  }
  const rows: Row[] = [];
  const notes: string[] = [];
  for (const group of GROUPS) {
    if (!group.names.some((name) => wanted.has(name))) continue;
    console.error(`measuring ${group.names.filter((name) => wanted.has(name)).join(', ')} …`);
    const setting = { extension, scratch, rounds, note: (text: string) => notes.push(text) };
    const measured = await group.measure(setting, wanted);
    rows.push(...measured.filter(({ name }) => wanted.has(name)));
  }
  console.log([tableOf(rows), '', ...notes].join('\n').trimEnd());
  if (options.json !== undefined) {
    const written = rows.map(({ name, unit, ours, reference, ratio, bar }) => ({
      name,
      unit,
      ours,
      reference,
      ratio,
      bar,
    }));
    await writeFile(options.json, `${JSON.stringify(written, null, 2)}\n`);
  }
  return rows.every(passes) ? 0 : 1;
}

async function buildChrome(): Promise<void> {
  const vite = join(ROOT, 'node_modules/vite/bin/vite.js');
  const args = [vite, 'build', '--mode', 'chrome', '--logLevel', 'warn'];
  const build = spawn(process.execPath, args, { cwd: ROOT, stdio: ['ignore', 2, 2] });
  const [code] = (await once(build, 'exit')) as [number | null];
  if (code !== 0) throw new Error(`the build failed with ${code}`);
}

// Ctrl-C: by way of 'exit', so that the scratch directory goes too.
process.once('SIGINT', () => process.exit(130));
process.once('SIGTERM', () => process.exit(143));
process.exit(await main());
