// npm test [-- PART …]: everything, in the order in which a failure costs the least time.
import { spawn, spawnSync } from 'node:child_process';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { archiveDirectory } from './archive.ts';
import { build } from './build.ts';
import type { Target } from './manifest.ts';
import { builtExtension, ROOT } from './paths.ts';

const TARGETS: readonly Target[] = ['chrome', 'firefox'];
/** A hung test must not hold everything up for ever. All of it takes less than half of this. */
const LIMIT_MS = 45 * 60_000;
const REPORTS = `${ROOT}/node_modules/.cache/tollpass`;

class Failed extends Error {}

const PARTS: Readonly<Record<string, () => Promise<void>>> = {
  build: buildBoth,
  types: () => run('tsc', ['--noEmit']),
  style: () => run('biome', ['check', '.']),
  // Warnings are about the innerHTML of Preact and monero-ts, which nothing of ours uses.
  addon: () => run('web-ext', ['lint', '--source-dir', 'dist/firefox', '--self-hosted']),
  package: packageTwice,
  unit: () => vitest('unit'),
  devnet: () => vitest('devnet'),
  e2e: () => vitest('e2e'),
  faults: () => vitest('faults'),
  chain: testRealChain,
  rows: () => vitest('rows'),
  states: () => vitest('e2e', { E2E_STATES: '1', E2E_BROWSER: 'chromium' }),
};

/** Only if they are asked for: they take too long for every time. */
const ON_REQUEST: readonly string[] = ['rows', 'states'];

/** They look at what was built. */
const OF_THE_BUILD: readonly string[] = ['addon', 'package', 'e2e', 'rows', 'states'];

interface Building {
  readonly done: Promise<void>;
  stop(): void;
}

/**
 * Builds the real Cosmos chain beside everything else, at the lowest priority: minutes where Go has
 * nothing built yet, nothing where the program is there. Null where there is no Go.
 */
function startChainBuild(): Building | null {
  if (spawnSync('go', ['version'], { stdio: 'ignore' }).status !== 0) return null;
  const bin = `${ROOT}/node_modules/.bin/tsx`;
  // A group of its own, so that one signal ends Go and what it started.
  const child = spawn(bin, ['tests/devnet/build-cosmos-chain.ts'], {
    cwd: ROOT,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      printed = (printed + chunk).slice(-20_000);
    });
  }
  const done = new Promise<void>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      if (code === 0) resolve();
      else reject(new Failed(`the chain's build ended with ${signal ?? code}:\n${printed}`));
    });
  });
  // Heard where it is awaited.
  done.catch(() => undefined);
  return {
    done,
    stop() {
      if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
      process.kill(-child.pid, 'SIGKILL');
    },
  };
}

async function testRealChain(): Promise<void> {
  if (building === null)
    console.log('The real Cosmos chain is left out: there is no Go to build it.');
  await building?.done;
  await vitest('chain');
}

const began = performance.now();
const total = { passed: 0, failed: 0, skipped: 0 };

async function buildBoth(): Promise<void> {
  for (const target of TARGETS) await build(target);
}

/** Builds and packs once more: a package must depend on nothing but its source. */
async function packageTwice(): Promise<void> {
  const before = await Promise.all(TARGETS.map(packed));
  await buildBoth();
  const after = await Promise.all(TARGETS.map(packed));
  for (const [index, target] of TARGETS.entries()) {
    const same = Buffer.compare(before[index] as Uint8Array, after[index] as Uint8Array) === 0;
    if (!same) throw new Failed(`two builds for ${target} make two different packages`);
  }
  console.log('Two builds make the same packages, byte for byte.');
}

function packed(target: Target): Promise<Uint8Array> {
  return archiveDirectory(builtExtension(target));
}

async function vitest(
  project: string,
  environment: Readonly<Record<string, string>> = {},
): Promise<void> {
  const report = `${REPORTS}/${project}.json`;
  await mkdir(REPORTS, { recursive: true });
  await rm(report, { force: true });
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const failure = await run(
    'vitest',
    ['run', '--project', project, ...reporters],
    environment,
  ).then(
    () => null,
    (error: unknown) => error,
  );
  const counted = await readFile(report, 'utf8').then(
    (text) => JSON.parse(text) as Record<string, number>,
    () => ({}) as Record<string, number>,
  );
  total.passed += counted.numPassedTests ?? 0;
  total.failed += counted.numFailedTests ?? 0;
  total.skipped += (counted.numPendingTests ?? 0) + (counted.numTodoTests ?? 0);
  if (failure !== null) throw failure;
}

/** Runs a program of node_modules/.bin, which npm puts in the PATH. */
function run(
  command: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<void> {
  const bin = `${ROOT}/node_modules/.bin/${command}`;
  const timeout = Math.max(1, Math.round(LIMIT_MS - (performance.now() - began)));
  const env = { ...process.env, ...environment };
  const child = spawn(bin, args, { cwd: ROOT, env, stdio: 'inherit', timeout });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      if (code === 0) resolve();
      else reject(new Failed(`${command} ended with ${signal ?? code}`));
    });
  });
}

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !(name in PARTS));
if (unknown.length > 0) {
  console.error(`Usage: npm test -- [${Object.keys(PARTS).join('] [')}]`);
  process.exit(2);
}

if (asked.some((name) => OF_THE_BUILD.includes(name))) asked.push('build');

const building = asked.length === 0 || asked.includes('chain') ? startChainBuild() : null;
process.once('exit', () => building?.stop());
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));

const times: string[] = [];
let reason: string | null = null;
for (const [name, part] of Object.entries(PARTS)) {
  if (asked.length === 0 ? ON_REQUEST.includes(name) : !asked.includes(name)) continue;
  console.log(`\n--- ${name}`);
  const partBegan = performance.now();
  await part().catch((error: unknown) => {
    reason = `${name} failed: ${error instanceof Error ? error.message : error}`;
  });
  times.push(`${name} ${seconds(partBegan)}`);
  console.log(`--- ${name}: ${reason === null ? 'good' : 'FAILED'} after ${seconds(partBegan)}`);
  if (reason !== null) break;
}

console.log(`\n${times.join(', ')}; together ${seconds(began)}`);
if (reason !== null) console.log(reason);
// A part that fails without a failed test (a file that does not load, a type error) counts as one.
if (reason !== null && total.failed === 0) total.failed = 1;
if (total.skipped > 0) console.log(`${total.skipped} skipped`);
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exit(reason === null ? 0 : 1);

function seconds(since: number): string {
  return `${((performance.now() - since) / 1000).toFixed(1)} s`;
}
