import { afterEach, describe, expect, it, vi } from 'vitest';
import { CALL, type Call, RETURN, type Return } from '../../../src/page/channel.ts';
import type { Tollpass } from '../../../src/page/provider.d.ts';

// The page-world script for signers, and the content script that carries for it, in a window of our
// own making.

const CHAIN = 'structstestnet-111';

interface Loaded {
  readonly page: { tollpass?: Tollpass };
  readonly events: EventTarget;
  /** What reaches the background. */
  readonly sent: { name: string; input: unknown }[];
  /** What scripts of the page can see of it. */
  readonly seen: string[];
  /** What the background hears besides. */
  say(message: unknown): void;
}

/** Loads both scripts into a page, as the browser does: the content script first. */
async function load(
  answer: (message: { name: string; input: unknown }) => Promise<unknown>,
  { secure = true, relay = true, taken = {} as object } = {},
): Promise<Loaded> {
  const events = new EventTarget();
  const sent: Loaded['sent'] = [];
  const seen: string[] = [];
  const listeners: ((message: unknown) => void)[] = [];
  const page = { ...taken } as { tollpass?: Tollpass };
  vi.stubGlobal('window', page);
  vi.stubGlobal('isSecureContext', secure);
  vi.stubGlobal('location', { protocol: 'https:', href: 'https://a.example/' });
  vi.stubGlobal('performance', { getEntriesByType: () => [] });
  vi.stubGlobal('addEventListener', events.addEventListener.bind(events));
  vi.stubGlobal('dispatchEvent', events.dispatchEvent.bind(events));
  vi.stubGlobal('chrome', {
    runtime: {
      id: 'own',
      sendMessage: (message: { name: string; input: unknown }) => {
        sent.push(message);
        return answer(message);
      },
      onMessage: {
        addListener: (listener: (message: unknown) => void) => listeners.push(listener),
      },
    },
  });
  vi.resetModules();
  if (relay) await import('../../../src/page/content.iife.ts');
  events.addEventListener('tollpass#initialized', () => void seen.push('initialized'));
  await import('../../../src/page/provider.iife.ts');
  for (const type of [CALL, RETURN]) events.addEventListener(type, () => void seen.push(type));
  return {
    page,
    events,
    sent,
    seen,
    say: (message) => {
      for (const listener of listeners) listener(message);
    },
  };
}
const never = () => new Promise<never>(() => undefined);
const provider = ({ page }: Loaded): Tollpass => {
  if (page.tollpass === undefined) throw new Error('no window.tollpass');
  return page.tollpass;
};

afterEach(() => vi.unstubAllGlobals());

