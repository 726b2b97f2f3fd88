import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Chain,
  feeOf,
  fixedFee,
  readChainAddress,
  STRUCTS,
} from '../../../src/consensus/chain.ts';
import { readChain, readDescriptors } from '../../../src/consensus/discover.ts';
import type { Fetch } from '../../../src/net/body.ts';
import { createLcd } from '../../devnet/lcd.ts';
import { field, message } from '../../devnet/protobuf.ts';
import { LCD_ADDRESS, lcdFetch } from '../fakes/lcd-fetch.ts';
import { codeOf, unwrap } from '../fakes/samples.ts';

const CHAIN: Chain = { ...STRUCTS, chainId: 'c-1', rest: 'https://a.example', rpc: null };
const typed = (typeUrl: string) => ({ typeUrl, value: {} });

describe('the address of a chain', () => {
  it.each([
    ['https://api.example.org', 'https://api.example.org'],
    ['https://api.example.org/', 'https://api.example.org'],
    ['https://api.example.org:1317/structs//', 'https://api.example.org:1317/structs'],
    ['http://127.0.0.1:1317', 'http://127.0.0.1:1317'],
    ['http://127.1.2.3', 'http://127.1.2.3'],
    ['http://localhost:1317', 'http://localhost:1317'],
    ['http://[::1]:1317', 'http://[::1]:1317'],
  ])('may be %s', (text, address) => {
    expect(unwrap(readChainAddress(text))).toBe(address);
  });

  it.each([
    ['http://api.example.org', 'chain_insecure'],
    ['http://localhost.example.org', 'chain_insecure'],
    ['http://127.0.0.1.example.org', 'chain_insecure'],
    ['http://192.168.1.2', 'chain_insecure'],
    ['https://user:word@api.example.org', 'chain_address_invalid'],
    ['https://api.example.org/?a=b', 'chain_address_invalid'],
    ['https://api.example.org/#a', 'chain_address_invalid'],
    ['ftp://api.example.org', 'chain_address_invalid'],
    ['javascript:alert(1)', 'chain_address_invalid'],
    ['api.example.org', 'chain_address_invalid'],
    ['', 'chain_address_invalid'],
  ])('may not be %s', (text, code) => {
    expect(codeOf(readChainAddress(text))).toBe(code);
  });
});

describe('a fee', () => {
  it('of the game is fixed, if every message is one of the game', () => {
    const { fee } = STRUCTS.fixed;
    const move = typed('/structs.structs.MsgFleetMove');
    expect(fixedFee(CHAIN, [move, move])).toBe(fee);
    expect(fixedFee(CHAIN, [])).toBeNull();
    expect(fixedFee(CHAIN, [move, typed('/cosmos.bank.v1beta1.MsgSend')])).toBeNull();
    expect(fixedFee(CHAIN, [typed('/structs.structs.Query')])).toBeNull();
    expect(fixedFee({ ...CHAIN, fixed: null }, [move])).toBeNull();
  });

  it.each<[string, bigint, string, string]>([
    ['0.025', 100_000n, '130000', '3250'],
    ['0.0000000001', 100_000n, '130000', '1'],
    ['0', 77_777n, '101111', '0'],
    ['2', 1n, '2', '4'],
    ['0.333333333333333333', 3_000_000n, '3900000', '1300000'],
  ])('at %s a unit, for %i used', (price, used, gasLimit, amount) => {
    const gasPrice = { denom: 'ualpha', price };
    expect(feeOf({ ...CHAIN, gasPrice }, used)).toEqual({
      gasLimit,
      amount: [{ denom: 'ualpha', amount }],
    });
  });

  it('is none where nothing is asked for', () => {
    expect(feeOf({ ...CHAIN, gasPrice: null }, 10n)).toEqual({ gasLimit: '13', amount: [] });
  });

  it('is never less than the chain asks for', () => {
    const price = fc.tuple(fc.nat(1000), fc.nat(999_999));
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: 10n ** 9n }), price, (used, [whole, millionths]) => {
        const text = `${whole}.${String(millionths).padStart(6, '0')}`;
        const fee = feeOf({ ...CHAIN, gasPrice: { denom: 'ualpha', price: text } }, used);
        const wanted = BigInt(fee.gasLimit) * (BigInt(whole) * 1_000_000n + BigInt(millionths));
        expect(BigInt(fee.amount[0]?.amount ?? '0') * 1_000_000n).toBeGreaterThanOrEqual(wanted);
        expect(BigInt(fee.gasLimit) * 100n).toBeGreaterThanOrEqual(used * 130n);
      }),
    );
  });
});

