import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isValidElement } from 'preact';
import { afterEach, describe, expect, it, vi } from 'vitest';
import manifest from '../../../manifest.json' with { type: 'json' };
import { FAILURE_CODES } from '../../../src/outcome/failure.ts';
import { languageFor, localeFor } from '../../../src/ui/language.ts';
import { en as TITLES } from '../../../src/ui/titles.en.ts';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const UI = `${ROOT}src/ui/`;
const FILES = readdirSync(UI, { recursive: true, encoding: 'utf8' });

/** What is the same in English and in German. */
const SAME = new Set([
  'Chain',
  'Chains',
  'Code',
  'Cookie',
  'Details',
  'EUR',
  'Grid',
  'Hash',
  'Limits',
  'Memo',
  'Name',
  'Nothing was done on the chain.',
  'Nothing was paid. Only the operator of the site can mend this.',
  'Nothing was paid.',
  'null',
  'Outputs',
  'Planet',
  'Streams',
  'Subject',
  'Token',
  'Tollpass',
  'Wallet',
]);

interface Text {
  readonly name: string;
  readonly value: unknown;
}

/** Every text of a language, by its way through the object. */
function textsIn(value: unknown, name = ''): Text[] {
  if (typeof value !== 'object' || value === null) return [{ name, value }];
  return Object.entries(value).flatMap(([key, inner]) => textsIn(inner, `${name}.${key}`));
}

/** What is shown; of a function, what it says of twos, if it can say something of them. */
function shown(value: unknown): string | null {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return String(value);
  if (Array.isArray(value)) return value.map(shown).join('');
  if (isValidElement(value)) return shown((value.props as { children?: unknown }).children ?? '');
  if (typeof value !== 'function') return null;
  try {
    return shown(value(...Array.from({ length: value.length }, () => 2)));
  } catch {
    return null;
  }
}

describe('the language of the interface', () => {
  afterEach(() => {
    vi.unstubAllGlobals();
    vi.resetModules();
  });

  it('is that of the browser, or English', () => {
    expect(languageFor('de')).toBe('de');
    expect(languageFor('de-AT')).toBe('de');
    expect(languageFor('DE-ch')).toBe('de');
    expect(languageFor('en-GB')).toBe('en');
    expect(languageFor('fr')).toBe('en');
    expect(languageFor('den')).toBe('en');
    expect(languageFor('')).toBe('en');
  });

  it("writes dates as the browser's own country does, if they are in its language", () => {
    expect(localeFor('de-AT')).toBe('de-AT');
    expect(localeFor('en-GB')).toBe('en-GB');
    expect(localeFor('fr-CA')).toBe('en');
  });

  it('is German throughout in a German browser', async () => {
    vi.stubGlobal('chrome', { i18n: { getUILanguage: () => 'de-DE' } });
    vi.resetModules();
    const wording = await import('../../../src/ui/wording.ts');
    expect(wording.blocksBought(262_800)).toBe('262\u{A0}800 Blöcke, etwa 365 Tage');
    expect(wording.about(60_000)).toBe('etwa 1 Minute');
    expect(wording.every(3_600_000)).toBe('jede Stunde');
    expect(wording.monthName('2026-03')).toBe('März 2026');
    expect(wording.xmrWithUnit('1801000000')).toBe('0.001801\u{A0}XMR');
    const { explain } = await import('../../../src/ui/sentences.ts');
    expect(explain({ code: 'vault_locked' })).toBe(
      'Tollpass ist gesperrt und kann Ihre Wallet nicht benutzen. Es wurde nichts bezahlt. Entsperren Sie es mit Ihrem Passwort und laden Sie dann die Seite neu.',
    );
  });

  it('tells of every failure in whole German sentences', async () => {
    vi.stubGlobal('chrome', { i18n: { getUILanguage: () => 'de' } });
    vi.resetModules();
    const { explain } = await import('../../../src/ui/sentences.ts');
    const detail = {
      url: 'http://127.0.0.1:18083',
      origin: 'http://a.example',
      until: '1790000000000',
      wallet: 'stagenet',
      site: 'mainnet',
      message: 'no luck',
      txid: 'a'.repeat(64),
      reason: 'wallet_unreachable',
      minutes: '14',
    };
    for (const code of FAILURE_CODES) {
      for (const failure of [{ code }, { code, detail }]) {
        const said = explain(failure);
        expect(said, code).toMatch(/^\p{Lu}.*\.$/u);
        expect(said, code).not.toMatch(/undefined|null|NaN|!| {2}|\.\.|\bthe\b|\bthis\b/);
      }
    }
  });

  it('has the titles of the pages that their HTML begins with', () => {
    for (const [page, title] of Object.entries(TITLES)) {
      expect(readFileSync(`${UI}${page}/index.html`, 'utf8')).toContain(`<title>${title}</title>`);
    }
  });
});

