import type { WebRequest } from 'webextension-polyfill';

type Details = WebRequest.OnHeadersReceivedDetailsType;
type Listener = (details: Details) => unknown;

interface Bound {
  readonly listener: Listener;
  readonly filter: WebRequest.RequestFilter;
  /** What came before is not told to it, even if others are told only now. */
  readonly since: number;
}

/**
 * How Firefox tells of responses: each document that listens is told of a batch by one call after the
 * other, and nothing is taken of its answers before all of them are there.
 */
export class FakeResponses {
  #bound: Bound[] = [];

  reset(): void {
    this.#bound = [];
  }

  /** The event, as the background's page or a frame of it has it. */
  readonly event = {
    addListener: (listener: Listener, filter: WebRequest.RequestFilter = { urls: [] }): void => {
      this.#bound.push({ listener, filter, since: Date.now() });
    },
  };

  /** Tells of a batch. Each promise is what becomes of one response: the first answer that there is. */
  tell(responses: readonly Partial<Details>[]): Promise<unknown>[] {
    const batch = responses.map((details) => ({ timeStamp: Date.now(), ...details }));
    const told = this.#bound.map(({ listener, filter, since }) => {
      const meant = batch.filter((details) => isMeant(filter, details));
      const own = meant.filter(({ timeStamp }) => timeStamp >= since);
      const answers = Promise.all(own.map((details) => listener(details as Details)));
      return { own, answers };
    });
    return batch.map(async (details) => {
      const hearing = told.filter(({ own }) => own.includes(details));
      const said = await Promise.all(
        hearing.map(async ({ own, answers }) => (await answers)[own.indexOf(details)]),
      );
      return said.find((one) => one !== undefined);
    });
  }
}

function isMeant({ tabId, urls }: WebRequest.RequestFilter, details: Partial<Details>) {
  if (tabId != null && tabId !== details.tabId) return false;
  const { protocol, hostname } = new URL(details.url ?? '');
  const hosts = [`${protocol}//*/*`, `${protocol}//${hostname}/*`];
  return urls.length === 0 || urls.some((url) => hosts.includes(url));
}

/** A page in which frames load, each with the browser's events of its own. */
export function fakePage(responses: FakeResponses) {
  return {
    createElement: () => {
      let loaded = (): void => undefined;
      return {
        addEventListener: (_: 'load', listener: () => void): void => {
          loaded = listener;
        },
        load: () => loaded(),
        remove: () => undefined,
        contentWindow: {
          browser: {
            webRequest: { onHeadersReceived: responses.event },
            runtime: { getPlatformInfo: async () => ({}) },
          },
        },
      };
    },
    body: { append: (frame: { load(): void }): void => queueMicrotask(frame.load) },
  };
}
