/** What the rows of streams share: floods, nats.ws alone to compare with, and the browser's memory. */
import { readdirSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { median } from './statistics.ts';

/** Messages of one flood. */
export const FLOOD = 50_000;

/** At least 0.8 of the messages a second. */
export const BAR = 1.25;

/** nats.ws in a page, which only counts what comes. */
export interface Bare {
  readonly bare: {
    listen(url: string): Promise<void>;
    counted(): number;
    /** Resolves once so many have come. */
    reached(count: number): Promise<void>;
  };
}

/** Puts `bare.js` and `bare.html` into a directory. */
export async function addBareNats(directory: string): Promise<void> {
  const entry = join(directory, 'bare-nats.js');
  await writeFile(
    entry,
    `import { connect } from ${JSON.stringify(fileURLToPath(import.meta.resolve('nats.ws')))};
    let count = 0;
    let wanted = -1;
    let resolve;
    export const listen = async (url) => {
      const connection = await connect({ servers: url });
      connection.subscribe('bare.>', { callback: () => { count += 1; if (count === wanted) resolve(); } });
      await connection.flush();
    };
    export const counted = () => count;
    export const reached = (number) => new Promise((done) => {
      wanted = number;
      resolve = done;
      if (count >= number) done();
    });`,
  );
  await build({
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    build: {
      outDir: directory,
      emptyOutDir: false,
      lib: { entry, formats: ['iife'], name: 'bare', fileName: () => 'bare.js' },
    },
  });
  await writeFile(join(directory, 'bare.html'), '<!doctype html><script src="bare.js"></script>');
}

/** Of 200 bytes each. */
export function messages(subject: string, count: number) {
  const text = JSON.stringify({ subject, category: 'grid', detail: 'x'.repeat(140), no: 1 });
  const data = new TextEncoder().encode(text.padEnd(200));
  return Array.from({ length: count }, (_, at) => ({ subject: `${subject}.${at % 10}`, data }));
}

export function perSecond(times: readonly number[]): string {
  return Math.round((FLOOD * 1000) / median(times)).toLocaleString('en');
}

/** Memory of a process and all below it. */
export function residentMb(root: number): number {
  const parents = new Map<number, { parent: number; kb: number }>();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    try {
      const status = readFileSync(`/proc/${name}/status`, 'utf8');
      const number = (key: string) =>
        Number(new RegExp(`^${key}:\\s+(\\d+)`, 'm').exec(status)?.[1]);
      parents.set(Number(name), { parent: number('PPid'), kb: number('VmRSS') || 0 });
    } catch {
      // It ended meanwhile.
    }
  }
  const below = (pid: number): number =>
    (parents.get(pid)?.kb ?? 0) +
    [...parents].reduce((sum, [each, { parent }]) => sum + (parent === pid ? below(each) : 0), 0);
  return Math.round(below(root) / 1024);
}
