import { describe, expect, it } from 'vitest';
import { makeBackup, readBackup } from '../../../src/vault/backup-file.ts';
import { COST } from '../../../src/vault/password-key.ts';
import { codeOf, unwrap } from '../fakes/samples.ts';

const CHEAP = { N: 16, r: 8, p: 1 };
const PASSWORD = 'correct horse';
const AT = Date.UTC(2026, 10, 3, 12);
const PAYLOAD = {
  schema: 2,
  settings: { walletUrl: 'http://127.0.0.1:18083' },
  'paid:1': 'caf\u00e9',
};
const made = (payload: unknown = PAYLOAD): Promise<string> =>
  makeBackup(payload, PASSWORD, AT, CHEAP);

describe('a backup', () => {
  it('is read as what it was made of', async () => {
    expect(unwrap(await readBackup(await made(), PASSWORD))).toEqual({ at: AT, payload: PAYLOAD });
  });

  it('that was made long ago is still read', async () => {
    const text =
      '{"tollpass":"backup","version":1,"at":1793707200000,"derivation":{"name":"scrypt","N":16,"r":8,"p":1,"salt":"15UkyLr7yfEjNeVDTAXggoWVMXU/wdAw/18wmvisrkU="},"payload":{"iv":"feDzUf80BPYwPBec","data":"G7h8xB43NZ9aMcl8pRITTQTlIyO6xYnSEkwuUC2swf/Hbfujcmsu1oRU"},"check":"+mJ2FeCl0qFYiMsf/WxKYlOTOLXI6Zlmv0RcBl8aNJg="}';
    const payload = { schema: 2, settings: {} };
    expect(unwrap(await readBackup(text, PASSWORD))).toEqual({ at: AT, payload });
  });

  it('may be large', async () => {
    const large = { text: 'x\u00e9\u{1f511}'.repeat(300_000) };
    const read = unwrap(await readBackup(await made(large), PASSWORD));
    expect(read.payload).toEqual(large);
  });

  it('shows what it is and when it was made, and nothing else', async () => {
    const text = await made();
    expect(JSON.parse(text)).toMatchObject({ tollpass: 'backup', version: 1, at: AT });
    expect(text).not.toMatch(/wallet|18083|paid|horse/);
    expect(await made()).not.toBe(text);
  });

  it('costs to guess at what the vault does', async () => {
    const text = await makeBackup({}, PASSWORD, AT, COST);
    expect(JSON.parse(text)).toMatchObject({ derivation: { N: 2 ** 17, r: 8, p: 1 } });
  });

  it('is not opened by another password', async () => {
    expect(codeOf(await readBackup(await made(), 'wrong horse'))).toBe('vault_wrong_password');
  });

  it('of a newer version is told apart', async () => {
    const newer = JSON.stringify({ tollpass: 'backup', version: 2, anything: true });
    expect(codeOf(await readBackup(newer, PASSWORD))).toBe('backup_newer');
  });

  it.each(['', 'x', '{}', '[]', 'null', '{"tollpass":"backup"}', '{"version":1}'])(
    'is not what says %j',
    async (text) => {
      expect(codeOf(await readBackup(text, PASSWORD))).toBe('backup_unreadable');
    },
  );

  it('with a flipped bit anywhere is refused', async () => {
    const text = (await made()).trimEnd();
    const codes = new Map<string, number>();
    for (let at = 0; at < text.length; at += 1) {
      const flipped = String.fromCharCode(text.charCodeAt(at) ^ 1);
      const read = await readBackup(text.slice(0, at) + flipped + text.slice(at + 1), PASSWORD);
      const code = codeOf(read);
      codes.set(code, (codes.get(code) ?? 0) + 1);
    }
    expect([...codes.keys()]).toEqual(['backup_unreadable']);
    expect(codes.get('backup_unreadable')).toBe(text.length);
  });

  it('with a time that was changed, and a checksum made for it, is refused', async () => {
    const { check: _, ...record } = JSON.parse(await made());
    const { checkOf } = await import('../../../src/vault/record.ts');
    const forged = { ...record, at: AT + 1 };
    const text = JSON.stringify({ ...forged, check: await checkOf(forged) });
    expect(codeOf(await readBackup(text, PASSWORD))).toBe('vault_wrong_password');
  });
});
