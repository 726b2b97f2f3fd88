import { beforeEach, describe, expect, it, vi } from 'vitest';
import { isFramedBy } from '../../../src/platform/framing.ts';
import { browserState, type FakeFrame } from '../fakes/fake-browser.ts';
import { ORIGIN } from '../fakes/samples.ts';

vi.mock('webextension-polyfill', async () => ({
  default: (await import('../fakes/fake-browser.ts')).fakeBrowser,
}));

beforeEach(() => browserState.reset());

/** Frames of one tab: each lies in the one before. */
function nest(...urls: readonly string[]): void {
  const frames = urls.map(
    (url, frameId): FakeFrame => ({ frameId, parentFrameId: frameId - 1, url, origin: ORIGIN }),
  );
  browserState.showFrames(7, frames);
}

const PAGE = `${ORIGIN}/page`;
const isFramed = (frameId: number, parentFrameId?: number): Promise<boolean> =>
  isFramedBy(ORIGIN, {
    tabId: 7,
    frameId,
    ...(parentFrameId === undefined ? {} : { parentFrameId }),
  });

describe('a frame', () => {
  it.each([
    ['the page itself', [PAGE]],
    ['a frame of its site', [PAGE, PAGE]],
    ['one in such a frame', [PAGE, PAGE, PAGE]],
    ['one that a script of the page made', [PAGE, 'about:blank']],
  ])('lies in pages of its site alone: %s', async (_, urls) => {
    nest(...urls);
    expect(await isFramed(urls.length - 1)).toBe(true);
  });

  it('that has just begun to load is told by the one that it lies in', async () => {
    nest(PAGE, PAGE);
    expect(await isFramed(9, 1)).toBe(true);
    expect(await isFramed(9)).toBe(false);
  });

  it.each([
    ['a page of another site', ['https://other.example/']],
    ['a frame in one', ['https://other.example/', PAGE]],
    ['a frame in a frame of another site', [PAGE, 'https://other.example/', PAGE]],
    ['a data: document', [PAGE, 'data:text/html,x']],
    ['a frame in one', [PAGE, 'data:text/html,x', PAGE]],
    ['a frame deeper in one', [PAGE, 'data:text/html,x', PAGE, PAGE]],
    ['a srcdoc document', [PAGE, 'about:srcdoc']],
    ['a frame in one', [PAGE, 'about:srcdoc', PAGE]],
    ['a frame in about:blank', [PAGE, 'about:blank', PAGE]],
  ])('does not: %s', async (_, urls) => {
    nest(...urls);
    expect(await isFramed(urls.length - 1)).toBe(false);
  });

  it('of a tab that is gone does not', async () => {
    expect(await isFramed(0)).toBe(false);
  });

  it('in a list that is no tree does not', async () => {
    const frame = { url: PAGE, origin: ORIGIN };
    browserState.showFrames(7, [
      { ...frame, frameId: 1, parentFrameId: 2 },
      { ...frame, frameId: 2, parentFrameId: 1 },
    ]);
    expect(await isFramed(1)).toBe(false);
  });
});
