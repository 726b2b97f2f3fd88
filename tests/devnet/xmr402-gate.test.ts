import { once } from 'node:events';
import { request } from 'node:http';
import { NodeWebSocketTransport } from 'puppeteer-core/internal/node/NodeWebSocketTransport.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Devnet, startDevnet } from './devnet.ts';
import { parameter, pay, prove, type Ticket } from './paying.ts';
import type { Xmr402Gate } from './xmr402-gate.ts';

const PRICE = 1_000_000n;

let devnet: Devnet;
beforeAll(async () => {
  devnet = await startDevnet();
});
afterAll(() => devnet?.stop());

const credential = ({ txid, proof }: Ticket) => `XMR402 txid="${txid}", proof="${proof}"`;

async function visit(gate: Xmr402Gate, uri: string, authorization = '', init: RequestInit = {}) {
  const headers = { ...(authorization ? { Authorization: authorization } : {}), ...init.headers };
  const response = await fetch(gate.origin + uri, { ...init, headers });
  const challenge = response.headers.get('www-authenticate');
  const text = await response.text();
  return { status: response.status, challenge, message: parameter(challenge, 'message'), text };
}

const NOT_PAID = {
  status: 403,
  challenge: null,
  text: '{"error":"INVALID_PROOF_OR_FUNDS_MISSING"}',
};

