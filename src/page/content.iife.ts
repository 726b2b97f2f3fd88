import {
  ANSWER,
  type Answer,
  ASK,
  type Ask,
  CALL,
  type Call,
  CHALLENGE,
  CHANGED,
  type Challenge,
  CONNECTIONS_CHANGED,
  PROOF,
  type Proof,
  RETURN,
  type Return,
  SESSION,
} from './channel.ts';

/**
 * The content script of every frame. It tells the background of a document or a request that was
 * answered 402 (or, in a web app that the user is logged in to, 401), waits for the toll to be settled,
 * and has it made again. (In Firefox only documents:
 * those whose response was let go because the background died.) And it passes on what the page was
 * asked for over a socket, and what it asks of a signer.
 *
 * Its name ends in `.iife.ts` so that the build makes it one plain script: it has to run before
 * the page's own, and without opening our files to every site.
 */

/** The background may die while it works; what it did is in its journal, and asking again goes on. */
const MOST_ASKS = 20;
const PAUSE_MS = 200;

/** The background's answer; null if none can be had. */
async function send(name: string, input: Record<string, unknown>): Promise<unknown> {
  for (let asks = 0; asks < MOST_ASKS; asks += 1) {
    try {
      return await chrome.runtime.sendMessage({ name, input });
    } catch {
      // No id: the extension was removed or updated, and this script is an orphan.
      if (chrome.runtime?.id === undefined) return null;
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
  }
  return null;
}

async function ask(input: Record<string, unknown>): Promise<Omit<Answer, 'id'>> {
  const advice = await send('toll.noticed', input);
  const free = advice === 'again_free';
  return { again: free || advice === 'again', free };
}

addEventListener(ASK, (event) => {
  const { id, ageMs, ...request } = JSON.parse((event as CustomEvent<string>).detail) as Ask;
  void ask({ via: 'request', ...request, sentAt: Date.now() - ageMs }).then((answer) => {
    const detail = JSON.stringify({ id, ...answer } satisfies Answer);
    dispatchEvent(new CustomEvent(ANSWER, { detail }));
  });
});

addEventListener(CHALLENGE, (event) => {
  const { id, ...challenge } = JSON.parse((event as CustomEvent<string>).detail) as Challenge;
  void send('toll.challenged', challenge).then((answer) => {
    const detail = JSON.stringify({ id, proof: answer as Proof['proof'] } satisfies Proof);
    dispatchEvent(new CustomEvent(PROOF, { detail }));
  });
});

/** Said once only: what may sign and send is not asked for again unless the page asks. */
async function call({ method, input }: Call): Promise<Return['answer']> {
  try {
    return await chrome.runtime.sendMessage({ name: `provider.${method}`, input });
  } catch {
    return { ok: false, code: 'interrupted', message: 'Tollpass stopped before it was done.' };
  }
}

function carry(event: Event): void {
  event.stopImmediatePropagation();
  const asked = JSON.parse((event as CustomEvent<string>).detail) as Call;
  void call(asked).then((answer) => {
    const detail = JSON.stringify({ id: asked.id, answer } satisfies Return);
    dispatchEvent(new CustomEvent(RETURN, { detail }));
  });
}
// Capturing: of all that listen, those come first, and of them the first.
addEventListener(CALL, carry, true);

chrome.runtime.onMessage.addListener((message) => {
  if (message === CONNECTIONS_CHANGED) dispatchEvent(new CustomEvent(CHANGED));
});
/** A toll; or a gate's answer to a pass, should one be held for this very URL. */
const NOTICED: readonly (number | undefined)[] = [402, 403, 503];

const [navigation] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
const status = navigation?.responseStatus;

function askAboutDocument(): void {
  const url = location.href.split('#')[0];
  const sentAt = Date.now() - (performance.now() - (navigation?.requestStart ?? 0));
  void ask({ via: 'navigation', url, status, attempt: 0, free: 0, sentAt }).then(({ again }) => {
    // Unlike any other way, a reload sends a form's POST again without asking the user.
    if (again) location.reload();
  });
}

if (/^https?:$/.test(location.protocol)) {
  if (NOTICED.includes(status)) askAboutDocument();
  if (status === 401) addEventListener(SESSION, askAboutDocument, { once: true });
}
