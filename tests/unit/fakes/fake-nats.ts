import { matchesSubject } from '../../../src/nats/subject.ts';
import { type Failure, failure } from '../../../src/outcome/failure.ts';
import { err, ok } from '../../../src/outcome/result.ts';
import type { Dial, Listener, StreamLogin, Wire } from '../../../src/streams/wire.ts';

/** What a fake server lets its users do. */
export interface FakeNatsRules {
  readonly login?: StreamLogin;
  /** Null: everything. */
  readonly maySubscribe?: readonly string[];
  readonly mayPublish?: readonly string[];
  readonly maxPayload?: number;
}

/** A NATS server in memory, as strict as a real one. */
export interface FakeNats {
  readonly dial: Dial;
  /** How often somebody tried to connect. */
  readonly dials: number;
  publish(subject: string, data: string | Uint8Array): void;
  /** Answers requests on a subject. */
  respond(subject: string, data: string): void;
  /** Breaks every connection, and takes none while it is down. */
  kill(): void;
  restart(): void;
  /** Says nothing more, on connections that stay open. */
  pause(): void;
  resume(): void;
  /** Ends every connection with a reason. */
  expel(why: Failure): void;
}

interface Client {
  readonly listeners: Set<{ subject: string; listener: Listener }>;
  readonly end: (why: Failure | null) => void;
}

export function fakeNats(rules: FakeNatsRules = {}): FakeNats {
  const { login = { type: 'none' }, maxPayload = 1024 * 1024 } = rules;
  const clients = new Set<Client>();
  const responders = new Map<string, string>();
  let isUp = true;
  let isPaused = false;
  let waiting: (() => void)[] = [];
  let dials = 0;

  const allowed = (list: readonly string[] | undefined, subject: string): boolean =>
    list === undefined || list.some((pattern) => matchesSubject(pattern, subject));

  /** As the network does it: later, and not at all while the server stands still. */
  async function reach(): Promise<void> {
    await Promise.resolve();
    if (isPaused) await new Promise<void>((resolve) => waiting.push(resolve));
  }

  function deliver(subject: string, data: Uint8Array): void {
    for (const { listeners } of [...clients]) {
      for (const each of [...listeners]) {
        if (matchesSubject(each.subject, subject)) each.listener.message(subject, data);
      }
    }
  }

  function wire(): Wire {
    let isOpen = true;
    let resolve: (why: Failure | null) => void = () => undefined;
    const closed = new Promise<Failure | null>((done) => {
      resolve = done;
    });
    const client: Client = {
      listeners: new Set(),
      end(why) {
        if (!isOpen) return;
        isOpen = false;
        clients.delete(client);
        resolve(why);
      },
    };
    clients.add(client);

    async function send(subject: string, data: Uint8Array) {
      if (data.length > maxPayload) {
        return err(failure('stream_too_large', { limit: String(maxPayload) }));
      }
      await reach();
      if (!isOpen) return err(failure('stream_not_connected'));
      if (!allowed(rules.mayPublish, subject)) {
        return err(failure('stream_publish_denied', { subject }));
      }
      deliver(subject, data);
      return ok(null);
    }

    return {
      server: { name: 'fake', version: '2.9.10', maxPayload },
      closed,
      subscribe(subject, listener) {
        const entry = { subject, listener };
        if (!allowed(rules.maySubscribe, subject)) void reach().then(() => listener.denied());
        else client.listeners.add(entry);
        return () => client.listeners.delete(entry);
      },
      publish: send,
      async request(subject, data) {
        const sent = await send(subject, data);
        if (!sent.ok) return sent;
        const answer = responders.get(subject);
        if (answer === undefined) return err(failure('stream_no_responder'));
        return ok(new TextEncoder().encode(answer));
      },
      async ping() {
        await reach();
        return isOpen;
      },
      close: () => client.end(null),
    };
  }

  return {
    get dials() {
      return dials;
    },
    async dial(_url, given) {
      dials += 1;
      await reach();
      if (!isUp) return err(failure('stream_unreachable'));
      if (JSON.stringify(given) !== JSON.stringify(login)) {
        return err(failure('stream_login_refused'));
      }
      return ok(wire());
    },
    publish(subject, data) {
      deliver(subject, typeof data === 'string' ? new TextEncoder().encode(data) : data);
    },
    respond: (subject, data) => void responders.set(subject, data),
    kill() {
      isUp = false;
      for (const { end } of [...clients]) end(failure('stream_closed'));
    },
    restart() {
      isUp = true;
    },
    pause() {
      isPaused = true;
    },
    resume() {
      isPaused = false;
      for (const each of waiting) each();
      waiting = [];
    },
    expel(why) {
      for (const { end } of [...clients]) end(why);
    },
  };
}
