/**
 * Direct signatures in a page of the extension, without the way to it and back: as the desk makes
 * them, with the key and the transaction read anew each time, and as bare @cosmjs does with a wallet
 * that is made once.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'vite';
import { launchInstalled } from './extension-page.ts';
import { type Group, pairedRow } from './row.ts';
import type { SignTimes } from './sign-page.ts';
import { median } from './statistics.ts';

/** Quick ones, and many: a tenth is to be told from the unrest of a machine. */
const ROUNDS = 120;
const WARM_UP_ROUNDS = 5;

/** So many that a round is no matter of single milliseconds. */
const SIGNATURES = 40;

/** Nine tenths of the signatures a second. */
const BAR = 1 / 0.9;

const PAGE = '<!doctype html><title>sign</title><script type="module" src="sign.js"></script>';

export const signRow: Group = {
  names: ['sign'],
  async measure({ extension, rounds = ROUNDS, note }) {
    const directory = join(extension, 'bench');
    await mkdir(directory, { recursive: true });
    await writeFile(join(directory, 'sign.html'), PAGE);
    await build({
      configFile: false,
      logLevel: 'warn',
      publicDir: false,
      build: {
        outDir: directory,
        emptyOutDir: false,
        lib: {
          entry: join(import.meta.dirname, 'sign-page.ts'),
          formats: ['es'],
          fileName: () => 'sign.js',
        },
      },
    });

    const ours: number[] = [];
    const bare: number[] = [];
    const chromium = await launchInstalled(extension);
    try {
      const page = await chromium.openPage(`${chromium.extensionOrigin}/bench/sign.html`);
      for (let round = -WARM_UP_ROUNDS; round < rounds; round++) {
        const times = await page.evaluate(
          ([count, oursFirst]) =>
            (
              globalThis as unknown as {
                timeSigning(count: number, oursFirst: boolean): Promise<SignTimes>;
              }
            ).timeSigning(count, oursFirst),
          [SIGNATURES, round % 2 === 0] as const,
        );
        if (round < 0) continue;
        ours.push(times.ours / SIGNATURES);
        bare.push(times.bare / SIGNATURES);
      }
    } finally {
      await chromium.close();
    }
    const each = (ms: readonly number[]) => (1000 / median(ms)).toFixed(0);
    note(`sign: ${each(ours)} signatures a second, bare @cosmjs ${each(bare)}`);
    return [pairedRow({ name: 'sign', unit: 'ms', bar: BAR }, ours, bare)];
  },
};
