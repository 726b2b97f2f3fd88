import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Devnet, startDevnet } from './devnet.ts';
import { pay, type Ticket } from './paying.ts';
import type { ProxyGate } from './proxy-gate.ts';

const PRICE = 10_000_000_000n;

let devnet: Devnet;
beforeAll(async () => {
  devnet = await startDevnet();
});
afterAll(() => devnet?.stop());

const bearer = ({ txid, proof }: Ticket) => `Bearer ${txid}:${proof}`;
const basic = ({ txid, proof }: Ticket) => `Basic ${btoa(`${txid}:${proof}`)}`;

async function visit(gate: ProxyGate, authorization = '', uri = '/article', method = 'GET') {
  const headers = authorization ? { Authorization: authorization } : {};
  const response = await fetch(gate.origin + uri, { method, headers });
  const challenge = response.headers.get('www-authenticate') ?? '';
  return {
    status: response.status,
    challenge,
    why: /,error="invalid_token",error_description="([^"]*)"$/.exec(challenge)?.[1],
    text: await response.text(),
  };
}

/** What comes over the wire until the other side closes. */
async function exchange(gate: ProxyGate, request: string): Promise<string> {
  const socket = connect(Number(new URL(gate.origin).port), '127.0.0.1');
  socket.end(request);
  let answer = '';
  socket.on('data', (part) => {
    answer += part;
  });
  await once(socket, 'close');
  return answer;
}

describe('the xmr402 proxy', () => {
  test('refuses with a header, no length, and the end of the connection', async () => {
    const gate = await devnet.gate({ dialect: 'Bearer' });
    const challenge =
      `Bearer realm="xmr402 proxy",currency="XMR",address="${devnet.merchant.address}",` +
      'min_amount="0.01",min_confirmations="3",max_confirmations="150"';
    const request = 'POST /any/thing?at=all HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\nhi';
    expect(await exchange(gate, request)).toBe(
      `HTTP/1.1 402 Payment Required\r\nWWW-Authenticate: ${challenge}\r\n\r\n`,
    );
    expect(await visit(gate)).toEqual({ status: 402, challenge, why: undefined, text: '' });
    expect((await visit(gate, '', '/nowhere', 'OPTIONS')).status).toBe(402);
    expect(gate.log.map(({ status }) => status)).toEqual([402, 402, 402]);
  });

  test('takes a payment from min_confirmations to max_confirmations, again and again', async () => {
    const address = await devnet.subaddress();
    const options = { minConfirmations: 2, maxConfirmations: 3, address };
    const gate = await devnet.gate({ dialect: 'Bearer', ...options });
    const paid = bearer(await pay(devnet, address, PRICE));
    const why = async () => (await visit(gate, paid)).why;
    expect(await why()).toBe('tx in pool');
    await devnet.mine(1);
    expect(await why()).toBe('tx needs 2 confirmations');
    await devnet.mine(1);
    expect(await visit(gate, paid)).toMatchObject({
      status: 200,
      text: expect.stringContaining('PAID ARTICLE'),
    });
    expect((await visit(gate, paid, '/nowhere')).status).toBe(404);
    await devnet.mine(1);
    expect((await visit(gate, paid)).status).toBe(200);
    await devnet.mine(1);
    expect(await why()).toBe('token is valid only for 3 confirmations');
  });

  test('Basic is the same with a 401', async () => {
    const gate = await devnet.gate({ dialect: 'Basic', minConfirmations: 1 });
    const asked = await visit(gate);
    expect(asked.status).toBe(401);
    expect(asked.challenge).toMatch(/^Basic realm="xmr402 proxy",currency="XMR",address="/);
    const ticket = await pay(devnet, gate.address, PRICE);
    expect(await visit(gate, basic(ticket))).toMatchObject({ status: 401, why: 'tx in pool' });
    await devnet.mine(1);
    expect((await visit(gate, basic(ticket))).status).toBe(200);

    // The other scheme, one wallet: paid at the same address, so paid for here too.
    const other = await devnet.gate({ dialect: 'Bearer', minConfirmations: 1 });
    expect((await visit(other, bearer(ticket))).status).toBe(200);
    expect((await visit(other, basic(ticket))).why).toBe(
      'incorrect authorization scheme, must be Bearer',
    );
  });

  test('says what is wrong with a token', async () => {
    const gate = await devnet.gate({ dialect: 'Bearer', minConfirmations: 0 });
    const ticket = await pay(devnet, gate.address, PRICE - 1n);
    await devnet.mine(1);
    const why = async (token: Ticket | string) =>
      (await visit(gate, typeof token === 'string' ? token : bearer(token))).why;
    expect(await why(ticket)).toBe('amount received less then minimum 0.010000000000');
    expect(await why('Bearer nothing')).toBe('invalid token');
    expect(await why('Bearer')).toBe('invalid token');
    expect(await why({ ...ticket, txid: 'zz' })).toBe('malformed txid');
    // wallet2's own words, the second ones by way of the C++ library.
    expect(await why({ ...ticket, txid: 'ab'.repeat(32) })).toBe(
      'Failed to get transaction from daemon',
    );
    expect(await why({ ...ticket, proof: 'xx' })).toContain('substr');

    const wrong = await devnet.gate({ dialect: 'Bearer', address: await devnet.subaddress() });
    expect((await visit(wrong, bearer(ticket))).why).toBe('tx needs 3 confirmations');
  });

  test('faults: 503, never accepting, and another challenge', async () => {
    const gate = await devnet.gate({ dialect: 'Bearer', minConfirmations: 1, free: ['/lab'] });
    expect((await visit(gate, '', '/lab')).status).toBe(200);
    const paid = bearer(await pay(devnet, gate.address, PRICE));
    await devnet.mine(1);
    gate.answer503(1);
    expect((await visit(gate, paid)).status).toBe(503);
    gate.neverAccept(true);
    expect(await visit(gate, paid)).toMatchObject({ status: 402, why: 'tx needs 1 confirmations' });
    gate.neverAccept(false);
    expect((await visit(gate, paid)).status).toBe(200);
    gate.setChallenge(['Bearer realm="a"', 'Basic realm="b"']);
    expect((await visit(gate)).challenge).toBe('Bearer realm="a", Basic realm="b"');
  });
});
