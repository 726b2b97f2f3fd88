/**
 * A debugging socket: JSON commands with ids, answers and events. Chrome's protocol (CDP) and
 * WebDriver BiDi have the same shape. Used raw, because the libraries attach to every target that
 * they can see, and wait for navigations that an extension has restarted.
 */
import { NodeWebSocketTransport } from 'puppeteer-core/internal/node/NodeWebSocketTransport.js';

interface Answer {
  readonly id?: number | null;
  readonly result?: unknown;
  /** An object in CDP, a code in BiDi. */
  readonly error?: string | { readonly message: string };
  readonly message?: string;
  /** Of an event. */
  readonly method?: string;
  readonly params?: unknown;
}

interface Waiting {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** A command that the browser refused, did not answer in time, or that came after its end. */
export class WireError extends Error {
  constructor(
    readonly method: string,
    readonly code: string,
    detail: string,
  ) {
    super(`${method}: ${code}: ${detail}`);
    this.name = 'WireError';
  }
}

export class Wire {
  readonly #transport: NodeWebSocketTransport;
  readonly #waiting = new Map<number, Waiting & { readonly method: string }>();
  readonly #listeners = new Set<(method: string, params: unknown) => void>();
  #lastId = 0;
  #closed = false;

  private constructor(transport: NodeWebSocketTransport) {
    this.#transport = transport;
    transport.onmessage = (text) => this.#receive(text);
    transport.onclose = () => this.#end();
  }

  static async connect(url: string): Promise<Wire> {
    return new Wire(await NodeWebSocketTransport.create(url));
  }

  get closed(): boolean {
    return this.#closed;
  }

  /** Rejects with `WireError`: the browser's code, or `closed`, or `timeout`. */
  send<T>(method: string, params: object = {}, timeoutMs = 30_000): Promise<T> {
    if (this.#closed)
      return Promise.reject(new WireError(method, 'closed', 'the browser has ended'));
    this.#lastId += 1;
    const id = this.#lastId;
    return new Promise<T>((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#waiting.delete(id);
        reject(new WireError(method, 'timeout', `no answer within ${timeoutMs} ms`));
      }, timeoutMs);
      this.#waiting.set(id, {
        method,
        resolve: (value) => {
          clearTimeout(timer);
          resolve(value as T);
        },
        reject: (error) => {
          clearTimeout(timer);
          reject(error);
        },
      });
      this.#transport.send(JSON.stringify({ id, method, params }));
    });
  }

  /** Returns the function that stops it. */
  listen(listener: (method: string, params: unknown) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  close(): void {
    this.#transport.close();
    this.#end();
  }

  #receive(text: string): void {
    const answer = JSON.parse(text) as Answer;
    if (answer.method !== undefined) {
      for (const listener of this.#listeners) listener(answer.method, answer.params);
      return;
    }
    if (typeof answer.id !== 'number') return;
    const waiting = this.#waiting.get(answer.id);
    if (waiting === undefined) return;
    this.#waiting.delete(answer.id);
    const { error } = answer;
    if (error === undefined) waiting.resolve(answer.result);
    else if (typeof error === 'string')
      waiting.reject(new WireError(waiting.method, error, answer.message ?? ''));
    else waiting.reject(new WireError(waiting.method, 'refused', error.message));
  }

  #end(): void {
    this.#closed = true;
    for (const waiting of this.#waiting.values())
      waiting.reject(new WireError(waiting.method, 'closed', 'the browser has ended'));
    this.#waiting.clear();
  }
}
