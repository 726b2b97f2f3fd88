import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Devnet, startDevnet } from './devnet.ts';
import type { TollGate } from './toll-gate.ts';

let devnet: Devnet;

beforeAll(async () => {
  devnet = await startDevnet();
  console.log(`devnet ready in ${devnet.startMs.toFixed(0)} ms`);
});

afterAll(() => devnet?.stop());

async function pay(gate: TollGate, amount: bigint) {
  const { tx_hash: txid } = await devnet.payer.call<{ tx_hash: string }>('transfer', {
    destinations: [{ address: gate.address, amount: Number(amount) }],
  });
  return { txid, proof: await prove(txid, gate) };
}

async function prove(txid: string, gate: TollGate): Promise<string> {
  const made = await devnet.payer.call<{ signature: string }>('get_tx_proof', {
    txid,
    address: gate.address,
  });
  return made.signature;
}

type Ticket = { txid: string; proof: string };

async function visit(gate: TollGate, ticket?: Ticket, scheme = 'TPAT', uri = '/article') {
  const headers = ticket
    ? { Authorization: `${scheme} ${ticket.txid}:${ticket.proof}` }
    : undefined;
  const response = await fetch(gate.origin + uri, headers ? { headers } : {});
  return {
    status: response.status,
    challenge: response.headers.get('www-authenticate'),
    text: await response.text(),
  };
}

const echoOf = (ticket: Ticket) => `hash="${ticket.txid}",signature="${ticket.proof}"`;

describe('a toll gate on the real chain', () => {
  test('a payment opens it after one block and for ttl blocks', async () => {
    const gate = await devnet.gate({ ttl: 2 });
    const first = await visit(gate);
    expect(first).toMatchObject({ status: 402, text: '' });
    expect(first.challenge).toBe(
      `TPAT address="${gate.address}", min_amt="1000000", ttl="2", hash="", signature=""`,
    );

    const ticket = await pay(gate, 1_000_000n);
    const inPool = await visit(gate, ticket);
    expect(inPool.status).toBe(402);
    expect(inPool.challenge).toContain(echoOf(ticket));

    await devnet.mine(1);
    const opened = await visit(gate, ticket);
    expect(opened.status).toBe(200);
    expect(opened.text).toContain('PAID ARTICLE');
    expect((await visit(gate, ticket, 'TPAT', '/api/data.json')).status).toBe(200);

    await devnet.mine(1);
    const expired = await visit(gate, ticket);
    expect(expired.status).toBe(402);
    expect(expired.challenge).toContain(echoOf(ticket));
  });

  test('twice the price buys twice the blocks, less than the price buys none', async () => {
    const gate = await devnet.gate({ ttl: 1 });
    const [double, half] = [await pay(gate, 2_000_000n), await pay(gate, 999_999n)];
    await devnet.mine(1);
    expect((await visit(gate, double)).status).toBe(200);
    expect((await visit(gate, half)).status).toBe(402);
    await devnet.mine(1);
    expect((await visit(gate, double)).status).toBe(402);

    const longer = await devnet.gate({ ttl: 2 });
    const ticket = await pay(longer, 2_000_000n);
    await devnet.mine(3);
    expect((await visit(longer, ticket)).status).toBe(200);
    await devnet.mine(1);
    expect((await visit(longer, ticket)).status).toBe(402);
  });

  test('a token rests after use, another proof of the same payment does not', async () => {
    const gate = await devnet.gate({ ttl: 50, ast: 1500 });
    const ticket = await pay(gate, 1_000_000n);
    await devnet.mine(1);
    expect((await visit(gate, ticket)).status).toBe(200);
    const resting = await visit(gate, ticket);
    expect(resting.status).toBe(402);
    expect(resting.challenge).toContain(`${echoOf(ticket)}, ast="1500"`);
    const otherProof = { txid: ticket.txid, proof: await prove(ticket.txid, gate) };
    expect(otherProof.proof).not.toBe(ticket.proof);
    expect((await visit(gate, otherProof)).status).toBe(200);
    await expect
      .poll(async () => (await visit(gate, ticket)).status, { timeout: 5000, interval: 100 })
      .toBe(200);
  });

  test('a payment for one gate does not open another', async () => {
    const [paid, other] = [await devnet.gate(), await devnet.gate()];
    const ticket = await pay(paid, 1_000_000n);
    await devnet.mine(1);
    expect((await visit(paid, ticket)).status).toBe(200);
    expect((await visit(other, ticket)).status).toBe(402);
  });

  test('a txid that the node has not seen and a malformed proof get 503', async () => {
    const gate = await devnet.gate();
    const { txid, proof } = await pay(gate, 1_000_000n);
    const unseen = await visit(gate, { txid: 'ab'.repeat(32), proof });
    expect(unseen).toMatchObject({ status: 503, challenge: null });
    expect((await visit(gate, { txid: 'zz', proof })).status).toBe(503);
    expect((await visit(gate, { txid, proof: 'xx' })).status).toBe(503);
    const forged = await visit(gate, { txid, proof: `${proof.slice(0, -4)}1111` });
    expect(forged.status).toBe(402);

    await devnet.chain.emptyPool();
    expect((await visit(gate, { txid, proof })).status).toBe(503);
  });

  test('a block that is taken back closes the gate again', async () => {
    const gate = await devnet.gate();
    const ticket = await pay(gate, 1_000_000n);
    await devnet.mine(1);
    expect((await visit(gate, ticket)).status).toBe(200);
    await devnet.chain.popBlocks(1);
    expect((await visit(gate, ticket)).status).toBe(402);
    await devnet.mine(1);
    expect((await visit(gate, ticket)).status).toBe(200);
  });

  test('acceptFrom pool takes a payment at once', async () => {
    const gate = await devnet.gate({ acceptFrom: 'pool' });
    expect((await visit(gate, await pay(gate, 1_000_000n))).status).toBe(200);
    await devnet.mine(1);
  });

  test('xmr-price-proxy sends no ast and reads only upper case', async () => {
    const gate = await devnet.gate({ flavour: 'xmr-price-proxy', acceptFrom: 'pool' });
    const ticket = await pay(gate, 1_000_000n);
    const unread = await visit(gate, ticket, 'tpat');
    expect(unread.status).toBe(402);
    expect(unread.challenge).toMatch(/hash="", signature=""$/);
    expect((await visit(gate, ticket)).status).toBe(200);
  });
});

