import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { deskSigning } from '../../../src/platform/desk-signing.ts';
import type { Signing } from '../../../src/signers/signing.ts';
import {
  ABANDON,
  ADDRESS,
  CONTEXT,
  FIRST,
  FLEET_MOVE,
  must,
  PUBLIC_KEY,
} from '../signers/samples.ts';

type Listener = (message: unknown, sender: object) => Promise<unknown> | undefined;

const OWN_ID = 'tollpass@example';
const OWN_URL = 'chrome-extension://0b1c/';
const BACKGROUND = { id: OWN_ID, url: `${OWN_URL}background.js` };

/** The channel between background and desk: what is sent is JSON, and reaches whoever listens. */
const channel = vi.hoisted(() => ({
  listener: null as Listener | null,
  sent: [] as unknown[],
  /** What becomes of the next messages, before any reaches the desk. */
  trouble: [] as ('nobody' | 'silence' | 'gone')[],
}));

vi.mock('webextension-polyfill', () => ({
  default: {
    runtime: {
      id: 'tollpass@example',
      getURL: (path: string) => `chrome-extension://0b1c/${path}`,
      onMessage: {
        addListener(listener: Listener) {
          channel.listener = listener;
        },
      },
      onConnect: { addListener: () => undefined },
      async sendMessage(message: unknown) {
        channel.sent.push(message);
        const trouble = channel.trouble.shift();
        if (trouble === 'nobody' || channel.listener === null) {
          throw new Error('Could not establish connection. Receiving end does not exist.');
        }
        if (trouble === 'silence') return undefined;
        const answer = await channel.listener(JSON.parse(JSON.stringify(message)), BACKGROUND);
        if (trouble === 'gone') throw new Error('message channel closed');
        return answer === undefined ? undefined : JSON.parse(JSON.stringify(answer));
      },
    },
  },
}));

let signing: Signing;
let opened: number;

