/**
 * From a password to an open vault, asked for by a page of the extension. It is dear on purpose (500
 * to 1000 ms on a quiet machine): so is each guess. Beside it scrypt alone, with the same parameters,
 * in a page of the same browser: what is on top of that is ours.
 */
import { cp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { COST } from '../../src/vault/password-key.ts';
import type { UndebuggedPage } from '../e2e/browsers/undebugged.ts';
import { launchInstalled, tell } from './extension-page.ts';
import { type Group, pairedRow } from './row.ts';
import { turnsOf } from './statistics.ts';

const ROUNDS = 10;
const WARM_UP_ROUNDS = 2;
const BAR = 1.25;
const PASSWORD = 'correct horse battery';

export const unlockRow: Group = {
  names: ['unlock'],
  async measure({ extension, scratch, rounds = ROUNDS, note }) {
    const directory = join(scratch, 'with-bare-scrypt');
    await cp(extension, directory, { recursive: true });
    await addBareScrypt(directory);
    const chromium = await launchInstalled(directory);
    const times: [number[], number[]] = [[], []];
    try {
      const page = await chromium.openPage(`${chromium.extensionOrigin}/bare.html`);
      await tell(page, 'vault.create', { password: PASSWORD });
      for (let round = -WARM_UP_ROUNDS; round < rounds; round++) {
        for (const turn of turnsOf(round + WARM_UP_ROUNDS, 2)) {
          const ms = await (turn === 0 ? unlock(page) : deriveBare(page));
          if (round >= 0) times[turn === 0 ? 0 : 1].push(ms);
        }
      }
    } finally {
      await chromium.close();
    }
    const row = pairedRow({ name: 'unlock', unit: 'ms', bar: BAR }, ...times);
    note(`unlock: scrypt with N=${COST.N}, r=${COST.r}, p=${COST.p}; 500 to 1000 ms are wanted`);
    return [row];
  },
};

async function addBareScrypt(directory: string): Promise<void> {
  await build({
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    build: {
      outDir: directory,
      emptyOutDir: false,
      lib: {
        entry: fileURLToPath(import.meta.resolve('@noble/hashes/scrypt.js')),
        formats: ['iife'],
        name: 'bare',
        fileName: () => 'bare.js',
      },
    },
  });
  await writeFile(join(directory, 'bare.html'), '<!doctype html><script src="bare.js"></script>');
}

/** Milliseconds of one unlock; an open vault is opened like a locked one. */
async function unlock(page: UndebuggedPage): Promise<number> {
  const { ms, answer } = await page.evaluate(
    async (message) => {
      const begun = performance.now();
      const answer: unknown = await chrome.runtime.sendMessage(message);
      return { ms: performance.now() - begun, answer };
    },
    { name: 'vault.unlock', input: { password: PASSWORD } },
  );
  if (!(answer as { ok?: boolean } | null)?.ok) {
    throw new Error(`vault.unlock: ${JSON.stringify(answer)}`);
  }
  return ms;
}

/** Milliseconds of scrypt alone. */
function deriveBare(page: UndebuggedPage): Promise<number> {
  return page.evaluate((cost) => {
    const { scrypt } = (globalThis as unknown as { bare: BareScrypt }).bare;
    const salt = crypto.getRandomValues(new Uint8Array(32));
    const begun = performance.now();
    scrypt('correct horse battery', salt, { ...cost, dkLen: 32 });
    return performance.now() - begun;
  }, COST);
}

interface BareScrypt {
  scrypt(password: string, salt: Uint8Array, cost: object): Uint8Array;
}
