import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Output } from '../../../src/messages/contract.ts';
import type { Sender } from '../../../src/messages/router.ts';
import type { Description } from '../../../src/signers/signing.ts';
import { browserState } from '../fakes/fake-browser.ts';
import { ALICE, BOB, CHAIN, described, docOf, fakeSigner, MOVE } from '../fakes/fake-signer.ts';
import { ORIGIN } from '../fakes/samples.ts';
import { settled } from '../fakes/virtual-clock.ts';
import { type Background, NOON, openBackground } from './background.ts';

vi.mock('webextension-polyfill', async () => ({
  default: (await import('../fakes/fake-browser.ts')).fakeBrowser,
}));

const PAGE: Partial<Sender> = { tabId: 7, frameId: 0, origin: ORIGIN, url: `${ORIGIN}/play` };
const OTHER: Partial<Sender> = { tabId: 8, frameId: 0, origin: 'https://other.example' };

let signer: ReturnType<typeof fakeSigner>;
let background: Background;
beforeEach(() => {
  browserState.reset();
  browserState.showTab(7, `${ORIGIN}/play`);
  browserState.showTab(8, 'https://other.example/');
  signer = fakeSigner({ [CHAIN]: [ALICE, BOB], 'second-1': [ALICE] });
  background = openBackground(signer.ports);
});

const connect = (chainId = CHAIN, of = PAGE) =>
  background.call('provider.connect', { chainId }, of);
const question = async () => {
  await settled();
  return background.call('signing.read');
};
/** Answers what is on the screen. */
async function answer(
  said: 'agree' | 'reject',
  over: Partial<{ address: string | null; autoSign: { times: number; hours: number } | null }> = {},
): Promise<void> {
  const asked = await question();
  if (asked === null) throw new Error('nothing is asked');
  const defaults = { address: null, streamId: null, autoSign: null };
  const done = await background.call('signing.answer', {
    id: asked.id,
    answer: said,
    ...defaults,
    ...over,
  });
  expect(done).toEqual({ ok: true });
}
async function connected(chainId = CHAIN, of = PAGE): Promise<void> {
  const asked = connect(chainId, of);
  await answer('agree', { address: ALICE.address });
  expect(await asked).toMatchObject({ ok: true });
}
const sign = (content: Partial<Description> = {}, of = PAGE, chainId = CHAIN) =>
  background.call(
    'provider.sign_direct',
    { chainId, signer: ALICE.address, doc: docOf(content, chainId) },
    of,
  );
const refused = (code: string) => ({ ok: false, code });