const ENGLISH = FILES.filter((path) => /\.en\.tsx?$/.test(path));

describe('the German texts', () => {
  it('are found', () => {
    expect(ENGLISH.length).toBeGreaterThanOrEqual(5);
    const german = FILES.filter((path) => /\.de\.tsx?$/.test(path));
    expect(german.toSorted()).toEqual(
      ENGLISH.map((path) => path.replace('.en.', '.de.')).toSorted(),
    );
  });

  it.each(ENGLISH)('say all that %s says', async (path) => {
    const { en } = (await import(`${UI}${path}`)) as { en: unknown };
    const { de } = (await import(`${UI}${path.replace('.en.', '.de.')}`)) as { de: unknown };
    const german = textsIn(de);
    const english = new Map(textsIn(en).map(({ name, value }) => [name, value]));
    expect(german.map(({ name }) => name)).toEqual([...english.keys()]);

    for (const { name, value } of german) {
      const other = english.get(name);
      expect(typeof value, name).toBe(typeof other);
      if (typeof value === 'function') {
        expect(value.length, `${name}: arguments`).toBe((other as typeof value).length);
      }
      const said = shown(value);
      expect(said, name).not.toBe('');
      // Sentences of failures say what they share with others in the language of the interface.
      if (said !== null && /\p{L}/u.test(said) && !SAME.has(said)) {
        expect(said, name).not.toBe(shown(other));
      }
    }
  });

  it('address the user as Sie, and have their own quotation marks and no straight ones', async () => {
    for (const path of ENGLISH) {
      const { de } = (await import(`${UI}${path.replace('.en.', '.de.')}`)) as { de: unknown };
      for (const { name, value } of textsIn(de)) {
        const said = shown(value);
        if (said === null) continue;
        expect(said, `${path} ${name}`).not.toMatch(/\b(?:du|dich|dir|deine?[mnrs]?)\b/i);
        expect(said, `${path} ${name}`).not.toMatch(/"|“[^“”]*”/);
      }
    }
  });
});

describe('the messages of the browser', () => {
  const read = (language: string): Record<string, { message: string }> =>
    JSON.parse(readFileSync(`${ROOT}public/_locales/${language}/messages.json`, 'utf8'));

  /** What the manifest names, and what the background does. */
  function namesIn(): string[] {
    const sources = ['platform', 'background'].flatMap((room) =>
      readdirSync(`${ROOT}src/${room}`).map((path) =>
        readFileSync(`${ROOT}src/${room}/${path}`, 'utf8'),
      ),
    );
    const all = [JSON.stringify(manifest), ...sources].join('\n');
    const found = all.matchAll(/__MSG_(\w+)__|'((?:toolbar|notice)_\w+)'/g);
    return [...new Set([...found].map(([, inManifest, inCode]) => inManifest ?? inCode ?? ''))];
  }

  it('are there in both languages, each named by the manifest or the code, none empty', () => {
    const named = namesIn().toSorted();
    for (const language of ['en', 'de']) {
      const messages = read(language);
      expect(Object.keys(messages).toSorted()).toEqual(named);
      for (const { message } of Object.values(messages)) expect(message).toMatch(/\S/);
      // What the stores take.
      expect(messages.description?.message.length).toBeLessThanOrEqual(132);
    }
    for (const [name, { message }] of Object.entries(read('de'))) {
      const other = read('en')[name]?.message;
      expect(message).not.toBe(other);
      expect(message.match(/\$\d/g)?.toSorted()).toEqual(other?.match(/\$\d/g)?.toSorted());
    }
  });
});

/** Selectors whose physical values another rule mirrors, for what CSS has no logical form of. */
const MIRRORED = ['select', 'select:dir(rtl)'];

/** Each call as one word: `calc(-1 * var(--a))` as `calc_-1_*_var_--a__`. */
function withoutCalls(value: string): string {
  const flat = value.replace(/\([^()]*\)/g, (call) => call.replace(/[\s()]/g, '_'));
  return flat === value ? value : withoutCalls(flat);
}

/** What a style sheet says that is wrong from right to left. */
function physicalIn(css: string): string[] {
  const faults: string[] = [];
  const bare = css.replace(/\/\*[\s\S]*?\*\//g, '');
  for (const [, selector = '', body = ''] of bare.matchAll(/([^{}]+)\{([^{}]*)\}/g)) {
    if (MIRRORED.includes(selector.trim())) continue;
    for (const declaration of body.split(';')) {
      const [property = '', value = ''] = declaration.split(/:(.*)/s).map((part) => part.trim());
      const isPhysical = /(?:^|-)(?:left|right)(?:-|$)/.test(property);
      const values = withoutCalls(value).split(/\s+/);
      const isUneven =
        /^(?:margin|padding|inset|border-width|border-color|border-style)$/.test(property) &&
        values.length === 4 &&
        values[1] !== values[3];
      const isCorner =
        property === 'border-radius' &&
        (values.length === 2 || values.length === 3 || values.length === 4) &&
        (values[0] !== values[1] || (values[2] ?? values[0]) !== (values[3] ?? values[1]));
      if (isPhysical || isUneven || isCorner || /\b(?:left|right)\b/.test(value)) {
        faults.push(`${selector.trim()} { ${property}: ${value} }`);
      }
    }
  }
  return faults;
}

describe('layouts', () => {
  const SHEETS = FILES.filter((path) => path.endsWith('.css'));

  it.each(SHEETS)('%s goes in either direction', (path) => {
    expect(physicalIn(readFileSync(join(UI, path), 'utf8'))).toEqual([]);
  });

  it('has no physical styles in components', () => {
    for (const path of FILES.filter((path) => path.endsWith('.tsx'))) {
      const styles = readFileSync(join(UI, path), 'utf8').match(/style=\{\{[^}]*\}\}/g) ?? [];
      expect(styles.filter((style) => /left|right/i.test(style))).toEqual([]);
    }
  });

  it.each([
    'a { margin-left: 1px }',
    'a { padding-right: 0 }',
    'a { left: 0 }',
    'a { right: 0 }',
    'a { border-left: 1px solid }',
    'a { border-top-left-radius: 1px }',
    'a { text-align: left }',
    'a { float: right }',
    'a { background-position: right 1px center }',
    'a { margin: 0 0 0 var(--space-4) }',
    'a { border-radius: 1px 0 0 1px }',
    '@media (x) { a { right: 0 } }',
  ])('%s is found', (css) => {
    expect(physicalIn(css)).toHaveLength(1);
  });

  it.each([
    'a { margin-inline-start: auto; text-align: end; inset: 0 }',
    'a { padding: 1px calc(1px + 2px) 3px calc(1px + 2px) }',
    'a { margin: 0 calc(-1 * var(--space-4)) }',
    'a { border-radius: 1px 1px 0 0 }',
    '.left { color: red }',
  ])('%s is not', (css) => {
    expect(physicalIn(css)).toEqual([]);
  });
});
