import * as v from 'valibot';

/**
 * The way of messages to a page that may have them: listener, desk, content script, page. The
 * background lets a page onto it with a ticket, and is in none of it.
 */

const id = v.pipe(v.string(), v.minLength(1), v.maxLength(64));
const subjects = v.array(v.string());

/** Background to desk: whoever comes with this ticket, of this origin, may hear these subjects. */
export const ticketMessage = v.strictObject({
  ticket: v.strictObject({ id, origin: v.string(), streamId: id, subjects }),
});

export type Ticket = v.InferOutput<typeof ticketMessage>['ticket'];

/** Background to desk: pages of this origin may hear nothing any more. */
export const revokeMessage = v.strictObject({ revoke: v.string() });

/** Desk to listener. */
export const feedOrder = v.variant('feed', [
  v.strictObject({ feed: v.literal('open'), id, streamId: id, subjects }),
  v.strictObject({ feed: v.literal('acknowledge'), id }),
  v.strictObject({ feed: v.literal('close'), id }),
]);

export type FeedOrder = v.InferOutput<typeof feedOrder>;

/** Listener to desk: a text as `FeedHead` says, in UTF-8, or why there will be none any more. */
export const fedMessage = v.variant('kind', [
  v.strictObject({ fed: id, kind: v.literal('batch'), bytes: v.instance(Uint8Array<ArrayBuffer>) }),
  v.strictObject({ fed: id, kind: v.literal('ended'), why: v.picklist(['off', 'denied']) }),
]);

export type FedMessage = v.InferOutput<typeof fedMessage>;

/** Before the id of a ticket, the name of the port that a content script opens to the desk. */
export const FEED_PORT = 'feed:';

/** Why a feed is over: `off` may come back, the others do not by themselves. */
export type FeedEndWord = 'off' | 'denied' | 'revoked' | 'busy';

/** Desk to content script, beside texts. */
export interface FeedEnded {
  readonly ended: FeedEndWord;
}

/** To the content scripts of an origin: what it may hear, or can, may be another now. */
export const STREAMS_CHANGED = 'streams-changed';

/**
 * What a page is handed: the text that its messages are cut from, a line feed, and this as JSON. One
 * text, because what is taken apart on the way would have to be put together again at each border.
 * The fields are those of a batch (`streams/feed.ts`).
 */
export interface FeedHead {
  readonly subjects: readonly string[];
  readonly at: number;
  readonly messages: readonly number[];
  readonly missed: readonly {
    readonly from: number;
    readonly to: number;
    readonly count: number | null;
  }[];
  readonly stands: number | null;
  readonly proven: number | null;
}