describe('a toll gate without any payment', () => {
  test('matches URIs exactly and answers other methods as the real servers do', async () => {
    const gate = await devnet.gate({ body: 'page' });
    const status = async (uri: string, method = 'GET') => {
      const response = await fetch(gate.origin + uri, { method });
      expect([...response.headers.keys()].join()).not.toContain('access-control');
      return response.status;
    };
    expect(await status('/article?a=1')).toBe(403);
    expect(await status('/nowhere')).toBe(403);
    expect(await status('/')).toBe(200);
    expect(await status('/article', 'PUT')).toBe(404);
    expect(await status('/article', 'OPTIONS')).toBe(200);
    expect(await status('/article', 'HEAD')).toBe(402);
    expect(await status('/submit', 'POST')).toBe(402);
    expect((await visit(gate)).text).toContain('Payment required');
    expect(gate.log.map((entry) => entry.status)).toEqual([403, 403, 200, 404, 200, 402, 402, 402]);
    expect(gate.log.at(-1)).toMatchObject({ method: 'GET', url: '/article', credential: false });
  });

  test('sends whatever challenge a test asks for', async () => {
    const gate = await devnet.gate({ challenge: null });
    expect(await visit(gate)).toMatchObject({ status: 402, challenge: null });
    gate.setChallenge(['Basic realm="x"', 'TPAT address=""']);
    expect((await visit(gate)).challenge).toBe('Basic realm="x", TPAT address=""');
    gate.setChallenge(undefined);
    expect((await visit(gate)).challenge).toContain(gate.address);
  });
});

describe('wallets', () => {
  test('the wallet lists what it paid', async () => {
    const gate = await devnet.gate();
    const { txid } = await pay(gate, 1_234_567n);
    const find = async () => (await devnet.payer.history()).find((entry) => entry.txid === txid);
    expect(await find()).toMatchObject({ amount: 1_234_567n, confirmations: 0 });
    await devnet.mine(2);
    expect(await find()).toMatchObject({ address: gate.address, confirmations: 2 });
  });

  test('a wallet with only locked money answers -37', async () => {
    const poor = await devnet.poorWallet();
    const address = devnet.merchant.address;
    await expect(
      poor.call('transfer', { destinations: [{ address, amount: 1 }] }),
    ).rejects.toMatchObject({ code: -37 });
    await poor.stop();
  });

  test('a wallet without login answers anybody, the payer nobody without its password', async () => {
    const open = await devnet.walletWithoutLogin();
    const ask = (url: string) =>
      fetch(`${url}/json_rpc`, {
        method: 'POST',
        body: '{"jsonrpc":"2.0","method":"get_version"}',
      });
    expect((await ask(open.url)).status).toBe(200);
    expect((await ask(devnet.payer.url)).status).toBe(401);
    await open.stop();
  });

  test('a paused wallet answers after it is resumed', async () => {
    devnet.payer.pause();
    const asked = devnet.payer.call<{ version: number }>('get_version');
    const early = await Promise.race([asked.then(() => 'answered'), delay(300, 'silent')]);
    devnet.payer.resume();
    expect(early).toBe('silent');
    expect((await asked).version).toBeGreaterThan(0);
  });

  test('a restarted wallet still proves what it paid', async () => {
    const gate = await devnet.gate();
    const { txid } = await pay(gate, 1_000_000n);
    await devnet.payer.restart(async () => {
      await expect(fetch(devnet.payer.url)).rejects.toThrow();
      await devnet.mine(1);
    });
    expect((await visit(gate, { txid, proof: await prove(txid, gate) })).status).toBe(200);
  });
});

describe('ending', () => {
  test.each(['SIGKILL', 'SIGINT'] as const)('%s leaves no daemon and no data', async (signal) => {
    const script = `
      const { startChain } = await import(${JSON.stringify(new URL('./chain.ts', import.meta.url))});
      const chain = await startChain();
      chain.pause();
      console.log(JSON.stringify({ pid: chain.pid, dir: chain.dir }));
      setInterval(() => undefined, 1000);`;
    const args = ['--import', 'tsx', '--input-type=module', '--eval', script];
    const parent = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    const [line] = await once(parent.stdout, 'data');
    const { pid, dir } = JSON.parse(String(line)) as { pid: number; dir: string };
    expect([existsSync(`/proc/${pid}`), existsSync(dir)]).toEqual([true, true]);
    parent.kill(signal);
    await expect.poll(() => existsSync(`/proc/${pid}`) || existsSync(dir)).toBe(false);
  });
});
