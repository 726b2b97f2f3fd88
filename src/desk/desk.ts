import * as v from 'valibot';
import browser, { type Runtime } from 'webextension-polyfill';
import { DESK_INPUT, deskMessage } from '../messages/desk-input.ts';
import { localSigning } from '../signers/local-signing.ts';

/**
 * The page where keys are used: nobody sees it, and nothing is kept in it. The background opens it
 * when it needs it (`platform/desk-host.ts`); left alone, it closes itself.
 */
const IDLE_MS = 180_000;

const signing = localSigning(() => Date.now());

/**
 * The background's own address: no other context may ask, neither a page of ours nor a script. An
 * offscreen document has no manifest to look it up in.
 */
const BACKGROUND = browser.runtime.getURL(
  import.meta.env.MODE === 'firefox' ? '_generated_background_page.html' : 'background.js',
);

let idle: ReturnType<typeof setTimeout> | undefined;

function rest(): void {
  clearTimeout(idle);
  idle = setTimeout(leave, IDLE_MS);
}

/** A document of its own closes; a frame is taken out of the background's page. */
function leave(): void {
  if (window.frameElement === null) window.close();
  else window.frameElement.remove();
}

function isFromBackground({ id, url, tab }: Runtime.MessageSender): boolean {
  return id === browser.runtime.id && url === BACKGROUND && tab === undefined;
}

/** Never rejects: what an exception says could be of a key. */
async function answer(call: keyof typeof DESK_INPUT, input: unknown): Promise<object> {
  rest();
  try {
    const work = signing[call] as (...input: readonly unknown[]) => Promise<unknown>;
    const output = await work(...v.parse(DESK_INPUT[call] as v.GenericSchema<unknown[]>, input));
    return { output };
  } catch {
    return {};
  }
}

browser.runtime.onMessage.addListener((message: unknown, sender: Runtime.MessageSender) => {
  const asked = v.safeParse(deskMessage, message);
  if (!asked.success || !isFromBackground(sender)) return undefined;
  return answer(asked.output.desk, asked.output.input);
});
rest();
