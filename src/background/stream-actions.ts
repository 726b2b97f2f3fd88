import type { FailureView } from '../messages/contract.ts';
import type { Ticket } from '../messages/feed.ts';
import type { ListenerConfig } from '../messages/listener.ts';
import type { Handlers } from '../messages/router.ts';
import type { STREAM_CONTRACT } from '../messages/streams.ts';
import { readStreamAddress } from '../nats/address.ts';
import { subjectFault } from '../nats/subject.ts';
import { type Failure, failure } from '../outcome/failure.ts';
import { err, ok, type Result } from '../outcome/result.ts';
import type { Shelf } from '../platform/shelf.ts';
import type { StoredQuiet, StoredStream } from '../platform/stream-storage.ts';
import type { NamedStream } from '../signers/site-question.ts';
import type { StreamLogin } from '../streams/wire.ts';
import type { Vault } from '../vault/vault.ts';

/** People watch a game or two; each connection is a socket and a megabyte a subject. */
export const MOST_STREAMS = 16;
export const MOST_SUBSCRIPTIONS = 32;

/** What the secret of a login is called in the vault. */
export const LOGIN_KIND = 'stream-login';

export interface StreamPorts {
  readonly vault: Pick<Vault, 'state' | 'get' | 'put' | 'remove'>;
  readonly streams: Shelf<StoredStream>;
  readonly quiet: Shelf<StoredQuiet>;
  listen(config: ListenerConfig): Promise<void>;
  /** Lets a page hear something of what is listened to. */
  expect(ticket: Ticket): Promise<void>;
  /** Tells pages that may hear something of a connection that it became another. */
  tellPages(streamId: string): Promise<void>;
  /**
   * Shows a notification of the browser.
   * @param more how many others it stands for
   */
  notify(subject: string, text: string, more: number): Promise<void>;
  newId(): string;
  /** Tells open pages. */
  changed(): void;
}

export interface StreamKeeper {
  readonly handlers: Pick<Handlers, keyof typeof STREAM_CONTRACT>;
  /** Has the listener do what is stored: at each start, and when the vault is locked or unlocked. */
  resume(): Promise<void>;
  list(): Promise<readonly NamedStream[]>;
  /**
   * A ticket for a page that may hear these subjects; null while the connection is off.
   * @throws where the listener cannot be had
   */
  admit(origin: string, streamId: string, subjects: readonly string[]): Promise<string | null>;
}

type Done = { ok: true } | { ok: false; failure: FailureView };

/** Where the secret of a login is in the vault. */
export function secretId(id: string): string {
  return `stream:${id}`;
}

