import type { StreamCall, StreamInput, StreamOutput } from '../messages/stream-line.ts';
import type { Failure } from '../outcome/failure.ts';
import { type KeptMessage, MOST_KEPT_BYTES, readMessage } from '../streams/message.ts';
import type { Streams } from '../streams/streams.ts';
import type { Dial } from '../streams/wire.ts';

/** Messages in one answer: more in a quarter of a second nobody can read. */
const MOST_AT_ONCE = 200;
/** Of each message in a list; one that is opened is asked for by itself. */
const MOST_CHARACTERS = 2000;
const REQUEST_MS = 10_000;

export type StreamAnswers = {
  readonly [C in StreamCall]: (input: StreamInput<C>) => Promise<StreamOutput<C>>;
};

interface AnswerPorts {
  readonly streams: Streams;
  readonly dial: Dial;
  now(): number;
}

/** What pages of ours ask the listener. */
export function streamAnswers({ streams, dial, now }: AnswerPorts): StreamAnswers {
  const inList = (message: KeptMessage) => readMessage(message, MOST_CHARACTERS);
  return {
    async look({ subscriptionId, after }) {
      const fresh = subscriptionId === null ? [] : streams.after(subscriptionId, after);
      const shown = fresh.slice(-MOST_AT_ONCE);
      const newest = fresh.at(-1)?.sequence ?? after;
      return {
        now: now(),
        streams: streams.states().map((state) => ({
          ...state,
          failure: state.failure && failureView(state.failure),
          gaps: [...state.gaps],
          subscriptions: [...state.subscriptions],
        })),
        messages: shown.map(inList),
        skipped: newest - after - shown.length,
      };
    },
    async history({ subscriptionId, before, full }) {
      const found = await streams.history(subscriptionId, before, MOST_AT_ONCE);
      const most = full ? MOST_KEPT_BYTES : MOST_CHARACTERS;
      return { messages: found.map((message) => readMessage(message, most)) };
    },
    async message({ subscriptionId, sequence }) {
      const found = await streams.message(subscriptionId, sequence);
      return { message: found && readMessage(found, MOST_KEPT_BYTES) };
    },
    async clear({ subscriptionId }) {
      await streams.clear(subscriptionId);
      return {};
    },
    async retry({ id }) {
      streams.nudge(id);
      return {};
    },
    async publish({ id, subject, payload }) {
      const sent = await streams.publish(id, subject, new TextEncoder().encode(payload));
      return sent.ok ? { ok: true } : { ok: false, failure: failureView(sent.error) };
    },
    async request({ id, subject, payload }) {
      const data = new TextEncoder().encode(payload);
      const reply = await streams.request(id, subject, data, REQUEST_MS);
      if (!reply.ok) return { ok: false, failure: failureView(reply.error) };
      const { length: size } = reply.value;
      const kept = reply.value.slice(0, MOST_KEPT_BYTES);
      const message = { sequence: 0, at: now(), subject, size, data: kept };
      return { ok: true, reply: readMessage(message, MOST_KEPT_BYTES) };
    },
    async probe({ candidates }) {
      for (const url of candidates) {
        const dialled = await dial(url, { type: 'none' });
        if (dialled.ok) dialled.value.close();
        if (dialled.ok || dialled.error.code === 'stream_login_refused') return { found: url };
      }
      return { found: null };
    },
  };
}

/** Never the cause. */
function failureView({ code, detail }: Failure) {
  return { code, ...(detail === undefined ? {} : { detail: { ...detail } }) };
}
