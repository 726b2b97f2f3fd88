// XMR402 as text: the challenge, the nonce in it, and the credential, as ripley-guard has them (the
// guards in TypeScript and in Rust agree, and follow the specification v2.1).
import { createHash, createHmac } from 'node:crypto';

export type Xmr402Challenge = {
  address: string;
  /** Piconero. */
  amount: bigint;
  /** The nonce, which the payer's proof must sign. */
  message: string;
  /** Unix time in milliseconds; servers of v2.0 send none. */
  timestamp?: number | undefined;
  /** v2.1: a paid request may ask for a stream of events. */
  sse?: boolean | undefined;
};

/** The value of `WWW-Authenticate`. */
export function xmr402Challenge(challenge: Xmr402Challenge): string {
  const { address, amount, message, timestamp, sse } = challenge;
  const parts = [`XMR402 address="${address}"`, `amount="${amount}"`, `message="${message}"`];
  if (timestamp !== undefined) parts.push(`timestamp="${timestamp}"`);
  if (sse) parts.push('features="sse"');
  return parts.join(', ');
}

/** What a proof is good for. The method is not in it. */
export type Binding = {
  clientIp: string;
  /** Path and query string. */
  url: string;
  /** Empty for GET and HEAD. */
  payload: string | Buffer;
};

/**
 * The nonce: nothing is stored, the server makes it again when the proof comes. That is why it holds
 * a window of time and not the moment: the credential does not bring the moment back.
 * @param window which one: the Unix time divided by the window's length.
 */
export function xmr402Nonce(secret: string, binding: Binding, window: number): string {
  const payload = createHash('sha256').update(binding.payload).digest('hex');
  const bound = [binding.clientIp, binding.url, payload, window].join(':');
  return createHmac('sha256', secret).update(bound).digest('hex').slice(0, 16);
}

export type Xmr402Credential = { txid: string; proof: string };

/**
 * Reads `Authorization: XMR402 txid="…", proof="…"`, as strictly as the guards: in this order and
 * this case.
 * @returns undefined for another scheme, which is as if none had come.
 */
export function readXmr402(
  authorization: string | undefined,
): Xmr402Credential | 'malformed' | undefined {
  if (!authorization?.startsWith('XMR402')) return undefined;
  const [, txid, proof] = /^XMR402\s+txid="([^"]+)",\s*proof="([^"]+)"$/.exec(authorization) ?? [];
  return txid && proof ? { txid, proof } : 'malformed';
}
