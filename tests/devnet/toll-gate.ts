// An origin that sells its pages for Monero: TPAT as prokurilo and xmr-price-proxy speak it.
// Payments are checked by the merchant wallet's own `check_tx_proof` against the real chain.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import type { Chain } from './chain.ts';
import {
  type Credential,
  challengeText,
  type Flavour,
  readCredential,
  type Terms,
} from './challenge.ts';
import { answerDemo, DEMO_FREE, DEMO_TOLLED } from './demo-site.ts';
import { listenOnLoopback } from './listen.ts';
import { RpcError } from './rpc.ts';
import type { WalletRpc } from './wallet-rpc.ts';

export type TollGateOptions = {
  /** Without it: prokurilo if `ast` is given, else xmr-price-proxy, whose tokens never rest. */
  flavour?: Flavour;
  /** Piconero. */
  minAmount?: bigint;
  /** Blocks that one `minAmount` buys. */
  ttl?: number;
  /** Milliseconds that a token rests after each use (prokurilo only), an hour by default. */
  ast?: number;
  /** What comes with a 402: nothing, as from the real servers, or a small HTML page. */
  body?: 'empty' | 'page';
  /** Real servers want a block. 'pool' takes payments at once, for benchmarks and for speed. */
  acceptFrom?: 'block' | 'pool';
  /**
   * 'fresh': confirmations are counted with the node's height now. 'wallet': with the height that
   * the merchant wallet remembers, which is up to 20 s old, as on the real servers: a payment may
   * then pass with 0 confirmations, or be refused because it has 2^64-1.
   */
  heights?: 'fresh' | 'wallet';
  /** Exact URIs, query string included. */
  tolled?: readonly string[];
  free?: readonly string[];
  /** Sent instead of the right `WWW-Authenticate`. null: no such header. */
  challenge?: string | readonly string[] | null;
  /** Without it the merchant wallet makes a new subaddress. */
  address?: string;
};

export type GateRequest = {
  /** Unix time in milliseconds. */
  at: number;
  method: string;
  /** Path and query string. */
  url: string;
  /** Whether an `Authorization` header came with it. */
  credential: boolean;
  /** 0 until it is answered. */
  status: number;
};

export type TollGate = {
  readonly origin: string;
  readonly address: string;
  readonly terms: Terms;
  readonly log: GateRequest[];
  /** Holds every answer back for so many milliseconds. */
  setDelay(ms: number): void;
  /** Answers the next `count` requests that carry a credential with 503, as a lagging node does. */
  answer503(count: number): void;
  /** Replaces the challenge from now on; undefined restores the right one. */
  setChallenge(challenge: string | readonly string[] | null | undefined): void;
  stop(): Promise<void>;
};

type Verdict = 'paid' | 'refused' | 'unverifiable';

