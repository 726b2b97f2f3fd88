import browser from 'webextension-polyfill';

const PATH = 'src/desk/index.html';

/** In Firefox, of the frame that it is in. */
const FRAME_ID = 'desk';

/** Loading it takes 0.1 to 0.4 s. */
const LOAD_LIMIT_MS = 20_000;

/** Opens the page where keys are used (`desk/`), which a Chrome worker cannot hold itself. */
export interface DeskHost {
  /** Resolves once the page listens, at once if it is open. Concurrent calls open one page. */
  open(): Promise<void>;
}

/** This browser's way. The build for the other one does not contain it. */
export function deskHost(): DeskHost {
  const openOnce = import.meta.env.MODE === 'firefox' ? openFrame : openOffscreen;
  let opening: Promise<void> | null = null;
  return {
    open() {
      opening ??= openOnce().finally(() => {
        opening = null;
      });
      return opening;
    },
  };
}

/** It outlives the worker: an earlier life may have left it open, or be opening it still. */
async function openOffscreen(): Promise<void> {
  const { offscreen } = chrome;
  if (await offscreen.hasDocument()) return;
  try {
    await offscreen.createDocument({
      url: PATH,
      reasons: [offscreen.Reason.WORKERS],
      justification: 'Signs transactions with libraries that are loaded only when they are needed.',
    });
  } catch (error) {
    // Whoever comes second finds it there; it may still be loading, and is asked until it answers.
    if (!(await offscreen.hasDocument())) throw error;
  }
}

/** The background is a page here. It takes the frame along when it is suspended. */
async function openFrame(): Promise<void> {
  if (document.getElementById(FRAME_ID) !== null) return;
  const frame = document.createElement('iframe');
  frame.id = FRAME_ID;
  frame.src = browser.runtime.getURL(PATH);
  const loaded = new Promise<boolean>((resolve) => {
    frame.addEventListener('load', () => resolve(true), { once: true });
    setTimeout(() => resolve(false), LOAD_LIMIT_MS);
  });
  document.body.append(frame);
  if (await loaded) return;
  frame.remove();
  throw new Error('the desk does not load');
}