describe('a site that connects', () => {
  it('is asked about, and told of the one account that the user chose', async () => {
    const asked = connect();
    expect(await question()).toMatchObject({
      kind: 'connect',
      origin: ORIGIN,
      chainId: CHAIN,
      accounts: [{ address: ALICE.address }, { address: BOB.address }],
      lookAlike: false,
    });
    expect(browserState.windows()).toHaveLength(1);
    await answer('agree', { address: BOB.address });
    const bobs = [{ address: BOB.address, publicKey: BOB.publicKey }];
    expect(await asked).toEqual({ ok: true, value: bobs });
    expect(await background.call('provider.accounts', { chainId: CHAIN }, PAGE)).toEqual({
      ok: true,
      value: bobs,
    });
    // Once, and also after the background died.
    background = openBackground(signer.ports);
    expect(await connect()).toEqual({ ok: true, value: bobs });
    expect(browserState.windows()).toEqual([]);
    expect(browserState.windowsOpened()).toBe(1);
  });

  it('learns nothing of other chains and other accounts, nor do other sites', async () => {
    await connected();
    const none = { ok: true, value: [] };
    const accounts = (chainId: string, of: Partial<Sender>) =>
      background.call('provider.accounts', { chainId }, of);
    expect(await accounts('second-1', PAGE)).toEqual(none);
    expect(await accounts(CHAIN, OTHER)).toEqual(none);
    browserState.showTab(9, `${ORIGIN}:8443/play`);
    const port = { ...PAGE, tabId: 9, origin: `${ORIGIN}:8443` };
    expect(await accounts(CHAIN, port)).toEqual(none);
    expect(JSON.stringify(await accounts(CHAIN, PAGE))).not.toContain(ALICE.name);
    expect(await question()).toBeNull();
  });

  it('cannot tell a chain that the user has no account on from a no', async () => {
    const [unknown, known] = [connect('unknown-1', PAGE), connect(CHAIN, OTHER)];
    expect(await question()).toMatchObject({ kind: 'connect', accounts: [] });
    await answer('reject');
    await answer('reject');
    expect(await unknown).toEqual(await known);
    expect(await unknown).toMatchObject(refused('rejected'));
  });

  it('is not asked about any more once its tab is closed, unless another of its tabs waits', async () => {
    browserState.showTab(9, `${ORIGIN}/play`);
    const [first, second] = [connect(), connect(CHAIN, { ...PAGE, tabId: 9 })];
    expect(await question()).toMatchObject({ kind: 'connect', behind: 0 });
    browserState.closeTab(7);
    expect(await question()).toMatchObject({ kind: 'connect' });
    browserState.closeTab(9);
    expect(await question()).toBeNull();
    expect(await first).toMatchObject(refused('rejected'));
    expect(await second).toMatchObject(refused('rejected'));
    // Nobody said no: it may ask again at once.
    browserState.showTab(7, `${ORIGIN}/play`);
    await connected();
    const signing = sign();
    expect(await question()).toMatchObject({ kind: 'sign' });
    browserState.closeTab(8);
    expect(await question()).toMatchObject({ kind: 'sign' });
    browserState.closeTab(7);
    expect(await question()).toBeNull();
    expect(await signing).toMatchObject(refused('rejected'));
    expect(signer.signed).toEqual([]);
  });

  it('gets no account that was not offered, however it is answered', async () => {
    const asked = connect('second-1');
    await answer('agree', { address: BOB.address });
    expect(await asked).toMatchObject(refused('rejected'));
    expect((await background.call('signer_sites.read')).sites).toEqual([]);
  });

  it('asks one question, however often it asks', async () => {
    const asked = Array.from({ length: 100 }, () => connect());
    await answer('agree', { address: ALICE.address });
    expect(new Set((await Promise.all(asked)).map((one) => one.ok))).toEqual(new Set([true]));
    expect(await question()).toBeNull();
    expect(browserState.windows()).toEqual([]);
    expect(browserState.windowsOpened()).toBe(1);
  });

  it('is written in punycode, and looked at closely where it may look like another', async () => {
    const origin = 'https://xn--strcts-pva.example';
    browserState.showTab(7, `${origin}/`);
    void connect(CHAIN, { ...PAGE, origin });
    expect(await question()).toMatchObject({ host: 'xn--strcts-pva.example', lookAlike: true });
  });

  it('loses an account that the user does not have any more', async () => {
    await connected();
    background = openBackground(fakeSigner({ [CHAIN]: [BOB] }).ports);
    expect(await sign()).toMatchObject(refused('not_connected'));
    expect(await background.call('provider.accounts', { chainId: CHAIN }, PAGE)).toEqual({
      ok: true,
      value: [],
    });
  });

  it('is disconnected by the user, rules and all', async () => {
    await connected();
    const signing = sign();
    await answer('agree', { autoSign: { times: 5, hours: 1 } });
    await signing;
    await background.call('signer_sites.disconnect', { origin: ORIGIN });
    expect(await sign()).toMatchObject(refused('not_connected'));
    expect((await background.call('signer_sites.read')).sites).toEqual([]);
    await connected();
    void sign();
    expect(await question()).toMatchObject({ kind: 'sign' });
  });
});

