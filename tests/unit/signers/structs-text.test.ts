import { describe, expect, it } from 'vitest';
import { isDatedAhead, readStructsText } from '../../../src/signers/structs-text.ts';
import { ALICE } from '../fakes/fake-signer.ts';

const { address } = ALICE;
const LOGIN = `LOGIN_GUILD0-1ADDRESS${address}DATETIME1715000000`;

describe('a text of the Structs web app', () => {
  it.each([
    [LOGIN, { kind: 'login', guild: '0-1', address, time: 1_715_000_000 }],
    [`GUILD0-1ADDRESS${address}NONCE0`, { kind: 'signup', guild: '0-1', address }],
    [`PLAYER1-11ADDRESS${address}`, { kind: 'device', player: '1-11', address }],
  ])('%s is read', (text, read) => {
    expect(readStructsText(text)).toEqual(read);
  });

  it.each([
    '',
    'hello',
    ` ${LOGIN}`,
    `${LOGIN}\n`,
    `${LOGIN} and all my money`,
    `x\n${LOGIN}`,
    LOGIN.toLowerCase(),
    `LOGIN_GUILD0-1ADDRESS${address}`,
    `LOGIN_GUILD0-1ADDRESS${address}DATETIME-1`,
    `LOGIN_GUILD0-1ADDRESS${address}DATETIME1e9`,
    `LOGIN_GUILD0-1ADDRESS${address}DATETIME0`,
    `LOGIN_GUILD0-1ADDRESS${address}DATETIME${'9'.repeat(16)}`,
    `GUILD0-1ADDRESS${address}NONCE1`,
    `GUILDADDRESS${address}NONCE0`,
    `GUILD0-1ADDRESS${address.toUpperCase()}NONCE0`,
    'PLAYER1-11ADDRESS',
    `PLAYER1-11ADDRESS${address}ADDRESS${address}`,
    '{"chain_id":"structstestnet-111"}',
  ])('%j is none', (text) => {
    expect(readStructsText(text)).toBeNull();
  });

  it('is dated ahead if its signature would be good for longer than ten minutes', () => {
    const read = readStructsText(LOGIN);
    if (read === null) throw new Error('not read');
    const at = 1_715_000_000_000;
    expect(isDatedAhead(read, at)).toBe(false);
    expect(isDatedAhead(read, at - 600_000)).toBe(false);
    expect(isDatedAhead(read, at - 601_000)).toBe(true);
    const signup = readStructsText(`GUILD0-1ADDRESS${address}NONCE0`);
    expect(signup && isDatedAhead(signup, 0)).toBe(false);
  });
});
