// Frames that a site put into a box: what is in them need not be the site's word, however they came by
// its origin.
import type { Gate } from '../devnet/gate-server.ts';
import type { Tab } from './browsers/browser.ts';
import { until } from './world.ts';

/** Has something in a page of the gate's own site meet its toll. */
export type Boxing = (page: Tab, gate: Pick<Gate, 'origin'>) => Promise<void>;

function addFrame(page: Tab, kind: 'sandbox' | 'srcdoc' | 'data', what: string): Promise<null> {
  return page.evaluate(
    ({ kind, what }) => {
      const frame = document.createElement('iframe');
      if (kind === 'srcdoc') frame.srcdoc = what;
      else if (kind === 'data') frame.src = `data:text/html,${encodeURIComponent(what)}`;
      else {
        frame.setAttribute('sandbox', 'allow-scripts');
        frame.src = what;
      }
      document.body.append(frame);
      return null;
    },
    { kind, what },
  );
}

const frameOf = (url: string): string => `<iframe src="${url}"></iframe>`;

export const BOXED: Readonly<Record<string, Boxing>> = {
  async 'a sandboxed frame'(page, gate) {
    await addFrame(page, 'sandbox', `${gate.origin}/article`);
  },
  async 'a script of a srcdoc frame'(page, gate) {
    await addFrame(page, 'srcdoc', `<script>fetch('${gate.origin}/ping')</script>`);
  },
  async 'a frame in a srcdoc frame'(page, gate) {
    await addFrame(page, 'srcdoc', frameOf(`${gate.origin}/article`));
  },
  async 'a frame in a data: frame'(page, gate) {
    await addFrame(page, 'data', frameOf(`${gate.origin}/article`));
  },
  async 'a frame in a free page in a data: frame'(page, gate) {
    await addFrame(page, 'data', frameOf(`${gate.origin}/framed`));
  },
  async 'a script of a free page in a data: frame'(page, gate) {
    await addFrame(page, 'data', frameOf(`${gate.origin}/form`));
    const inner = page.frame('/form');
    await until(async () => (await inner.text()).includes('Send a message'), 'the page inside');
    await inner.evaluate(() => void fetch('/ping'), null);
  },
};
