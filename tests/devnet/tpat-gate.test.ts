import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Devnet, startDevnet } from './devnet.ts';
import { pay, type Ticket } from './paying.ts';
import type { TollGate } from './toll-gate.ts';

const PRICE = 1_000_000n;

let devnet: Devnet;
beforeAll(async () => {
  devnet = await startDevnet();
});
afterAll(() => devnet?.stop());

async function visit(gate: TollGate, authorization = '', fields?: Record<string, string>) {
  const headers = authorization ? { Authorization: authorization } : {};
  const sent = fields ? { method: 'POST', body: new URLSearchParams(fields) } : {};
  const response = await fetch(`${gate.origin}/article`, { ...sent, headers });
  return {
    status: response.status,
    challenge: response.headers.get('www-authenticate'),
    text: await response.text(),
  };
}

const tpat = ({ txid, proof }: Ticket, creator?: string) =>
  `TPAT ${txid}:${proof}${creator === undefined ? '' : `:${creator}`}`;
const form = ({ txid, proof }: Ticket) => ({ tpat_tx_hash: txid, tpat_tx_proof: proof });

describe('a page that prokurilo sells by a form', () => {
  test('comes for the two fields, and for nothing else', async () => {
    const gate = await devnet.gate({ flavour: 'prokurilo', soldByForm: ['/article'] });
    expect((await visit(gate)).challenge).toContain(`address="${gate.address}"`);
    const ticket = await pay(devnet, gate.address, PRICE);
    const inPool = await visit(gate, '', form(ticket));
    expect(inPool.status).toBe(402);
    // What is echoed is the header, and there was none.
    expect(inPool.challenge).toContain('hash="", signature=""');

    await devnet.mine(1);
    const nothing = { status: 503, challenge: null };
    expect(await visit(gate, '', {})).toMatchObject(nothing);
    expect(await visit(gate, tpat(ticket))).toMatchObject(nothing);
    expect(await visit(gate, '', { tpat_tx_hash: ticket.txid })).toMatchObject(nothing);
    expect(await visit(gate, '', form(ticket))).toMatchObject({
      status: 200,
      text: expect.stringContaining('PAID ARTICLE'),
    });
    expect((await visit(gate, '', form(ticket))).status).toBe(402);
  });
});

describe('a creator who is paid instead', () => {
  test('must be named, and be known to the gate', async () => {
    const creator = await devnet.subaddress();
    const gate = await devnet.gate({ creators: [creator] });
    const strict = await devnet.gate();
    const ticket = await pay(devnet, creator, PRICE);
    await devnet.mine(1);
    expect((await visit(gate, tpat(ticket))).status).toBe(402);
    const refused = await visit(strict, tpat(ticket, creator));
    expect(refused.status).toBe(402);
    expect(refused.challenge).toContain(`address="${strict.address}"`);
    expect((await visit(gate, tpat(ticket, creator))).status).toBe(200);

    // The gate itself may be paid all the same, and a name that it does not know is read over.
    const own = await pay(devnet, gate.address, PRICE);
    await devnet.mine(1);
    expect((await visit(gate, tpat(own))).status).toBe(200);
    expect((await visit(gate, tpat(own, strict.address))).status).toBe(200);
    expect((await visit(gate, tpat(own, creator))).status).toBe(402);
  });

  test('may be named by the form', async () => {
    const creator = await devnet.subaddress();
    const gate = await devnet.gate({ creators: [creator], soldByForm: ['/article'] });
    const ticket = await pay(devnet, creator, PRICE);
    await devnet.mine(1);
    expect((await visit(gate, '', form(ticket))).status).toBe(402);
    const named = { ...form(ticket), tpat_subaddress_override: creator };
    expect((await visit(gate, '', named)).status).toBe(200);
  });
});

describe('faults', () => {
  test('a gate that never accepts echoes a good token', async () => {
    const gate = await devnet.gate({ acceptFrom: 'pool' });
    const ticket = await pay(devnet, gate.address, PRICE);
    gate.neverAccept(true);
    const refused = await visit(gate, tpat(ticket));
    expect(refused.status).toBe(402);
    expect(refused.challenge).toContain(`hash="${ticket.txid}",signature="${ticket.proof}"`);
    gate.neverAccept(false);
    expect((await visit(gate, tpat(ticket))).status).toBe(200);
    await devnet.mine(1);
  });

  test('a node that is behind: 503, then a payment in its pool, then in its block', async () => {
    const behind = await devnet.laggingNode(3000);
    const gate = await devnet.gate({ verifier: behind, ttl: 50 });
    const prompt = await devnet.gate({ address: gate.address, ttl: 50 });
    const ticket = await pay(devnet, gate.address, PRICE);
    const status = async () => (await visit(gate, tpat(ticket))).status;
    expect(await status()).toBe(503);
    await expect.poll(status, { timeout: 10_000, interval: 50 }).toBe(402);
    await devnet.mine(1);
    expect((await visit(prompt, tpat(ticket))).status).toBe(200);
    expect(await status()).toBe(402);
    await expect.poll(status, { timeout: 10_000, interval: 50 }).toBe(200);

    behind.setBehind(600_000);
    await devnet.chain.popBlocks(1);
    expect((await visit(prompt, tpat(ticket))).status).toBe(402);
    expect(await status()).toBe(200);
    behind.setBehind(0);
    await expect.poll(status, { timeout: 10_000, interval: 50 }).toBe(402);
    await behind.stop();
  });
});
