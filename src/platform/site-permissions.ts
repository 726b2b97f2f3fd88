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

/** What the user allowed one origin. */
export interface SitePermission {
  readonly grants: readonly Grant[];
  readonly autoSign: readonly AutoSignRule[];
}

const PREFIX = 'signer-site:';
const NOTHING: SitePermission = { grants: [], autoSign: [] };

const stored = v.object({
  grants: v.array(v.object({ chainId: v.string(), address: v.string(), at: v.number() })),
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

/** Which site may ask which account to sign. A record that cannot be read allows nothing. */
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
          const isAny = permission.ok && permission.value.grants.length > 0;
          return isAny ? [{ origin, ...permission.value }] : [];
        }),
      );
    },
  };
}

function parse(value: unknown, origin: string): Result<SitePermission, Failure> {
  if (value === undefined) return ok(NOTHING);
  const read = v.safeParse(stored, value);
  return read.success ? ok(read.output) : err(failure('storage_failed', { record: origin }));
}
