import { ANSWER, type Answer, ASK, type Ask, REFUSED, SESSION } from './channel.ts';

/**
 * Runs in the page's own world (Chromium), before its scripts: lets `fetch` and `XMLHttpRequest`
 * wait for a toll, so that the page sees only the paid answer. A request that is let through costs a
 * few comparisons. In a web app that the user is logged in to, they wait for a new session too.
 */

/** A gate that refuses for ever must not keep a request going round. */
const MOST_ATTEMPTS = 12;

let asked = 0;
/** A toll was met in this page. */
let tolled = false;
/** The user is logged in to this page's web app. */
let inSession = false;
addEventListener(SESSION, () => {
  inSession = true;
});

const waiting = new Map<string, (answer: Answer) => void>();

addEventListener(ANSWER, (event) => {
  const answer = JSON.parse((event as CustomEvent<string>).detail) as Answer;
  waiting.get(answer.id)?.(answer);
  waiting.delete(answer.id);
});

/** The schemes that we pay, where the name alone tells; the background reads the rest. */
const PAYABLE = /(?:^|,)\s*(?:TPAT|XMR402|Bearer(?=[\s\S]*currency="XMR"))\s/i;

/**
 * Whether a 402 may be looked at again, by making its request again unpaid. A GET may. Anything else
 * only where the page can see for itself that a toll is asked: payment services answer 402 to a
 * declined card, and nobody wants that sent twice.
 */
function mayLookAgain(method: string, url: string, challenge: () => string | null): boolean {
  if (/^(?:get|head)$/i.test(method)) return true;
  // Of another origin the header is hidden.
  return new URL(url).origin === location.origin && PAYABLE.test(challenge() ?? '');
}

/** One request, over all the times that it is made. */
interface Turns {
  /** How often it was made again: in all, for a toll, and for a session after a login of its own. */
  all: number;
  tolls: number;
  logins: number;
  /** When it was made last, by the page's clock. */
  sentAt: number;
}

/** A login that asks for Monero. The browser has it answered before it gets here, if it can. */
const LOGIN = /(?:^|,)\s*Basic\s(?=[\s\S]*currency="XMR")/i;

/**
 * Whether an answer may be about a toll. 403 and 503 are a gate's answers to a pass: this request was
 * shown one from its third attempt on, and any request may be where a toll of this page was met.
 */
function mayBeRefusal(status: number, tolls: number, challenge: () => string | null): boolean {
  if (status === 401) return LOGIN.test(challenge() ?? '');
  return status === 402 || ((tolls >= 2 || tolled) && (status === 403 || status === 503));
}

/** Whether an answer is about the session of this page's web app: it is over, or does not suffice. */
function mayBeSession(status: number, url: string): boolean {
  return inSession && (status === 401 || status === 403) && new URL(url).origin === location.origin;
}

/**
 * Whether to make a request again, which is counted then; resolves when its toll is settled, one way or
 * the other.
 */
function settled(
  url: string,
  status: number,
  turns: Turns,
  challenge: () => string | null,
): Promise<boolean> {
  const ofToll = mayBeRefusal(status, turns.tolls, challenge);
  if (!(ofToll || mayBeSession(status, url)) || turns.all > MOST_ATTEMPTS)
    return Promise.resolve(false);
  if (ofToll) tolled = true;
  return new Promise((resolve) => {
    asked += 1;
    const id = String(asked);
    waiting.set(id, ({ again, free }) => {
      if (again) count(turns, ofToll, free);
      resolve(again);
    });
    const question: Ask = {
      id,
      url: url.split('#')[0] ?? url,
      status,
      attempt: ofToll ? turns.tolls : turns.logins,
      free: turns.all - turns.tolls - turns.logins,
      ageMs: Math.max(0, performance.now() - turns.sentAt),
    };
    dispatchEvent(new CustomEvent(ASK, { detail: JSON.stringify(question) }));
  });
}

function count(turns: Turns, ofToll: boolean, free: boolean): void {
  turns.all += 1;
  if (ofToll) turns.tolls += 1;
  else if (!free) turns.logins += 1;
  turns.sentAt = performance.now();
}

async function untilPaid(
  first: Response,
  repeat: () => Promise<Response>,
  signal: AbortSignal | null | undefined,
  sentAt: number,
): Promise<Response> {
  let response = first;
  const turns: Turns = { all: 0, tolls: 0, logins: 0, sentAt };
  for (;;) {
    const url = response.url || location.href;
    const { status, headers } = response;
    const aborted = new Promise<never>((_, reject) => {
      const abort = (): void => reject(signal?.reason);
      if (signal?.aborted === true) abort();
      else signal?.addEventListener('abort', abort, { once: true });
    });
    const again = settled(url, status, turns, () => headers.get('www-authenticate'));
    if (!(await Promise.race([again, aborted]))) return response;
    void response.body?.cancel();
    response = await repeat();
  }
}

/** A stream can be sent once; nothing that is not in memory may be promised a second time. */
function isOneShot(init: RequestInit | undefined): boolean {
  return init?.body instanceof ReadableStream;
}

