// Numbers that are published one after the other, and what has to become of them.
import { setTimeout as pause } from 'node:timers/promises';
import type { NatsServer } from './nats.ts';

interface Sent {
  readonly number: number;
  readonly from: number;
  readonly to: number;
  /** The server fell while it was handed over: it may have taken it. */
  readonly unsure: boolean;
}

/** A time in which messages may have been missed, in milliseconds since 1970. */
export interface Hole {
  readonly from: number;
  /** Null while it lasts. */
  readonly to: number | null;
}

/** Publishes numbers on `tally.0` to `tally.2`, and knows when. */
export class Tally {
  readonly #server: NatsServer;
  #next = 0;
  #sent: Sent[] = [];

  constructor(server: NatsServer) {
    this.#server = server;
  }

  /** The last number that was published; -1 before the first. */
  get last(): number {
    return this.#next - 1;
  }

  /** What was published before is no matter any more. */
  forget(): void {
    this.#sent = [];
  }

  async publish(count: number): Promise<void> {
    let sent = 0;
    await this.#publish(() => sent++ < count, 0);
  }

  /** Until it is told to stop, through whatever becomes of the server, with a pause after each. */
  publishUntil(stopped: () => boolean, pauseMs: number): Promise<void> {
    return this.#publish(() => !stopped(), pauseMs);
  }

  async #publish(goesOn: () => boolean, pauseMs: number): Promise<void> {
    let client: Awaited<ReturnType<NatsServer['connect']>> | null = null;
    while (goesOn()) {
      if (client === null) {
        client = await this.#server.connect().catch(() => null);
        if (client === null) {
          await pause(20);
          continue;
        }
      }
      const number = this.#next;
      this.#next += 1;
      const from = Date.now();
      const unsure = await client
        .publish([{ subject: `tally.${number % 3}`, data: String(number) }])
        .then(
          () => false,
          () => true,
        );
      this.#sent.push({ number, from, to: Date.now(), unsure });
      if (unsure) {
        client.close();
        client = null;
      }
      if (pauseMs > 0) await pause(pauseMs);
    }
    client?.close();
  }

  /**
   * What is wrong with what came in, in words; null if nothing is. Whatever was published outside of
   * all holes has to be there, once and in order.
   */
  faultOf(came: readonly number[], holes: readonly Hole[]): string | null {
    const twice = came.find((number, at) => came.indexOf(number) !== at);
    if (twice !== undefined) return `${twice} came twice`;
    const disordered = came.find((number, at) => number < (came[at - 1] ?? -1));
    if (disordered !== undefined) return `${disordered} came out of order`;
    const known = new Set(this.#sent.map(({ number }) => number));
    const unknown = came.find((number) => !known.has(number));
    if (unknown !== undefined) return `${unknown} came, and was not published`;
    const got = new Set(came);
    const lost = this.#sent.filter(
      ({ number, from, to, unsure }) =>
        !unsure &&
        !got.has(number) &&
        holes.every((hole) => to < hole.from || (hole.to !== null && from > hole.to)),
    );
    const [first] = lost;
    return first === undefined
      ? null
      : `${lost.length} lost outside of all gaps, first ${first.number}`;
  }
}
