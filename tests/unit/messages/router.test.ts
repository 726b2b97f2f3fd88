import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CONTRACT, type MessageName } from '../../../src/messages/contract.ts';
import { PROVIDER_CONTRACT } from '../../../src/messages/provider.ts';
import { type Handlers, Refused, route, type Sender } from '../../../src/messages/router.ts';
import { ORIGIN, toll, txid } from '../fakes/samples.ts';

const URL = `${ORIGIN}/article`;
const TOLL = toll();

function sender(kind: Sender['kind']): Sender {
  return { kind, tabId: 7, frameId: 0, origin: ORIGIN, url: URL };
}

/** Handlers that note what reaches them. */
function open(): { handlers: Handlers; handled: { name: string; input: unknown; from: Sender }[] } {
  const handled: { name: string; input: unknown; from: Sender }[] = [];
  const names = Object.keys(CONTRACT) as MessageName[];
  const handlers = Object.fromEntries(
    names.map((name) => [
      name,
      async (input: unknown, from: Sender) => {
        handled.push({ name, input, from });
        return `${name} done`;
      },
    ]),
  ) as unknown as Handlers;
  return { handlers, handled };
}

async function expectRefused(message: unknown, from: Sender): Promise<void> {
  const { handlers, handled } = open();
  await expect(route(CONTRACT, handlers, message, from)).rejects.toBeInstanceOf(Refused);
  expect(handled).toEqual([]);
}

const DOC = {
  bodyBytes: 'CgA=',
  authInfoBytes: '',
  chainId: 'structstestnet-111',
  accountNumber: '42',
};

