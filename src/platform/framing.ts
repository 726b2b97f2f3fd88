import browser from 'webextension-polyfill';
import { originOf } from './sighting.ts';

/** A frame of a tab, as the browser names it. */
export interface FramePlace {
  readonly tabId: number;
  /** 0: the tab's own document. */
  readonly frameId: number;
  /** Told with a request; a frame that has just begun to load is not among the tab's frames yet. */
  readonly parentFrameId?: number;
}

/**
 * Whether a frame lies in pages of `origin` alone, up to the one in the tab's address bar. A frame that
 * lies in a `data:` or a `srcdoc` document, or is one, does not, however its own origin reads: what is
 * in such a document need not be the site's word. Nor does one in `about:blank`, whose origin Chromium
 * does not tell here. What cannot be found out is taken for a no.
 */
export async function isFramedBy(
  origin: string,
  { tabId, frameId, parentFrameId }: FramePlace,
): Promise<boolean> {
  const all = await browser.webNavigation.getAllFrames({ tabId }).catch(() => null);
  const frames = new Map((all ?? []).map((frame) => [frame.frameId, frame]));
  const own = frames.get(frameId);
  if (own !== undefined && frameId !== 0 && /^(?:about:srcdoc|data:)/.test(own.url)) return false;
  let next = frameId === 0 ? 0 : (parentFrameId ?? own?.parentFrameId);
  // No tab has so many frames in each other, and a list that is not a tree must have an end too.
  for (let depth = 0; depth < frames.size; depth += 1) {
    const frame = next === undefined ? undefined : frames.get(next);
    if (frame === undefined || originOf(frame.url) !== origin) return false;
    if (frame.frameId === 0) return true;
    next = frame.parentFrameId;
  }
  return false;
}

/**
 * Whether one of these frames is sandboxed, or shows a `data:` or a `srcdoc` document. Firefox says so of
 * no request, and takes a sandboxed frame's document for its parent's; but the frames themselves know,
 * also one that is still empty (measured). What cannot be found out is taken for a yes.
 */
export async function isAnyBoxed(tabId: number, frameIds: readonly number[]): Promise<boolean> {
  const looked = await browser.scripting
    .executeScript({
      target: { tabId, frameIds: [...frameIds] },
      injectImmediately: true,
      func: () => self.origin !== 'null' && location.href !== 'about:srcdoc',
    })
    .catch(() => []);
  return looked.length < frameIds.length || looked.some(({ result }) => result !== true);
}
