/**
 * What each part of the extension that stands while nothing is owed costs an ordinary page: the same
 * rounds as the page rows, with copies of the build that lack one part each.
 * `npm run bench -- --costs`; no bars.
 */
import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { UndebuggedChromium } from '../e2e/browsers/undebugged.ts';
import {
  attachPasses,
  awaitInstalled,
  foreignOrigins,
  openQuietPage,
  replaceSessionRules,
} from './extension-page.ts';
import { type Contestant, measurePages } from './page-rounds.ts';
import { pairedRatio } from './statistics.ts';

const ROUNDS = 60;

interface Manifest {
  permissions: string[];
  content_scripts?: unknown[];
}

interface Variant {
  readonly name: string;
  /** Changes the manifest of the copy. */
  manifest?(manifest: Manifest): void;
  /** Changes the background's code in the copy. */
  background?(code: string): string;
  /** What stands instead of the session rules that the background installs. */
  readonly rules?: readonly object[];
  /** How many passes for other origins there are. */
  readonly passes?: number;
}

/** Those that know a navigation's method when it begins, without a look at the answer's headers. */
const RULES_BY_METHOD = [{ requestMethods: ['get'] }, { excludedRequestMethods: ['get'] }].map(
  (methods, at) => ({
    id: at + 1,
    action: { type: 'allow' },
    condition: { ...methods, resourceTypes: ['main_frame'] },
  }),
);

/** A condition on the answer's headers, for a site that nobody visits here. */
const RULE_BY_ANSWER = {
  id: 1,
  action: { type: 'allow' },
  condition: {
    requestDomains: ['nothing.example'],
    resourceTypes: ['main_frame'],
    responseHeaders: [{ header: 'www-authenticate' }],
  },
};

const without =
  (pattern: RegExp) =>
  (manifest: Manifest): void => {
    manifest.permissions = manifest.permissions.filter((name) => !pattern.test(name));
  };

const VARIANTS: readonly Variant[] = [
  { name: 'as built' },
  { name: 'no session rules', rules: [] },
  { name: 'rules by method only', rules: RULES_BY_METHOD },
  { name: 'one rule by answer', rules: [RULE_BY_ANSWER] },
  {
    name: 'no webNavigation listener',
    background: (code) =>
      code.replace(/[\w.]+\.webNavigation\.onErrorOccurred\.addListener\(/, '(()=>{})('),
  },
  {
    name: 'no content scripts',
    manifest(manifest) {
      delete manifest.content_scripts;
    },
  },
  { name: 'no webRequest', manifest: without(/^webRequest$/) },
  { name: 'no declarativeNetRequest', manifest: without(/^declarativeNetRequest/) },
  { name: 'neither', manifest: without(/^(webRequest$|declarativeNetRequest)/) },
  { name: '5 passes', passes: 5 },
  { name: '5 passes, no session rules', rules: [], passes: 5 },
];

/** Prints one line a variant: paired ratios over a Chromium without the extension, and wakes. */
export async function printCosts(
  extension: string,
  scratch: string,
  rounds = ROUNDS,
): Promise<void> {
  const contestants: Contestant[] = [
    { name: 'without', extension: null },
    { name: 'control', extension: null },
  ];
  for (const [at, variant] of VARIANTS.entries()) {
    const directory = join(scratch, `variant-${at}`);
    await makeVariant(extension, directory, variant);
    contestants.push({
      name: variant.name,
      extension: directory,
      prepare: (chromium) => prepare(chromium, variant),
    });
  }
  const times = await measurePages(contestants, rounds);
  const reference = times.get('without');
  if (reference === undefined) return;
  console.log(
    `${'part'.padEnd(28)}${['fetch', 'load', 'done', 'cpu', 'wakes'].map((text) => text.padStart(8)).join('')}`,
  );
  for (const [name, of] of times) {
    const ratios = (['fetch', 'load', 'done', 'processor'] as const).map((quantity) =>
      pairedRatio(of[quantity], reference[quantity]).toFixed(3).padStart(8),
    );
    console.log(`${name.padEnd(28)}${ratios.join('')}${String(of.wakes).padStart(8)}`);
  }
}

async function makeVariant(extension: string, directory: string, variant: Variant): Promise<void> {
  await cp(extension, directory, { recursive: true });
  const path = join(directory, 'manifest.json');
  const manifest = JSON.parse(await readFile(path, 'utf8')) as Manifest;
  variant.manifest?.(manifest);
  await writeFile(path, JSON.stringify(manifest));
  if (variant.background === undefined) return;
  const file = join(directory, 'background.js');
  const code = await readFile(file, 'utf8');
  const edited = variant.background(code);
  if (edited === code) throw new Error(`${variant.name}: nothing was changed`);
  await writeFile(file, edited);
}

async function prepare(chromium: UndebuggedChromium, variant: Variant): Promise<void> {
  const page = await openQuietPage(chromium);
  const hasRules = await page.evaluate(() => chrome.declarativeNetRequest !== undefined, null);
  if (hasRules) await awaitInstalled(page);
  if (variant.rules !== undefined) await replaceSessionRules(page, variant.rules);
  if (variant.passes !== undefined) await attachPasses(page, foreignOrigins(variant.passes));
  await page.close();
}
