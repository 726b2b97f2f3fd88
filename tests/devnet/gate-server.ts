// What all gates have in common: an origin that sells pages of the demo site, and a log of what was
// asked of it. What a toll is in words, and when one is paid, is up to a dialect.
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { answerDemo, readBody } from './demo-site.ts';
import { listenOnLoopback } from './listen.ts';
import { ask, type Verifier } from './proof-check.ts';
import type { WalletRpc } from './wallet-rpc.ts';

export type GateOptions = {
  /** Piconero. */
  minAmount?: bigint;
  /** Exact URIs, query string included. */
  tolled?: readonly string[];
  free?: readonly string[];
  /** Sent instead of the right `WWW-Authenticate`. null: no such header. */
  challenge?: string | readonly string[] | null;
  /** Who is to be paid. Without it the dialect chooses, as its servers do. */
  address?: string;
  /** Who looks at payments, the merchant by default; for example a node that is behind. */
  verifier?: Verifier;
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

export type Gate = {
  readonly origin: string;
  readonly address: string;
  readonly log: GateRequest[];
  /** Holds every answer back for so many milliseconds. */
  setDelay(ms: number): void;
  /** Answers the next `count` requests that carry a credential with 503, as a lagging node does. */
  answer503(count: number): void;
  /**
   * From now on refuses every credential in the words for one that is not good, without a look at
   * it: a site that takes the money and gives nothing. `false` ends it.
   */
  neverAccept(never: boolean): void;
  /** Replaces the challenge from now on; undefined restores the right one. */
  setChallenge(challenge: string | readonly string[] | null | undefined): void;
  stop(): Promise<void>;
};

/** A request, as a dialect sees it. */
export type Visit = {
  readonly method: string;
  /** Path and query string. */
  readonly url: string;
  readonly clientIp: string;
  readonly headers: IncomingHttpHeaders;
  /** Reads the body; may be called again. */
  body(): Promise<Buffer>;
};

export type Answer = {
  status: number;
  /** The value of `WWW-Authenticate`; a test may have another one sent instead. */
  challenge?: string;
  /** The body. */
  json?: unknown;
};

export type Dialect<Credential> = {
  /** Whether a URI is free or sold, or else the status that it gets. */
  place(method: string, url: string): 'free' | 'sold' | number;
  /** undefined: none came, or none that could be read. */
  read(visit: Visit): Credential | undefined | Promise<Credential | undefined>;
  /** What a request without a credential gets. */
  demand(visit: Visit): Answer | Promise<Answer>;
  /** undefined: it opens the gate. */
  judge(credential: Credential, visit: Visit): Promise<Answer | undefined>;
  /** What a credential gets that is not good. */
  refuse(credential: Credential, visit: Visit): Answer;
  /** Sent with every answer. */
  headers?: Readonly<Record<string, string>> | undefined;
  /** Answers a paid request instead of the demo site. false: it does not want to. */
  serve?(credential: Credential, visit: Visit, response: ServerResponse): boolean;
  /**
   * What comes with a challenge instead of its own body: nothing, or a small HTML page. 'unframed':
   * nothing, not even a length; the end of the connection is the end of the answer.
   */
  body?: 'empty' | 'page' | 'unframed' | undefined;
};

/** What tests have set, for those parts of a gate that are not HTTP. */
export type Faults = { delayMs: number; never: boolean };

/** Opens a gate on a free port of 127.0.0.1, that is: an origin of its own. */
export async function startGate<Credential>(
  dialect: Dialect<Credential>,
  address: string,
  options: Pick<GateOptions, 'challenge'>,
): Promise<{ gate: Gate; server: Server; faults: Faults }> {
  const log: GateRequest[] = [];
  const faults: Faults = { delayMs: 0, never: false };
  let challenge = options.challenge;
  let unavailable = 0;

  function send(request: IncomingMessage, response: ServerResponse, answer: Answer): void {
    const { status, json = '' } = answer;
    if (answer.challenge === undefined) {
      end(request, response, status, json);
      return;
    }
    const value = challenge === undefined ? answer.challenge : challenge;
    if (dialect.body === 'unframed') {
      endUnframed(request, response, status, value);
      return;
    }
    if (value !== null) response.setHeader('WWW-Authenticate', value);
    if (dialect.body === 'page') end(request, response, status, TOLL_PAGE, HTML);
    else end(request, response, status, dialect.body === 'empty' ? '' : json);
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const visit = visitOf(request);
    for (const [name, value] of Object.entries(dialect.headers ?? {})) {
      response.setHeader(name, value);
    }
    const place = dialect.place(visit.method, visit.url);
    if (typeof place === 'number') return send(request, response, { status: place });
    if (place === 'free') return answerDemo(request, response, visit.body);

    const credential = await dialect.read(visit);
    if (credential === undefined) return send(request, response, await dialect.demand(visit));
    if (unavailable > 0) {
      unavailable--;
      return send(request, response, UNVERIFIABLE);
    }
    const refusal = faults.never
      ? dialect.refuse(credential, visit)
      : await dialect.judge(credential, visit);
    if (refusal) return send(request, response, refusal);
    if (dialect.serve?.(credential, visit, response)) return;
    return answerDemo(request, response, visit.body);
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
    if (faults.delayMs > 0) await delay(faults.delayMs);
    await answer(request, response).catch((error: unknown) => {
      console.error('toll gate:', error);
      if (!response.headersSent) end(request, response, 500);
    });
    // An unframed answer has passed `writeHead` by.
    if (entry.status === 0) entry.status = response.statusCode;
  });
  const { origin, stop } = await listenOnLoopback(server);

  const gate: Gate = {
    origin,
    address,
    log,
    setDelay: (ms) => {
      faults.delayMs = ms;
    },
    answer503: (count) => {
      unavailable = count;
    },
    neverAccept: (never) => {
      faults.never = never;
    },
    setChallenge: (next) => {
      challenge = next;
    },
    stop,
  };
  return { gate, server, faults };
}

