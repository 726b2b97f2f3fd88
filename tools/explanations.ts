// docs/errors.md and its translations, as pages of the extension: what each message means.
import { readFile } from 'node:fs/promises';
import type { Language } from '../src/ui/language.ts';
import { ROOT } from './paths.ts';

export interface Explanation {
  /** Of the failure, and of the place in the page. */
  readonly code: string;
  readonly heading: string;
  readonly text: string;
}

export interface Explanations {
  readonly title: string;
  /** To the same in another language. */
  readonly other: { readonly words: string; readonly file: string };
  readonly about: string;
  readonly groups: readonly {
    readonly heading: string;
    readonly explanations: readonly Explanation[];
  }[];
}

/** English has the plain name, as other documents have. */
export function documentOf(language: Language): string {
  return language === 'en' ? 'errors.md' : `errors.${language}.md`;
}

export async function readExplanations(language: Language): Promise<Explanations> {
  return parseExplanations(await readFile(`${ROOT}/docs/${documentOf(language)}`, 'utf8'));
}

/**
 * Reads such a document: a title, a link to another language, a paragraph, and groups of headings with
 * a paragraph each. Of Markdown it knows what that takes.
 *
 * @throws Error for anything else in it
 */
export function parseExplanations(text: string): Explanations {
  const [title = '', link = '', about = '', ...blocks] = text.trimEnd().split(/\n{2,}/);
  const { words, file } =
    /^\[(?<words>[^\]]+)\]\((?<file>errors[.a-z]*\.md)\)$/.exec(link)?.groups ?? {};
  if (!title.startsWith('# ') || words === undefined || file === undefined) {
    throw new Error('the explanations do not begin with a title and a link to another language');
  }
  const groups: { heading: string; explanations: Explanation[] }[] = [];
  for (let at = 0; at < blocks.length; at += 1) {
    const block = blocks[at] ?? '';
    if (block.startsWith('## ')) {
      groups.push({ heading: block.slice(3), explanations: [] });
      continue;
    }
    const [, code, heading] = /^### <a id="([a-z_0-9]+)"><\/a>(\S.*)$/.exec(block) ?? [];
    at += 1;
    const words = blocks[at] ?? '';
    if (code === undefined || heading === undefined || !/^[^#\s>*|[<-]/.test(words)) {
      throw new Error(`no heading with a paragraph below it: ${block}`);
    }
    groups.at(-1)?.explanations.push({ code, heading, text: words.replaceAll('\n', ' ') });
  }
  const other = { words, file };
  return { title: title.slice(2), other, about: about.replaceAll('\n', ' '), groups };
}

/** Where the pages are in the build, beside those of the interface. */
export const EXPLANATIONS_FOLDER = 'src/ui/help';

/** What the page of a language is called there. */
export function pageOf(language: Language): string {
  return `errors.${language}.html`;
}

/** The page: without scripts, and nothing in it is fetched from elsewhere. */
export function explanationsPage(
  language: Language,
  languages: readonly Language[],
  of: Explanations,
): string {
  const other = languages.find((each) => documentOf(each) === of.other.file);
  if (other === undefined) throw new Error(`${of.other.file} is in no language of the interface`);
  const groups = of.groups.map(
    ({ heading, explanations }, at) => `
      <section class="card" aria-labelledby="group-${at + 1}">
        <h2 id="group-${at + 1}">${html(heading)}</h2>${explanations.map(articleOf).join('')}
      </section>`,
  );
  const links = of.groups.map(
    ({ heading }, at) => `
          <li><a href="#group-${at + 1}">${html(heading)}</a></li>`,
  );
  return `<!doctype html>
<html lang="${language}">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="referrer" content="no-referrer" />
    <title>${html(of.title)}</title>
    <link rel="stylesheet" href="errors.css" />
  </head>
  <body>
    <main class="page explanations">
      <header class="stack">
        <h1>${html(of.title)}</h1>
        <a href="${pageOf(other)}" lang="${other}" hreflang="${other}">${html(of.other.words)}</a>
      </header>
      <p>${html(of.about)}</p>
      <nav class="card" aria-label="${html(of.title)}">
        <ul>${links.join('')}
        </ul>
      </nav>${groups.join('')}
    </main>
  </body>
</html>
`;
}

function articleOf({ code, heading, text }: Explanation): string {
  return `
        <article id="${code}">
          <h3>${html(heading)}</h3>
          <p>${html(text)}</p>
        </article>`;
}

/** Text with `code` in it. */
function html(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replace(/`([^`]+)`/g, '<code>$1</code>');
}