describe('an XMR402 gate', () => {
  test('opens for a payment in the pool whose proof signs the nonce', async () => {
    const gate = await devnet.gate({ dialect: 'XMR402' });
    const asked = await visit(gate, '/article');
    expect(asked).toMatchObject({
      status: 402,
      text: '{"error":"TACTICAL_PAYMENT_REQUIRED","protocol":"XMR402"}',
    });
    expect(asked.challenge).toMatch(
      new RegExp(
        `^XMR402 address="${gate.address}", amount="1000000", message="[0-9a-f]{16}", timestamp="\\d{13}"$`,
      ),
    );
    const ticket = await pay(devnet, gate.address, PRICE, asked.message);
    const opened = await visit(gate, '/article', credential(ticket));
    expect(opened.status).toBe(200);
    expect(opened.text).toContain('PAID ARTICLE');
    // Nothing is remembered: the same proof again, and a new proof of the same payment.
    expect((await visit(gate, '/article', credential(ticket))).status).toBe(200);
    const again = {
      ...ticket,
      proof: await prove(devnet, gate.address, ticket.txid, asked.message),
    };
    expect((await visit(gate, '/article', credential(again))).status).toBe(200);
    expect(gate.log.map(({ status }) => status)).toEqual([402, 200, 200, 200]);
  });

  test('refuses a proof for another URL, body, message or client, and takes a new proof of it', async () => {
    const gate = await devnet.gate({ dialect: 'XMR402' });
    const post = (body: string): RequestInit => ({ method: 'POST', body });
    const { message } = await visit(gate, '/api/echo', '', post('cheap'));
    const ticket = await pay(devnet, gate.address, PRICE, message);
    const shown = credential(ticket);
    expect(await visit(gate, '/api/echo', shown, post('cheap'))).toMatchObject({
      status: 200,
      text: 'cheap',
    });
    expect(await visit(gate, '/api/echo', shown, post('dear'))).toMatchObject(NOT_PAID);
    expect(await visit(gate, '/article', shown)).toMatchObject(NOT_PAID);

    const unsigned = { ...ticket, proof: await prove(devnet, gate.address, ticket.txid) };
    expect(await visit(gate, '/article', credential(unsigned))).toMatchObject(NOT_PAID);

    const asked = await visit(gate, '/article');
    const proof = await prove(devnet, gate.address, ticket.txid, asked.message);
    const renewed = credential({ ...ticket, proof });
    expect((await visit(gate, '/article', renewed)).status).toBe(200);
    expect(await statusFrom('127.0.0.2', `${gate.origin}/article`, renewed)).toBe(403);
  });

  test('refuses too little money, a transaction that the node has not seen, and a bad proof', async () => {
    const gate = await devnet.gate({ dialect: 'XMR402' });
    const { message } = await visit(gate, '/article');
    const little = await pay(devnet, gate.address, PRICE - 1n, message);
    for (const bad of [
      little,
      { ...little, txid: 'ab'.repeat(32) },
      { ...little, txid: 'zz' },
      { ...little, proof: 'xx' },
    ]) {
      expect(await visit(gate, '/article', credential(bad))).toMatchObject(NOT_PAID);
    }
    for (const malformed of ['XMR402', 'XMR402 a:b', 'XMR402 proof="b", txid="a"']) {
      expect(await visit(gate, '/article', malformed)).toMatchObject({
        status: 400,
        text: '{"error":"INVALID_XMR402_FORMAT"}',
      });
    }
    expect((await visit(gate, '/article', 'TPAT a:b')).status).toBe(402);
    expect((await visit(gate, '/nowhere')).status).toBe(404);
  });

  test('a nonce is good until the end of the next window', async () => {
    const gate = await devnet.gate({ dialect: 'XMR402', windowMs: 5000, timestamp: false });
    const asked = await visit(gate, '/article');
    expect(asked.challenge).toMatch(/message="[0-9a-f]{16}"$/);
    const ticket = await pay(devnet, gate.address, PRICE, asked.message);
    const status = async () => (await visit(gate, '/article', credential(ticket))).status;
    expect(await status()).toBe(200);
    await expect.poll(status, { timeout: 15_000, interval: 200 }).toBe(403);
    const { message } = await visit(gate, '/article');
    ticket.proof = await prove(devnet, gate.address, ticket.txid, message);
    expect(await status()).toBe(200);
  });

  test('a gate that spends transactions takes each once', async () => {
    const gate = await devnet.gate({ dialect: 'XMR402', spendsOnce: true });
    const { message } = await visit(gate, '/article');
    const ticket = await pay(devnet, gate.address, PRICE, message);
    const both = [
      visit(gate, '/article', credential(ticket)),
      visit(gate, '/article', credential(ticket)),
    ];
    expect((await Promise.all(both)).map(({ status }) => status).sort()).toEqual([200, 403]);
    const renewed = { ...ticket, proof: await prove(devnet, gate.address, ticket.txid, message) };
    expect(await visit(gate, '/article', credential(renewed))).toMatchObject(NOT_PAID);
  });

  test('tells by events when a block holds the payment, to whom asks for them', async () => {
    const gate = await devnet.gate({ dialect: 'XMR402', sse: true });
    const asked = await visit(gate, '/article');
    expect(asked.challenge).toMatch(/features="sse"$/);
    const ticket = await pay(devnet, gate.address, PRICE, asked.message);
    expect((await visit(gate, '/article', credential(ticket))).text).toContain('PAID ARTICLE');
    const told = visit(gate, '/article', credential(ticket), {
      headers: { Accept: 'text/event-stream' },
    });
    // Not earlier: while a block comes in, the node may not find the payment at all (measured).
    await expect.poll(() => gate.log[2]?.status).toBe(200);
    await devnet.mine(1);
    expect((await told).text).toMatch(
      /^event: accepted\ndata: \{"status":"mempool","access_token":"\w+"\}\n\nevent: confirmed\ndata: \{"status":"confirmed","confirmations":1\}\n\n$/,
    );
  });

  test('may let other origins read its challenge', async () => {
    const gate = await devnet.gate({ dialect: 'XMR402', cors: true });
    const readable = async (method: string) => {
      const { status, headers } = await fetch(`${gate.origin}/article`, { method });
      return [status, headers.get('access-control-expose-headers')?.includes('WWW-Authenticate')];
    };
    expect(await readable('OPTIONS')).toEqual([204, true]);
    expect(await readable('GET')).toEqual([402, true]);
    const without = await fetch(`${(await devnet.gate({ dialect: 'XMR402' })).origin}/article`);
    expect([...without.headers.keys()].join()).not.toContain('access-control');
  });

  test('faults: 503, never accepting, and another challenge', async () => {
    const gate = await devnet.gate({ dialect: 'XMR402', body: 'page' });
    const asked = await visit(gate, '/article');
    expect(asked.text).toContain('Payment required');
    const shown = credential(await pay(devnet, gate.address, PRICE, asked.message));
    gate.answer503(1);
    expect((await visit(gate, '/article', shown)).status).toBe(503);
    gate.neverAccept(true);
    expect(await visit(gate, '/article', shown)).toMatchObject(NOT_PAID);
    gate.neverAccept(false);
    expect((await visit(gate, '/article', shown)).status).toBe(200);
    gate.setChallenge('XMR402 address=""');
    expect((await visit(gate, '/article')).challenge).toBe('XMR402 address=""');
  });
});