/** A subaddress of the merchant that nobody has paid yet. */
export async function newSubaddress(wallet: Pick<WalletRpc, 'call'>): Promise<string> {
  const made = await ask<{ address: string }>(wallet, 'create_address', {
    account_index: 0,
    label: 'toll',
  });
  return made.address;
}

/** What a prokurilo says when its wallet reports an error. */
export const UNVERIFIABLE: Answer = { status: 503, json: { message: 'Proof validation failure' } };

const HTML = 'text/html; charset=utf-8';

const TOLL_PAGE = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Payment required</title>
<style>:root{color-scheme:light dark}body{font:1rem/1.5 system-ui;max-width:30rem;margin:15vh auto;padding:0 1rem}</style>
<h1>Payment required</h1><p>This page costs a few piconero.</p></html>`;

function visitOf(request: IncomingMessage): Visit {
  let body: Promise<Buffer> | undefined;
  return {
    method: request.method ?? 'GET',
    url: request.url ?? '/',
    clientIp: request.socket.remoteAddress ?? '',
    headers: request.headers,
    body: () => {
      body ??= readBody(request);
      return body;
    },
  };
}

function end(
  request: IncomingMessage,
  response: ServerResponse,
  status: number,
  content: unknown = '',
  type = 'application/json; charset=utf-8',
): void {
  const body = typeof content === 'string' ? content : JSON.stringify(content);
  request.resume();
  response.statusCode = status;
  if (body) response.setHeader('Content-Type', type);
  response.setHeader('Content-Length', Buffer.byteLength(body));
  response.end(body);
}

/** Written past Node's HTTP, which would add a date and say that the connection closes. */
function endUnframed(
  request: IncomingMessage,
  response: ServerResponse,
  status: number,
  challenge: string | readonly string[] | null,
): void {
  const values = challenge === null ? [] : [challenge].flat();
  const head = [
    `HTTP/${request.httpVersion} ${status} ${status === 401 ? 'Unauthorized' : 'Payment Required'}`,
    ...values.map((value) => `WWW-Authenticate: ${value}`),
  ];
  response.statusCode = status;
  const { socket } = request;
  socket.end(`${head.join('\r\n')}\r\n\r\n`, 'latin1', () => socket.destroy());
}
