/**
 * What paying costs in time: a page's fetch that is answered 402, until it has its 200, over the
 * wallet calls without which nobody can pay, made by hand.
 */
import { Agent, get } from 'node:http';
import type { Devnet } from '../devnet/devnet.ts';
import type { TollGate } from '../devnet/toll-gate.ts';
import { type Paying, startPaying } from './paying.ts';
import { type Group, pairedRow } from './row.ts';
import { median, pairedRatio, turnsOf } from './statistics.ts';

const ROUNDS = 24;
const BAR = 1.3;
const AIM = 1.1;

/** Two: the digest logins, the signing code's caches, and the background's first look at both. */
const WARM_UP_ROUNDS = 2;

const TOLLED = '/api/data.json';

interface ByHand {
  readonly walletMs: number;
  /** The paid request, by plain HTTP, with the merchant's check of the proof. */
  readonly gateMs: number;
}

export const tollRow: Group = {
  names: ['toll'],
  async measure({ extension, rounds = ROUNDS, note }) {
    const paying = await startPaying(extension);
    const ours: number[] = [];
    const byHand: ByHand[] = [];
    try {
      for (let round = -WARM_UP_ROUNDS; round < rounds; round++) {
        for (const turn of turnsOf(round + WARM_UP_ROUNDS, 2)) {
          // An address that was never paid, and an origin that the browser has never seen.
          const gate = await paying.net.gate({ acceptFrom: 'pool', body: 'page' });
          if (turn === 0) {
            const ms = await payInBrowser(paying, gate);
            if (round >= 0) ours.push(ms);
            if (round === -WARM_UP_ROUNDS)
              note(`toll: the first one of all took ${ms.toFixed(0)} ms`);
          } else {
            await paying.settle();
            const ms = await payByHand(paying.net, gate);
            if (round >= 0) byHand.push(ms);
          }
          await gate.stop();
        }
      }
    } finally {
      await paying.stop();
    }
    const walletMs = byHand.map(({ walletMs }) => walletMs);
    const row = pairedRow({ name: 'toll', unit: 'ms', bar: BAR }, ours, walletMs);
    const gateMs = byHand.map(({ gateMs }) => gateMs);
    const whole = byHand.map((hand) => hand.walletMs + hand.gateMs);
    note(
      `toll: aim ${AIM}. The 200 itself took ${median(gateMs).toFixed(1)} ms by hand (the merchant ` +
        `checks the proof); over wallet calls and 200 together the ratio is ` +
        pairedRatio(ours, whole).toFixed(3),
    );
    return [row];
  },
};

/** From before the fetch, so the first 402 and its repetition count against the extension too. */
async function payInBrowser({ chromium, settle }: Paying, gate: TollGate): Promise<number> {
  const page = await chromium.openPage(`${gate.origin}/lab`);
  await settle();
  const { ms, status } = await page.evaluate(async (path) => {
    const begun = performance.now();
    const response = await fetch(path);
    await response.text();
    return { ms: performance.now() - begun, status: response.status };
  }, TOLLED);
  await page.close();
  if (status !== 200) throw new Error(`the toll was not paid: ${status}`);
  return ms;
}

async function payByHand({ payer }: Devnet, gate: TollGate): Promise<ByHand> {
  const { address, minAmount } = gate.terms;
  const agent = new Agent({ keepAlive: true });
  try {
    // The browser has its connection from loading the page.
    await statusOf(agent, `${gate.origin}/lab`);
    const begun = performance.now();
    const transfer = await payer.call<{ tx_hash: string; tx_metadata: string }>('transfer', {
      destinations: [{ address, amount: Number(minAmount) }],
      account_index: 0,
      do_not_relay: true,
      get_tx_metadata: true,
    });
    await payer.call('relay_tx', { hex: transfer.tx_metadata });
    const txid = transfer.tx_hash;
    const { signature } = await payer.call<{ signature: string }>('get_tx_proof', {
      txid,
      address,
    });
    const paid = performance.now();
    const status = await statusOf(agent, `${gate.origin}${TOLLED}`, `TPAT ${txid}:${signature}`);
    const answered = performance.now();
    if (status !== 200) throw new Error(`the toll paid by hand was answered ${status}`);
    return { walletMs: paid - begun, gateMs: answered - paid };
  } finally {
    agent.destroy();
  }
}

function statusOf(agent: Agent, url: string, authorization?: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const headers = authorization === undefined ? {} : { authorization };
    get(url, { agent, headers }, (response) => {
      response.resume();
      response.on('end', () => resolve(response.statusCode ?? 0));
    }).on('error', reject);
  });
}
