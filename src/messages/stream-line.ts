import * as v from 'valibot';
import { done, failure } from './done.ts';

/**
 * Between pages of ours and the listener, straight over a BroadcastChannel, which no other origin
 * can join: a flood of messages has no business in the background. A page asks, four times a second
 * while it is looked at; what is not asked for is not sent.
 */
export const STREAM_LINE = 'tollpass-streams';

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const time = v.number();
const id = v.pipe(v.string(), v.minLength(1), v.maxLength(64));
const subject = v.pipe(v.string(), v.minLength(1), v.maxLength(512));
const payload = v.pipe(v.string(), v.maxLength(8 * 1024 * 1024));
const nothing = v.strictObject({});

const message = v.object({
  sequence: count,
  at: time,
  subject: v.string(),
  size: count,
  format: v.picklist(['json', 'text', 'hex']),
  body: v.string(),
  clipped: v.boolean(),
  category: v.nullable(v.string()),
});

export type StreamMessageView = v.InferOutput<typeof message>;

const subscription = v.object({
  id: v.string(),
  subject: v.string(),
  count,
  dropped: count,
  rate: count,
  lastAt: v.nullable(time),
  denied: v.boolean(),
  silentSince: v.nullable(time),
});

export type SubscriptionView = v.InferOutput<typeof subscription>;

const stream = v.object({
  id: v.string(),
  phase: v.picklist(['connecting', 'up', 'waiting', 'stopped']),
  since: time,
  retryAt: v.nullable(time),
  failure: v.nullable(failure),
  server: v.nullable(v.object({ name: v.string(), version: v.string(), maxPayload: count })),
  roundTripMs: v.nullable(v.number()),
  failures: count,
  gaps: v.array(v.object({ from: time, to: v.nullable(time) })),
  subscriptions: v.array(subscription),
  unstored: v.boolean(),
});

export type StreamStateView = v.InferOutput<typeof stream>;

/** What a page may ask, and what comes back. */
export const STREAM_CALLS = {
  /** How everything stands, and the newest messages of one subscription above `after`. */
  look: {
    input: v.strictObject({ subscriptionId: v.nullable(id), after: count }),
    output: v.object({
      now: time,
      streams: v.array(stream),
      /** Oldest first; bounded: of more only the newest. */
      messages: v.array(message),
      /** Messages above `after` that are not among them. */
      skipped: count,
    }),
  },
  /**
   * Stored messages below `before`, the newest of them, oldest first, until there are none: `full`
   * with as much as is kept of each.
   */
  history: {
    input: v.strictObject({ subscriptionId: id, before: count, full: v.boolean() }),
    output: v.object({ messages: v.array(message) }),
  },
  /** One message as far as it is kept; null if it is not any more. */
  message: {
    input: v.strictObject({ subscriptionId: id, sequence: count }),
    output: v.object({ message: v.nullable(message) }),
  },
  clear: { input: v.strictObject({ subscriptionId: id }), output: nothing },
  retry: { input: v.strictObject({ id }), output: nothing },
  publish: { input: v.strictObject({ id, subject, payload }), output: done },
  request: {
    input: v.strictObject({ id, subject, payload }),
    output: v.variant('ok', [
      v.object({ ok: v.literal(true), reply: message }),
      v.object({ ok: v.literal(false), failure }),
    ]),
  },
  /** Which of these addresses has a NATS server, whoever may log in to it. */
  probe: {
    input: v.strictObject({ candidates: v.pipe(v.array(v.string()), v.maxLength(16)) }),
    output: v.object({ found: v.nullable(v.string()) }),
  },
} as const;

export type StreamCall = keyof typeof STREAM_CALLS;
export type StreamInput<C extends StreamCall> = v.InferOutput<(typeof STREAM_CALLS)[C]['input']>;
export type StreamOutput<C extends StreamCall> = v.InferOutput<(typeof STREAM_CALLS)[C]['output']>;

/** `from` is made up by the asker for this one question. */
export const streamQuestion = v.strictObject({
  from: id,
  call: v.picklist(Object.keys(STREAM_CALLS) as StreamCall[]),
  input: v.unknown(),
});

export const streamAnswer = v.strictObject({ to: id, output: v.unknown() });
