import * as v from 'valibot';
import browser from 'webextension-polyfill';
import { CHANGED } from './changed.ts';
import { CONTRACT, type Input, type MessageName, type Output } from './contract.ts';

/**
 * Sends a message to the background and parses its answer.
 *
 * @throws if the background could not be reached or died while it worked: the caller may ask again
 */
export async function send<N extends MessageName>(name: N, input: Input<N>): Promise<Output<N>> {
  const answer: unknown = await browser.runtime.sendMessage({ name, input });
  return v.parse(CONTRACT[name].output as v.GenericSchema<unknown, Output<N>>, answer);
}

/** Calls back whenever the background says that something changed. */
export function onChanged(listener: () => void): void {
  browser.runtime.onMessage.addListener((message: unknown) => {
    if (message === CHANGED) listener();
    return undefined;
  });
}
