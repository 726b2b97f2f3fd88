import {
  type ConnectionOptions,
  connect,
  Events,
  type NatsConnection,
  type NatsError,
} from 'nats.ws';
import { type Failure, failure } from '../outcome/failure.ts';
import { err, ok, type Result } from '../outcome/result.ts';
import { type TappedSocket, tapSocket } from './tapped-socket.ts';
import type { Dial, Listener, ServerFacts, StreamLogin, Wire } from './wire.ts';

/** From the first packet to the login. */
const DIAL_MS = 10_000;

/** Ours is in `connection.ts`: nats.ws's own is off, or two would ask. */
const NEVER_MS = 0x7fff_ffff;

const MOST_NAME = 128;

/** Not in the library's types, but read by its WebSocket transport (nats.ws 1.30.3). */
interface WithSocket {
  wsFactory(url: string): Promise<{ socket: TappedSocket; encrypted: boolean }>;
}

/**
 * `Dial` with nats.ws. It connects once and never again by itself: when to retry, and what was
 * missed, is ours to say.
 */
export const dialNats: Dial = async (url, login) => {
  // Kept, because nats.ws lets go of a socket that did not come about without closing it.
  let socket: WebSocket | null = null;
  let opened = false;
  const listeners = new Map<number, Listener>();
  const options: ConnectionOptions & WithSocket = {
    servers: url,
    name: 'tollpass',
    reconnect: false,
    maxReconnectAttempts: 0,
    timeout: DIAL_MS,
    pingInterval: NEVER_MS,
    // Else the server could send us elsewhere.
    ignoreClusterUpdates: true,
    noAsyncTraces: true,
    ...credentials(login),
    async wsFactory() {
      // Of the address as it was given: nats.ws would hand over one without its path.
      const made = new WebSocket(url);
      made.addEventListener('open', () => {
        opened = true;
      });
      socket = made;
      const tapped = tapSocket(made, (sid, subject, data) => {
        const listener = listeners.get(sid);
        listener?.message(subject, data);
        return listener !== undefined;
      });
      return { socket: tapped, encrypted: url.startsWith('wss:') };
    },
  };
  try {
    return ok(wireOf(await connect(options), listeners, () => socket?.close()));
  } catch (error) {
    (socket as WebSocket | null)?.close();
    return err(dialFailure(error as NatsError, opened));
  }
};

function credentials(login: StreamLogin): Partial<ConnectionOptions> {
  if (login.type === 'token') return { token: login.token };
  if (login.type === 'none') return {};
  return { user: login.username, pass: login.password };
}

/** No cause: the library's errors may quote what was sent. */
function dialFailure({ code }: NatsError, opened: boolean): Failure {
  return closeFailure(code) ?? failure(opened ? 'stream_not_nats' : 'stream_unreachable');
}

/** What the server said before it went; null where it said nothing. */
function closeFailure(code: string | undefined): Failure | null {
  switch (code) {
    case 'AUTHORIZATION_VIOLATION':
    case 'BAD_AUTHENTICATION':
      return failure('stream_login_refused');
    case 'AUTHENTICATION_EXPIRED':
    case 'ACCOUNT_EXPIRED':
      return failure('stream_login_expired');
    case 'AUTHENTICATION_TIMEOUT':
      return failure('stream_unreachable');
    default:
      return null;
  }
}

/** @param listeners by the number of their subscription: they hear past nats.ws */
function wireOf(
  connection: NatsConnection,
  listeners: Map<number, Listener>,
  closeSocket: () => void,
): Wire {
  const server = factsOf(connection);
  const denied = new Set<string>();
  void watch(connection, denied);

  async function sent(subject: string): Promise<Result<null, Failure>> {
    // An error comes before the answer to a PING that was sent after its cause.
    await connection.flush();
    // The library tells of it a few microtasks later than of the answer.
    await new Promise((resolve) => setTimeout(resolve, 0));
    const isDenied = denied.delete(subject);
    return isDenied ? err(failure('stream_publish_denied', { subject })) : ok(null);
  }

  async function attempt<T>(
    data: Uint8Array,
    work: () => Promise<Result<T, Failure>>,
  ): Promise<Result<T, Failure>> {
    if (connection.isClosed()) return err(failure('stream_not_connected'));
    const limit = server.maxPayload;
    if (data.length > limit) return err(failure('stream_too_large', { limit: String(limit) }));
    try {
      return await work();
    } catch (error) {
      const { code } = error as NatsError;
      if (code === '503') return err(failure('stream_no_responder'));
      if (code === 'TIMEOUT') return err(failure('stream_no_answer'));
      if (code === 'PERMISSIONS_VIOLATION') return err(failure('stream_publish_denied'));
      return err(failure('stream_not_connected'));
    }
  }

  return {
    server,
    closed: connection.closed().then((why) => {
      const { code } = (why ?? {}) as Partial<NatsError>;
      return why ? (closeFailure(code) ?? failure('stream_closed')) : null;
    }),
    subscribe(subject, listener) {
      const subscription = connection.subscribe(subject, {
        callback(error, message) {
          if (error === null) listener.message(message.subject, message.data);
          else listener.denied();
        },
      });
      const sid = subscription.getID();
      listeners.set(sid, listener);
      return () => {
        listeners.delete(sid);
        if (!connection.isClosed() && !subscription.isClosed()) subscription.unsubscribe();
      };
    },
    publish: (subject, data) =>
      attempt(data, async () => {
        connection.publish(subject, data);
        return sent(subject);
      }),
    request: (subject, data, timeoutMs) =>
      attempt(data, async () => {
        const reply = await connection.request(subject, data, { timeout: timeoutMs });
        return ok(reply.data.slice());
      }),
    ping: () =>
      connection.flush().then(
        () => true,
        () => false,
      ),
    close() {
      listeners.clear();
      void connection.close();
      // nats.ws waits for what is to be sent, which on a half-open connection is for ever.
      closeSocket();
    },
  };
}

/** Notes which subjects the server refused to take. */
async function watch(connection: NatsConnection, denied: Set<string>): Promise<void> {
  for await (const { type, permissionContext } of connection.status()) {
    if (type !== Events.Error || permissionContext?.operation !== 'publish') continue;
    denied.add(permissionContext.subject);
  }
}

/** A server says of itself what it likes: within bounds. */
function factsOf({ info }: NatsConnection): ServerFacts {
  return {
    name: String(info?.server_name ?? '').slice(0, MOST_NAME),
    version: String(info?.version ?? '').slice(0, MOST_NAME),
    maxPayload: Math.max(0, Math.trunc(Number(info?.max_payload)) || 0),
  };
}