window.fetch = new Proxy(window.fetch, {
  apply(fetch, self, args: [RequestInfo | URL, RequestInit | undefined]) {
    const [input, init] = args;
    // Reading a Request's body uses it up: what is to be sent again is copied before.
    const spare =
      input instanceof Request && input.body !== null && init?.body == null ? input.clone() : null;
    const sentAt = performance.now();
    const first: Promise<Response> = Reflect.apply(fetch, self, args);
    return first.then((response) => {
      const url = response.url || location.href;
      if (response.status === 401 || response.status === 403) {
        dispatchEvent(new CustomEvent(REFUSED, { detail: response.url }));
      }
      // What was refused for want of a session was not done, whatever its method.
      const ofSession = mayBeSession(response.status, url);
      const challenge = (): string | null => response.headers.get('www-authenticate');
      if (!ofSession && !mayBeRefusal(response.status, 0, challenge)) return response;
      if (isOneShot(init)) return response;
      const method = init?.method ?? (input instanceof Request ? input.method : 'GET');
      if (!ofSession && !mayLookAgain(method, url, challenge)) return response;
      const again = (): Promise<Response> =>
        Reflect.apply(fetch, self, [spare === null ? input : spare.clone(), init]);
      const signal = init?.signal ?? (input instanceof Request ? input.signal : null);
      return untilPaid(response, again, signal, sentAt);
    });
  },
});

/** What is known of an XMLHttpRequest that may have to be sent again. */
interface Sent {
  open: [method: string, url: string | URL, ...rest: unknown[]];
  headers: [name: string, value: string][];
  body: Document | XMLHttpRequestBodyInit | null;
  readonly turns: Turns;
  /** Events are kept from the page while this stands. */
  held: boolean;
  aborted: boolean;
}

const HELD_EVENTS = ['readystatechange', 'progress', 'load', 'loadend'] as const;
const sent = new WeakMap<XMLHttpRequest, Sent>();
const Native = window.XMLHttpRequest;
const { open, send, setRequestHeader, abort } = Native.prototype;

/** Of another origin it is hidden, and asking for it would be noise in the console. */
function challengeOf(xhr: XMLHttpRequest): string | null {
  const isOwn = new URL(xhr.responseURL).origin === location.origin;
  return isOwn ? xhr.getResponseHeader('www-authenticate') : null;
}

async function settleXhr(xhr: XMLHttpRequest, request: Sent): Promise<void> {
  const { responseURL, status } = xhr;
  const again = await settled(responseURL, status, request.turns, () => challengeOf(xhr));
  if (request.aborted || sent.get(xhr) !== request) return;
  if (again) {
    Reflect.apply(open, xhr, request.open);
    for (const header of request.headers) Reflect.apply(setRequestHeader, xhr, header);
    Reflect.apply(send, xhr, [request.body]);
    return;
  }
  // The page gets its 402: the events that were held are told now.
  request.held = false;
  xhr.dispatchEvent(new Event('readystatechange'));
  xhr.dispatchEvent(new ProgressEvent('load'));
  xhr.dispatchEvent(new ProgressEvent('loadend'));
}

window.XMLHttpRequest = class XMLHttpRequest extends Native {
  constructor() {
    super();
    // In the constructor, so that no listener of the page comes before.
    for (const type of HELD_EVENTS) {
      this.addEventListener(type, (event) => {
        const request = sent.get(this);
        if (request === undefined || !event.isTrusted) return;
        if (this.readyState >= 2) {
          const challenge = (): string | null => challengeOf(this);
          const { tolls } = request.turns;
          request.held =
            mayBeSession(this.status, this.responseURL) ||
            (tolls >= 2 && mayBeRefusal(this.status, tolls, challenge)) ||
            (mayBeRefusal(this.status, 0, challenge) &&
              mayLookAgain(request.open[0], this.responseURL, challenge));
        }
        // While it is sent again the page has already seen it opened.
        const isAgain = request.turns.all > 0;
        if (!request.held && !(isAgain && this.readyState === 1)) return;
        event.stopImmediatePropagation();
        if (type === 'loadend') void settleXhr(this, request);
      });
    }
  }

  override open(...args: [method: string, url: string | URL, ...rest: unknown[]]): void {
    const isSync = args[2] === false;
    if (isSync) sent.delete(this);
    else {
      const turns = { all: 0, tolls: 0, logins: 0, sentAt: 0 };
      const fresh = { turns, held: false, aborted: false };
      sent.set(this, { open: args, headers: [], body: null, ...fresh });
    }
    Reflect.apply(open, this, args);
  }

  override setRequestHeader(name: string, value: string): void {
    Reflect.apply(setRequestHeader, this, [name, value]);
    sent.get(this)?.headers.push([name, value]);
  }

  override send(body: Document | XMLHttpRequestBodyInit | null = null): void {
    const request = sent.get(this);
    if (request !== undefined) {
      request.body = body;
      request.turns.sentAt = performance.now();
    }
    Reflect.apply(send, this, [body]);
  }

  override abort(): void {
    const request = sent.get(this);
    const wasHeld = request?.held === true && this.readyState === 4;
    if (request !== undefined) {
      request.aborted = true;
      request.held = false;
    }
    Reflect.apply(abort, this, []);
    // To the browser the held request was over; to the page it was not.
    if (wasHeld) {
      this.dispatchEvent(new ProgressEvent('abort'));
      this.dispatchEvent(new ProgressEvent('loadend'));
    }
  }
};
