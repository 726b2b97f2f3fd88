import type { NATSConnection } from '../configuration/configuration.ts';
import { type Fault, fault } from '../configuration/fault.ts';
import { within } from '../configuration/json.ts';
import {
  type Change,
  type FieldChange,
  type Item,
  type Note,
  type Part,
  type PartPlan,
  SECRET_VALUE,
} from '../configuration/part.ts';
import { readStreamAddress } from '../nats/address.ts';
import { subjectFault } from '../nats/subject.ts';
import type { Failure } from '../outcome/failure.ts';
import { ok, type Result } from '../outcome/result.ts';
import type { Shelf } from '../platform/shelf.ts';
import type { StoredStream } from '../platform/stream-storage.ts';
import type { Vault } from '../vault/vault.ts';
import { mustBeOpen } from './configuration-vault.ts';
import { LOGIN_KIND, MOST_STREAMS, MOST_SUBSCRIPTIONS, secretId } from './stream-actions.ts';

export interface StreamingPartPorts {
  readonly streams: Shelf<StoredStream>;
  readonly vault: Pick<Vault, 'state' | 'get' | 'put'>;
  newId(): string;
}

type Login = Pick<StoredStream, 'login' | 'username'> & { readonly secret: string | null };

/** NATS connections as a part of a configuration. */
export function streamingPart({ streams, vault, newId }: StreamingPartPorts): Part {
  async function secretOf({ id, login }: StoredStream): Promise<Result<string | null, Failure>> {
    return login === 'none' ? ok(null) : vault.get(secretId(id));
  }

  async function plan(items: readonly Item[]): Promise<Result<PartPlan, Failure>> {
    const before = await streams.read();
    if (!before.ok) return before;
    const logins = items.map(({ entry }) => loginIn(entry as unknown as NATSConnection));
    if (logins.some(({ secret }) => secret !== null)) {
      const open = await mustBeOpen(vault);
      if (!open.ok) return open;
    }
    let after = before.value;
    const faults: Fault[] = [];
    const changes: Change[] = [];
    const notes: Note[] = [];
    const keys: string[] = [];
    const secrets: { readonly id: string; readonly text: string }[] = [];
    /** Those that an entry is about: another one of the same kind is about another. */
    const met = new Set<string>();
    for (const [index, { path, entry }] of items.entries()) {
      const given = entry as unknown as NATSConnection;
      const login = logins[index] ?? NO_LOGIN;
      const url = urlIn(given, path, faults, notes);
      faults.push(...subjectFaults(given, path));
      if (url === null) {
        keys.push('');
        continue;
      }
      const known = after.find(
        (each) => !met.has(each.id) && isAbout(each, url, login, given.name),
      );
      const base: StoredStream = known ?? {
        id: newId(),
        name: given.name ?? new URL(url).host,
        url,
        login: login.login,
        username: login.username,
        on: given.on ?? true,
        subscriptions: [],
      };
      const wanted = (given.subjects ?? []).filter((subject) =>
        base.subscriptions.every((each) => each.subject !== subject),
      );
      const stream: StoredStream = {
        ...base,
        name: given.name ?? base.name,
        subscriptions: [
          ...base.subscriptions,
          ...[...new Set(wanted)].map((subject) => ({ id: newId(), subject })),
        ],
      };
      met.add(stream.id);
      keys.push(stream.id);
      const fields = fieldsOf(known, stream);
      if (login.secret !== null) {
        const kept = known === undefined ? ok(null) : await secretOf(known);
        if (!kept.ok) return kept;
        if (kept.value !== login.secret) {
          secrets.push({ id: secretId(stream.id), text: login.secret });
          fields.push({
            field: login.login === 'token' ? 'token' : 'password',
            before: kept.value === null ? null : SECRET_VALUE,
            after: SECRET_VALUE,
          });
        }
      }
      after =
        known === undefined
          ? [...after, stream]
          : after.map((each) => (each.id === stream.id ? stream : each));
      if (stream.subscriptions.length > MOST_SUBSCRIPTIONS) {
        faults.push(fault(within(path, 'subjects'), 'stream_full'));
      }
      if (known === undefined && after.length > MOST_STREAMS) {
        faults.push(fault(path, 'stream_full'));
      }
      changes.push({
        path,
        kind: known === undefined ? 'new' : fields.length === 0 ? 'same' : 'changed',
        name: stream.name,
        fields,
      });
    }
    return ok({
      faults,
      changes,
      notes,
      keys,
      async apply() {
        for (const { id, text } of secrets) {
          const put = await vault.put({ id, kind: LOGIN_KIND, text });
          if (!put.ok) return put;
        }
        const written = await streams.update(() => ok(after));
        return written.ok ? ok(null) : written;
      },
    });
  }

  return {
    async read(withSecrets) {
      const list = await streams.read();
      if (!list.ok) return list;
      const held = [];
      for (const stream of list.value) {
        const secret = withSecrets ? await secretOf(stream) : ok(null);
        if (!secret.ok) return secret;
        held.push({ key: stream.id, entry: entryOf(stream, secret.value) });
      }
      return ok(held);
    },
    plan,
  };
}

