import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

// Who may import whom. A room is a folder of src/.

const SRC = fileURLToPath(new URL('../../src', import.meta.url));

/** What each room may import. `types` stands for `import type` alone. */
const ROOMS: Readonly<
  Record<string, { readonly may: readonly string[]; readonly types?: readonly string[] }>
> = {
  outcome: { may: [] },
  money: { may: ['outcome'] },
  net: { may: [] },
  http402: { may: ['outcome', 'money'] },
  passes: { may: ['headers', 'http402', 'outcome', 'money'] },
  wallet: { may: ['outcome', 'money'] },
  pairing: { may: ['outcome'] },
  payments: { may: ['passes', 'http402', 'outcome', 'money'], types: ['wallet'] },
  signers: { may: ['outcome'] },
  consensus: { may: ['net', 'outcome'], types: ['signers', 'payments'] },
  sessions: { may: ['headers', 'net', 'outcome'], types: ['payments'] },
  vault: { may: ['outcome'] },
  headers: { may: [] },
  configuration: { may: ['vault', 'outcome'] },
  messages: { may: ['outcome', 'money'] },
  nats: { may: ['outcome'] },
  streams: { may: ['outcome'] },
  listener: { may: ['streams', 'messages', 'outcome'] },
  desk: { may: ['signers', 'messages', 'outcome'] },
  platform: {
    may: ['payments', 'passes', 'headers', 'http402', 'vault', 'messages', 'outcome', 'money'],
    types: ['wallet', 'signers', 'consensus', 'sessions', 'configuration'],
  },
  background: {
    may: [
      'platform',
      'payments',
      'headers',
      'passes',
      'http402',
      'vault',
      'messages',
      'wallet',
      'signers',
      'consensus',
      'configuration',
      'sessions',
      'net',
      'nats',
      'outcome',
      'money',
    ],
    types: ['streams'],
  },
  ui: { may: ['messages', 'nats', 'pairing', 'outcome', 'money'] },
  page: { may: [], types: ['messages'] },
};

/** Packages that only these files and folders may import. */
const SOLE_IMPORTERS: Readonly<Record<string, readonly string[]>> = {
  'monero-ts': ['wallet/'],
  'webextension-polyfill': [
    'platform/',
    'messages/client.ts',
    'background/main.ts',
    'ui/active-tab.ts',
    'ui/installed.ts',
    'desk/desk.ts',
  ],
  '@cosmjs': ['signers/'],
  '@bufbuild/protobuf': ['signers/'],
  'nats.ws': ['streams/'],
  oauth4webapi: ['sessions/'],
  '@cfworker/json-schema': ['configuration/'],
  preact: ['ui/'],
  '@preact/signals': ['ui/'],
};

interface Import {
  readonly from: string;
  readonly isType: boolean;
}

