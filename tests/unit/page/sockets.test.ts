import { afterEach, describe, expect, it, vi } from 'vitest';
import { CHALLENGE, type Challenge, PROOF, type Proof } from '../../../src/page/channel.ts';

// The page-world script for sockets, in a window of our own making.

const CHALLENGED = { type: 'PAYMENT_CHALLENGE', address: '4addr', amount: '1000', message: 'n1' };
const PAID = { txid: 'tx', proof: 'OutProofV2x' };

class Socket extends EventTarget {
  static readonly OPEN = 1;
  readyState = 1;
  readonly url: string;
  onmessage: ((event: MessageEvent) => void) | null = null;
  constructor(url: string) {
    super();
    this.url = url;
    this.addEventListener('message', (event) => this.onmessage?.(event as MessageEvent));
  }
  receive(data: unknown): void {
    const text = typeof data === 'object' && !(data instanceof ArrayBuffer);
    this.dispatchEvent(new MessageEvent('message', { data: text ? JSON.stringify(data) : data }));
  }
}

/** Loads the script into a page. */
async function load() {
  const events = new EventTarget();
  const told: Challenge[] = [];
  const handed: unknown[] = [];
  const page = { WebSocket: Socket, dispatchEvent: events.dispatchEvent.bind(events) };
  vi.stubGlobal('window', page);
  vi.stubGlobal('addEventListener', events.addEventListener.bind(events));
  vi.stubGlobal('dispatchEvent', events.dispatchEvent.bind(events));
  events.addEventListener(CHALLENGE, (event) => {
    told.push(JSON.parse((event as CustomEvent<string>).detail) as Challenge);
  });
  events.addEventListener('xmr402:proof', (event) => {
    handed.push((event as CustomEvent<unknown>).detail);
  });
  vi.resetModules();
  await import('../../../src/page/sockets.iife.ts');
  const answer = (challenge: Challenge | undefined, proof: Proof['proof'] = PAID): void => {
    const detail = JSON.stringify({ id: challenge?.id ?? '', proof } satisfies Proof);
    events.dispatchEvent(new CustomEvent(PROOF, { detail }));
  };
  return { WebSocket: page.WebSocket, told, handed, answer };
}

afterEach(() => vi.unstubAllGlobals());

describe('a WebSocket of a page', () => {
  it('is made as before', async () => {
    const { WebSocket } = await load();
    const socket = new WebSocket('wss://news.example/relay');
    expect(socket).toBeInstanceOf(WebSocket);
    expect(socket).toBeInstanceOf(Socket);
    expect(Object.getPrototypeOf(socket)).toBe(Socket.prototype);
    expect([WebSocket.OPEN, WebSocket.prototype, socket.url]).toEqual([
      1,
      Socket.prototype,
      'wss://news.example/relay',
    ]);
    class Own extends WebSocket {
      readonly own = true;
    }
    const own = new Own('wss://news.example/own');
    expect([own.own, own instanceof WebSocket, own instanceof Own]).toEqual([true, true, true]);
    // @ts-expect-error: without `new`, as ever.
    expect(() => WebSocket('wss://news.example/')).toThrow(TypeError);
  });

  it('shows the page every frame as it came', async () => {
    const { WebSocket, told } = await load();
    const socket = new WebSocket('wss://news.example/');
    const seen: unknown[] = [];
    socket.onmessage = ({ data }) => void seen.push(data);
    const frames = ['hello', JSON.stringify(CHALLENGED), new ArrayBuffer(4), '{'];
    for (const frame of frames) socket.receive(frame);
    expect(seen).toEqual(frames);
    expect(told).toHaveLength(1);
  });

  it.each([
    ['other text', 'hello'],
    ['no JSON', 'PAYMENT_CHALLENGE {'],
    ['null', 'null PAYMENT_CHALLENGE'],
    ['a text that only names it', { type: 'CHAT', text: 'PAYMENT_CHALLENGE' }],
    ['the name alone', '"PAYMENT_CHALLENGE"'],
    ['bytes', new TextEncoder().encode(JSON.stringify(CHALLENGED)).buffer],
  ])('tells nothing of %s', async (_, frame) => {
    const { WebSocket, told } = await load();
    new WebSocket('wss://news.example/').receive(frame);
    expect(told).toEqual([]);
  });

  it('does not parse what does not name a challenge', async () => {
    const { WebSocket } = await load();
    const parse = vi.spyOn(JSON, 'parse');
    new WebSocket('wss://news.example/').receive({ type: 'CHAT' });
    expect(parse).not.toHaveBeenCalled();
    parse.mockRestore();
  });

  it('tells of a challenge, its fields as text and no others', async () => {
    const { WebSocket, told } = await load();
    const socket = new WebSocket('wss://news.example/');
    socket.receive({ ...CHALLENGED, amount: 1000, timestamp: 5, origin: 'https://other.example' });
    socket.receive({ ...CHALLENGED, address: { a: 1 }, message: undefined });
    expect(told).toEqual([
      { id: '1', address: '4addr', amount: '1000', message: 'n1' },
      { id: '2', address: '[object Object]', amount: '1000', message: 'undefined' },
    ]);
  });

  it('has its page handed the proof, and that alone', async () => {
    const { WebSocket, told, handed, answer } = await load();
    new WebSocket('wss://news.example/').receive(CHALLENGED);
    expect(handed).toEqual([]);
    answer(told[0]);
    answer(told[0]);
    expect(handed).toEqual([PAID]);
  });

  it('has nothing handed over where there is no proof', async () => {
    const { WebSocket, told, handed, answer } = await load();
    new WebSocket('wss://news.example/').receive(CHALLENGED);
    answer(told[0], null);
    answer(undefined);
    expect(handed).toEqual([]);
  });

  it('gets no proof over a message that it is no longer asked for', async () => {
    const { WebSocket, told, handed, answer } = await load();
    const [socket, other] = [new WebSocket('wss://a.example/'), new WebSocket('wss://b.example/')];
    socket.receive(CHALLENGED);
    socket.receive({ ...CHALLENGED, message: 'n2' });
    other.receive({ ...CHALLENGED, message: 'n3' });
    answer(told[0], { ...PAID, proof: 'old' });
    answer(told[1], { ...PAID, proof: 'new' });
    other.readyState = 3;
    answer(told[2], { ...PAID, proof: 'closed' });
    expect(handed).toEqual([{ ...PAID, proof: 'new' }]);
  });
});
