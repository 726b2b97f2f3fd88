import type { Input, Output } from '../messages/contract.ts';
import type { Handlers, Sender } from '../messages/router.ts';
import type { TOLL_CONTRACT } from '../messages/tolls.ts';
import type { TollMessages } from '../platform/meet-tolls.ts';
import type { Renewed } from '../sessions/renewal.ts';
import { failureView } from './views.ts';

export interface TollHandlerPorts extends TollMessages {
  /** A 401 or 403 in a web app of the user's; null if it is none. */
  session(input: Input<'toll.noticed'>, sender: Sender): Promise<Renewed | null>;
  challenged(input: Input<'toll.challenged'>, sender: Sender): Promise<Output<'toll.challenged'>>;
}

/** The handlers of messages about single requests. */
export function tollHandlers(ports: TollHandlerPorts): Pick<Handlers, keyof typeof TOLL_CONTRACT> {
  return {
    'toll.noticed': async (input, sender) =>
      (await ports.session(input, sender)) ?? ports.noticed(input, sender),
    'toll.challenged': ports.challenged,
    'toll.reach': async (input, sender) => {
      const reached = await ports.reach(input, sender);
      return reached.do === 'leave'
        ? { do: 'leave', failure: failureView(reached.failure) }
        : reached;
    },
  };
}