const NO_LOGIN: Login = { login: 'none', username: null, secret: null };

/** How an entry logs in; where it does not say, by what it has for it. */
function loginIn({ authentication }: NATSConnection): Login {
  const { type, token, username, password } = authentication ?? {};
  if (type === 'token' || (type === undefined && token !== undefined)) {
    return { login: 'token', username: null, secret: token ?? null };
  }
  if (type === undefined && username === undefined && password === undefined) return NO_LOGIN;
  return { login: 'username_password', username: username ?? '', secret: password ?? null };
}

/** A server's own address is no browser's: the likeliest of those that it may have is taken. */
function urlIn(
  { url }: NATSConnection,
  path: string,
  faults: Fault[],
  notes: Note[],
): string | null {
  const at = within(path, 'url');
  const address = readStreamAddress(url, false);
  if (!address.ok) {
    faults.push({ path: at, failure: address.error });
    return null;
  }
  if (address.value.kind === 'websocket') return address.value.url;
  const [likeliest] = address.value.candidates;
  if (likeliest === undefined) {
    faults.push(fault(at, 'stream_address_invalid'));
    return null;
  }
  notes.push({ path: at, kind: 'other_address', url: likeliest });
  return likeliest;
}

function subjectFaults({ subjects }: NATSConnection, path: string): Fault[] {
  return (subjects ?? []).flatMap((subject, index) =>
    subjectFault(subject, true) === null
      ? []
      : [fault(within(within(path, 'subjects'), index), 'stream_subject_invalid')],
  );
}

/** Several may be of one server: then the name tells which one is meant. */
function isAbout(
  stream: StoredStream,
  url: string,
  { login, username }: Login,
  name: string | undefined,
): boolean {
  return (
    stream.url === url &&
    stream.login === login &&
    stream.username === username &&
    (name === undefined || name === stream.name)
  );
}

function entryOf(
  { url, name, on, login, username, subscriptions }: StoredStream,
  secret: string | null,
) {
  return {
    url,
    protocol: 'NATS',
    transport: 'WebSocket',
    ...(login === 'none'
      ? {}
      : {
          authentication: {
            type: login,
            ...(username === null ? {} : { username }),
            ...(secret === null ? {} : { [login === 'token' ? 'token' : 'password']: secret }),
          },
        }),
    name,
    on,
    subjects: subscriptions.map(({ subject }) => subject),
  };
}

function fieldsOf(before: StoredStream | undefined, after: StoredStream): FieldChange[] {
  const [is, was] = [shownOf(after), before === undefined ? null : shownOf(before)];
  return Object.entries(is).flatMap(([field, value]) =>
    was?.[field] === value ? [] : [{ field, before: was?.[field] ?? null, after: value }],
  );
}

function shownOf({
  name,
  url,
  login,
  username,
  subscriptions,
}: StoredStream): Record<string, string | null> {
  return {
    name,
    url,
    authentication: login === 'none' ? null : (username ?? login),
    subjects: subscriptions.map(({ subject }) => subject).join(', ') || null,
  };
}
