import * as v from 'valibot';
import { failure } from './done.ts';

/**
 * `again`: make the request again. `again_free`: so too, and it does not count. `leave`: the page gets
 * what the site gave it.
 */
const advice = v.picklist(['again', 'again_free', 'leave']);

export const url = v.pipe(v.string(), v.maxLength(16_384), v.url());

/** Messages about single requests: what the background is woken for while somebody browses. */
export const TOLL_CONTRACT = {
  // From the content script of a page, about a request that was answered 402.
  'toll.noticed': {
    from: 'page',
    input: v.strictObject({
      via: v.picklist(['request', 'navigation']),
      url,
      status: v.picklist([401, 402, 403, 503]),
      /** How often this request was already made again. A navigation does not know: 0. */
      attempt: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(100)),
      /** How often because of another's login, which `attempt` does not count. */
      free: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(100)),
      /**
       * When it was sent, in milliseconds since 1970. Not how long ago: a message waits for a worker that
       * starts, and a request would seem younger than the login that it came before.
       */
      sentAt: v.pipe(v.number(), v.finite(), v.minValue(0)),
    }),
    output: advice,
  },
  // From the content script of a page, about a challenge that the page says it got over its socket.
  'toll.challenged': {
    from: 'page',
    input: v.strictObject({
      address: v.pipe(v.string(), v.maxLength(128)),
      amount: v.pipe(v.string(), v.maxLength(32)),
      message: v.pipe(v.string(), v.maxLength(512)),
    }),
    /** null: nothing is handed to the page. */
    output: v.nullable(v.object({ txid: v.string(), proof: v.string() })),
  },
  // From the waiting page: reach this URL, whose 402 has no document to speak for it.
  'toll.reach': {
    from: 'extension',
    input: v.strictObject({ url }),
    output: v.variant('do', [
      v.object({ do: v.literal('again') }),
      /** Ask for it by POST, with these fields. */
      v.object({ do: v.literal('form'), fields: v.record(v.string(), v.string()) }),
      v.object({ do: v.literal('leave'), failure: v.nullable(failure) }),
    ]),
  },
} as const;
