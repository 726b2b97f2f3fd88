import type { FailureCode } from '../outcome/failure.ts';

/** The part of `fetch` that is needed, with this extension's rights to any site. */
export type Look = (
  url: string,
) => Promise<{ readonly status: number; readonly isWebSocket: boolean; readonly text: string }>;

/**
 * Why a WebSocket did not come about. The browser says nothing of it, whether nobody listens, the
 * certificate is wrong or the server refuses our origin (RFC 6455 and the WebSocket standard want
 * that kept from scripts). But nats-server answers plain HTTP at the same port [measured, 2.9.10]:
 * 400 with `Sec-WebSocket-Version` where it would take a WebSocket, and "Client sent an HTTP request
 * to an HTTPS server" where it wants TLS.
 */
export async function diagnose(url: string, look: Look): Promise<FailureCode> {
  const secure = url.startsWith('wss:');
  const same = await attempt(url.replace(/^ws/, 'http'), look);
  if (same !== null) {
    // Go's TLS listener says so in words.
    if (!secure && same.text.includes('HTTPS server')) return 'stream_tls_needed';
    // It speaks WebSocket and would not with us.
    if (same.isWebSocket) return 'stream_origin_refused';
    return 'stream_not_nats';
  }
  if (!secure) return 'stream_unreachable';
  const plain = await attempt(url.replace(/^wss/, 'http'), look);
  if (plain === null) return 'stream_unreachable';
  return plain.text.includes('HTTPS server') ? 'stream_certificate' : 'stream_no_tls';
}

async function attempt(url: string, look: Look) {
  try {
    return await look(url);
  } catch {
    return null;
  }
}