/** A good input for each message. */
const GOOD: { readonly [N in MessageName]: unknown } = {
  'toll.noticed': { via: 'request', url: URL, status: 402, attempt: 0, free: 0, sentAt: 12.5 },
  'toll.challenged': { address: TOLL.address, amount: '1000000', message: 'nonce1' },
  'toll.reach': { url: URL },
  overview: { url: null },
  summary: {},
  'key.preview': {
    source: { kind: 'private_key', hex: '11'.repeat(32) },
    path: { coinType: 118, index: 0 },
    prefix: 'structs',
  },
  'api_keys.read': {},
  'api_key.add': {
    name: 'Shop',
    address: ORIGIN,
    header: { kind: 'header', name: 'X-API-Key' },
    value: 'x',
  },
  'api_key.change': {
    id: 'k1',
    name: 'Shop',
    address: ORIGIN,
    header: { kind: 'bearer' },
    value: null,
  },
  'api_key.test': { id: 'k1', address: URL },
  'api_key.delete': { id: 'k1' },
  'credential.refused': { url: URL },
  'oauth.read': {},
  'oauth.add': { name: 'Shop', issuer: ORIGIN, clientId: 'me', scope: 'openid', address: ORIGIN },
  'oauth.change': { id: 'o1', name: 'Shop', address: ORIGIN },
  'oauth.log_in': { id: 'o1' },
  'oauth.log_out': { id: 'o1' },
  'oauth.refresh': { id: 'o1' },
  'oauth.delete': { id: 'o1' },
  'toll.forgive': { origin: ORIGIN },
  'streams.read': {},
  'streams.open': {},
  'stream.save': {
    id: null,
    name: 'Structs',
    url: 'ws://localhost:1443',
    insists: false,
    login: { type: 'token', token: 't0ken' },
  },
  'stream.remove': { id: 's1' },
  'stream.switch': { id: 's1', on: false },
  'stream.subscribe': { id: 's1', subject: 'structs.planet.>' },
  'stream.alerts': {
    id: 's1',
    subscriptionId: 'u1',
    alerts: [[{ field: 'category', value: 'raid_status' }], []],
  },
  'streams.quiet': { quiet: { from: 1320, to: 420 } },
  'stream.alert': { subject: 'a.b', text: 'x', more: 0 },
  'stream.unsubscribe': { id: 's1', subscriptionId: 'u1' },
  'question.read': {},
  'question.answer': { id: 'q1', answer: 'pay', times: 1, total: '1801000000', alwaysUpTo: null },
  'pass.extend': { toll: TOLL, times: 3 },
  'pass.revoke': { toll: TOLL },
  'pass.restore': { toll: TOLL },
  'pass.forget': { toll: TOLL },
  'pass.credential': { toll: TOLL },
  'payment.give_up': { toll: TOLL },
  'payment.later': { origin: ORIGIN },
  'activity.read': { search: '', after: null },
  'activity.totals': {},
  'activity.export': { format: 'csv' },
  'activity.proof': { txid: txid(1) },
  'settings.read': {},
  'wallet.test': { url: 'http://127.0.0.1:18083', username: 'me', password: null },
  'wallet.connect': { url: 'http://127.0.0.1:18083', username: '', password: '' },
  'wallet.outputs': {},
  'wallet.split': { parts: 5 },
  'wallet.split.confirm': { id: 's1' },
  'web_apps.read': {},
  'web_app.add': { url: 'play.example', way: null },
  'web_app.account': { id: 'w1', account: { kind: 'password', username: 'me', password: 'p' } },
  'web_app.log_in': { id: 'w1', account: 'a1' },
  'web_app.log_out': { id: 'w1' },
  'web_app.forget_account': { id: 'w1', account: 'a1' },
  'web_app.remove': { id: 'w1' },
  'web_app.sign_up': {
    id: 'w1',
    chainId: 'structstestnet-111',
    address: 'structs1abc',
    username: 'Zoë_1',
  },
  'web_app.add_device': {
    id: 'w1',
    chainId: 'structstestnet-111',
    address: 'structs1abc',
    player: '1-11',
    code: 'AB2CD',
  },
  'notices.read': {},
  'notices.set': { asking: true, trouble: false, paid: true },
  'rate.set': { rate: { currency: 'EUR', price: '150.25' } },
  'welcome.read': {},
  'welcome.keep': { step: 'toll', demo: 'http://127.0.0.1:20001/article' },
  'limits.set': { threshold: '0', siteDay: null, day: '1', month: '20' },
  'hidden_services.allow': { allowed: true },
  'site.rule': { origin: ORIGIN, rule: { kind: 'up_to', amount: '5000' } },
  'provider.connect': { chainId: 'structstestnet-111' },
  'provider.accounts': { chainId: 'structstestnet-111' },
  'provider.sign_direct': { chainId: 'structstestnet-111', signer: 'structs1a', doc: DOC },
  'provider.sign_arbitrary': { chainId: 'structstestnet-111', signer: 'structs1a', data: 'hi' },
  'provider.sign_structs_login': { text: 'GUILD0-1' },
  'provider.send': {
    chainId: 'structstestnet-111',
    messages: [{ typeUrl: '/structs.structs.MsgFleetMove', value: { fleetId: '9-11' } }],
    memo: '',
  },
  'provider.stream': { subjects: ['structs.>'], asks: true },
  'provider.broadcast': { chainId: 'structstestnet-111', txBytes: 'AAAA' },
  'signing.read': {},
  'signing.answer': {
    id: 'q1',
    answer: 'agree',
    address: null,
    streamId: null,
    autoSign: { times: 5, hours: 1 },
  },
  'signer_sites.read': {},
  'signer_sites.disconnect': { origin: ORIGIN },
  'signer_sites.stop_streams': { origin: ORIGIN },
  'signer_sites.stop_auto_sign': { origin: ORIGIN },
  'keplr_alias.set': { on: true },
  'transactions.read': {},
  'transaction.cancel': { id: 't1' },
  'transaction.move': { id: 't1', before: null },
  'transaction.export': { id: 't1' },
  'signed_file.look': { text: '{}' },
  'signed_file.send': { text: '{}' },
  'signers.read': {},
  'signer.words': { count: 12 },
  'signer.add': {
    name: 'Fleet',
    chainId: 'structstestnet-111',
    source: { kind: 'watch', address: 'structs1a' },
  },
  'signer.account': { id: 's1', chainId: 'structstestnet-111', index: 1 },
  'signer.rename': { id: 's1', name: 'Other' },
  'signer.reveal': { id: 's1', password: 'x' },
  'signer.delete': { id: 's1', password: '' },
  'chain.add': { rest: 'http://127.0.0.1:1317', rpc: null },
  'chain.remove': { chainId: 'structstestnet-111' },
  'vault.read': {},
  'vault.create': { password: 'eight of them' },
  'vault.unlock': { password: 'x' },
  'vault.lock': {},
  'vault.change_password': { before: 'x', after: 'eight of them' },
  'vault.auto_lock': { minutes: 30 },
  'vault.backup': { password: 'eight of them', own: true },
  'vault.look': { text: '{}', password: 'x' },
  'vault.restore': { text: '{}', password: 'x' },
  'configuration.look': { text: '{}', password: null },
  'configuration.import': { text: '{}', password: 'x', digest: 'd' },
  'configuration.export': { secrets: { own: 'x', password: 'eight of them' } },
};
const PAGE_NAMES = [
  'toll.noticed',
  'toll.challenged',
  'credential.refused',
  ...Object.keys(PROVIDER_CONTRACT),
];
const NAMES = Object.keys(GOOD) as MessageName[];

