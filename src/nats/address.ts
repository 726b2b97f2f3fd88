import { type Failure, failure } from '../outcome/failure.ts';
import { err, ok, type Result } from '../outcome/result.ts';

/** Where a NATS server listens for browsers, or where it may. */
export type StreamAddress =
  | { readonly kind: 'websocket'; readonly url: string }
  | {
      /** A `nats://` address: of a port that no browser can speak to. */
      readonly kind: 'tcp';
      /** WebSocket addresses that the same server may have, the likeliest first. */
      readonly candidates: readonly string[];
    };

/** Structs' own WebSocket port, and those of NATS's documentation and of common proxies. */
const LOCAL_PORTS = [1443, 8080, 9222, 443] as const;
const REMOTE_PORTS = [443, 1443, 8443, 9222] as const;

/**
 * Reads a server's address as somebody has it in a configuration.
 *
 * Errors: `stream_address_invalid`; `stream_insecure` for `ws:` off this machine: whoever is on the
 * way would read the password and could make up messages.
 *
 * @param insists the user wants it unencrypted all the same
 */
export function readStreamAddress(text: string, insists: boolean): Result<StreamAddress, Failure> {
  const trimmed = text.trim();
  if (!URL.canParse(trimmed)) return err(failure('stream_address_invalid'));
  const url = new URL(trimmed);
  const hasLogin = url.username !== '' || url.password !== '';
  // A password in an address would be stored and shown with it.
  if (hasLogin || url.hostname === '') return err(failure('stream_address_invalid'));
  if (url.protocol === 'nats:' || url.protocol === 'tls:') {
    return ok({ kind: 'tcp', candidates: candidatesFor(url.hostname, insists) });
  }
  if (url.protocol !== 'ws:' && url.protocol !== 'wss:') {
    return err(failure('stream_address_invalid'));
  }
  if (url.hash !== '') return err(failure('stream_address_invalid'));
  if (url.protocol === 'ws:' && !insists && !isLoopbackHost(url.hostname)) {
    return err(failure('stream_insecure', { host: url.host }));
  }
  return ok({ kind: 'websocket', url: url.href });
}

function candidatesFor(hostname: string, insists: boolean): string[] {
  const secure = REMOTE_PORTS.map((port) => new URL(`wss://${hostname}:${port}/`).href);
  if (isLoopbackHost(hostname)) {
    return [...LOCAL_PORTS.map((port) => new URL(`ws://${hostname}:${port}/`).href), ...secure];
  }
  const plain = LOCAL_PORTS.map((port) => new URL(`ws://${hostname}:${port}/`).href);
  return insists ? [...secure, ...plain] : secure;
}

/** Names and addresses of this machine, as `URL.hostname` writes them. */
function isLoopbackHost(hostname: string): boolean {
  return (
    hostname === 'localhost' ||
    hostname.endsWith('.localhost') ||
    hostname === '[::1]' ||
    /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(hostname)
  );
}
