import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { FAILURE_CODES } from '../../../src/outcome/failure.ts';
import { LANGUAGES } from '../../../src/ui/language.ts';
import { explanationOf } from '../../../src/ui/parts/sentence.tsx';
import { explain } from '../../../src/ui/sentences.ts';
import {
  documentOf,
  EXPLANATIONS_FOLDER,
  explanationsPage,
  pageOf,
  parseExplanations,
  readExplanations,
} from '../../../tools/explanations.ts';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

const SAID = new Map(
  await Promise.all(
    LANGUAGES.map(async (language) => [language, await readExplanations(language)] as const),
  ),
);

function saidIn(language: (typeof LANGUAGES)[number]) {
  const said = SAID.get(language);
  if (said === undefined) throw new Error(`nothing is explained in ${language}`);
  return said;
}

/** The codes as failure.ts groups them, by a comment before each group. */
function groupedCodes(): string[][] {
  const source = readFileSync(`${ROOT}src/outcome/failure.ts`, 'utf8');
  const list = source.slice(0, source.indexOf('] as const'));
  return list
    .split(/^ {2}\/\/ .*$/m)
    .slice(1)
    .map((group) => [...group.matchAll(/'([a-z_0-9]+)'/g)].map(([, code = '']) => code));
}

describe.each(LANGUAGES)('the explanations in %s', (language) => {
  const said = saidIn(language);
  const all = said.groups.flatMap(({ explanations }) => explanations);
  const page = explanationsPage(language, LANGUAGES, said);
  const ids = [...page.matchAll(/ id="([^"]+)"/g)].map(([, id = '']) => id);

  it('are of every failure, once, in the order and the groups of failure.ts', () => {
    expect(groupedCodes().flat()).toEqual([...FAILURE_CODES]);
    expect(said.groups.map(({ explanations }) => explanations.map(({ code }) => code))).toEqual(
      groupedCodes(),
    );
  });

  it.each(all)(
    '$code says more than its sentence, and in a few words',
    ({ code, heading, text }) => {
      expect(heading).toMatch(/^\S.*[^.\s]$/);
      expect(text).toMatch(/^\S.*\.$/);
      expect(text).not.toMatch(/ {2}|[[\]]\(|\*\*|undefined/);
      expect(text.length).toBeGreaterThan(60);
      expect(text.length).toBeLessThan(520);
      const sentence = explain({ code: code as (typeof FAILURE_CODES)[number] });
      for (const part of sentence.split('. '))
        if (part.length > 30) expect(text).not.toContain(part);
    },
  );

  it('have a heading each that no other has', () => {
    const headings = all.map(({ heading }) => heading);
    expect(headings.filter((heading, at) => headings.indexOf(heading) !== at)).toEqual([]);
  });

  it('make a page of that language in which every link leads somewhere', () => {
    expect(page).toContain(`<html lang="${language}">`);
    expect(new Set(ids).size).toBe(ids.length);
    const links = [...page.matchAll(/(?:href|src)="([^"]+)"/g)].map(([, link = '']) => link);
    const others = LANGUAGES.filter((each) => each !== language).map(pageOf);
    for (const link of links) {
      if (link.startsWith('#')) expect(ids).toContain(link.slice(1));
      else expect(['errors.css', ...others]).toContain(link);
    }
    expect(page).not.toMatch(/<script|<style| style=| on[a-z]+=|`/);
  });
});

describe('the explanations', () => {
  it('are not the same in two languages', () => {
    const [first, second] = LANGUAGES.map((language) =>
      saidIn(language).groups.flatMap(({ explanations }) => explanations),
    );
    for (const [at, { code, heading, text }] of (first ?? []).entries()) {
      expect(second?.[at]?.heading, code).not.toBe(heading);
      expect(second?.[at]?.text, code).not.toBe(text);
    }
  });

  it.each(FAILURE_CODES)('%s is where the link from the interface leads', (code) => {
    const { pathname, hash } = new URL(explanationOf(code), 'ext://id/src/ui/popup/index.html');
    const language = LANGUAGES.find(
      (each) => pathname === `/${EXPLANATIONS_FOLDER}/${pageOf(each)}`,
    );
    expect(language).toBeDefined();
    if (language === undefined) return;
    expect(explanationsPage(language, LANGUAGES, saidIn(language))).toContain(
      `<article id="${hash.slice(1)}">`,
    );
  });

  it('are linked to those of the other language in the documents too', () => {
    for (const language of LANGUAGES) {
      const { file } = saidIn(language).other;
      expect(LANGUAGES.filter((each) => each !== language).map(documentOf)).toContain(file);
    }
  });
});

describe('a document of explanations', () => {
  const HEAD = '# Title\n\n[Deutsch](errors.de.md)\n\nAbout it.\n\n## Group\n\n';

  it('is read with its lines joined, and its signs kept from being markup', () => {
    const said = parseExplanations(`${HEAD}### <a id="a_b"></a>It <b>\n\nOne & \`two\`\nthree.\n`);
    expect(said.groups).toEqual([
      {
        heading: 'Group',
        explanations: [{ code: 'a_b', heading: 'It <b>', text: 'One & `two` three.' }],
      },
    ]);
    const page = explanationsPage('en', LANGUAGES, said);
    expect(page).toContain('<h3>It &lt;b&gt;</h3>');
    expect(page).toContain('<p>One &amp; <code>two</code> three.</p>');
  });

  it.each([
    '### Without an anchor\n\nText.',
    '### <a id="a"></a>Without a text',
    '### <a id="a"></a>With a list\n\n- One',
    '### <a id="a"></a>Twice\n\nText.\n\nMore text.',
    '### <a id="a"></a>Empty\n\n### <a id="b"></a>Next\n\nText.',
  ])('is refused with %j in it', (block) => {
    expect(() => parseExplanations(`${HEAD}${block}\n`)).toThrow();
  });

  it('is refused without a link to another language', () => {
    expect(() => parseExplanations('# Title\n\nAbout it.\n\nMore.\n')).toThrow();
    const astray = parseExplanations('# Title\n\n[Français](errors.fr.md)\n\nAbout it.\n');
    expect(() => explanationsPage('en', LANGUAGES, astray)).toThrow('errors.fr.md');
  });
});