describe('its relay', () => {
  /**
   * `answer` is the next frame that is no challenge, or 'closed'. A challenge may come before anybody
   * can listen here, so tests find it in the gate's own list.
   */
  async function open(gate: Xmr402Gate) {
    const socket = await NodeWebSocketTransport.create(gate.relayUrl);
    const come: unknown[] = [];
    socket.onmessage = (text) => {
      const frame = JSON.parse(text);
      if (frame.type !== 'PAYMENT_CHALLENGE') come.push(frame);
    };
    socket.onclose = () => come.push('closed');
    return {
      send: (frame: object) => socket.send(JSON.stringify(frame)),
      async answer() {
        await expect.poll(() => come.length).toBeGreaterThan(0);
        return come.shift();
      },
    };
  }

  async function challengeAt(gate: Xmr402Gate, index: number) {
    await expect.poll(() => gate.frames.length).toBe(index + 1);
    return gate.frames[index]?.frame as { message: string };
  }

  const INVALID = { type: 'ERROR', message: 'INVALID_PROOF' };

  test('pushes a challenge, and the result for its proof', async () => {
    const gate = await devnet.gate({ dialect: 'XMR402' });
    const socket = await open(gate);
    const challenge = await challengeAt(gate, 0);
    expect(challenge).toEqual({
      type: 'PAYMENT_CHALLENGE',
      address: gate.address,
      amount: '1000000',
      message: expect.stringMatching(/^[0-9a-f]{16}$/),
      timestamp: expect.stringMatching(/^\d{13}$/),
    });
    const { message } = challenge;
    const ticket = await pay(devnet, gate.address, PRICE, message);
    socket.send({ type: 'PAYMENT_PROOF', ...ticket });
    expect(await socket.answer()).toEqual({ type: 'ERROR', message: 'MISSING_PAYLOAD' });
    socket.send({ type: 'PAYMENT_PROOF', ...ticket, message: 'another' });
    expect(await socket.answer()).toEqual(INVALID);
    gate.neverAccept(true);
    socket.send({ type: 'PAYMENT_PROOF', ...ticket, message });
    expect(await socket.answer()).toEqual(INVALID);
    gate.neverAccept(false);
    socket.send({ type: 'PAYMENT_PROOF', ...ticket, message });
    const result = { type: 'TASK_RESULT', txid: ticket.txid, result: 'PAID TASK' };
    expect(await socket.answer()).toEqual(result);
    await gate.stop();
    expect(await socket.answer()).toBe('closed');
  });

  test('binds its nonce to what was asked for', async () => {
    const gate = await devnet.gate({ dialect: 'XMR402' });
    const socket = await open(gate);
    socket.send({ task: 'cheap' });
    const { message } = await challengeAt(gate, 2);
    const ticket = await pay(devnet, gate.address, PRICE, message);
    socket.send({ task: 'dear' });
    expect((await challengeAt(gate, 4)).message).not.toBe(message);
    socket.send({ type: 'PAYMENT_PROOF', ...ticket, message });
    expect(await socket.answer()).toEqual(INVALID);
  });

  test('the page for it is free, and there is no socket elsewhere', async () => {
    const gate = await devnet.gate({ dialect: 'XMR402' });
    expect((await visit(gate, '/socket')).text).toContain('xmr402:proof');
    const elsewhere = gate.relayUrl.replace('/relay', '/article');
    await expect(NodeWebSocketTransport.create(elsewhere)).rejects.toThrow();
  });
});

/** A request from another address of this machine. */
async function statusFrom(localAddress: string, url: string, authorization: string) {
  const sent = request(url, { localAddress, headers: { Authorization: authorization } }).end();
  const [response] = await once(sent, 'response');
  response.resume();
  return response.statusCode as number;
}
