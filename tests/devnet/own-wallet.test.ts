import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readPairingCode } from '../../src/pairing/pairing-code.ts';
import { type Chain, startChain } from './chain.ts';
import { connectRpc } from './rpc.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** `npm run wallet` without npm, and what it has printed. */
class Run {
  readonly child: ChildProcess;
  readonly exit: Promise<number | null>;
  printed = '';

  constructor(home: string, ...args: string[]) {
    this.child = spawn(`${ROOT}/node_modules/.bin/tsx`, ['tools/wallet.ts', ...args], {
      cwd: ROOT,
      env: { ...process.env, XDG_DATA_HOME: home },
    });
    for (const stream of [this.child.stdout, this.child.stderr]) {
      stream?.setEncoding('utf8').on('data', (chunk: string) => {
        this.printed += chunk;
      });
    }
    this.exit = once(this.child, 'exit').then(([code]) => code as number | null);
  }

  async prints(pattern: RegExp): Promise<RegExpExecArray> {
    for (const limit = Date.now() + 60_000; Date.now() < limit; ) {
      const found = pattern.exec(this.printed);
      if (found !== null) return found;
      if (this.child.exitCode !== null) break;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error(`${pattern} was not printed:\n${this.printed}`);
  }

  interrupt(): Promise<number | null> {
    this.child.kill('SIGINT');
    return this.exit;
  }
}

describe('npm run wallet', () => {
  let chain: Chain;
  let home: string;
  let node: string;
  const runs: Run[] = [];

  beforeAll(async () => {
    chain = await startChain();
    node = new URL(chain.rpcUrl).host;
    await chain.mine(1);
    home = await mkdtemp(join(tmpdir(), 'tollpass-home-'));
  });
  afterAll(async () => {
    for (const run of runs) run.child.kill('SIGINT');
    await Promise.all(runs.map(({ exit }) => exit));
    await chain?.stop();
    await rm(home, { recursive: true, force: true });
  });

  async function start(...args: string[]): Promise<Run> {
    const run = new Run(home, '--node', node, ...args);
    runs.push(run);
    await run.prints(/Ctrl-C saves/);
    return run;
  }

  function codeOf(run: Run) {
    const [code = ''] = /tollpass[1-9A-HJ-NP-Za-km-z]{30,}/.exec(run.printed) ?? [];
    const read = readPairingCode(code);
    if (!read.ok) throw new Error(read.error.code);
    return read.value;
  }

  it('makes a wallet, pairs, keeps its secrets, saves at Ctrl-C, and opens the same again', async () => {
    const run = await start();
    expect(run.printed).toContain('A new wallet was made');
    const { url, username, password, demo } = codeOf(run);
    expect(demo).toBeNull();
    expect(new URL(url).hostname).toBe('127.0.0.1');
    const [address = ''] = await run.prints(/\b4[1-9A-HJ-NP-Za-km-z]{94}\b/);
    const rpc = connectRpc(url, { user: username, password });
    expect((await rpc.call<{ address: string }>('get_address')).address).toBe(address);
    rpc.close();
    await expect(connectRpc(url).call('get_address')).rejects.toThrow('401');

    const folder = join(home, 'tollpass', 'wallet-mainnet');
    expect((await stat(folder)).mode & 0o777).toBe(0o700);
    const { walletPassword } = JSON.parse(await readFile(join(folder, 'login.json'), 'utf8'));
    for (const name of await readdir(folder)) {
      const file = await stat(join(folder, name));
      expect(file.mode & 0o077, name).toBe(0);
      if (!file.isFile() || name === 'login.json' || name === 'wallet-rpc.conf') continue;
      const text = await readFile(join(folder, name), 'latin1');
      expect(text.includes(password) || text.includes(walletPassword), name).toBe(false);
    }
    expect(await commandLines('monero-wallet-rpc')).toContain(folder);
    expect((await commandLines('')).includes(password)).toBe(false);
    // Twenty-five words in a row.
    expect(run.printed).not.toMatch(/(?:[a-z]+ ){24}[a-z]+/);
    expect(await run.interrupt()).toBe(0);
    await expect(connectRpc(url).call('get_address')).rejects.toThrow('ECONNREFUSED');

    const again = await start('--show-seed');
    expect(again.printed).toMatch(/The wallet of \d{4}-\d\d-\d\d is open/);
    expect(again.printed).toContain(address);
    expect(codeOf(again)).toEqual(codeOf(run));
    await again.prints(/(?:[a-z]+ ){24}[a-z]+/);

    // As after a crash of ours: the wallet's program is left behind, and ended by the next run.
    again.child.kill('SIGKILL');
    await again.exit;
    const third = await start();
    expect(codeOf(third)).toEqual(codeOf(run));
    expect(await third.interrupt()).toBe(0);
  });

  it('says what is wrong, and leaves nothing running', async () => {
    const other = new Run(home, '--node', node, '--network', 'stagenet');
    runs.push(other);
    expect(await other.exit).toBe(1);
    expect(other.printed).toContain('Say --network mainnet');
    const nobody = new Run(home, '--node', '127.0.0.1:9');
    runs.push(nobody);
    expect(await nobody.exit).toBe(1);
    expect(nobody.printed).toContain('does not answer');
    expect(await commandLines('monero-wallet-rpc')).not.toContain(home);
  });
});

/** Those of all running programs whose name begins so, as every user can read them. */
async function commandLines(name: string): Promise<string> {
  const lines: string[] = [];
  for (const pid of await readdir('/proc')) {
    if (!/^\d+$/.test(pid)) continue;
    const line = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
    if (line.startsWith(name)) lines.push(line.replaceAll('\0', ' '));
  }
  return lines.join('\n');
}
