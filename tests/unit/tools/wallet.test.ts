import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { dataFolder, makePrivate } from '../../../tools/wallet/folder.ts';
import { configure, secretsIn } from '../../../tools/wallet/secrets.ts';
import { qrLines } from '../../../tools/wallet/shown.ts';
import { readWish } from '../../../tools/wallet/wish.ts';

describe('what is asked of npm run wallet', () => {
  it('is a node, and the main network unless another one is named', () => {
    expect(readWish(['--node', 'node.example:18081'])).toEqual({
      node: 'node.example:18081',
      network: 'mainnet',
      showSeed: false,
    });
    expect(readWish(['--node', '[::1]:38081', '--network', 'stagenet', '--show-seed'])).toEqual({
      node: '[::1]:38081',
      network: 'stagenet',
      showSeed: true,
    });
    expect(readWish(['--devnet'])).toMatchObject({ node: null, showSeed: false });
  });

  it.each([
    [[]],
    [['--node']],
    [['--node', 'node.example']],
    [['--node', 'node.example:0']],
    [['--node', 'node.example:65536']],
    [['--node=--rpc-bind-ip=0.0.0.0:1']],
    [['--node', 'a:1 --disable-rpc-login']],
    [['--node', '$(id):1']],
    [['--node', 'a:1\nrpc-login=x:y']],
    [['--node', 'a:1', '--network', 'regtest']],
    [['--node', 'a:1', '--devnet']],
    [['--devnet', '--network', 'testnet']],
    [['--seed']],
    [['a:1']],
  ])('is refused in words: %j', (args) => {
    expect(readWish(args)).toMatch(/^\S.*\S$/s);
  });
});

describe('what a wallet keeps', () => {
  const made: string[] = [];
  afterEach(() => Promise.all(made.splice(0).map((path) => rm(path, { recursive: true }))));

  async function folder(): Promise<string> {
    const parent = await mkdtemp(join(tmpdir(), 'tollpass-secrets-'));
    made.push(parent);
    return join(parent, 'wallet');
  }

  const modeOf = async (path: string): Promise<number> => (await stat(path)).mode & 0o777;

  it('lies in the data of the user, away from the sources', () => {
    expect(dataFolder('linux', { XDG_DATA_HOME: '/data' })).toBe('/data');
    expect(dataFolder('linux', { XDG_DATA_HOME: '' })).toMatch(/\.local.share$/);
    expect(dataFolder('darwin', {})).toMatch(/Application Support$/);
    expect(dataFolder('win32', { LOCALAPPDATA: 'C:\\data' })).toBe('C:\\data');
  });

  it('is for this user alone', async () => {
    const umask = process.umask();
    try {
      const own = await folder();
      await makePrivate(own);
      const secrets = await secretsIn(own);
      const configuration = await configure(own, secrets);
      expect(await modeOf(own)).toBe(0o700);
      expect(await modeOf(join(own, 'login.json'))).toBe(0o600);
      expect(await modeOf(configuration)).toBe(0o600);
      expect(await readFile(configuration, 'utf8')).toBe(
        `rpc-login=${secrets.username}:${secrets.password}\n`,
      );
    } finally {
      process.umask(umask);
    }
  });

  it('stays the same, and is not that of another wallet', async () => {
    const umask = process.umask();
    try {
      const [one, other] = [await folder(), await folder()];
      await makePrivate(one);
      await makePrivate(other);
      const first = await secretsIn(one);
      expect(await secretsIn(one)).toEqual(first);
      const second = await secretsIn(other);
      expect(second.password).not.toBe(first.password);
      expect(first.password).toMatch(/^[0-9a-f]{32}$/);
      expect(first.walletPassword).not.toBe(first.password);
    } finally {
      process.umask(umask);
    }
  });
});

describe('the address as a code for phones', () => {
  it('is square, and white on black where the terminal has colours', () => {
    const address = `4${'A'.repeat(94)}`;
    const lines = qrLines(address, false);
    expect(new Set(lines.map((line) => line.length)).size).toBe(1);
    expect(lines.length).toBe(Math.ceil((lines[0]?.length ?? 0) / 2));
    expect(qrLines(address, true)[0]).toContain('\x1b[97;40m');
  });
});
