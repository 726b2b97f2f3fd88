import * as v from 'valibot';
import { listenerConfig } from '../messages/listener.ts';
import {
  STREAM_CALLS,
  STREAM_LINE,
  type StreamCall,
  streamQuestion,
} from '../messages/stream-line.ts';
import { diagnose, type Look } from '../streams/diagnose.ts';
import { dialNats } from '../streams/nats-wire.ts';
import { openStreams } from '../streams/streams.ts';
import { type StreamAnswers, streamAnswers } from './answers.ts';
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

const ready = openHistoryDatabase(indexedDB, STREAM_LINE).then((history) => {
  const streams = openStreams({
    dial: dialNats,
    diagnose: (url) => diagnose(url, look),
    clock,
    random: Math.random,
    history,
    heard: null,
  });
  return {
    streams,
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
  const work = answers[call] as (input: unknown) => ReturnType<StreamAnswers[StreamCall]>;
  line.postMessage({ to, output: await work(input.output) });
}

/** From the desk's page: what the background wants. */
addEventListener('message', ({ data }) => {
  const config = v.safeParse(listenerConfig, data);
  if (!config.success) return;
  const { streams: wanted, keep } = config.output;
  void ready.then(({ streams }) => streams.apply(wanted, keep));
});

// Both are listened to from now on.
postMessage('ready');

addEventListener('online', () => void ready.then(({ streams }) => streams.nudge()));