describe('route', () => {
  it.each(NAMES)('hands %s to its handler, with who sent it', async (name) => {
    const { handlers, handled } = open();
    const from = sender(CONTRACT[name].from);
    const answer = await route(CONTRACT, handlers, { name, input: GOOD[name] }, from);
    expect(answer).toBe(`${name} done`);
    expect(handled).toEqual([{ name, input: GOOD[name], from }]);
  });

  it.each(NAMES)('refuses %s from whom it is not for', async (name) => {
    const others = (['page', 'extension', 'foreign'] as const).filter(
      (kind) => kind !== CONTRACT[name].from,
    );
    for (const kind of others) await expectRefused({ name, input: GOOD[name] }, sender(kind));
  });

  it('lets a page say three things only, beside what it asks of a signer', () => {
    expect(NAMES.filter((name) => CONTRACT[name].from === 'page')).toEqual(PAGE_NAMES);
  });

  it.each([
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
    'valueOf',
    '',
    'overview ',
    'Overview',
    'pay',
  ])('knows no message "%s"', async (name) => {
    for (const kind of ['page', 'extension', 'foreign'] as const) {
      const refusal = route(CONTRACT, open().handlers, { name, input: {} }, sender(kind));
      await expect(refusal).rejects.toThrow(/^unknown message$/);
    }
  });

  it.each([
    ['nothing', undefined],
    ['null', null],
    ['text', 'overview'],
    ['a list', ['overview', {}]],
    ['no name', { input: {} }],
    ['a name that is no text', { name: ['overview'], input: {} }],
    ['more than name and input', { name: 'question.read', input: {}, origin: ORIGIN }],
    [
      'an origin of its own choice',
      { name: 'question.read', input: {}, sender: { kind: 'extension' } },
    ],
  ])('refuses a message that is %s', async (_, message) => {
    await expectRefused(message, sender('extension'));
    await expectRefused(message, sender('page'));
  });

  const TOLD = Object.keys(PROVIDER_CONTRACT) as (keyof typeof PROVIDER_CONTRACT)[];
  it.each(TOLD)('hands %s to its handler without an input that does not fit', async (name) => {
    const { handlers, handled } = open();
    const good = GOOD[name] as object;
    const bad = [{ ...good, origin: ORIGIN }, undefined, null, 'x', [], { ...good, chainId: 5 }];
    for (const input of bad) await route(CONTRACT, handlers, { name, input }, sender('page'));
    expect(handled.map(({ input }) => input)).toEqual(bad.map(() => null));
  });

  const REFUSING = NAMES.filter((name) => !Object.hasOwn(PROVIDER_CONTRACT, name));
  it.each(REFUSING)('refuses %s with a key too many, or with no input', async (name) => {
    const from = sender(CONTRACT[name].from);
    await expectRefused({ name, input: { ...(GOOD[name] as object), origin_: 'x' } }, from);
    await expectRefused({ name, input: undefined }, from);
    await expectRefused({ name, input: null }, from);
    await expectRefused({ name, input: 'x' }, from);
  });

  it.each<[MessageName, string, unknown]>([
    ['toll.noticed', 'status', 200],
    ['toll.noticed', 'status', '402'],
    ['toll.noticed', 'attempt', -1],
    ['toll.noticed', 'attempt', 1.5],
    ['toll.noticed', 'attempt', 101],
    ['toll.noticed', 'via', 'popup'],
    ['toll.noticed', 'url', 'not a url'],
    ['toll.noticed', 'url', `${ORIGIN}/${'x'.repeat(20_000)}`],
    ['toll.challenged', 'address', 'x'.repeat(129)],
    ['toll.challenged', 'amount', 1_000_000],
    ['toll.challenged', 'amount', '1'.repeat(33)],
    ['toll.challenged', 'message', 'x'.repeat(513)],
    ['toll.challenged', 'message', null],
    ['toll.challenged', 'message', ['nonce1']],
    ['toll.challenged', 'origin', ORIGIN],
    ['toll.reach', 'url', ''],
    ['question.answer', 'answer', 'maybe'],
    ['question.answer', 'total', 1801000000],
    ['question.answer', 'total', '1e9'],
    ['question.answer', 'total', '-1'],
    ['question.answer', 'total', '0x10'],
    ['question.answer', 'total', '01'],
    ['question.answer', 'alwaysUpTo', ''],
    ['question.answer', 'id', ''],
    ['question.answer', 'id', 'x'.repeat(65)],
    ['question.answer', 'times', 0],
    ['question.answer', 'times', 1.5],
    ['question.answer', 'times', 1001],
    ['pass.extend', 'times', 0],
    ['pass.extend', 'toll', { ...TOLL, dialect: 'GOLD' }],
    ['pass.revoke', 'toll', { ...TOLL, address: '' }],
    ['pass.credential', 'toll', { ...TOLL, origin: 'news.example' }],
    ['pass.credential', 'toll', { ...TOLL, txid: txid(1) }],
    ['pass.forget', 'toll', ORIGIN],
    ['payment.give_up', 'toll', null],
    ['payment.later', 'origin', 'news.example'],
    ['activity.read', 'search', 'x'.repeat(257)],
    ['activity.read', 'after', 5],
    ['activity.export', 'format', 'pdf'],
    ['activity.proof', 'txid', 'A'.repeat(64)],
    ['activity.proof', 'txid', 'a'.repeat(63)],
    ['stream.save', 'name', ' '],
    ['stream.save', 'login', { type: 'token', token: '' }],
    ['stream.save', 'login', { type: 'username_password', username: 'a' }],
    ['stream.save', 'login', { type: 'none', token: 'x' }],
    ['stream.subscribe', 'subject', 'x'.repeat(513)],
    ['stream.switch', 'on', 'yes'],
    ['streams.quiet', 'quiet', { from: 1440, to: 0 }],
    ['stream.alerts', 'alerts', [[{ field: '', value: 'x' }]]],
    ['stream.alert', 'text', 'x'.repeat(513)],
    ['signing.answer', 'answer', 'pay'],
    ['signing.answer', 'autoSign', { times: 201, hours: 1 }],
    ['signing.answer', 'autoSign', { times: 0, hours: 1 }],
    ['signing.answer', 'autoSign', { times: 1, hours: 25 }],
    ['signer_sites.disconnect', 'origin', 'news.example'],
    ['wallet.split', 'parts', 1],
    ['wallet.split', 'parts', 16],
    ['wallet.split.confirm', 'id', ''],
    ['limits.set', 'threshold', '1.5'],
    ['limits.set', 'threshold', 'NaN'],
    ['limits.set', 'threshold', '1'.repeat(21)],
    ['limits.set', 'threshold', null],
    ['limits.set', 'day', '-1'],
    ['limits.set', 'month', 5],
    ['site.rule', 'rule', { kind: 'up_to', amount: '-1' }],
    ['site.rule', 'rule', { kind: 'up_to' }],
    ['site.rule', 'rule', { kind: 'always' }],
    ['site.rule', 'rule', { kind: 'never', amount: '5' }],
    ['site.rule', 'rule', undefined],
    ['site.rule', 'origin', 'news.example'],
    ['wallet.connect', 'url', `http://${'x'.repeat(3000)}`],
    ['wallet.connect', 'password', 5],
    ['wallet.test', 'username', null],
  ])('refuses %s with %s %j', async (name, key, value) => {
    const input = { ...(GOOD[name] as object), [key]: value };
    await expectRefused({ name, input }, sender(CONTRACT[name].from));
  });

  it('says nothing of what a refused message held', async () => {
    const message = {
      name: 'wallet.connect',
      input: { url: 5, username: 'u', password: 's3cret' },
    };
    const refusal = route(CONTRACT, open().handlers, message, sender('extension'));
    await expect(refusal).rejects.toThrow(/^wallet.connect does not fit its contract$/);
  });

  it('handles nothing that is not of the contract, whatever it is', async () => {
    const message = fc.oneof(
      fc.anything(),
      fc.record({ name: fc.constantFrom(...NAMES, '__proto__'), input: fc.anything() }),
    );
    const kinds = fc.constantFrom('page' as const, 'foreign' as const);
    await fc.assert(
      fc.asyncProperty(message, kinds, async (sent, kind) => {
        const { handlers, handled } = open();
        await route(CONTRACT, handlers, sent, sender(kind)).catch((refusal: unknown) => {
          expect(refusal).toBeInstanceOf(Refused);
        });
        expect(handled.every(({ name }) => kind === 'page' && PAGE_NAMES.includes(name))).toBe(
          true,
        );
      }),
      { numRuns: 500 },
    );
  });
});
