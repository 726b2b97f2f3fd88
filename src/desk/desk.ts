import * as v from 'valibot';
import browser, { type Runtime } from 'webextension-polyfill';
import { DESK_INPUT, deskMessage } from '../messages/desk-input.ts';
import { FEED_PORT, revokeMessage, type Ticket, ticketMessage } from '../messages/feed.ts';
import { alertMessage, type ListenerConfig, listenMessage } from '../messages/listener.ts';
import type { Signing } from '../signers/signing.ts';
import { openFeeds } from './feeds.ts';

/**
 * The page that nobody sees. Keys are used in it, and none is kept; and it holds the listener, the
 * worker with the connections of streams, because there can be only one such page in Chromium. The
 * background opens it when it needs it (`platform/desk-host.ts`); left alone, it closes itself.
 */
const IDLE_MS = 180_000;

let signing: Promise<Signing> | null = null;

/** Given along by the background: an offscreen document cannot ask the browser for its language. */
function language(): string {
  return new URLSearchParams(location.search).get('language') ?? '';
}

/** Its libraries are loaded when a key is used first: streams have no need of them. */
function openSigning(): Promise<Signing> {
  signing ??= import('../signers/local-signing.ts').then(({ localSigning }) =>
    localSigning(() => Date.now(), language()),
  );
  return signing;
}

let listener: Promise<Worker> | null = null;
let isListening = false;

const feeds = openFeeds((order) => void listener?.then((worker) => worker.postMessage(order)));

/** Wakes it, where it sleeps. */
async function tellBackground(input: object): Promise<void> {
  await browser.runtime.sendMessage({ name: 'stream.alert', input }).catch(() => undefined);
}

/** Resolves once it hears what is asked of it. */
function startListener(): Promise<Worker> {
  const worker = new Worker(new URL('../listener/listener.ts', import.meta.url), {
    type: 'module',
  });
  return new Promise((resolve) => {
    worker.addEventListener('message', ({ data }) => {
      if (feeds.heard(data)) return;
      const told = v.safeParse(alertMessage, data);
      if (told.success) void tellBackground(told.output.alert);
      else resolve(worker);
    });
  });
}

/**
 * The background's own address: no other context may ask, neither a page of ours nor a script. An
 * offscreen document has no manifest to look it up in.
 */
const BACKGROUND = browser.runtime.getURL(
  import.meta.env.MODE === 'firefox' ? '_generated_background_page.html' : 'background.js',
);

let idle: ReturnType<typeof setTimeout> | undefined;

function rest(): void {
  clearTimeout(idle);
  if (!isListening) idle = setTimeout(leave, IDLE_MS);
}

async function listen(config: ListenerConfig): Promise<object> {
  isListening = config.streams.length > 0;
  rest();
  listener ??= startListener();
  (await listener).postMessage(config);
  return { output: null };
}

async function expectPage(ticket: Ticket): Promise<object> {
  rest();
  feeds.expect(ticket);
  return { output: null };
}

async function revoke(origin: string): Promise<object> {
  feeds.revoke(origin);
  return { output: null };
}

/** A document of its own closes; a frame is taken out of the background's page. */
function leave(): void {
  if (window.frameElement === null) window.close();
  else window.frameElement.remove();
}

function isFromBackground({ id, url, tab }: Runtime.MessageSender): boolean {
  return id === browser.runtime.id && url === BACKGROUND && tab === undefined;
}

/** Never rejects: what an exception says could be of a key. */
async function answer(call: keyof typeof DESK_INPUT, input: unknown): Promise<object> {
  rest();
  try {
    const work = (await openSigning())[call] as (...input: readonly unknown[]) => Promise<unknown>;
    const output = await work(...v.parse(DESK_INPUT[call] as v.GenericSchema<unknown[]>, input));
    return { output };
  } catch {
    return {};
  }
}

browser.runtime.onMessage.addListener((message: unknown, sender: Runtime.MessageSender) => {
  if (!isFromBackground(sender)) return undefined;
  const wanted = v.safeParse(listenMessage, message);
  if (wanted.success) return listen(wanted.output.listen);
  const expected = v.safeParse(ticketMessage, message);
  if (expected.success) return expectPage(expected.output.ticket);
  const revoked = v.safeParse(revokeMessage, message);
  if (revoked.success) return revoke(revoked.output.revoke);
  const asked = v.safeParse(deskMessage, message);
  if (!asked.success) return undefined;
  return answer(asked.output.desk, asked.output.input);
});
browser.runtime.onConnect.addListener((port: Runtime.Port) => {
  if (port.name.startsWith(FEED_PORT)) feeds.connected(port);
});
rest();
