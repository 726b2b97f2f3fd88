import * as v from 'valibot';
import browser from 'webextension-polyfill';
import { CHANGED } from './changed.ts';
import type { Input, MessageName, Output } from './contract.ts';

/** The messages that a page has a use for: it reads no more of the contract than these. */
type Spoken = Partial<Readonly<Record<MessageName, { readonly output: v.GenericSchema }>>>;

let spoken: Spoken = {};

/** Says which part of the contract this page speaks. Each page does so once, before all else. */
export function speak(part: Spoken): void {
  spoken = part;
}

/**
 * Sends a message to the background and parses its answer.
 *
 * @throws if the background could not be reached or died while it worked: the caller may ask again
 * @throws RangeError for a message that the page does not speak
 */
export async function send<N extends MessageName>(name: N, input: Input<N>): Promise<Output<N>> {
  const answer: unknown = await browser.runtime.sendMessage({ name, input });
  return understand(name, answer);
}

/**
 * Parses the answer to a message that was sent already.
 *
 * @throws RangeError for a message that the page does not speak
 */
export function understand<N extends MessageName>(name: N, answer: unknown): Output<N> {
  const output = spoken[name]?.output;
  if (output === undefined) throw new RangeError(`this page does not say ${name}`);
  return v.parse(output as v.GenericSchema<unknown, Output<N>>, answer);
}

/** Calls back whenever the background says that something changed. */
export function onChanged(listener: () => void): void {
  browser.runtime.onMessage.addListener((message: unknown) => {
    if (message === CHANGED) listener();
    return undefined;
  });
}
