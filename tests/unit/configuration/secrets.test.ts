import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mayBeSecret, sensitiveFields, specialFields } from '../../../src/configuration/fields.ts';
import type { JsonObject } from '../../../src/configuration/json.ts';
import {
  openSecrets,
  sealSecrets,
  withoutSecrets,
} from '../../../src/configuration/sealed-secrets.ts';
import { COST } from '../../../src/vault/password-key.ts';
import { codeOf, unwrap } from '../fakes/samples.ts';
import { SEED, WHOLE_FILE } from './samples.ts';

const CHEAP = { N: 16, r: 8, p: 1 };
const PASSWORD = 'correct horse';

describe('the fields of a file', () => {
  it('are told apart: what is sensitive, and what nobody knows', () => {
    expect(specialFields(WHOLE_FILE)).toEqual({
      secrets: [
        '/webapp/0/password',
        '/webapp/0/session',
        '/consensus/0/signer/privateKey',
        '/consensus/1/signer/mnemonic',
        '/streaming/authentication/token',
        '/streaming/authentication/password',
      ],
      unknown: ['/comment', '/webapp/1/note', '/consensus/0/signer/hardware'],
    });
  });

  it.each([
    ['/webapp/apiToken', 'x'],
    ['/api_key', 'x'],
    ['/privateKey', 'x'],
    ['/webapp/otp-secret', 1],
    ['/note', 'ab'.repeat(32)],
    ['/note', 'eyJhbGciOiJIUzI1NiJ9eyJzdWIiOiIxMjM0NTY3ODkwIn0'],
    ['/note', `${'abandon '.repeat(11)}about`],
    ['/note', 'https://me:pw@example.com'],
    ['/note', { deep: [{ password: 1 }] }],
  ])('that nobody knows may be secret: %s %j', (at, value) => {
    expect(mayBeSecret(at, value)).toBe(true);
  });

  it.each([
    ['/comment', 'my own one'],
    ['/publicKeys', 'x'],
    ['/pub_key', 'x'],
    ['/author', 'me'],
    ['/webapp/note', { 'a/b': [1, null, true] }],
    ['/home', 'https://example.com/a@b'],
  ])('that nobody knows need not be: %s %j', (at, value) => {
    expect(mayBeSecret(at, value)).toBe(false);
  });
});

describe('secrets in a file', () => {
  it('are left out, and nothing else', () => {
    const open = withoutSecrets(WHOLE_FILE);
    expect(sensitiveFields(open)).toEqual([]);
    expect(JSON.stringify(open)).not.toMatch(/hunter2|s3cret|abab|PHPSESSID/);
    expect(open).toMatchObject({
      comment: 'mine',
      streaming: { authentication: { type: 'token' } },
    });
  });

  it.each([...Object.entries(SEED), ['everything', WHOLE_FILE] as const])(
    'come back as they were: %s',
    async (_, file) => {
      const sealed = await sealSecrets(file, PASSWORD, CHEAP);
      expect(JSON.stringify(sealed)).not.toMatch(/hunter2|s3cret|abab|PHPSESSID|horse/);
      expect(unwrap(await openSecrets(sealed, PASSWORD))).toEqual(file);
    },
  );

  it('cost to guess at what the vault does', async () => {
    const sealed = await sealSecrets({}, PASSWORD, COST);
    expect(sealed.secrets).toMatchObject({ version: 1, derivation: { N: 2 ** 17, r: 8, p: 1 } });
  });

  it('are not opened by another password', async () => {
    const sealed = await sealSecrets(WHOLE_FILE, PASSWORD, CHEAP);
    expect(codeOf(await openSecrets(sealed, 'wrong horse'))).toBe('configuration_password_wrong');
  });

  it('of a newer version are told apart', async () => {
    expect(codeOf(await openSecrets({ secrets: { version: 2 } }, PASSWORD))).toBe(
      'configuration_newer',
    );
  });

  it('are opened in any order of fields', async () => {
    const { secrets, ...open } = await sealSecrets(WHOLE_FILE, PASSWORD, CHEAP);
    const turned = Object.fromEntries(Object.entries({ secrets, ...open }).reverse()) as JsonObject;
    expect(unwrap(await openSecrets(turned, PASSWORD))).toEqual(WHOLE_FILE);
  });

  it('with a flipped bit anywhere in the file stay closed', async () => {
    const file = { webapp: SEED['a web app']?.webapp ?? null, comment: 'mine' };
    const text = JSON.stringify(await sealSecrets(file, PASSWORD, CHEAP));
    let refused = 0;
    for (let at = 0; at < text.length; at += 1) {
      const flipped = String.fromCharCode(text.charCodeAt(at) ^ 1);
      let parsed: unknown;
      try {
        parsed = JSON.parse(text.slice(0, at) + flipped + text.slice(at + 1));
      } catch {
        continue;
      }
      if (typeof parsed !== 'object' || parsed === null) continue;
      const code = codeOf(await openSecrets(parsed as JsonObject, PASSWORD));
      expect(code).toBe('configuration_altered');
      refused += 1;
    }
    expect(refused).toBeGreaterThan(300);
  });

  it('do not open in front of another address, even with a checksum made for it', async () => {
    const { checkOf } = await import('../../../src/vault/record.ts');
    const file = { webapp: { baseURL: 'https://a.example', password: 'hunter2' } };
    const sealed = await sealSecrets(file, PASSWORD, CHEAP);
    const { check: _, ...record } = sealed.secrets as JsonObject;
    const open = { webapp: { baseURL: 'https://evil.example' } };
    const forged = { ...open, secrets: { ...record, check: await checkOf({ open, record }) } };
    expect(codeOf(await openSecrets(forged as JsonObject, PASSWORD))).toBe(
      'configuration_password_wrong',
    );
  });

  it('whatever a file holds beside them, come back as they were', async () => {
    await fc.assert(
      fc.asyncProperty(fc.dictionary(fc.string(), fc.jsonValue()), async (fields) => {
        if (Object.hasOwn(fields, '__proto__') || Object.hasOwn(fields, 'secrets')) return;
        const file = JSON.parse(JSON.stringify({ ...WHOLE_FILE, more: fields, ...fields }));
        for (const name of ['webapp', 'consensus', 'streaming']) file[name] = WHOLE_FILE[name];
        const sealed = JSON.parse(JSON.stringify(await sealSecrets(file, PASSWORD, CHEAP)));
        expect(sensitiveFields(sealed)).toEqual([]);
        expect(unwrap(await openSecrets(sealed, PASSWORD))).toEqual(file);
      }),
      { numRuns: 50 },
    );
  }, 30_000);
});
