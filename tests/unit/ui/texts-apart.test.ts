import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import {
  isBinaryExpression,
  isConditionalExpression,
  isExportDeclaration,
  isImportDeclaration,
  isJsxAttribute,
  isJsxElement,
  isJsxExpression,
  isJsxFragment,
  isJsxText,
  isLiteralTypeNode,
  isNewExpression,
  isNoSubstitutionTemplateLiteral,
  isParenthesizedExpression,
  isStringLiteral,
  isTemplateExpression,
  isThrowStatement,
  type Node,
} from 'typescript/unstable/ast';
import { createVirtualFileSystem } from 'typescript/unstable/fs';
import { API } from 'typescript/unstable/sync';
import { describe, expect, it } from 'vitest';

// No text in the code: what users read stands in the files of each language.

const UI = fileURLToPath(new URL('../../../src/ui/', import.meta.url));

/** Where that holds already: folders, and files beside them. */
const KEPT = [
  'active-tab.ts',
  'activity/',
  'approval/',
  'asked.ts',
  'language.ts',
  'parts/',
  'popup/',
  'rules.ts',
  'sentences.ts',
  'service-sentences.ts',
  'services/',
  'session-sentences.ts',
  'settings/',
  'signer-sentences.ts',
  'signers/',
  'signing/',
  'spending.ts',
  'story.ts',
  'stream-sentences.ts',
  'streams/',
  'strength.ts',
  'task.ts',
  'times.ts',
  'titles.ts',
  'toll-sentences.ts',
  'unlock/',
  'vault-sentences.ts',
  'waiting/',
  'welcome/',
  'wording.ts',
];

/** What is written the same way in every language: names, units, keys, and what a computer reads. */
const NAMES = new Set([
  'Authorization: Bearer',
  'category',
  'Enter',
  'Escape',
  'http://127.0.0.1:18083',
  'https://api.example.org',
  'https://api.example.org/v1',
  'https://login.example.org',
  'https://play.example.org',
  'https://rpc.example.org',
  'Monero',
  'NATS',
  'OAuth',
  'openid offline_access',
  'raid_status',
  'Structs',
  'structs.planet.2-1.>',
  'this computer',
  'Tollpass',
  'tollpass…',
  'wss://nats.example.org',
  'XMR',
  '{ "body": …, "tx_bytes": … }',
]);

/** Attributes that are shown or read aloud, whatever they say. */
const SHOWN = new Set(['alt', 'aria-label', 'aria-valuetext', 'label', 'placeholder', 'title']);

/** Attributes of several words that are no text. */
const HIDDEN = new Set(['aria-describedby', 'aria-labelledby', 'class', 'd', 'rel', 'viewBox']);

/** Elements for what is typed into a computer. */
const CODE = new Set(['code', 'kbd', 'pre']);

/** The files' trees, in the order of their sources. */
function treesOf(sources: readonly string[]): Node[] {
  const name = (index: number): string => `/source-${index}.tsx`;
  const files = sources.map((source, index) => [name(index), source] as const);
  const config = { compilerOptions: { noLib: true, jsx: 'preserve' }, include: ['*.tsx'] };
  const api = new API({
    cwd: '/',
    fs: createVirtualFileSystem({
      ...Object.fromEntries(files),
      '/tsconfig.json': JSON.stringify(config),
    }),
  });
  try {
    const snapshot = api.updateSnapshot({ openProjects: ['/tsconfig.json'] });
    const program = snapshot.getProject('/tsconfig.json')?.program;
    return files.map(([file]) => {
      const tree = program?.getSourceFile(file);
      if (tree === undefined) throw new Error(`${file} was not read`);
      return tree;
    });
  } finally {
    api.close();
  }
}

/** The words of a literal, with a gap for each thing that is filled in. */
function wordsOf(node: Node): string | null {
  if (isStringLiteral(node) || isNoSubstitutionTemplateLiteral(node)) return node.text;
  if (!isTemplateExpression(node)) return null;
  return [node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)].join('…');
}

function hasWords(text: string): boolean {
  return /\p{L}/u.test(text) && !NAMES.has(text.trim());
}

/** Whether a string that stands anywhere in the code is for users: two words, or a capital. */
function isProse(text: string): boolean {
  return (
    (/\p{L}{2,}[,;:.!?]?\s+\p{L}/u.test(text) || /^\p{Lu}\p{Ll}+[.:…]?$/u.test(text)) &&
    !NAMES.has(text)
  );
}

