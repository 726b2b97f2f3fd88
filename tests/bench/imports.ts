/**
 * The files that a built module imports: `import"./a.js"`, `import{b}from"./b.js"`,
 * `export*from"./c.js"`, `import("./d.js")`. Bare specifiers are left out, a build has none.
 */
export function importsOf(code: string): string[] {
  const pattern = /(?:\bimport|\bfrom)\s*\(?\s*(["'`])((?:\.{0,2}\/)[^"'`]+)\1/g;
  return [...new Set([...code.matchAll(pattern)].map((match) => match[2] ?? ''))];
}
