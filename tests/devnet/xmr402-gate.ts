// XMR402 v2 and v2.1: paid as soon as the node has the transaction in its pool, with a proof that
// signs the server's nonce. Answers are those of ripley-guard. It looks at nothing but the proof and
// the amount, so a transaction of last year is as good, and it remembers no transaction.
import { randomBytes } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import type { TransactionPlace } from './chain.ts';
import { DEMO_FREE, DEMO_TOLLED } from './demo-site.ts';
import {
  type Answer,
  type Dialect,
  type Gate,
  type GateOptions,
  newSubaddress,
  startGate,
  type Visit,
} from './gate-server.ts';
import { checkIfPossible, type Verifier } from './proof-check.ts';
import { type RelayFrame, serveRelay } from './xmr402-relay.ts';
import {
  type Binding,
  readXmr402,
  type Xmr402Challenge,
  type Xmr402Credential,
  xmr402Challenge,
  xmr402Nonce,
} from './xmr402-text.ts';

export type Xmr402GateOptions = GateOptions & {
  dialect: 'XMR402';
  /** Milliseconds, 300 000 by default. A nonce is good in its window and in the next one. */
  windowMs?: number;
  /** false: a server of v2.0, which sends no `timestamp`. */
  timestamp?: boolean;
  /**
   * Says `features="sse"`, and gives a stream of events to a paid request that accepts one. From the
   * specification alone: no server is known that does it.
   */
  sse?: boolean;
  /**
   * A transaction opens the gate once; then it is refused like a bad proof, a new proof of it too.
   * No known guard does this, and the specification does not ask for it.
   */
  spendsOnce?: boolean;
  /**
   * Lets scripts of other origins send a credential and read the challenge, as the guards' public
   * demonstration does. The guards themselves send no such headers.
   */
  cors?: boolean;
  /** What comes with a 402: the guards' JSON, nothing, or a small HTML page. */
  body?: 'json' | 'empty' | 'page';
};

export type Xmr402Gate = Gate & {
  /** Piconero. */
  readonly amount: bigint;
  /** Where the socket is: ws://…/relay. The page `/socket` talks to it. */
  readonly relayUrl: string;
  /** Every frame that came or went, the oldest first. */
  readonly frames: RelayFrame[];
};

const RELAY = '/relay';

/** Opens an XMR402 gate and its relay. Without `address` the merchant wallet makes a subaddress. */
export async function startXmr402Gate(
  merchant: Verifier,
  options: Xmr402GateOptions,
): Promise<Xmr402Gate> {
  const address = options.address ?? (await newSubaddress(merchant.wallet));
  const amount = options.minAmount ?? 1_000_000n;
  const windowMs = options.windowMs ?? 300_000;
  const { wallet, chain } = options.verifier ?? merchant;
  const tolled = new Set(options.tolled ?? DEMO_TOLLED);
  const free = new Set(options.free ?? [...DEMO_FREE, '/socket']);
  const secret = randomBytes(16).toString('hex');
  const spent = new Set<string>();

  /** The nonces that are good now: of this window and of the one before. */
  function nonces(binding: Binding): [current: string, previous: string] {
    const window = Math.floor(Date.now() / windowMs);
    return [xmr402Nonce(secret, binding, window), xmr402Nonce(secret, binding, window - 1)];
  }

  function challengeFor(binding: Binding): Xmr402Challenge {
    const timestamp = options.timestamp === false ? undefined : Date.now();
    return { address, amount, message: nonces(binding)[0], timestamp, sse: options.sse };
  }

  async function pays({ txid, proof }: Xmr402Credential, messages: string[]): Promise<boolean> {
    if (options.spendsOnce && spent.has(txid)) return false;
    for (const message of messages) {
      const check = await checkIfPossible(wallet, { txid, address, proof, message });
      if (!check?.good || BigInt(check.received) < amount) continue;
      // Again, because another request with it may have been checked at the same time.
      if (options.spendsOnce && spent.has(txid)) return false;
      spent.add(txid);
      return true;
    }
    return false;
  }

  async function bindingOf({ method, clientIp, url, body }: Visit): Promise<Binding> {
    const payload = method === 'GET' || method === 'HEAD' ? '' : await body();
    return { clientIp, url, payload };
  }

  const dialect: Dialect<Xmr402Credential | 'malformed'> = {
    place(method, url) {
      if (options.cors && method === 'OPTIONS') return 204;
      if (free.has(url)) return 'free';
      return tolled.has(url) ? 'sold' : 404;
    },
    read: ({ headers }) => readXmr402(headers.authorization),
    async demand(visit): Promise<Answer> {
      return {
        status: 402,
        challenge: xmr402Challenge(challengeFor(await bindingOf(visit))),
        json: { error: 'TACTICAL_PAYMENT_REQUIRED', protocol: 'XMR402' },
      };
    },
    async judge(credential, visit) {
      if (credential === 'malformed') return MALFORMED;
      return (await pays(credential, nonces(await bindingOf(visit)))) ? undefined : NOT_PAID;
    },
    refuse: (credential) => (credential === 'malformed' ? MALFORMED : NOT_PAID),
    serve(credential, { headers }, response) {
      const wanted = headers.accept?.includes('text/event-stream') === true;
      if (!options.sse || !wanted || credential === 'malformed') return false;
      void tellConfirmation(() => chain.place(credential.txid), response);
      return true;
    },
    headers: options.cors ? CORS : undefined,
    body: options.body === 'json' ? undefined : options.body,
  };

  const { gate, server, faults } = await startGate(dialect, address, options);
  const relay = serveRelay(server, RELAY, {
    challenge: (clientIp, intent) => challengeFor({ clientIp, url: RELAY, payload: intent }),
    async accepts(clientIp, intent, { message, ...credential }) {
      if (faults.delayMs > 0) await delay(faults.delayMs);
      // The guards take any message here, as the frame brings it. The specification says that the
      // nonce binds the proof to the task, so this one looks.
      const known = nonces({ clientIp, url: RELAY, payload: intent }).includes(message);
      return known && !faults.never && (await pays(credential, [message]));
    },
  });
  return {
    ...gate,
    amount,
    relayUrl: `${gate.origin.replace('http', 'ws')}${RELAY}`,
    frames: relay.frames,
    async stop() {
      relay.close();
      await gate.stop();
    },
  };
}

const CORS = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Allow-Methods': 'GET,POST,OPTIONS',
  'Access-Control-Allow-Headers': 'Authorization,Content-Type',
  'Access-Control-Expose-Headers': 'WWW-Authenticate,X-XMR402-Status',
};

const MALFORMED: Answer = { status: 400, json: { error: 'INVALID_XMR402_FORMAT' } };
/** For everything else: a wrong or old nonce, too little money, a txid that the node has not seen. */
const NOT_PAID: Answer = { status: 403, json: { error: 'INVALID_PROOF_OR_FUNDS_MISSING' } };

/**
 * `accepted` at once and `confirmed` when a block holds the transaction, which ends the stream. The
 * specification names an access token and does not say what it opens; here it opens nothing.
 */
async function tellConfirmation(
  place: () => Promise<TransactionPlace>,
  response: ServerResponse,
): Promise<void> {
  const tell = (event: string, data: object) =>
    response.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
  response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
  tell('accepted', { status: 'mempool', access_token: randomBytes(8).toString('hex') });
  while (!response.destroyed) {
    // A node that does not answer now may answer the next time.
    if (typeof (await place().catch(() => 'unknown')) === 'object') {
      tell('confirmed', { status: 'confirmed', confirmations: 1 });
      response.end();
      return;
    }
    await delay(100);
  }
}
