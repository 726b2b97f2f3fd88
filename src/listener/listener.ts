import * as v from 'valibot';
import { feedOrder } from '../messages/feed.ts';
import { listenerConfig } from '../messages/listener.ts';
import {
  STREAM_CALLS,
  STREAM_LINE,
  type StreamCall,
  streamQuestion,
} from '../messages/stream-line.ts';
import { openAlerts } from '../streams/alerts.ts';
import { diagnose, type Look } from '../streams/diagnose.ts';
import { NO_HISTORY } from '../streams/history.ts';
import { dialNats } from '../streams/nats-wire.ts';
import { openStreams } from '../streams/streams.ts';
import { streamAnswers } from './answers.ts';
import { openFeeds } from './feeds.ts';
import { openHistoryDatabase } from './history-database.ts';

/**
 * The worker that holds the connections of streams, started by the desk's page. In a thread of its
 * own: what a flood costs is not taken from the popup, which has a main thread with that page.
 */

const LOOK_MS = 5000;

const look: Look = async (url) => {
  const limit = AbortSignal.timeout(LOOK_MS);
  const response = await fetch(url, { signal: limit, credentials: 'omit', redirect: 'manual' });
  return {
    status: response.status,
    isWebSocket: response.headers.has('sec-websocket-version') || response.status === 426,
    text: (await response.text()).slice(0, 200),
  };
};

const clock = {
  now: () => Date.now(),
  after(ms: number, callback: () => void) {
    const timer = setTimeout(callback, ms);
    return () => clearTimeout(timer);
  },
};

const alerts = openAlerts(
  (at) => new Date(at).getHours() * 60 + new Date(at).getMinutes(),
  (alert) => postMessage({ alert }),
);

const ready = openHistoryDatabase(indexedDB, STREAM_LINE)
  .catch(() => NO_HISTORY)
  .then((history) => {
    const streams = openStreams({
      dial: dialNats,
      diagnose: (url) => diagnose(url, look),
      clock,
      random: Math.random,
      history,
      heard(subscriptionId, ring) {
        if (!alerts.watches(subscriptionId)) return;
        const message = ring.find(ring.count);
        if (message !== undefined) alerts.heard(subscriptionId, message);
      },
    });
    return {
      streams,
      feeds: openFeeds(streams, (message, given = []) => postMessage(message, { transfer: given })),
      answers: streamAnswers({ streams, dial: dialNats, now: clock.now }),
    };
  });

const line = new BroadcastChannel(STREAM_LINE);
line.addEventListener('message', ({ data }) => {
  const asked = v.safeParse(streamQuestion, data);
  if (asked.success) void answer(asked.output.from, asked.output.call, asked.output.input);
});

async function answer(to: string, call: StreamCall, given: unknown): Promise<void> {
  const input = v.safeParse(STREAM_CALLS[call].input as v.GenericSchema, given);
  if (!input.success) return;
  const { answers } = await ready;
  const work = answers[call] as (input: unknown) => Promise<unknown>;
  // No answer is one that fits no call: the page says that it could not be done.
  const output = await work(input.output).catch(() => undefined);
  line.postMessage({ to, output });
}

/** From the desk's page: what the background wants, and pages that hear something. */
addEventListener('message', ({ data }) => {
  const order = v.safeParse(feedOrder, data);
  if (order.success) {
    void ready.then(({ feeds }) => feeds(order.output));
    return;
  }
  const config = v.safeParse(listenerConfig, data);
  if (!config.success) return;
  const { streams: wanted, keep, quiet } = config.output;
  const subscriptions = wanted.flatMap((stream) => stream.subscriptions);
  alerts.set(new Map(subscriptions.map(({ id, alerts: rules }) => [id, rules])), quiet);
  void ready.then(({ streams }) => streams.apply(wanted, keep));
});

// Both are listened to from now on.
postMessage('ready');

addEventListener('online', () => void ready.then(({ streams }) => streams.nudge()));
