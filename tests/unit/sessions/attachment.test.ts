import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Attachment,
  attachmentRule,
  clashes,
  readHeader,
  readPlace,
  readValue,
  serves,
} from '../../../src/sessions/attachment.ts';
import { codeOf } from '../fakes/samples.ts';

const secure = (origin: string): boolean => origin.startsWith('https:');
const header = (name: string) => ({ kind: 'header', name }) as const;

describe('where a key is shown', () => {
  it.each([
    ['https://api.example.org', 'https://api.example.org', '/'],
    [' https://api.example.org/ ', 'https://api.example.org', '/'],
    ['https://API.example.org:443/v1/', 'https://api.example.org', '/v1'],
    ['https://api.example.org:8443/a/b', 'https://api.example.org:8443', '/a/b'],
    ['https://api.example.org/a/../v2', 'https://api.example.org', '/v2'],
    ['https://bücher.example/ä', 'https://xn--bcher-kva.example', '/%C3%A4'],
  ])('is read from %s', (text, origin, path) => {
    expect(readPlace(text, secure)).toEqual({ ok: true, value: { origin, path } });
  });

  it.each([
    '',
    'api.example.org',
    'ftp://api.example.org',
    'https://me:pw@api.example.org',
    'https://api.example.org/?key=1',
    'https://api.example.org/#a',
    'https://api.example.org/a*b',
    'https://api.example.org/a%2Ab',
    'https://api.example.org/a|b',
    'https://api.example.org/a^b',
    'https://api.example.org//evil',
    'https://api.example.org/%ff',
  ])('is not %s', (text) => {
    expect(codeOf(readPlace(text, secure))).toBe('place_invalid');
  });

  it('is no place that others can read along at', () => {
    const refused = readPlace('http://api.example.org', secure);
    expect(refused).toMatchObject({
      error: { code: 'place_insecure', detail: { origin: 'http://api.example.org' } },
    });
  });
});

describe('the header of a key', () => {
  it.each(['X-API-Key', 'apikey', 'Authorization', 'X-Auth_Token'])('may be %s', (name) => {
    expect(readHeader(header(name))).toEqual({ ok: true, value: header(name) });
  });

  it.each([
    'Cookie',
    'cookie',
    'Host',
    'Content-Length',
    'Content-Type',
    'Connection',
    'Transfer-Encoding',
    'Origin',
    'Referer',
    'Sec-Fetch-Site',
    'Proxy-Authorization',
    'Access-Control-Request-Method',
    'Accept-Encoding',
    'User-Agent',
    'Range',
    'If-Match',
    'X-Forwarded-For',
    'X-HTTP-Method-Override',
  ])('may not be %s', (name) => {
    expect(readHeader(header(name))).toMatchObject({
      error: { code: 'header_forbidden', detail: { name } },
    });
  });

  it.each(['', 'X API', 'X:Y', 'X\r\nY', 'Ä', 'a'.repeat(65)])('is not %j', (name) => {
    expect(codeOf(readHeader(header(name)))).toBe('header_invalid');
  });
});

describe('the value of a key', () => {
  it('is visible ASCII, trimmed; of a bearer what RFC 6750 allows', () => {
    expect(readValue(' a b:c ', header('X'))).toEqual({ ok: true, value: 'a b:c' });
    expect(readValue('abc-._~+/==', { kind: 'bearer' })).toEqual({
      ok: true,
      value: 'abc-._~+/==',
    });
  });

  it.each(['', '   ', 'a\nb', 'a\r\nX-Other: b', 'ä', '\u0000', 'a'.repeat(4097)])(
    'is not %j',
    (text) => {
      expect(codeOf(readValue(text, header('X')))).toBe('key_value_invalid');
    },
  );

  it.each(['Bearer abc', 'a b', 'a:b'])('of a bearer is not %s', (text) => {
    expect(codeOf(readValue(text, { kind: 'bearer' }))).toBe('key_value_invalid');
  });
});

describe('what a key is shown to', () => {
  const at = (path: string): Attachment => ({
    origin: 'https://a.example',
    path,
    header: header('X-API-Key'),
  });

  it.each([
    ['/', 'https://a.example/any?x', true],
    ['/v1', 'https://a.example/v1', true],
    ['/v1', 'https://a.example/v1?x=1', true],
    ['/v1', 'https://a.example/v1/deep', true],
    ['/v1', 'https://a.example/v12', false],
    ['/v1', 'https://a.example/V1', false],
    ['/v1', 'https://a.example/', false],
    ['/', 'https://a.example:8443/', false],
    ['/', 'http://a.example/', false],
    ['/', 'https://sub.a.example/', false],
    ['/', 'https://a.example.evil.example/', false],
    ['/', 'not a URL', false],
  ])('%s serves %s: %s', (path, url, expected) => {
    expect(serves(at(path), url)).toBe(expected);
  });

  it('is what the rule of the browser says, for URLs at random', () => {
    const part = fc.constantFrom('', '/', '/v1', '/v1/', '/v12', '/v1/a', '?v1', '/x?y=/v1');
    const origins = fc.constantFrom('https://a.example', 'https://a.example:8443', 'https://b.a');
    fc.assert(
      fc.property(fc.constantFrom('/', '/v1', '/v1/a'), origins, part, (path, origin, rest) => {
        const { href } = new URL(origin + rest);
        const { match } = attachmentRule(at(path), 'k', null);
        const prefix = 'prefix' in match ? match.prefix : '';
        const after = href.slice(prefix.length);
        const isWhole = prefix.endsWith('/') || after === '' || /^[/?]/.test(after);
        expect(serves(at(path), href)).toBe(href.startsWith(prefix) && isWhole);
      }),
    );
  });

  it('is in one header at one place alone', () => {
    expect(clashes(at('/'), { ...at('/'), header: header('x-api-key') })).toBe(true);
    expect(clashes(at('/'), at('/v1'))).toBe(false);
    expect(clashes(at('/'), { ...at('/'), header: { kind: 'bearer' } })).toBe(false);
    const authorization = { ...at('/'), header: header('authorization') };
    expect(clashes(authorization, { ...at('/'), header: { kind: 'bearer' } })).toBe(true);
  });
});
