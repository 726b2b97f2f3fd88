// Scripts that want to know what Tollpass shows to a site: those of the site, and those of another.
import type { Tab } from './browsers/browser.ts';

interface Found {
  /** What a service worker saw pass. */
  readonly worker: string;
  /** All else that a script can read. */
  readonly texts: string;
}

/**
 * A page asks its own site four times for `path`: by `fetch` and XMLHttpRequest, and both once more
 * through the service worker at `worker`. Gives all that it can read of it.
 */
export function pryAtHome(tab: Tab, path: string, worker: string): Promise<Found> {
  return tab.evaluate(
    async ({ path, worker }) => {
      const texts: unknown[] = [];
      const look = async (): Promise<void> => {
        const request = new Request(path);
        const response = await fetch(request);
        texts.push([...request.headers], response.status, response.url, await response.text());
        texts.push([...response.headers]);
        const xhr = new XMLHttpRequest();
        await new Promise((resolve) => {
          xhr.onloadend = resolve;
          xhr.open('GET', path);
          xhr.send();
        });
        texts.push(xhr.status, xhr.getAllResponseHeaders(), xhr.responseText);
      };
      await look();
      const registration = await navigator.serviceWorker.register(worker, { scope: '/' });
      await navigator.serviceWorker.ready;
      while (navigator.serviceWorker.controller === null) {
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      await look();
      const { port1, port2 } = new MessageChannel();
      const saw = await new Promise<string>((resolve) => {
        port1.onmessage = ({ data }) => resolve(data);
        navigator.serviceWorker.controller?.postMessage(null, [port2]);
      });
      await registration.unregister();
      texts.push(performance.getEntries(), document.cookie, { ...localStorage });
      texts.push(Object.keys(window), document.documentElement.outerHTML);
      return { worker: saw, texts: JSON.stringify(texts) };
    },
    { path, worker },
  );
}

/**
 * A page of another site asks for `url` in each way that there is, then through its own service worker
 * at `worker`. Gives all that it can read of it.
 */
export function pryFromElsewhere(tab: Tab, url: string, worker: string): Promise<Found> {
  return tab.evaluate(
    async ({ url, worker }) => {
      const texts: unknown[] = [];
      const look = async (): Promise<void> => {
        for (const init of [
          { credentials: 'include' },
          { headers: { 'x-mine': '1' } },
          { mode: 'no-cors', credentials: 'include' },
        ] satisfies RequestInit[]) {
          const response = await fetch(url, init);
          texts.push(response.type, response.status, [...response.headers], await response.text());
        }
        for (const [tag, at] of [
          ['img', 'src'],
          ['script', 'src'],
          ['iframe', 'src'],
        ] as const) {
          const element = document.createElement(tag);
          await new Promise((resolve) => {
            element.onload = resolve;
            element.onerror = resolve;
            element.setAttribute(at, url);
            document.body.append(element);
          });
        }
      };
      await look();
      const registration = await navigator.serviceWorker.register(worker, { scope: '/' });
      await navigator.serviceWorker.ready;
      while (navigator.serviceWorker.controller === null) {
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      await look();
      const { port1, port2 } = new MessageChannel();
      const saw = await new Promise<string>((resolve) => {
        port1.onmessage = ({ data }) => resolve(data);
        navigator.serviceWorker.controller?.postMessage(null, [port2]);
      });
      await registration.unregister();
      texts.push(performance.getEntries(), document.documentElement.outerHTML);
      return { worker: saw, texts: JSON.stringify(texts) };
    },
    { url, worker },
  );
}