/** The literals that an expression may come to. */
function outcomesOf(node: Node): Node[] {
  if (isParenthesizedExpression(node)) return outcomesOf(node.expression);
  if (isConditionalExpression(node)) {
    return [...outcomesOf(node.whenTrue), ...outcomesOf(node.whenFalse)];
  }
  if (isBinaryExpression(node)) return outcomesOf(node.right);
  return wordsOf(node) === null ? [] : [node];
}

function isError(node: Node): boolean {
  return isNewExpression(node) && node.expression.getText() === 'Error';
}

/** The texts in a piece of code. */
function textsIn(tree: Node): string[] {
  const found = new Map<Node, string>();

  function note(nodes: readonly Node[]): void {
    for (const node of nodes) {
      const words = wordsOf(node) ?? '';
      if (hasWords(words)) found.set(node, words);
    }
  }

  function look(node: Node, inCode: boolean): void {
    if (isImportDeclaration(node) || isExportDeclaration(node)) return;
    // What is thrown is for whoever mends it.
    if (isThrowStatement(node) || isError(node) || isLiteralTypeNode(node)) return;
    if (isJsxText(node)) {
      if (!inCode && hasWords(node.text)) found.set(node, node.text.trim());
      return;
    }
    if (isJsxAttribute(node)) {
      const name = node.name.getText();
      if (HIDDEN.has(name)) return;
      const value = node.initializer;
      if (SHOWN.has(name) && value !== undefined) {
        note(outcomesOf(isJsxExpression(value) ? (value.expression ?? value) : value));
      }
    }
    if (isJsxElement(node) || isJsxFragment(node)) {
      for (const child of node.children) {
        if (isJsxExpression(child) && child.expression !== undefined && !inCode) {
          note(outcomesOf(child.expression));
        }
      }
    }
    const words = wordsOf(node);
    if (words !== null && !inCode && isProse(words)) found.set(node, words);
    const isCode = isJsxElement(node) && CODE.has(node.openingElement.tagName.getText());
    node.forEachChild((child) => look(child, inCode || isCode));
  }

  look(tree, false);
  return [...found.values()];
}

describe('the code of the interface', () => {
  const paths = readdirSync(UI, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.tsx?$/.test(path) && !/\.(?:en|de)\.tsx?$/.test(path))
    .filter((path) => KEPT.some((kept) => path === kept || path.startsWith(kept)))
    .toSorted();
  const trees = treesOf(paths.map((path) => readFileSync(`${UI}${path}`, 'utf8')));

  it.each(paths.map((path, index) => ({ path, tree: trees[index] as Node })))(
    'has no text in $path',
    ({ tree }) => {
      expect(textsIn(tree)).toEqual([]);
    },
  );
});

describe('the search for texts', () => {
  const FOUND: readonly string[] = [
    '<p>Pay it</p>',
    '<p>paid {amount}</p>',
    "<p>{isPaid ? 'paid' : texts.open}</p>",
    "<p>{name || 'nobody'}</p>",
    `<p>{\`\${count} blocks\`}</p>`,
    '<button aria-label="close" />',
    `<button title={isOpen ? \`close \${name}\` : undefined} />`,
    '<Notice text="It is paid" />',
    '<img alt="code" />',
    "const TITLES = { about: 'What it does' };",
    "const copied = 'Copied';",
    `say(\`It was paid \${count} times\`);`,
  ];
  const IGNORED: readonly string[] = [
    '<p class="stack wide">{texts.open}</p>',
    '<p>{amount} XMR</p>',
    '<p>{texts.hint(<code>npm run wallet</code>)}</p>',
    '<p>{count} / {most}</p>',
    `<p class={isOpen ? 'card open' : 'card'} data-testid={\`step-\${name}\`} />`,
    "<Notice kind={isPaid ? 'good' : 'error'} />",
    "<p>{kind === 'paid' ? <b /> : null}</p>",
    "throw new Error('this page has no root');",
    "reject(new Error('it does not answer'));",
    "import { x } from 'a b';",
    "type Place = 'in a list' | 'alone';",
    "const next = step === 'done' ? 'about' : step;",
  ];
  const trees = treesOf([...FOUND, ...IGNORED]);

  it.each(FOUND.map((code, index) => ({ code, tree: trees[index] as Node })))(
    'finds the one in $code',
    ({ tree }) => {
      expect(textsIn(tree)).toHaveLength(1);
    },
  );

  it.each(IGNORED.map((code, index) => ({ code, tree: trees[FOUND.length + index] as Node })))(
    'finds none in $code',
    ({ tree }) => {
      expect(textsIn(tree)).toEqual([]);
    },
  );
});
