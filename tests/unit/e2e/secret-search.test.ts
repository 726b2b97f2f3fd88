import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { placesOf } from '../../e2e/secret-search.ts';

const TEXT = 'Plum (jam) 77+?';
const BYTES = Buffer.from('00ff5c5b2e0a414243fe', 'hex');
/** So that base64 begins anywhere in a group of three bytes. */
const shifted = (bytes: Buffer, by: number): Buffer =>
  Buffer.concat([Buffer.alloc(by, 0x7e), bytes, Buffer.alloc(4, 0x7e)]);

const HELD: Readonly<Record<string, string | Buffer>> = {
  plain: `so it is: ${TEXT}.`,
  loud: TEXT.toUpperCase(),
  wide: Buffer.from(`x${TEXT}y`, 'utf16le'),
  list: JSON.stringify(TEXT.split(' ')),
  lines: TEXT.split(' ').join('\n'),
  ...Object.fromEntries(
    [0, 1, 2].flatMap((by) => [
      [`text64-${by}`, shifted(Buffer.from(TEXT), by).toString('base64')],
      [`bytes64url-${by}`, shifted(BYTES, by).toString('base64url')],
    ]),
  ),
  bytes: shifted(BYTES, 1),
  hex: `0x${BYTES.toString('hex').toUpperCase()}`,
};
const FREE: Readonly<Record<string, string | Buffer>> = {
  empty: '',
  near: 'Plum (jam) 77 ?, plum jam 77+?, 00ff5c5b2e0a414243',
  dots: Buffer.from('00ff5c5b2f0a414243fe', 'hex'),
};

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tollpass-search-'));
  for (const [name, content] of Object.entries({ ...HELD, ...FREE }))
    await writeFile(join(folder, name), content);
});
afterAll(() => rm(folder, { recursive: true }));

describe('the search for secrets', () => {
  it('finds them however they are written, and nothing else', async () => {
    const found = await placesOf([TEXT, BYTES], folder);
    expect(found.sort()).toEqual(
      Object.keys(HELD)
        .map((name) => join(folder, name))
        .sort(),
    );
  });
});
