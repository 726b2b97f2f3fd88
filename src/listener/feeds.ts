import type { FedMessage, FeedHead, FeedOrder } from '../messages/feed.ts';
import type { Batch } from '../streams/feed.ts';
import type { OpenFeed, Streams } from '../streams/streams.ts';

/** Follows what the desk's page orders for pages that may hear something. */
export function openFeeds(
  streams: Pick<Streams, 'feed'>,
  tell: (message: FedMessage) => void,
): (order: FeedOrder) => void {
  const open = new Map<string, OpenFeed>();

  return (order) => {
    const { id } = order;
    switch (order.feed) {
      case 'open':
        open.set(
          id,
          streams.feed(order.streamId, order.subjects, {
            batch: (batch) => tell({ fed: id, kind: 'text', text: textOf(batch) }),
            ended(why) {
              open.delete(id);
              tell({ fed: id, kind: 'ended', why });
            },
          }),
        );
        return;
      case 'acknowledge':
        open.get(id)?.acknowledge();
        return;
      case 'close':
        open.get(id)?.close();
        open.delete(id);
        return;
      default:
        return order satisfies never;
    }
  };
}

function textOf({ body, ...head }: Batch): string {
  return `${JSON.stringify(head satisfies FeedHead)}\n${body}`;
}
