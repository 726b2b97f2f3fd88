import type { StreamStateView } from '../../messages/stream-line.ts';
import type { SubjectFault } from '../../nats/subject.ts';

const FAULTS: Readonly<Record<SubjectFault, string>> = {
  empty: 'Enter a subject, such as structs.planet.2-1.>',
  too_long: 'This is longer than a subject can be.',
  space: 'A subject has no spaces.',
  empty_token: 'There is nothing between two of the dots, or at an end.',
  star_in_token: 'A * stands for one whole word between dots, not for a part of one.',
  rest_in_token: 'A > stands for all words that follow, not for a part of one.',
  rest_not_last: 'A > can only be the last word.',
  wildcard: 'To send, the subject has to be without * and >.',
};

/** What is wrong with a subject, as a sentence. */
export function faultText(fault: SubjectFault): string {
  return FAULTS[fault];
}

const PHASES: Readonly<Record<StreamStateView['phase'], string>> = {
  connecting: 'Connecting…',
  up: 'Connected',
  waiting: 'Not connected',
  stopped: 'Stopped',
};

/** Where a connection stands, in a word or two. */
export function phaseText(phase: StreamStateView['phase']): string {
  return PHASES[phase];
}

/** The time of day to the second; messages come in faster than minutes. */
export function timeOfDay(at: number): string {
  return new Date(at).toLocaleTimeString('en-GB', { hour12: false });
}

/** A day as well, where it is not today. */
export function dayAndTime(at: number, now: number): string {
  const isToday = new Date(at).toDateString() === new Date(now).toDateString();
  const day = new Date(at).toLocaleDateString('en-GB', { day: 'numeric', month: 'short' });
  return isToday ? timeOfDay(at) : `${day}, ${timeOfDay(at)}`;
}

export function bytesText(count: number): string {
  if (count < 1024) return `${count} B`;
  if (count < 1024 * 1024) return `${(count / 1024).toFixed(1)} KB`;
  return `${(count / 1024 / 1024).toFixed(1)} MB`;
}
