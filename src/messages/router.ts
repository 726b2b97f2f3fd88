import * as v from 'valibot';
import type { Input, MessageName, Output } from './contract.ts';

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

/** A part of the contract: what its messages are, and who may send them. */
export type Contract = Partial<
  Readonly<Record<MessageName, { readonly from: string; readonly input: v.GenericSchema }>>
>;

/** The name that a message gives itself; null if it has none that is in this part of the contract. */
export function nameIn<C extends Contract>(
  contract: C,
  message: unknown,
): (keyof C & MessageName) | null {
  const named = v.safeParse(v.object({ name: v.string() }), message);
  if (!named.success || !Object.hasOwn(contract, named.output.name)) return null;
  return named.output.name as keyof C & MessageName;
}

/**
 * Guards, validates, handles: refuses senders that a message is not for, and inputs that do not fit.
 *
 * @throws Refused for both
 */
export async function route<C extends Contract>(
  contract: C,
  handlers: Pick<Handlers, keyof C & MessageName>,
  message: unknown,
  sender: Sender,
): Promise<unknown> {
  const name = nameIn(contract, message);
  const envelope = v.safeParse(v.strictObject({ name: v.string(), input: v.unknown() }), message);
  const rules = name === null ? undefined : contract[name];
  if (name === null || rules === undefined || !envelope.success) {
    throw new Refused('unknown message');
  }
  if (rules.from !== sender.kind) throw new Refused(`${name} is not for this sender`);
  const input = v.safeParse(rules.input, envelope.output.input);
  if (!input.success) throw new Refused(`${name} does not fit its contract`);
  const handle = handlers[name] as (input: unknown, sender: Sender) => Promise<unknown>;
  return handle(input.output, sender);
}