beforeEach(async () => {
  // Deriving a key takes real time.
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'], shouldAdvanceTime: true });
  vi.resetModules();
  channel.sent = [];
  channel.trouble = [];
  vi.stubGlobal('location', new URL('?language=en-GB', OWN_URL));
  await import('../../../src/desk/desk.ts');
  opened = 0;
  signing = deskSigning({
    async open() {
      opened += 1;
    },
  });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function listen(message: unknown, sender: object): Promise<unknown> | undefined {
  if (channel.listener === null) throw new Error('nobody listens');
  return channel.listener(message, sender);
}

describe('signing at the desk', () => {
  it('gives what signing on the spot gives, for every call', async () => {
    expect((await signing.newMnemonic(24)).split(' ')).toHaveLength(24);
    expect(await must(signing.derive(ABANDON, FIRST, 'structs'))).toEqual({
      address: ADDRESS,
      publicKey: PUBLIC_KEY,
    });
    const doc = await must(signing.build(FLEET_MOVE));
    const signed = await must(signing.signDirect(ABANDON, FIRST, doc));
    expect(signed.txHash).toBe('8E6D80A820EBD3DCB5712434AD7DF47A186F21628E41FD5CBD4907EDBA9AEAEB');
    expect(signed.json.body.messages).toHaveLength(1);
    const text = await must(signing.signText(ABANDON, FIRST, 'structs', 'adr36', 'Hello'));
    expect(text.publicKey).toBe(PUBLIC_KEY);
    const { signature } = signed;
    expect(await must(signing.verify(PUBLIC_KEY, doc, signature))).toEqual(signed);
    const described = await must(signing.describe(doc, CONTEXT));
    expect(described.messages[0]?.title).toBe('Move fleet 9-11 to 2-1');
    expect(opened).toBe(7);
  });

  it('describes in the language that it was opened with', async () => {
    vi.stubGlobal('location', new URL('?language=de-AT', OWN_URL));
    const doc = await must(signing.build(FLEET_MOVE));
    const described = await must(signing.describe(doc, CONTEXT));
    expect(described.messages[0]?.title).toBe('Flotte 9-11 nach 2-1 verlegen');
  });

  it('carries failures, but nothing of what they came of', async () => {
    const source = { kind: 'mnemonic', words: 'my secret words' } as const;
    const derived = await signing.derive(source, FIRST, 'structs');
    expect(derived).toEqual({ ok: false, error: { code: 'mnemonic_wrong' } });
    const message = { typeUrl: '/x.Y', value: {} };
    expect(await signing.build({ ...FLEET_MOVE, messages: [message] })).toEqual({
      ok: false,
      error: { code: 'message_unusable', detail: { type: '/x.Y' } },
    });
  });

  it.each(['nobody', 'silence', 'gone'] as const)(
    'is asked again where there is %s',
    async (trouble) => {
      channel.trouble = [trouble, trouble];
      const derived = signing.derive(ABANDON, FIRST, 'structs');
      await vi.advanceTimersByTimeAsync(1000);
      expect((await must(derived)).address).toBe(ADDRESS);
      expect(opened).toBe(3);
    },
  );

  it('is given up where the desk never answers', async () => {
    channel.listener = null;
    const derived = expect(signing.derive(ABANDON, FIRST, 'structs')).rejects.toThrow(
      'the desk does not answer',
    );
    await vi.advanceTimersByTimeAsync(60_000);
    await derived;
  });

  it('is not asked again for a call that broke, and says nothing of its input', async () => {
    const path = { coinType: -1, index: 0 };
    const error = await signing.derive(ABANDON, path, 'structs').catch(String);
    expect(error).not.toContain('abandon');
    expect(channel.sent).toHaveLength(1);
  });
});

describe('the desk', () => {
  const MESSAGE = { desk: 'derive', input: [ABANDON, FIRST, 'structs'] };

  it('answers the background', async () => {
    expect(await listen(MESSAGE, BACKGROUND)).toMatchObject({ output: { ok: true } });
  });

  it.each([
    ['a page of ours', { id: OWN_ID, url: `${OWN_URL}src/ui/popup/index.html` }],
    ['a page of ours in a tab', { ...BACKGROUND, tab: { id: 7 } }],
    ['a content script', { id: OWN_ID, url: 'https://site.example/', tab: { id: 7 }, frameId: 0 }],
    [
      'a site with our address in its own',
      { id: OWN_ID, url: `https://x.example/${BACKGROUND.url}` },
    ],
    ['another extension', { ...BACKGROUND, id: 'other@example' }],
    ['nobody in particular', {}],
  ])('does not answer %s', (_, sender) => {
    expect(listen(MESSAGE, sender)).toBeUndefined();
  });

  it.each([
    ['a message to the background', { name: 'overview', input: {} }],
    ['news', 'changed'],
    ['a call that there is not', { ...MESSAGE, desk: 'constructor' }],
    ['more than a call', { ...MESSAGE, more: 1 }],
  ])('leaves %s to others', (_, message) => {
    expect(listen(message, BACKGROUND)).toBeUndefined();
  });

  it.each([
    ['too few arguments', { ...MESSAGE, input: [ABANDON] }],
    [
      'a path that is none',
      { ...MESSAGE, input: [ABANDON, { coinType: 1.5, index: 0 }, 'structs'] },
    ],
    ['a prefix that is none', { ...MESSAGE, input: [ABANDON, FIRST, 'Structs 1'] }],
  ])('answers without an output to %s', async (_, message) => {
    expect(await listen(message, BACKGROUND)).toEqual({});
  });

  describe('holds the listener', () => {
    const STREAM = { id: 's1', url: 'ws://a/', login: { type: 'none' }, subscriptions: [] };
    const config = (streams: object[]) => ({ listen: { streams, keep: [], quiet: null } });
    let workers: FakeWorker[];

    class FakeWorker {
      readonly told: unknown[] = [];
      listener: (event: { data: unknown }) => void = () => undefined;
      constructor() {
        workers.push(this);
      }
      addEventListener(_: string, listener: (event: { data: unknown }) => void): void {
        this.listener = listener;
        queueMicrotask(() => listener({ data: 'ready' }));
      }
      postMessage(message: unknown): void {
        this.told.push(message);
      }
    }

    beforeEach(() => {
      workers = [];
      vi.stubGlobal('Worker', FakeWorker);
    });

    it('started once, and told all that is wanted', async () => {
      await listen(config([STREAM]), BACKGROUND);
      await listen(config([]), BACKGROUND);
      expect(workers).toHaveLength(1);
      expect(workers[0]?.told).toEqual([config([STREAM]).listen, config([]).listen]);
    });

    it('and stays for as long as there is something to listen to', async () => {
      const close = vi.fn();
      vi.stubGlobal('window', { frameElement: null, close });
      await listen(config([STREAM]), BACKGROUND);
      await vi.advanceTimersByTimeAsync(3_600_000);
      expect(close).not.toHaveBeenCalled();
      await listen(config([]), BACKGROUND);
      await vi.advanceTimersByTimeAsync(180_000);
      expect(close).toHaveBeenCalledTimes(1);
    });

    it('takes its orders from the background alone', () => {
      const page = { id: OWN_ID, url: `${OWN_URL}src/ui/streams/index.html` };
      expect(listen(config([STREAM]), page)).toBeUndefined();
      expect(workers).toEqual([]);
    });

    it('and passes its alerts on', async () => {
      await listen(config([STREAM]), BACKGROUND);
      const alert = { subject: 'a', text: 'x', more: 0 };
      workers[0]?.listener({ data: { alert } });
      workers[0]?.listener({ data: { alert: { ...alert, name: 'vault.lock' } } });
      expect(channel.sent).toEqual([{ name: 'stream.alert', input: alert }]);
    });
  });

  it('closes itself three minutes after the last call, as a document or as a frame', async () => {
    const close = vi.fn();
    const remove = vi.fn();
    vi.stubGlobal('window', { frameElement: null, close });
    await vi.advanceTimersByTimeAsync(170_000);
    await listen(MESSAGE, BACKGROUND);
    await vi.advanceTimersByTimeAsync(179_000);
    expect(close).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1000);
    expect(close).toHaveBeenCalledTimes(1);
    await listen(MESSAGE, BACKGROUND);
    vi.stubGlobal('window', { frameElement: { remove }, close });
    await vi.advanceTimersByTimeAsync(180_000);
    expect(remove).toHaveBeenCalledTimes(1);
    expect(close).toHaveBeenCalledTimes(1);
  });
});
