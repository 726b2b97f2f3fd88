import * as v from 'valibot';
import { type Failure, failure } from '../outcome/failure.ts';
import { err, ok, type Result } from '../outcome/result.ts';
import type { AutoSignRule } from '../signers/auto-sign.ts';
import type { LocalStorage } from './storage.ts';

/** An account of a chain that a site may know, and ask to sign with. One for each chain. */
export interface Grant {
  readonly chainId: string;
  readonly address: string;
  /** When it was given, in milliseconds since 1970. */
  readonly at: number;
}

/** A subject of one of the user's connections that a site may hear. */
export interface StreamGrant {
  readonly streamId: string;
  /** With wildcards, perhaps. */
  readonly subject: string;
  readonly at: number;
}

/** What the user allowed one origin. */
export interface SitePermission {
  readonly grants: readonly Grant[];
  readonly streams: readonly StreamGrant[];
  readonly autoSign: readonly AutoSignRule[];
}

const PREFIX = 'signer-site:';
export const NOTHING_ALLOWED: SitePermission = { grants: [], streams: [], autoSign: [] };

const stored = v.object({
  grants: v.array(v.object({ chainId: v.string(), address: v.string(), at: v.number() })),
  /** Older records have none. */
  streams: v.optional(
    v.array(v.object({ streamId: v.string(), subject: v.string(), at: v.number() })),
    [],
  ),
  autoSign: v.array(
    v.object({
      chainId: v.string(),
      address: v.string(),
      typeUrl: v.string(),
      fee: v.string(),
      left: v.pipe(v.number(), v.integer(), v.minValue(0)),
      until: v.number(),
    }),
  ),
});

/** Which site may ask which account to sign, and hear what. A record that cannot be read allows nothing. */
export interface SitePermissions {
  read(origin: string): Promise<Result<SitePermission, Failure>>;
  /** Reads, changes and writes in one turn. */
  update(
    origin: string,
    change: (before: SitePermission) => SitePermission,
  ): Promise<Result<SitePermission, Failure>>;
  /** All origins that are allowed anything. */
  all(): Promise<Result<readonly (SitePermission & { readonly origin: string })[], Failure>>;
}

export function openSitePermissions(storage: LocalStorage): SitePermissions {
  let line: Promise<unknown> = Promise.resolve();

  async function read(origin: string): Promise<Result<SitePermission, Failure>> {
    const entry = await storage.get(PREFIX + origin);
    return entry.ok ? parse(entry.value, origin) : entry;
  }

  return {
    read,
    update(origin, change) {
      const turn = line.then(async (): Promise<Result<SitePermission, Failure>> => {
        const before = await read(origin);
        if (!before.ok) return before;
        const after = change(before.value);
        const written = await storage.set({ [PREFIX + origin]: after });
        return written.ok ? ok(after) : written;
      });
      line = turn.catch(() => undefined);
      return turn;
    },
    async all() {
      const keys = await storage.keys(PREFIX);
      if (!keys.ok) return keys;
      const values = await storage.getMany(keys.value);
      if (!values.ok) return values;
      return ok(
        keys.value.flatMap((key, index) => {
          const origin = key.slice(PREFIX.length);
          const permission = parse(values.value[index], origin);
          if (!permission.ok) return [];
          const { grants, streams } = permission.value;
          return grants.length + streams.length > 0 ? [{ origin, ...permission.value }] : [];
        }),
      );
    },
  };
}

/** The origins that may hear something of a connection. */
export function listenersOf(
  sites: readonly (Pick<SitePermission, 'streams'> & { readonly origin: string })[],
  streamId: string,
): ReadonlySet<string> {
  const heard = sites.filter(({ streams }) => streams.some((one) => one.streamId === streamId));
  return new Set(heard.map(({ origin }) => origin));
}

function parse(value: unknown, origin: string): Result<SitePermission, Failure> {
  if (value === undefined) return ok(NOTHING_ALLOWED);
  const read = v.safeParse(stored, value);
  return read.success ? ok(read.output) : err(failure('storage_failed', { record: origin }));
}
