// Debian's nats-server, with a WebSocket for browsers, in each way in which it may let them in.
import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { connectNats, type NatsClient } from './nats-client.ts';
import { type Daemon, freePorts, newDataDir, startDaemon } from './processes.ts';

const TOKEN = 's3cret-nats-token-91';
const PLAYER = { user: 'player', pass: 'pebble-nats-pass-17' };
/** Who publishes in tests; it may do everything. */
const OPERATOR = { user: 'operator', pass: 'granite-nats-pass-23' };

/** `none` lets everybody in; `origin` lets no extension in; `tls` has a certificate of its own. */
export type NatsKind = 'none' | 'token' | 'users' | 'tls' | 'origin';

export interface NatsServer {
  /** For browsers. */
  readonly url: string;
  /** Where it logs; removed when it stops. */
  readonly dir: string;
  /** For programs. */
  readonly port: number;
  readonly login: { readonly token: string; readonly user: string; readonly pass: string };
  connect(): Promise<NatsClient>;
  /** How many connections the server ever took, also those that it refused after a while. */
  connections(): Promise<number>;
  /** Clients that are connected by a WebSocket now. */
  open(): Promise<number>;
  /** Subjects that clients are subscribed to now. */
  subscriptions(): Promise<number>;
  /** Messages that were handed to clients by a WebSocket that are connected now. */
  delivered(): Promise<number>;
  /** Ends it at once; clients see their connections break. */
  kill(): Promise<void>;
  /** Starts it again at the same addresses. */
  restart(): Promise<void>;
  /** Stops it where it stands: its connections stay open and nothing comes over them. */
  pause(): void;
  resume(): void;
  stop(): Promise<void>;
}

/** The player may listen to structs.> and consensus, and publish to chat.> alone. */
function authorization(kind: NatsKind): string {
  if (kind === 'token') return `authorization { token: "${TOKEN}" }`;
  if (kind !== 'users') return '';
  return `authorization { users: [
    { user: "${OPERATOR.user}", password: "${OPERATOR.pass}" }
    { user: "${PLAYER.user}", password: "${PLAYER.pass}", permissions: {
      subscribe: ["structs.>", "consensus", "_INBOX.>"], publish: ["chat.>"] } }
  ] }`;
}

export async function startNats(kind: NatsKind): Promise<NatsServer> {
  const dir = await newDataDir('nats');
  let daemon: Daemon | null = await launch(kind, dir);
  const { ports } = daemon;
  const [port = 0, webPort = 0, monitorPort = 0] = ports;

  async function monitor<T>(path: string): Promise<T> {
    const response = await fetch(`http://127.0.0.1:${monitorPort}/${path}`);
    return (await response.json()) as T;
  }

  return {
    url: `${kind === 'tls' ? 'wss' : 'ws'}://127.0.0.1:${webPort}/`,
    dir,
    port,
    login: { token: TOKEN, ...PLAYER },
    connect: () =>
      connectNats(
        port,
        kind === 'token' ? { auth_token: TOKEN } : kind === 'users' ? OPERATOR : {},
      ),
    connections: async () =>
      (await monitor<{ total_connections: number }>('varz')).total_connections,
    open: async () => {
      const { connections } = await monitor<{ connections: { type?: string }[] }>('connz');
      return connections.filter(({ type }) => type === 'websocket').length;
    },
    async delivered() {
      const { connections } = await monitor<{
        connections: { type?: string; out_msgs: number }[];
      }>('connz');
      return connections
        .filter(({ type }) => type === 'websocket')
        .reduce((sum, { out_msgs: out }) => sum + out, 0);
    },
    subscriptions: async () => (await monitor<{ subscriptions: number }>('varz')).subscriptions,
    async kill() {
      await daemon?.stop(true);
      daemon = null;
    },
    async restart() {
      daemon ??= await launch(kind, dir, ports);
    },
    pause: () => daemon?.pause(),
    resume: () => daemon?.resume(),
    async stop() {
      daemon ??= await launch(kind, dir, ports);
      await daemon.stop();
    },
  };
}

async function launch(kind: NatsKind, dir: string, ports?: readonly number[]): Promise<Daemon> {
  if (kind === 'tls' && ports === undefined) await makeCertificate(dir);
  const chosen = ports ?? (await freePorts(3));
  const [port, webPort, monitorPort] = chosen;
  const config = join(dir, 'nats.conf');
  await writeFile(
    config,
    `listen: "127.0.0.1:${port}"
    http: "127.0.0.1:${monitorPort}"
    ${authorization(kind)}
    websocket {
      listen: "127.0.0.1:${webPort}"
      ${kind === 'tls' ? `tls { cert_file: "${dir}/certificate.pem", key_file: "${dir}/key.pem" }` : 'no_tls: true'}
      ${kind === 'origin' ? 'allowed_origins: ["https://game.example"]' : ''}
    }`,
  );
  return startDaemon({
    name: 'nats',
    command: 'nats-server',
    ports: chosen,
    dir,
    args: () => ['-c', config],
    async ready() {
      const response = await fetch(`http://127.0.0.1:${monitorPort}/healthz`);
      if (!response.ok) throw new Error(`not ready: ${response.status}`);
    },
  });
}

async function makeCertificate(dir: string): Promise<void> {
  await promisify(execFile)('openssl', [
    ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'],
    ...['-days', '2', '-subj', '/CN=localhost', '-addext', 'subjectAltName=IP:127.0.0.1'],
    ...['-keyout', join(dir, 'key.pem'), '-out', join(dir, 'certificate.pem')],
  ]);
}
