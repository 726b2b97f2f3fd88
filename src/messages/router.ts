import * as v from 'valibot';
import { CONTRACT, type Input, type MessageName, type Output } from './contract.ts';

/** Who sent a message, as the browser says; never as the message says. */
export interface Sender {
  readonly kind: 'page' | 'extension' | 'foreign';
  readonly tabId: number | null;
  readonly frameId: number | null;
  /** The origin of the sending document; `null` in words for an opaque one. */
  readonly origin: string | null;
  readonly url: string | null;
}

export type Handlers = {
  readonly [N in MessageName]: (input: Input<N>, sender: Sender) => Promise<Output<N>>;
};

/** A message that is not of the contract, or not for its sender. Says nothing of what it held. */
export class Refused extends Error {
  override readonly name = 'Refused';
}

/**
 * Guards, validates, handles: refuses senders that a message is not for, and inputs that do not fit.
 *
 * @throws Refused for both
 */
export async function route(
  handlers: Handlers,
  message: unknown,
  sender: Sender,
): Promise<unknown> {
  const envelope = v.safeParse(v.strictObject({ name: v.string(), input: v.unknown() }), message);
  if (!envelope.success || !Object.hasOwn(CONTRACT, envelope.output.name)) {
    throw new Refused('unknown message');
  }
  const name = envelope.output.name as MessageName;
  if (CONTRACT[name].from !== sender.kind) throw new Refused(`${name} is not for this sender`);
  const input = v.safeParse(CONTRACT[name].input, envelope.output.input);
  if (!input.success) throw new Refused(`${name} does not fit its contract`);
  const handle = handlers[name] as (input: unknown, sender: Sender) => Promise<unknown>;
  return handle(input.output, sender);
}