describe('a chain that was never seen', () => {
  it('says what it is', async () => {
    const lcd = createLcd();
    lcd.gasPriceMilli = 25n;
    expect(unwrap(await readChain(`${LCD_ADDRESS}/`, lcdFetch(lcd).fetch))).toEqual({
      rest: LCD_ADDRESS,
      chainId: 'structstestnet-111',
      prefix: 'structs',
      denoms: { ualpha: { symbol: 'alpha', exponent: 6 } },
      gasPrice: { denom: 'ualpha', price: '0.025' },
    });
  });

  it.each<[string, unknown, unknown]>([
    ['no prices', '', null],
    ['several prices', '0.1uatom,2ibc/ABCD', { denom: 'uatom', price: '0.1' }],
    ['a price that is none', 'abc', null],
    ['a price with two points', '0.1.2ualpha', null],
  ])('with %s', async (_, prices, gasPrice) => {
    const lcd = createLcd();
    const { answer } = lcd;
    lcd.answer = (method, path, body) =>
      path.endsWith('/config')
        ? { status: 200, body: { minimum_gas_price: prices } }
        : answer(method, path, body);
    const report = unwrap(await readChain(LCD_ADDRESS, lcdFetch(lcd).fetch));
    expect(report.gasPrice).toEqual(gasPrice);
  });

  it('is not believed an exponent that would write amounts out in noughts', async () => {
    const lcd = createLcd();
    const { answer } = lcd;
    const units = [{ denom: 'a', exponent: 1_000_000 }];
    lcd.answer = (method, path, body) =>
      path.includes('/denoms_metadata')
        ? { status: 200, body: { metadatas: [{ base: 'ua', display: 'a', denom_units: units }] } }
        : answer(method, path, body);
    expect(unwrap(await readChain(LCD_ADDRESS, lcdFetch(lcd).fetch)).denoms).toEqual({});
  });

  it.each([
    ['node_info', { default_node_info: {} }, 200, 'chain_answer_unusable'],
    ['bech32', { bech32_prefix: 'Bad Prefix' }, 200, 'chain_answer_unusable'],
    ['denoms_metadata', 'not json', 200, 'chain_answer_unusable'],
    ['bech32', {}, 502, 'chain_unreachable'],
    ['bech32', {}, 404, 'chain_answer_unusable'],
  ])('is not taken with a bad answer to %s', async (what, bad, status, code) => {
    const lcd = createLcd();
    const { answer } = lcd;
    lcd.answer = (method, path, body) =>
      path.includes(what) ? { status, body: bad } : answer(method, path, body);
    expect(codeOf(await readChain(LCD_ADDRESS, lcdFetch(lcd).fetch))).toBe(code);
  });

  it('is not asked over a line that others could alter', async () => {
    const { fetch, calls } = lcdFetch(createLcd());
    expect(codeOf(await readChain('http://api.example.org', fetch))).toBe('chain_insecure');
    expect(codeOf(await readDescriptors('http://api.example.org', fetch))).toBe('chain_insecure');
    expect(calls).toEqual([]);
  });
});

describe('the descriptors of a chain', () => {
  const answering =
    (body: unknown): Fetch =>
    async () =>
      new Response(JSON.stringify(body));
  const value = (bytes: Buffer) => ({
    result: { response: { code: 0, value: bytes.toString('base64') } },
  });

  it('are handed on one by one', async () => {
    const files = [field(1, 'a.proto'), field(1, 'b.proto')];
    const list = message(...files.map((file) => field(1, file)));
    expect(
      unwrap(await readDescriptors('https://rpc.example.org', answering(value(list)))),
    ).toEqual(files.map((file) => file.toString('base64')));
  });

  it.each<[string, unknown]>([
    ['an error', { error: { code: -32_603, message: 'no' } }],
    ['a code', { result: { response: { code: 6, log: 'unknown query path', value: null } } }],
    ['nothing', value(Buffer.alloc(0))],
    ['no protobuf', value(Buffer.from([255, 255]))],
    ['text', 'hello'],
  ])('are not taken from %s', async (_, body) => {
    const answer = await readDescriptors('https://rpc.example.org', answering(body));
    expect(codeOf(answer)).toBe('chain_answer_unusable');
  });

  it('are not taken if they are too many', async () => {
    const answer = await readDescriptors(
      'https://rpc.example.org',
      answering(value(Buffer.alloc(8_000_000))),
    );
    expect(codeOf(answer)).toBe('chain_answer_unusable');
  });
});
