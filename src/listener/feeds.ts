import type { FedMessage, FeedOrder } from '../messages/feed.ts';
import type { OpenFeed, Streams } from '../streams/streams.ts';

/**
 * Follows what the desk's page orders for pages that may hear something.
 *
 * @param tell `given` are the desk's then: they are not copied
 */
export function openFeeds(
  streams: Pick<Streams, 'feed'>,
  tell: (message: FedMessage, given?: ArrayBuffer[]) => void,
): (order: FeedOrder) => void {
  const open = new Map<string, OpenFeed>();

  return (order) => {
    const { id } = order;
    switch (order.feed) {
      case 'open':
        open.set(
          id,
          streams.feed(order.streamId, order.subjects, {
            batch: (bytes) => tell({ fed: id, kind: 'batch', bytes }, [bytes.buffer]),
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
