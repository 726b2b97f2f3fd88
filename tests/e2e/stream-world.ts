// What end-to-end tests of streams stand on: the listener, asked as a page of ours asks it.

import type { Input, Output } from '../../src/messages/contract.ts';
import type {
  StreamCall,
  StreamInput,
  StreamMessageView,
  StreamOutput,
  StreamStateView,
} from '../../src/messages/stream-line.ts';
import type { Browser, Tab } from './browsers/browser.ts';
import { until } from './world.ts';

export class StreamWorld {
  readonly browser: Browser;
  /** A page of ours that runs nothing, to ask from. */
  readonly #asker: Tab;

  private constructor(browser: Browser, asker: Tab) {
    this.browser = browser;
    this.#asker = asker;
  }

  static async open(browser: Browser): Promise<StreamWorld> {
    return new StreamWorld(browser, await browser.extensionPage('manifest.json'));
  }

  /**
   * Whether anybody listens is asked again every second, for 15 s: a question that is posted before a
   * new listener listens is lost (measured after a browser's restart). All else is asked once of a
   * listener that is there, and rejects if it does not answer within 5 s.
   */
  ask<C extends StreamCall>(call: C, input: StreamInput<C>): Promise<StreamOutput<C>> {
    const again = call === 'look';
    return this.#asker.evaluate(
      ({ again, ...question }) =>
        new Promise<StreamOutput<C>>((resolve, reject) => {
          const line = new BroadcastChannel('tollpass-streams');
          const from = crypto.randomUUID();
          const post = () => line.postMessage({ from, ...question });
          const posts = again ? setInterval(post, 1000) : undefined;
          const end = () => {
            clearInterval(posts);
            clearTimeout(late);
            line.close();
          };
          const late = setTimeout(
            () => {
              end();
              reject(new Error(`the listener does not answer ${question.call}`));
            },
            again ? 15_000 : 5000,
          );
          line.onmessage = ({ data }) => {
            if (data.to !== from) return;
            end();
            resolve(data.output);
          };
          post();
        }),
      { again, call, input },
    );
  }

  save(input: Partial<Input<'stream.save'>> & { url: string }): Promise<Output<'stream.save'>> {
    return this.browser.callExtension({
      name: 'stream.save',
      input: { id: null, name: 'A server', insists: false, login: { type: 'none' }, ...input },
    });
  }

  /** Adds a connection with its subjects, and gives its id. */
  async add(
    url: string,
    subjects: readonly string[],
    login: Input<'stream.save'>['login'] = { type: 'none' },
  ): Promise<string> {
    const saved = await this.save({ url, login });
    if (!saved.ok) throw new Error(saved.failure.code);
    const id = (await this.stored()).at(-1)?.id ?? '';
    for (const subject of subjects) {
      await this.browser.callExtension({ name: 'stream.subscribe', input: { id, subject } });
    }
    return id;
  }

  async remove(id: string): Promise<void> {
    await this.browser.callExtension({ name: 'stream.remove', input: { id } });
  }

  async stored(): Promise<Output<'streams.read'>['streams']> {
    const read = await this.browser.callExtension<Output<'streams.read'>>({
      name: 'streams.read',
      input: {},
    });
    return read.streams;
  }

  async state(id: string): Promise<StreamStateView | undefined> {
    const { streams } = await this.ask('look', { subscriptionId: null, after: 0 });
    return streams.find((each) => each.id === id);
  }

  /** Waits for a phase, and for a failure's code if one is given. */
  async waitFor(
    id: string,
    phase: StreamStateView['phase'],
    code?: string,
  ): Promise<StreamStateView> {
    let last: StreamStateView | undefined;
    await until(
      async () => {
        last = await this.state(id).catch(() => undefined);
        return last?.phase === phase && (code === undefined || last.failure?.code === code);
      },
      `a stream that is ${phase} ${code ?? ''}`,
      60_000,
    ).catch((error: Error) => {
      throw new Error(`${error.message}; it is ${JSON.stringify(last)}`);
    });
    return last as StreamStateView;
  }

  /**
   * The id of a connection's first subscription. A connection may be up before the listener knows what to
   * listen to on it, and a question about no subscription gets no answer.
   */
  async subscriptionOf(id: string): Promise<string> {
    let found: string | undefined;
    await until(async () => {
      found = (await this.state(id))?.subscriptions[0]?.id;
      return found !== undefined;
    }, 'a subscription');
    return found as unknown as string;
  }

  /** All that is stored of a subscription, oldest first. */
  async history(subscriptionId: string): Promise<StreamMessageView[]> {
    const found: StreamMessageView[] = [];
    for (;;) {
      const before = found[0]?.sequence ?? Number.MAX_SAFE_INTEGER;
      const { messages } = await this.ask('history', { subscriptionId, before, full: true });
      if (messages.length === 0) return found;
      found.unshift(...messages);
    }
  }
}
