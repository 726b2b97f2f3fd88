import type { Input } from '../messages/contract.ts';
import type { Sender } from '../messages/router.ts';
import type { Failure } from '../outcome/failure.ts';
import type { Toll } from '../passes/toll.ts';
import type { AnswerRefusal, RequestNote, Sighting } from '../payments/answer.ts';
import type { Settlement } from '../payments/settle.ts';
import { meetChromium } from './meet-chromium.ts';
import { meetFirefox } from './meet-firefox.ts';
import type { SessionWatch } from './session-watch.ts';
import type { LoginAnswer } from './watch-logins.ts';

/** What a browser's way of meeting tolls is built from. */
export interface TollPorts {
  readonly answer: AnswerRefusal;
  /** For a browser in which we see responses ourselves: what is no toll may be a session's end. */
  readonly sessions: SessionWatch;
  /** A request that was made again was let through. */
  accepted(toll: Toll, url: string): Promise<void>;
  /** Finishes what an earlier life of the background left open for a URL; null if nothing. */
  takeUp(url: string): Promise<Settlement | null>;
  /** The note of the live pass that this very URL sold, if one is held. */
  noteOfHeldPass(url: string): Promise<RequestNote | null>;
  /** The name and the password by which a login shows the pass of a toll; null if none is held. */
  loginOf(toll: Toll): Promise<LoginAnswer>;
  /** Whether the user said no to this toll a short while ago. */
  rejected(sighting: Sighting): Promise<boolean>;
}

/** The messages about single requests, which each browser answers in its own way. */
export interface TollMessages {
  noticed(input: Input<'toll.noticed'>, sender: Sender): Promise<'again' | 'leave'>;
  reach(
    input: Input<'toll.reach'>,
    sender: Sender,
  ): Promise<
    | { do: 'again' }
    | { do: 'form'; fields: Record<string, string> }
    | { do: 'leave'; failure: Failure }
  >;
}

/** Binds the listeners that see a 402, and answers the messages about it. */
export type MeetTolls = (ports: TollPorts) => TollMessages;

/** This browser's way. The build for the other one does not contain it. */
export const meetTolls: MeetTolls = import.meta.env.MODE === 'firefox' ? meetFirefox : meetChromium;
