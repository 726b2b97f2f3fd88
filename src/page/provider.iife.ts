import { CALL, type Call, LISTEN, type Listen, RETURN, type Return } from './channel.ts';
import type { TollpassError as PageError, Tollpass } from './provider.d.ts';

/**
 * Runs in the page's own world, before its scripts: `window.tollpass`, by which a page asks for a
 * signer (docs/provider.md). It only carries what is asked and answered; what may be had, the
 * background says.
 */

class TollpassError extends Error {
  override readonly name = 'TollpassError';
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

function install(): void {
  // Before the page can put its own in their place.
  const { parse, stringify } = JSON;
  const Detail = CustomEvent;
  const tell = dispatchEvent;
  const newId = crypto.randomUUID.bind(crypto);
  const waiting = new Map<string, (answer: Return['answer']) => void>();

  function settle(event: Event): void {
    event.stopImmediatePropagation();
    const { id, answer } = parse((event as CustomEvent<string>).detail) as Return;
    waiting.get(id)?.(answer);
    waiting.delete(id);
  }
  // Capturing: of all that listen, those come first, and of them the first.
  addEventListener(RETURN, settle, true);

  // The background puts in what listens before it answers that a page may.
  let listen: Listen | undefined;
  function take(event: Event): void {
    event.stopImmediatePropagation();
    listen ??= (event as CustomEvent<Listen>).detail;
  }
  addEventListener(LISTEN, take, true);

  function errorOf(code: string, message: string): PageError {
    return new TollpassError(code, message) as PageError;
  }

  function call<T>(method: string, input: object): Promise<T> {
    return new Promise((resolve, reject) => {
      const id = newId();
      let detail: string;
      try {
        detail = stringify({ id, method, input } satisfies Call);
      } catch {
        reject(errorOf('invalid', 'Only what JSON can say can be asked: no bigint.'));
        return;
      }
      waiting.set(id, (answer) => {
        if (answer.ok) resolve(answer.value as T);
        else reject(errorOf(answer.code, answer.message));
      });
      tell(new Detail(CALL, { detail }));
    });
  }

  const tollpass: Tollpass = Object.freeze({
    connect: (options) => call('connect', { ...options }),
    accounts: (chainId) => call('accounts', { chainId }),
    signDirect: (chainId, signer, doc) => call('sign_direct', { chainId, signer, doc }),
    signArbitrary: (chainId, signer, data) => call('sign_arbitrary', { chainId, signer, data }),
    signStructsLogin: (text) => call('sign_structs_login', { text }),
    send: (chainId, messages, memo = '') => call('send', { chainId, messages, memo }),
    broadcast: (chainId, txBytes) => call('broadcast', { chainId, txBytes }),
    streams: Object.freeze({
      async subscribe({ subject, missed, ended }, hear) {
        const subjects = [subject].flat();
        const ticket = await call<string | null>('stream', { subjects, asks: true });
        return (listen as Listen)({ ticket, subjects, hear, missed, ended, errorOf });
      },
    } satisfies Tollpass['streams']),
  } satisfies Tollpass);

  function announce(): void {
    tell(new Detail('tollpass#initialized', { detail: tollpass }));
  }

  Object.defineProperty(window, 'tollpass', { value: tollpass, enumerable: true });
  addEventListener('tollpass#request', announce);
  announce();
}

// A frame that is still empty may hand its window on to the page that is loaded into it.
if (isSecureContext && !('tollpass' in window)) install();