describe('where a request comes from', () => {
  const EVIL: [string, Partial<Sender>][] = [
    ['an insecure page', { ...PAGE, origin: 'http://news.example' }],
    ['a sandboxed frame', { ...PAGE, origin: 'null', frameId: 3 }],
    ['nobody', { ...PAGE, origin: null }],
    ['a frame of another site', { tabId: 7, frameId: 3, origin: 'https://ad.example' }],
    ['a frame of its own in a data: frame', { ...PAGE, frameId: 5 }],
  ];
  it.each(EVIL)('%s gets nothing and is not asked about', async (_, from) => {
    await connected();
    browserState.showFrames(7, [
      { frameId: 0, parentFrameId: -1, url: `${ORIGIN}/play`, origin: ORIGIN },
      { frameId: 3, parentFrameId: 0, url: 'https://ad.example/', origin: 'https://ad.example' },
      { frameId: 4, parentFrameId: 0, url: 'data:text/html,x', origin: 'null' },
      { frameId: 5, parentFrameId: 4, url: `${ORIGIN}/play`, origin: ORIGIN },
    ]);
    const own = { chainId: CHAIN, signer: ALICE.address };
    const messages = [{ typeUrl: MOVE, value: {} }];
    for (const outcome of [
      await connect(CHAIN, from),
      await sign({}, from),
      await background.call('provider.accounts', { chainId: CHAIN }, from),
      await background.call('provider.sign_arbitrary', { ...own, data: 'x' }, from),
      await background.call('provider.sign_structs_login', { text: 'x' }, from),
      await background.call('provider.send', { chainId: CHAIN, messages, memo: '' }, from),
      await background.call('provider.broadcast', { chainId: CHAIN, txBytes: 'AAAA' }, from),
    ]) {
      expect(outcome).toMatchObject(refused('not_allowed'));
    }
    expect(await question()).toBeNull();
    expect(signer.signed).toEqual([]);
  });
});

describe('a transaction', () => {
  it('is signed once the user agrees, exactly as it was shown', async () => {
    await connected();
    const asked = sign({ memo: '<b>pay</b>' });
    expect(await question()).toMatchObject({
      kind: 'sign',
      sends: false,
      chainId: CHAIN,
      memo: '<b>pay</b>',
      account: { address: ALICE.address },
      messages: [{ typeUrl: MOVE, title: 'Move a fleet' }],
      mayAutoSign: true,
    });
    expect(signer.signed).toEqual([]);
    await answer('agree');
    expect(await asked).toMatchObject({ ok: true, value: { signature: 'c2lnbmVk' } });
    expect(signer.signed).toEqual([
      { address: ALICE.address, what: docOf({ memo: '<b>pay</b>' }) },
    ]);
  });

  it.each<[string, () => Promise<Output<'provider.sign_direct'>>, string]>([
    ['of a site that is not connected', () => sign({}, OTHER), 'not_connected'],
    ['of a chain that it is not connected on', () => sign({}, PAGE, 'second-1'), 'not_connected'],
    [
      'of another account',
      () =>
        background.call(
          'provider.sign_direct',
          { chainId: CHAIN, signer: BOB.address, doc: docOf() },
          PAGE,
        ),
      'not_connected',
    ],
    [
      'for another chain than it says',
      () =>
        background.call(
          'provider.sign_direct',
          { chainId: CHAIN, signer: ALICE.address, doc: docOf({}, 'second-1') },
          PAGE,
        ),
      'refused',
    ],
    [
      'that is none',
      () =>
        background.call(
          'provider.sign_direct',
          {
            chainId: CHAIN,
            signer: ALICE.address,
            doc: { ...docOf(), bodyBytes: Buffer.from('{').toString('base64') },
          },
          PAGE,
        ),
      'invalid',
    ],
    [
      'that has no form',
      () => background.call('provider.sign_direct', { chainId: CHAIN, doc: 'sign' }, PAGE),
      'invalid',
    ],
  ])('%s is not signed, and not asked about', async (_, ask, code) => {
    await connected();
    expect(await ask()).toMatchObject(refused(code));
    expect(await question()).toBeNull();
    expect(signer.signed).toEqual([]);
  });

  it('is not signed by an answer to another question', async () => {
    await connected();
    const asked = sign();
    const done = await background.call('signing.answer', {
      id: 'other',
      answer: 'agree',
      address: null,
      streamId: null,
      autoSign: null,
    });
    expect(done).toMatchObject({ ok: false, failure: { code: 'approval_outdated' } });
    expect(signer.signed).toEqual([]);
    await answer('reject');
    expect(await asked).toMatchObject(refused('rejected'));
  });

  it('is not signed when the window is closed', async () => {
    await connected();
    const asked = sign();
    await question();
    for (const { id } of browserState.windows()) browserState.closeWindow(id);
    expect(await asked).toMatchObject(refused('rejected'));
    expect(signer.signed).toEqual([]);
  });

  it('that is sent is shown first, and sent once', async () => {
    await connected();
    const messages = [{ typeUrl: MOVE, value: { fleetId: '9-11' } }];
    const asked = background.call('provider.send', { chainId: CHAIN, messages, memo: 'hi' }, PAGE);
    expect(await question()).toMatchObject({ kind: 'sign', sends: true, memo: 'hi' });
    expect(signer.sent).toEqual([]);
    await answer('agree');
    expect(await asked).toEqual({ ok: true, value: { txHash: 'CD'.repeat(32) } });
    expect(signer.sent).toEqual([{ address: ALICE.address, messages, memo: 'hi' }]);
  });

  it('that is signed already is sent for a connected site alone', async () => {
    const broadcast = () =>
      background.call('provider.broadcast', { chainId: CHAIN, txBytes: 'AAAA' }, PAGE);
    expect(await broadcast()).toMatchObject(refused('not_connected'));
    await connected();
    expect(await broadcast()).toEqual({ ok: true, value: { txHash: 'EF'.repeat(32) } });
    expect(signer.broadcasts).toEqual(['AAAA']);
  });
});

