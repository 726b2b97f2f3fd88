import * as v from 'valibot';
import browser from 'webextension-polyfill';
import { DESK_OUTPUT, type DeskCall, deskAnswer } from '../messages/desk-output.ts';
import type { Signing } from '../signers/signing.ts';
import { type DeskHost, deskHost } from './desk-host.ts';

/** A page that is there may be loading still, or closing itself: it is asked again. */
const ATTEMPTS = 50;
const PAUSE_MS = 100;

/**
 * `Signing` by messages to the desk. A call that got no answer is made again, in a page that is
 * opened anew if need be: the same call always has the same effect, which is none but its answer.
 *
 * @throws where the desk cannot be opened, or a call broke in it
 */
export function deskSigning(host: DeskHost = deskHost()): Signing {
  async function ask(call: DeskCall, ...input: readonly unknown[]): Promise<unknown> {
    for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
      await host.open();
      const answer = v.safeParse(deskAnswer, await send({ desk: call, input }));
      if (answer.success) {
        return v.parse(DESK_OUTPUT[call] as v.GenericSchema, answer.output.output);
      }
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
    throw new Error('the desk does not answer');
  }

  return {
    newMnemonic: ask.bind(null, 'newMnemonic') as Signing['newMnemonic'],
    derive: ask.bind(null, 'derive') as Signing['derive'],
    build: ask.bind(null, 'build') as Signing['build'],
    signDirect: ask.bind(null, 'signDirect') as Signing['signDirect'],
    signText: ask.bind(null, 'signText') as Signing['signText'],
    verify: ask.bind(null, 'verify') as Signing['verify'],
    describe: ask.bind(null, 'describe') as Signing['describe'],
  };
}

/** Undefined where nobody listens, or whoever did is gone. */
async function send(message: object): Promise<unknown> {
  try {
    return await browser.runtime.sendMessage(message);
  } catch {
    return undefined;
  }
}
