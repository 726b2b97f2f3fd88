import { sha256 } from '@noble/hashes/sha2.js';
import { base58, createBase58check } from '@scure/base';
import { type Failure, failure } from '../outcome/failure.ts';
import { err, ok, type Result } from '../outcome/result.ts';

/** What a pairing code carries: where a wallet is, its login, and where to try it. */
export interface Pairing {
  /** Of monero-wallet-rpc: `http:` or `https:`. */
  readonly url: string;
  readonly username: string;
  readonly password: string;
  /** A page on this computer whose toll may be paid to try it; null where there is none. */
  readonly demo: string | null;
}

/** No letter `l` is in base58, so what follows cannot be taken for a part of it. */
const PREFIX = 'tollpass';
const VERSION = 1;
const MOST_CHARACTERS = 1024;
const CHECKSUM_BYTES = 4;
const checked = createBase58check(sha256);

/**
 * One line that a person can copy with a double click: `tollpass` and then, in base58 with the
 * checksum that Bitcoin's addresses have (docs/wallet.md), a byte for the version and the fields in
 * UTF-8, a line each.
 *
 * @throws RangeError if a field has a line break
 */
export function writePairingCode({ url, username, password, demo }: Pairing): string {
  const fields = [url, username, password, ...(demo === null ? [] : [demo])];
  if (fields.some((field) => field.includes('\n'))) throw new RangeError('a line break');
  const text = new TextEncoder().encode(fields.join('\n'));
  return PREFIX + checked.encode(Uint8Array.of(VERSION, ...text));
}

/**
 * Reads a pairing code, with whatever white space a terminal has put into it.
 *
 * Errors: `pairing_code_unreadable`, `pairing_code_mistyped` (the checksum), `pairing_code_newer`.
 */
export function readPairingCode(text: string): Result<Pairing, Failure> {
  const line = text.replace(/\s/g, '');
  if (!line.startsWith(PREFIX) || line.length > MOST_CHARACTERS) return unreadable();
  const coded = line.slice(PREFIX.length);
  if (!/^[1-9A-HJ-NP-Za-km-z]+$/.test(coded)) return unreadable();
  const body = bodyOf(coded);
  if (body === null) return err(failure('pairing_code_mistyped'));
  if (body[0] !== VERSION) return err(failure('pairing_code_newer'));
  return pairingOf(body.slice(1)) ?? unreadable();
}

/** Null if the checksum is not that of the rest. */
function bodyOf(coded: string): Uint8Array | null {
  if (base58.decode(coded).length <= CHECKSUM_BYTES) return null;
  try {
    return checked.decode(coded);
  } catch {
    return null;
  }
}

function pairingOf(bytes: Uint8Array): Result<Pairing, Failure> | null {
  const fields = textOf(bytes)?.split('\n') ?? [];
  const [url, username, password, demo] = fields;
  if (url === undefined || username === undefined || password === undefined) return null;
  if (fields.length > 4 || !/^https?:$/.test(parsed(url)?.protocol ?? '')) return null;
  if (demo !== undefined && !isOnThisComputer(demo)) return null;
  return ok({ url, username, password, demo: demo ?? null });
}

function textOf(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

function parsed(url: string): URL | null {
  return URL.canParse(url) ? new URL(url) : null;
}

/** A code may come from anybody: it leads to no page but one of a server on this computer. */
function isOnThisComputer(url: string): boolean {
  const { protocol, hostname } = parsed(url) ?? {};
  return protocol === 'http:' && hostname === '127.0.0.1';
}

function unreadable(): Result<never, Failure> {
  return err(failure('pairing_code_unreadable'));
}