describe('a rule to sign without asking', () => {
  const GRANT = { times: 3, hours: 1 };
  async function ruled(): Promise<void> {
    await connected();
    const asked = sign();
    await answer('agree', { autoSign: GRANT });
    await asked;
    signer.signed.length = 0;
  }

  it('signs so often, and then asks', async () => {
    await ruled();
    for (let index = 0; index < GRANT.times; index += 1) {
      expect(await sign()).toMatchObject({ ok: true });
    }
    expect(await question()).toBeNull();
    void sign();
    expect(await question()).toMatchObject({ kind: 'sign' });
    expect(signer.signed).toHaveLength(GRANT.times);
  });

  it('signs so often also when all is asked at once', async () => {
    await ruled();
    const asked = Array.from({ length: 5 }, () => sign());
    expect(await question()).toMatchObject({ kind: 'sign', behind: 1 });
    expect(signer.signed).toHaveLength(GRANT.times);
    await answer('reject');
    const outcomes = await Promise.all(asked);
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(GRANT.times);
  });

  it('ends', async () => {
    await ruled();
    await background.clock.advance(3_600_000);
    expect(background.clock.now()).toBe(NOON + 3_600_000);
    void sign();
    expect(await question()).toMatchObject({ kind: 'sign' });
    expect(signer.signed).toEqual([]);
  });

  it('is of one site, and stopped by the user', async () => {
    await ruled();
    await connected(CHAIN, OTHER);
    const others = sign({}, OTHER);
    expect(await question()).toMatchObject({ origin: 'https://other.example' });
    await answer('reject');
    await others;
    expect((await background.call('signer_sites.read')).sites).toMatchObject([
      { origin: ORIGIN, autoSign: [{ typeUrl: MOVE, left: 3 }] },
      { origin: 'https://other.example', autoSign: [] },
    ]);
    await background.call('signer_sites.stop_auto_sign', { origin: ORIGIN });
    void sign();
    expect(await question()).toMatchObject({ origin: ORIGIN, kind: 'sign' });
  });

  it.each<[string, Partial<Description>]>([
    [
      'a transfer',
      { messages: [described({ typeUrl: '/cosmos.bank.v1beta1.MsgSend', warnings: [] })] },
    ],
    ['a warning', { warnings: ['high_fee'] }],
    ['another fee', { fee: '5 alpha' }],
    ['another move', { messages: [described({ typeUrl: '/structs.structs.MsgStructMove' })] }],
  ])('does not sign %s', async (_, content) => {
    await ruled();
    void sign(content);
    expect(await question()).toMatchObject({ kind: 'sign' });
    expect(signer.signed).toEqual([]);
  });

  it('is not made for a transfer, whatever the answer says', async () => {
    await connected();
    const transfer = { messages: [described({ typeUrl: '/cosmos.bank.v1beta1.MsgSend' })] };
    const asked = sign(transfer);
    expect(await question()).toMatchObject({ mayAutoSign: false });
    await answer('agree', { autoSign: GRANT });
    await asked;
    void sign(transfer);
    expect(await question()).toMatchObject({ kind: 'sign' });
  });

  it('that cannot be written down signs nothing', async () => {
    await ruled();
    browserState.local.failing = 'writes';
    expect(await sign()).toMatchObject(refused('failed'));
    expect(signer.signed).toEqual([]);
  });
});

