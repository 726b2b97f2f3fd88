import { describe, expect, it, vi } from 'vitest';
import type { Runtime } from 'webextension-polyfill';
import { senderOf } from '../../../src/platform/sender.ts';
import { browserState } from '../fakes/fake-browser.ts';
import { ORIGIN } from '../fakes/samples.ts';

vi.mock('webextension-polyfill', async () => ({
  default: (await import('../fakes/fake-browser.ts')).fakeBrowser,
}));

const { ownId, ownUrl } = browserState;
const tab = { id: 7 };

describe('senderOf', () => {
  it.each([
    ['a page of ours', { id: ownId, url: `${ownUrl}popup.html` }, 'extension'],
    ['a page of ours in a tab', { id: ownId, url: `${ownUrl}waiting.html`, tab }, 'extension'],
    ['a content script', { id: ownId, url: `${ORIGIN}/a`, tab, frameId: 3 }, 'page'],
    ['another extension', { id: 'other@example', url: `${ownUrl}popup.html` }, 'foreign'],
    ['another extension in a tab', { id: 'other@example', url: `${ORIGIN}/a`, tab }, 'foreign'],
    ['a web page that may write to us', { url: `${ORIGIN}/a`, tab }, 'foreign'],
    ['nobody in particular', { id: ownId }, 'foreign'],
    ['a site with our address in its own', { id: ownId, url: `${ORIGIN}/${ownUrl}`, tab }, 'page'],
  ])('knows %s', (_, sender, kind) => {
    expect(senderOf(sender as Runtime.MessageSender).kind).toBe(kind);
  });

  it('takes tab, frame and origin from the browser', () => {
    const sender = { id: ownId, url: `${ORIGIN}/a`, origin: 'null', tab, frameId: 3 };
    expect(senderOf(sender as unknown as Runtime.MessageSender)).toEqual({
      kind: 'page',
      tabId: 7,
      frameId: 3,
      origin: 'null',
      url: `${ORIGIN}/a`,
    });
  });
});