/** Every import and re-export of a source, dynamic ones included. */
function importsIn(source: string): Import[] {
  const code = source.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '');
  const named = /^\s*(?:import|export)\s(type\s)?([^'"`;]*?)from\s*['"]([^'"]+)['"]/gm;
  const found: Import[] = [];
  for (const [, type, names = '', from = ''] of code.matchAll(named)) {
    const braced = /^\s*\{([\s\S]*)\}\s*$/.exec(names)?.[1]?.split(',') ?? null;
    const allTypes = braced?.filter((name) => name.trim()).every((name) => /^\s*type\s/.test(name));
    found.push({ from, isType: type !== undefined || allTypes === true });
  }
  for (const pattern of [/^\s*import\s*['"]([^'"]+)['"]/gm, /\bimport\s*\(\s*['"]([^'"]+)['"]/g]) {
    for (const [, from = ''] of code.matchAll(pattern)) found.push({ from, isType: false });
  }
  return found;
}

/**
 * What is wrong with a file, in words.
 * @param path from src/ on, with `/`
 */
function faultsOf(path: string, source: string): string[] {
  const faults: string[] = [];
  const [room = ''] = path.split('/');
  const rules = ROOMS[room];
  if (rules === undefined || !path.includes('/')) faults.push(`${path}: no such room`);

  for (const { from, isType } of importsIn(source)) {
    if (from.startsWith('.')) {
      const target = normalize(join(dirname(path), from))
        .split(sep)
        .join('/');
      const [other = ''] = target.split('/');
      if (other === room) continue;
      const may = rules?.may.includes(other) || (isType && rules?.types?.includes(other));
      if (!may)
        faults.push(`${path}: ${room} must not import ${isType ? 'types of ' : ''}${other}`);
      continue;
    }
    for (const [name, importers] of Object.entries(SOLE_IMPORTERS)) {
      if (from !== name && !from.startsWith(`${name}/`)) continue;
      const allowed = importers.some((one) =>
        one.endsWith('/') ? path.startsWith(one) : path === one,
      );
      if (!allowed && !isType) faults.push(`${path}: must not import ${name}`);
    }
  }
  const code = source.replace(/\/\*[\s\S]*?\*\//g, '').replace(/\/\/.*$/gm, '');
  if (/\bconsole\s*[.[]/.test(code)) faults.push(`${path}: writes to the console`);
  if (/^\s*export\s+default\b|\bas\s+default\b/m.test(code)) faults.push(`${path}: default export`);
  if (/\bexport\s+\*/.test(code)) faults.push(`${path}: is a barrel`);
  if (/^\s*(?:export\s+)?(?:const\s+)?enum\s/m.test(code)) faults.push(`${path}: has an enum`);
  return faults;
}

const SOURCES = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .filter((path) => /\.tsx?$/.test(path))
  .map((path) => {
    const full = join(SRC, path);
    return { path: relative(SRC, full).split(sep).join('/'), source: readFileSync(full, 'utf8') };
  });

describe('the house', () => {
  it('is read whole', () => {
    expect(SOURCES.length).toBeGreaterThan(60);
    expect(new Set(SOURCES.map(({ path }) => path.split('/')[0]))).toEqual(
      new Set(Object.keys(ROOMS)),
    );
    const imports = SOURCES.flatMap(({ source }) => importsIn(source));
    expect(imports.length).toBeGreaterThan(200);
  });

  it.each(SOURCES)('$path keeps to it', ({ path, source }) => {
    expect(faultsOf(path, source)).toEqual([]);
  });
});

describe('the check of the house', () => {
  const FAULTY: [string, string][] = [
    ['outcome/a.ts', `import { x } from '../money/piconero.ts';`],
    ['money/a.ts', `import { x } from '../http402/offer.ts';`],
    ['http402/a.ts', `import { x } from '../passes/pass.ts';`],
    ['passes/a.ts', `import type { X } from '../payments/pay.ts';`],
    ['consensus/a.ts', `import { x } from '../signers/keys.ts';`],
    ['consensus/a.ts', `import type { X } from '../platform/storage.ts';`],
    ['sessions/a.ts', `import { x } from '../platform/storage.ts';`],
    ['sessions/a.ts', `import { x } from '../payments/policy.ts';`],
    ['net/a.ts', `import { x } from '../outcome/result.ts';`],
    ['wallet/a.ts', `import { x } from '../passes/pass.ts';`],
    ['wallet/a.ts', `import type { X } from '../payments/pay.ts';`],
    ['payments/a.ts', `import { x } from '../wallet/monero-rpc.ts';`],
    ['payments/a.ts', `import { type X, y } from '../wallet/wallet.ts';`],
    ['payments/a.ts', `import type { X } from '../platform/storage.ts';`],
    ['payments/a.ts', `await import('../wallet/monero-rpc.ts');`],
    ['messages/a.ts', `import type { X } from '../payments/pay.ts';`],
    ['platform/a.ts', `import { x } from '../wallet/wallet.ts';`],
    ['platform/a.ts', `import { x } from '../background/views.ts';`],
    ['platform/a.ts', `import type { X } from '../ui/wording.ts';`],
    ['platform/a.ts', `import '../page/content.iife.ts';`],
    ['background/a.ts', `import { x } from '../ui/wording.ts';`],
    ['background/a.ts', `import { x } from '../page/channel.ts';`],
    ['ui/popup/a.tsx', `import { x } from '../../payments/pay.ts';`],
    ['ui/a.ts', `import type { X } from '../passes/pass.ts';`],
    ['ui/a.ts', `export { x } from '../http402/offer.ts';`],
    ['page/a.ts', `import { x } from '../messages/contract.ts';`],
    ['page/a.ts', `import { x } from '../outcome/result.ts';`],
    ['payments/a.ts', `import {\n  a,\n  b,\n} from '../ui/wording.ts';`],
    ['platform/a.ts', `import { x } from 'monero-ts';`],
    ['payments/a.ts', `import x from 'monero-ts/dist/src/main/ts/common/Foo.js';`],
    ['background/handlers.ts', `import browser from 'webextension-polyfill';`],
    ['messages/router.ts', `import browser from 'webextension-polyfill';`],
    ['ui/popup/popup.tsx', `import browser from 'webextension-polyfill';`],
    ['payments/a.ts', `import browser, { type Runtime } from 'webextension-polyfill';`],
    ['wallet/a.ts', `import { x } from '@cosmjs/stargate';`],
    ['platform/a.ts', `import { connect } from 'nats.ws';`],
    ['background/a.ts', `import { openStreams } from '../streams/streams.ts';`],
    ['listener/a.ts', `import { connect } from 'nats.ws';`],
    ['background/a.ts', `import { h } from 'preact';`],
    ['money/a.ts', `console.log(1);`],
    ['money/a.ts', `console['log'](1);`],
    ['money/a.ts', `export default 5;`],
    ['money/a.ts', `export { x as default };`],
    ['money/a.ts', `export * from './piconero.ts';`],
    ['money/a.ts', `export enum Colour { Red }`],
    ['utils/a.ts', ''],
    ['main.ts', ''],
  ];

  it.each(FAULTY)('finds the fault in %s: %s', (path, source) => {
    expect(faultsOf(path, source)).toHaveLength(1);
  });

  const SOUND: [string, string][] = [
    ['payments/a.ts', `import type { Wallet } from '../wallet/wallet.ts';`],
    ['payments/a.ts', `import { type Wallet, type X } from '../wallet/wallet.ts';`],
    ['platform/a.ts', `import type { Wallet } from '../wallet/wallet.ts';`],
    ['page/a.ts', `import type { Input } from '../messages/contract.ts';`],
    ['wallet/a.ts', `import x from 'monero-ts/dist/a.js';`],
    ['platform/a.ts', `import browser from 'webextension-polyfill';`],
    ['background/main.ts', `import browser from 'webextension-polyfill';`],
    ['background/a.ts', `const x = await import('../wallet/monero-rpc.ts');`],
    ['ui/popup/a.tsx', `import { x } from '../parts/amount.tsx';`],
    ['ui/popup/a.tsx', `import { x } from '../../money/piconero.ts';`],
    ['payments/a.ts', `// import { x } from '../ui/a.ts';\n/* console.log(1) */`],
  ];

  it.each(SOUND)('finds none in %s: %s', (path, source) => {
    expect(faultsOf(path, source)).toEqual([]);
  });
});