/** Opens a gate on a free port of 127.0.0.1, that is: an origin of its own. */
export async function startTollGate(
  wallet: WalletRpc,
  chain: Chain,
  options: TollGateOptions = {},
): Promise<TollGate> {
  const flavour = options.flavour ?? (options.ast === undefined ? 'xmr-price-proxy' : 'prokurilo');
  const terms: Terms = {
    flavour,
    address: options.address ?? (await newSubaddress(wallet)),
    minAmount: options.minAmount ?? 1_000_000n,
    ttl: options.ttl ?? 5,
    ast: flavour === 'prokurilo' ? (options.ast ?? 3_600_000) : undefined,
  };
  const tolled = new Set(options.tolled ?? DEMO_TOLLED);
  const free = new Set(options.free ?? DEMO_FREE);
  const log: GateRequest[] = [];
  /** prokurilo keeps the proof, not the txid: another proof of the same payment does not rest. */
  const restingUntil = new Map<string, number>();
  let challenge = options.challenge;
  let delayMs = 0;
  let unavailable = 0;

  /** undefined: the wallet reports an error. */
  async function checkProof(txid: string, proof: string): Promise<ProofCheck | undefined> {
    const params = { txid, address: terms.address, signature: proof };
    for (let attempt = 1; ; attempt++) {
      try {
        return await wallet.call<ProofCheck>('check_tx_proof', params);
      } catch (error) {
        if (error instanceof RpcError) return undefined;
        // Not the wallet's answer: it closes idle connections, and one was used at that moment.
        if (attempt === 3) throw error;
      }
    }
  }

  async function judge({ txid, proof }: Credential): Promise<Verdict> {
    const [check, place, height] = await Promise.all([
      checkProof(txid, proof),
      chain.place(txid),
      chain.height(),
    ]);
    // The servers answer 503 whenever the wallet reports an error: -1 for a txid that its node has
    // not seen and for a proof of the wrong shape, -8 for a txid that is none (measured).
    if (!check || place === 'unknown') return 'unverifiable';
    if (!check.good) return 'refused';
    if (place === 'pool' || check.in_pool) {
      return options.acceptFrom === 'pool' && BigInt(check.received) >= terms.minAmount
        ? 'paid'
        : 'refused';
    }
    const confirmations =
      options.heights === 'wallet' ? check.confirmations : height - place.blockHeight;
    const paidFor = Number(BigInt(check.received) / terms.minAmount) * terms.ttl;
    return confirmations < paidFor ? 'paid' : 'refused';
  }

  function demandToll(request: IncomingMessage, response: ServerResponse, refused?: Credential) {
    const page = options.body === 'page' ? TOLL_PAGE : '';
    response.statusCode = 402;
    const value = challenge === undefined ? challengeText(terms, refused) : challenge;
    if (value !== null) response.setHeader('WWW-Authenticate', value);
    if (page) response.setHeader('Content-Type', 'text/html; charset=utf-8');
    response.setHeader('Content-Length', Buffer.byteLength(page));
    request.resume();
    response.end(page);
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = 'GET', url = '/' } = request;
    if (method === 'OPTIONS') return end(request, response, 200);
    if (!['GET', 'HEAD', 'POST', 'PATCH', 'DELETE'].includes(method)) {
      return end(request, response, 404);
    }
    if (free.has(url)) return answerDemo(request, response);
    if (!tolled.has(url)) return end(request, response, 403);

    const credential = readCredential(flavour, request.headers.authorization);
    if (!credential) return demandToll(request, response);
    if (unavailable > 0) {
      unavailable--;
      return end(request, response, 503, UNVERIFIABLE);
    }
    const verdict = await judge(credential);
    if (verdict === 'unverifiable') return end(request, response, 503, UNVERIFIABLE);
    const rests = (restingUntil.get(credential.proof) ?? 0) > Date.now();
    if (verdict === 'refused' || rests) return demandToll(request, response, credential);
    if (terms.ast) restingUntil.set(credential.proof, Date.now() + terms.ast);
    return answerDemo(request, response);
  }

  const server = createServer(async (request, response) => {
    const entry: GateRequest = {
      at: Date.now(),
      method: request.method ?? '',
      url: request.url ?? '',
      credential: request.headers.authorization !== undefined,
      status: 0,
    };
    log.push(entry);
    // At the moment of answering, not on 'finish': a test that has the answer finds it in the log.
    const writeHead = response.writeHead;
    response.writeHead = ((...args: Parameters<typeof writeHead>) => {
      entry.status = args[0];
      return writeHead.apply(response, args);
    }) as typeof writeHead;
    if (delayMs > 0) await delay(delayMs);
    await answer(request, response).catch((error: unknown) => {
      console.error('toll gate:', error);
      if (!response.headersSent) end(request, response, 500);
    });
  });
  const { origin, stop } = await listenOnLoopback(server);

  return {
    origin,
    address: terms.address,
    terms,
    log,
    setDelay: (ms) => {
      delayMs = ms;
    },
    answer503: (count) => {
      unavailable = count;
    },
    setChallenge: (next) => {
      challenge = next;
    },
    stop,
  };
}

type ProofCheck = { good: boolean; in_pool: boolean; received: number; confirmations: number };

const UNVERIFIABLE = JSON.stringify({ message: 'Proof validation failure' });

const TOLL_PAGE = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Payment required</title>
<style>:root{color-scheme:light dark}body{font:1rem/1.5 system-ui;max-width:30rem;margin:15vh auto;padding:0 1rem}</style>
<h1>Payment required</h1><p>This page costs a few piconero.</p></html>`;

async function newSubaddress(wallet: WalletRpc): Promise<string> {
  const made = await wallet.call<{ address: string }>('create_address', {
    account_index: 0,
    label: 'toll',
  });
  return made.address;
}

function end(request: IncomingMessage, response: ServerResponse, status: number, json = ''): void {
  request.resume();
  response.statusCode = status;
  if (json) response.setHeader('Content-Type', 'application/json; charset=utf-8');
  response.setHeader('Content-Length', Buffer.byteLength(json));
  response.end(json);
}