describe('a text', () => {
  const arbitrary = (data: string) =>
    background.call(
      'provider.sign_arbitrary',
      { chainId: CHAIN, signer: ALICE.address, data },
      PAGE,
    );
  const structs = (text: string) => background.call('provider.sign_structs_login', { text }, PAGE);
  const at = (ms: number) =>
    `LOGIN_GUILD0-1ADDRESS${ALICE.address}DATETIME${Math.floor(ms / 1000)}`;

  it('is shown whole, and signed by ADR-36', async () => {
    await connected();
    const text = `<script>alert(1)</script>\n${'long '.repeat(2000)}end`;
    const asked = arbitrary(text);
    expect(await question()).toMatchObject({ kind: 'text', text, meaning: null });
    await answer('agree');
    expect(await asked).toMatchObject({ ok: true, value: { signature: 'dGV4dA==' } });
    expect(signer.signed).toEqual([{ address: ALICE.address, what: `adr36: ${text}` }]);
  });

  it('of the Structs web app is explained, and signed its own way', async () => {
    await connected();
    const asked = structs(at(NOON));
    expect(await question()).toMatchObject({ meaning: { kind: 'login', guild: '0-1' } });
    await answer('agree');
    await asked;
    expect(signer.signed[0]?.what).toBe(`structs_login: ${at(NOON)}`);
  });

  it('that is none of the three is not signed that way', async () => {
    await connected();
    expect(await structs('{"chain_id":""}')).toMatchObject(refused('refused'));
    // Its signature would never run out.
    expect(await structs(at(NOON + 86_400_000))).toMatchObject(refused('refused'));
    expect(await structs(at(NOON).replace(ALICE.address, BOB.address))).toMatchObject(
      refused('not_connected'),
    );
    expect(await question()).toBeNull();
    expect(signer.signed).toEqual([]);
  });

  it('is not signed for a site that is not connected', async () => {
    expect(await arbitrary('hi')).toMatchObject(refused('not_connected'));
    expect(await structs(at(NOON))).toMatchObject(refused('not_connected'));
    expect(await question()).toBeNull();
  });
});

describe('a page that asks without end', () => {
  it('has five questions in line at most, and none after a no', async () => {
    const asked = Array.from({ length: 1000 }, (_, index) => connect(`chain-${index}`));
    expect(await question()).toMatchObject({ behind: 4 });
    await answer('reject');
    const codes = (await Promise.all(asked)).map((one) => (one.ok ? 'ok' : one.code));
    expect(codes.filter((code) => code === 'rejected')).toHaveLength(5);
    expect(codes.filter((code) => code === 'busy')).toHaveLength(995);
    expect(await question()).toBeNull();

    const more = await Promise.all(Array.from({ length: 100 }, (_, n) => connect(`more-${n}`)));
    expect(more.some(({ ok }) => ok)).toBe(false);
    expect(await question()).toBeNull();
    expect(browserState.windows()).toEqual([]);
    expect(browserState.windowsOpened()).toBe(1);
  });

  it('does not keep another site from asking', async () => {
    for (let index = 0; index < 50; index += 1) void connect(`chain-${index}`);
    const others = connect(CHAIN, OTHER);
    await answer('reject');
    expect(await question()).toMatchObject({ origin: 'https://other.example' });
    await answer('agree', { address: ALICE.address });
    expect(await others).toMatchObject({ ok: true });
  });

  it('may ask again after a while', async () => {
    const first = connect();
    await answer('reject');
    await first;
    await background.clock.advance(5_000);
    const second = connect();
    await answer('agree', { address: ALICE.address });
    expect(await second).toMatchObject({ ok: true });
  });
});

describe('the background', () => {
  it('is kept awake while a site waits for an answer, and no longer', async () => {
    const asked = connect();
    await settled();
    expect(background.kept()).toBe(1);
    await answer('reject');
    await asked;
    expect(background.kept()).toBe(0);
  });
});

describe('what is told', () => {
  it('holds neither the cause of a failure nor what stands in storage', async () => {
    const secret = 'abandon abandon about';
    const { ports } = signer;
    const leaky = async () => ({
      ok: false as const,
      error: { code: 'storage_failed' as const, detail: { secret }, cause: new Error(secret) },
    });
    background = openBackground({ ...ports, keys: { signDirect: leaky, signText: leaky } });
    await connected();
    const asked = sign();
    await answer('agree');
    const outcome = await asked;
    expect(outcome).toMatchObject(refused('failed'));
    expect(JSON.stringify(outcome)).not.toContain('abandon');
    expect(browserState.local.text()).not.toContain(secret);
  });
});