describe('window.tollpass', () => {
  it('is there, frozen, and cannot be replaced', async () => {
    const loaded = await load(never);
    const own = Object.getOwnPropertyDescriptor(loaded.page, 'tollpass');
    expect(own).toMatchObject({ configurable: false, writable: false, enumerable: true });
    expect(Object.isFrozen(provider(loaded))).toBe(true);
    expect(() => Object.assign(provider(loaded), { connect: () => null })).toThrow(TypeError);
  });

  it('is not there without a secure connection, and nothing breaks', async () => {
    const loaded = await load(never, { secure: false });
    expect('tollpass' in loaded.page).toBe(false);
    expect(loaded.seen).toEqual([]);
  });

  it('lets what is there already alone', async () => {
    const taken = { tollpass: 'mine' };
    expect((await load(never, { taken })).page.tollpass).toBe('mine');
  });

  it('announces itself, and again when it is asked for', async () => {
    const loaded = await load(never);
    const announced: unknown[] = [];
    loaded.events.addEventListener('tollpass#initialized', (event) =>
      announced.push((event as CustomEvent).detail),
    );
    expect(loaded.seen).toEqual(['initialized']);
    loaded.events.dispatchEvent(new Event('tollpass#request'));
    expect(announced).toEqual([provider(loaded)]);
  });

  it('carries each request to the background, and no other than its own', async () => {
    const loaded = await load(async () => ({ ok: true, value: 'done' }));
    const tollpass = provider(loaded);
    const doc = { bodyBytes: 'AA==', authInfoBytes: '', chainId: CHAIN, accountNumber: '1' };
    const messages = [{ typeUrl: '/a.B', value: {} }];
    expect(
      await Promise.all([
        tollpass.connect({ chainId: CHAIN }),
        tollpass.accounts(CHAIN),
        tollpass.signDirect(CHAIN, 'structs1a', doc),
        tollpass.signArbitrary(CHAIN, 'structs1a', 'hi'),
        tollpass.signStructsLogin('text'),
        tollpass.send(CHAIN, messages),
        tollpass.broadcast(CHAIN, 'AA=='),
      ]),
    ).toEqual(Array.from({ length: 7 }, () => 'done'));
    expect(loaded.sent).toEqual([
      { name: 'provider.connect', input: { chainId: CHAIN } },
      { name: 'provider.accounts', input: { chainId: CHAIN } },
      { name: 'provider.sign_direct', input: { chainId: CHAIN, signer: 'structs1a', doc } },
      {
        name: 'provider.sign_arbitrary',
        input: { chainId: CHAIN, signer: 'structs1a', data: 'hi' },
      },
      { name: 'provider.sign_structs_login', input: { text: 'text' } },
      { name: 'provider.send', input: { chainId: CHAIN, messages, memo: '' } },
      { name: 'provider.broadcast', input: { chainId: CHAIN, txBytes: 'AA==' } },
    ]);
  });

  it('rejects with a code and a sentence', async () => {
    const refusal = { ok: false, code: 'rejected', message: 'The user said no.' };
    const loaded = await load(async () => refusal);
    const error = await provider(loaded)
      .connect({ chainId: CHAIN })
      .catch((reason) => reason);
    expect(error).toBeInstanceOf(Error);
    expect(error).toMatchObject({
      name: 'TollpassError',
      code: 'rejected',
      message: 'The user said no.',
    });
  });

  it('says so once, and asks no second time, when the background dies meanwhile', async () => {
    const loaded = await load(() => Promise.reject(new Error('message channel closed')));
    await expect(provider(loaded).send(CHAIN, [])).rejects.toMatchObject({ code: 'interrupted' });
    expect(loaded.sent).toHaveLength(1);
  });

  it('rejects what JSON cannot say', async () => {
    const loaded = await load(never);
    const value = { amount: 1n };
    const sending = provider(loaded).send(CHAIN, [{ typeUrl: '/a.B', value }]);
    await expect(sending).rejects.toMatchObject({ name: 'TollpassError', code: 'invalid' });
    expect(loaded.sent).toEqual([]);
  });

  it('keeps what it asks and is answered from other scripts of the page', async () => {
    const loaded = await load(async () => ({ ok: true, value: [] }));
    loaded.seen.length = 0;
    await provider(loaded).accounts(CHAIN);
    expect(loaded.seen).toEqual([]);
  });

  it('goes its way also where the page has put its own in the place of what it uses', async () => {
    const loaded = await load(async () => ({ ok: true, value: ['real'] }));
    const caught: string[] = [];
    vi.stubGlobal('dispatchEvent', () => caught.push('dispatchEvent'));
    vi.stubGlobal('CustomEvent', class extends Event {});
    // The content script, which is not in the page's world, reads by the same JSON here.
    vi.stubGlobal('JSON', { parse: JSON.parse, stringify: () => caught.push('stringify') });
    const asked = provider(loaded).accounts(CHAIN);
    vi.unstubAllGlobals();
    vi.stubGlobal('dispatchEvent', loaded.events.dispatchEvent.bind(loaded.events));
    expect(loaded.sent).toHaveLength(1);
    expect(caught).toEqual([]);
    void asked;
  });
});

describe('a page that imitates an answer', () => {
  const forge = (events: EventTarget, id: string): void => {
    const forged: Return = { id, answer: { ok: true, value: 'forged' } };
    events.dispatchEvent(new CustomEvent(RETURN, { detail: JSON.stringify(forged) }));
  };

  it('reaches nobody: it neither sees nor guesses what is waited for', async () => {
    let answer = (_value: unknown): void => undefined;
    const loaded = await load(
      () =>
        new Promise((resolve) => {
          answer = resolve;
        }),
    );
    const asked = provider(loaded).accounts(CHAIN);
    for (const id of ['', '0', '1', 'undefined', '__proto__', 'constructor', crypto.randomUUID()]) {
      forge(loaded.events, id);
    }
    answer({ ok: true, value: ['real'] });
    expect(await asked).toEqual(['real']);
  });

  it('gives every request a name of its own', async () => {
    const ids: string[] = [];
    const loaded = await load(never, { relay: false });
    loaded.events.addEventListener(CALL, (event) => {
      ids.push((JSON.parse((event as CustomEvent<string>).detail) as Call).id);
    });
    for (let index = 0; index < 50; index += 1) void provider(loaded).accounts(CHAIN);
    expect(new Set(ids).size).toBe(50);
    expect(ids.every((id) => /^[0-9a-f-]{36}$/.test(id))).toBe(true);
  });
});

describe('the content script', () => {
  it('lets a page send nothing but what is for pages', async () => {
    const loaded = await load(async () => ({ ok: true, value: null }));
    const call: Call = { id: 'x', method: '../settings.read', input: {} };
    loaded.events.dispatchEvent(new CustomEvent(CALL, { detail: JSON.stringify(call) }));
    expect(loaded.sent.map(({ name }) => name)).toEqual(['provider.../settings.read']);
  });

  it('says that connections changed, when the background does', async () => {
    const loaded = await load(never);
    let changes = 0;
    loaded.events.addEventListener('tollpass#changed', () => {
      changes += 1;
    });
    loaded.say('something else');
    loaded.say('connections-changed');
    expect(changes).toBe(1);
  });
});
