import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { restOf } from '../../../src/consensus/rest.ts';
import { encodeDraft } from '../../devnet/cosmos-tx.ts';
import { type FakeLcd, startFakeLcd } from '../../devnet/fake-lcd.ts';
import { move, PLAYER } from '../fakes/consensus-world.ts';
import { account, signDoc } from '../fakes/node-signer.ts';
import { codeOf, unwrap } from '../fakes/samples.ts';

let lcd: FakeLcd;
beforeAll(async () => {
  lcd = await startFakeLcd(0);
  lcd.fund(PLAYER.address, 1000n);
});
afterAll(() => lcd?.stop());

const fee = { amount: [{ denom: 'ualpha', amount: '0' }], gasLimit: '500000' };
const draft = (sequence: number) => ({
  ...move(`row ${sequence}`),
  fee,
  accountNumber: '7',
  sequence: String(sequence),
});
const rest = () => restOf(lcd.origin, fetch);

describe('the chain in lcd.ts, over HTTP', () => {
  it('is strict, and answers as a chain does', async () => {
    const send = async (of: Partial<ReturnType<typeof draft>>, key = PLAYER.key) => {
      const { txBytes } = signDoc(key, encodeDraft({ ...draft(0), ...of }));
      return unwrap(await rest().broadcast(txBytes));
    };
    const refused = (code: string) => ({ kind: 'refused', failure: { code } });
    expect(await send({ sequence: '3' })).toEqual({ kind: 'sequence', expected: '0' });
    expect(await send({ accountNumber: '8' })).toMatchObject(refused('signature_refused'));
    expect(await send({ chainId: 'other-1' })).toMatchObject(refused('signature_refused'));
    expect(await send({}, account(2).key)).toMatchObject(refused('signature_refused'));
    const rich = { amount: [{ denom: 'ualpha', amount: '1001' }], gasLimit: '500000' };
    expect(await send({ fee: rich })).toMatchObject(refused('chain_funds_missing'));
    expect(await send({ messages: [] })).toMatchObject(refused('transaction_refused'));
    const garbage = Buffer.from('hello').toString('base64');
    expect(unwrap(await rest().broadcast(garbage))).toMatchObject(refused('transaction_malformed'));
    expect(unwrap(await rest().broadcast(''))).toMatchObject(refused('transaction_malformed'));
    const stranger = { ...move('stranger', { publicKey: account(9).publicKey }), fee };
    expect(await send(stranger, account(9).key)).toMatchObject(refused('transaction_refused'));
    expect(lcd.waiting()).toBe(0);
  });

  it('includes what is right, once, and counts the sequence on', async () => {
    const { txBytes, txHash } = signDoc(PLAYER.key, encodeDraft(draft(0)));
    expect(unwrap(await rest().broadcast(txBytes))).toEqual({ kind: 'taken' });
    expect(unwrap(await rest().broadcast(txBytes))).toEqual({ kind: 'taken' });
    expect(unwrap(await rest().transaction(txHash))).toBeNull();
    expect(unwrap(await rest().account(PLAYER.address)).sequence).toBe('0');
    const { txBytes: next } = signDoc(PLAYER.key, encodeDraft(draft(1)));
    expect(unwrap(await rest().broadcast(next))).toEqual({ kind: 'taken' });
    const height = lcd.mine();
    expect(unwrap(await rest().transaction(txHash))).toEqual({ height, failure: null });
    expect(unwrap(await rest().account(PLAYER.address)).sequence).toBe('2');
    expect(unwrap(await rest().tip())).toEqual({ chainId: lcd.chainId, height });
    expect(lcd.included).toHaveLength(2);
  });

  it('does not know what was never there', async () => {
    expect(codeOf(await rest().account(account(9).address))).toBe('account_unknown');
  });
});