/** The user's connections: stored here, held by the listener. */
export function keepStreams(ports: StreamPorts): StreamKeeper {
  const { vault, streams } = ports;

  async function loginOf(stream: StoredStream): Promise<StreamLogin | 'locked'> {
    if (stream.login === 'none') return { type: 'none' };
    const kept = await vault.get(secretId(stream.id));
    // Whatever keeps the vault from giving it, unlocking is what helps.
    if (!kept.ok || kept.value === null) return 'locked';
    return stream.login === 'token'
      ? { type: 'token', token: kept.value }
      : { type: 'username_password', username: stream.username ?? '', password: kept.value };
  }

  async function quietHours(): Promise<StoredQuiet | null> {
    const read = await ports.quiet.read();
    return (read.ok && read.value[0]) || null;
  }

  async function configFor(list: readonly StoredStream[]): Promise<ListenerConfig> {
    const on = list.filter((stream) => stream.on);
    return {
      streams: await Promise.all(
        on.map(async (stream) => ({
          id: stream.id,
          url: stream.url,
          login: await loginOf(stream),
          subscriptions: subscriptionsOf(stream),
        })),
      ),
      keep: list
        .filter((stream) => !stream.on)
        .flatMap(({ id, subscriptions }) => [id, ...subscriptions.map((each) => each.id)]),
      quiet: await quietHours(),
    };
  }

  let turn: Promise<unknown> = Promise.resolve();

  /** Tells the listener what is stored now: one after the other, so the newest comes last. */
  function tell(isNeeded: (list: readonly StoredStream[]) => boolean): Promise<void> {
    const told = turn.then(async () => {
      const list = await streams.read();
      if (list.ok && isNeeded(list.value)) await ports.listen(await configFor(list.value));
    });
    turn = told.catch(() => undefined);
    return told;
  }

  /** Has the listener follow a change, and the pages. */
  async function follow(written: Result<unknown, Failure>): Promise<Done> {
    if (written.ok) await tell(() => true);
    ports.changed();
    if (written.ok) return { ok: true };
    const { code, detail } = written.error;
    return {
      ok: false,
      failure: { code, ...(detail === undefined ? {} : { detail: { ...detail } }) },
    };
  }

  async function change(
    id: string,
    to: (stream: StoredStream) => Result<StoredStream, Failure>,
  ): Promise<Result<readonly StoredStream[], Failure>> {
    return streams.update((list) => {
      const before = list.find((stream) => stream.id === id);
      if (before === undefined) return err(failure('stream_gone'));
      const after = to(before);
      return after.ok ? ok(list.map((each) => (each.id === id ? after.value : each))) : after;
    });
  }

  /** Puts the secret of a login into the vault, or takes the old one out. */
  async function keepSecret(id: string, login: StreamLogin): Promise<Result<null, Failure>> {
    if (login.type === 'none') {
      const state = await vault.state();
      return state.ok && state.value !== 'none' ? vault.remove(secretId(id)) : ok(null);
    }
    const text = login.type === 'token' ? login.token : login.password;
    return vault.put({ id: secretId(id), kind: LOGIN_KIND, text });
  }

  async function save(
    given: Parameters<StreamKeeper['handlers']['stream.save']>[0],
  ): Promise<Result<readonly StoredStream[], Failure>> {
    const { name, insists, login } = given;
    const address = readStreamAddress(given.url, insists);
    if (!address.ok) return address;
    // The page asks the listener which of the candidates it is.
    if (address.value.kind === 'tcp') return err(failure('stream_address_invalid'));
    const { url } = address.value;
    const before = await streams.read();
    if (!before.ok) return before;
    const old = before.value.find(({ id }) => id === given.id);
    if (given.id !== null && old === undefined) return err(failure('stream_gone'));
    if (old === undefined && before.value.length >= MOST_STREAMS)
      return err(failure('stream_full'));
    const id = old?.id ?? ports.newId();
    // The secret first: a login without one could only be typed in again.
    if (login !== null && (old !== undefined || login.type !== 'none')) {
      const kept = await keepSecret(id, login);
      if (!kept.ok) return kept;
    }
    const facts = {
      name,
      url,
      ...(login === null
        ? {}
        : {
            login: login.type,
            username: login.type === 'username_password' ? login.username : null,
          }),
    };
    if (old !== undefined) return change(id, (stream) => ok({ ...stream, ...facts }));
    const fresh: StoredStream = {
      id,
      login: 'none',
      username: null,
      on: true,
      subscriptions: [],
      ...facts,
    };
    return streams.update((list) => ok([...list, fresh]));
  }

  async function list(): Promise<readonly StoredStream[]> {
    const read = await streams.read();
    return read.ok ? read.value : [];
  }

  return {
    async list() {
      return (await list()).map(({ id, name, url }) => ({ id, name, url }));
    },
    async admit(origin, streamId, subjects) {
      const isOn = (await list()).some(({ id, on }) => id === streamId && on);
      if (!isOn) return null;
      await tell(() => true);
      const id = ports.newId();
      await ports.expect({ id, origin, streamId, subjects: [...subjects] });
      return id;
    },
    // Where nothing is on, the page that holds the listener need not be opened.
    resume: () => tell((list) => list.some(({ on }) => on)),
    handlers: {
      async 'streams.read'() {
        const [state, list] = await Promise.all([vault.state(), streams.read()]);
        return {
          vault: state.ok ? state.value : 'locked',
          streams: list.ok
            ? list.value.map((stream) => ({
                ...stream,
                subscriptions: subscriptionsOf(stream),
              }))
            : [],
          quiet: await quietHours(),
        };
      },
      'streams.open': async () => follow(await streams.read()),
      'stream.save': async (given) => follow(await save(given)),
      async 'stream.remove'({ id }) {
        // The name first: a name without a login could not connect any more.
        const gone = await streams.update((list) => ok(list.filter((each) => each.id !== id)));
        if (gone.ok) await vault.remove(secretId(id));
        const done = await follow(gone);
        await ports.tellPages(id);
        return done;
      },
      async 'stream.switch'({ id, on }) {
        const done = await follow(await change(id, (stream) => ok({ ...stream, on })));
        await ports.tellPages(id);
        return done;
      },
      'stream.subscribe': async ({ id, subject }) =>
        follow(
          await change(id, (stream) => {
            const { subscriptions } = stream;
            if (subjectFault(subject, true) !== null) return err(failure('stream_subject_invalid'));
            if (subscriptions.some((each) => each.subject === subject)) {
              return err(failure('stream_subject_known'));
            }
            if (subscriptions.length >= MOST_SUBSCRIPTIONS) return err(failure('stream_full'));
            const fresh = { id: ports.newId(), subject, alerts: [] };
            return ok({ ...stream, subscriptions: [...subscriptions, fresh] });
          }),
        ),
      'stream.alerts': async ({ id, subscriptionId, alerts }) =>
        follow(
          await change(id, (stream) =>
            ok({
              ...stream,
              subscriptions: stream.subscriptions.map((each) =>
                each.id === subscriptionId
                  ? {
                      ...each,
                      alerts: alerts.map((conditions) => ({ id: ports.newId(), conditions })),
                    }
                  : each,
              ),
            }),
          ),
        ),
      'streams.quiet': async ({ quiet }) =>
        follow(await ports.quiet.update(() => ok(quiet === null ? [] : [quiet]))),
      async 'stream.alert'({ subject, text, more }) {
        await ports.notify(inert(subject), inert(text), more);
        return { ok: true };
      },
      'stream.unsubscribe': async ({ id, subscriptionId }) =>
        follow(
          await change(id, (stream) =>
            ok({
              ...stream,
              subscriptions: stream.subscriptions.filter((each) => each.id !== subscriptionId),
            }),
          ),
        ),
    },
  };
}

/** Copies, as messages want them. */
function subscriptionsOf({ subscriptions }: StoredStream) {
  return subscriptions.map((each) => ({
    ...each,
    alerts: each.alerts.map(({ id, conditions }) => ({ id, conditions: [...conditions] })),
  }));
}

/** What a server sent, without what could hide or turn around the rest of a line. */
function inert(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]/gu, '\u{FFFD}');
}
