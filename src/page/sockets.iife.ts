import { CHALLENGE, type Challenge, PROOF, type Proof } from './channel.ts';

/**
 * Runs in the page's own world, before its scripts: tells of an XMR402 challenge that comes over a
 * WebSocket, which the browser shows to no extension, and hands the proof to the page by the event
 * that XMR402 v2.1 names. The frame reaches the page as it is; any other costs one search of a text.
 */

// Before the page can put its own in their place.
const { addEventListener: listen } = EventTarget.prototype;
const OPEN = 1;

let told = 0;
const waiting = new Map<string, (proof: Proof['proof']) => void>();

addEventListener(PROOF, (event) => {
  const { id, proof } = JSON.parse((event as CustomEvent<string>).detail) as Proof;
  waiting.get(id)?.(proof);
  waiting.delete(id);
});

function challengeIn(data: unknown): Omit<Challenge, 'id'> | null {
  if (typeof data !== 'string' || !data.includes('PAYMENT_CHALLENGE')) return null;
  try {
    const { type, address, amount, message } = JSON.parse(data);
    // The specification has the amount as a number, its guards send text.
    const challenge = { address: `${address}`, amount: `${amount}`, message: `${message}` };
    return type === 'PAYMENT_CHALLENGE' ? challenge : null;
  } catch {
    return null;
  }
}

window.WebSocket = new Proxy(window.WebSocket, {
  construct(Native, args, newTarget) {
    const socket: WebSocket = Reflect.construct(Native, args, newTarget);
    let newest = '';
    const hear = ({ data }: MessageEvent): void => {
      const challenge = challengeIn(data);
      if (challenge === null) return;
      told += 1;
      const id = String(told);
      newest = id;
      waiting.set(id, (proof) => {
        // Over a message that is no longer asked for, a proof is of no use to anybody.
        if (proof === null || id !== newest || socket.readyState !== OPEN) return;
        window.dispatchEvent(new CustomEvent('xmr402:proof', { detail: proof }));
      });
      const detail = JSON.stringify({ id, ...challenge } satisfies Challenge);
      dispatchEvent(new CustomEvent(CHALLENGE, { detail }));
    };
    Reflect.apply(listen, socket, ['message', hear]);
    return socket;
  },
});
