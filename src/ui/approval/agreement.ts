import type { QuestionView } from '../../messages/contract.ts';
import { readTimes, totalFor } from '../times.ts';

/** What the window shows, and what is agreed to by Pay: both are the same thing. */
export interface Agreement {
  readonly times: number;
  /** In piconero. */
  readonly total: string;
}

/** The answer to a question: how often, for which total, and what holds from now on. */
export interface Agreed extends Agreement {
  /** "Always pay this site up to …", in piconero. */
  readonly alwaysUpTo: string | null;
}

/** What is proposed. Its total is the one that was asked about, not one that is worked out here. */
export function proposal({ times, total }: QuestionView): Agreement {
  return { times, total };
}

/**
 * What would be agreed to with so many times typed.
 *
 * @returns null if that is no number of times, or no amount
 */
export function agreementFor(question: QuestionView, typed: string): Agreement | null {
  const read = readTimes(typed);
  if (!read.ok) return null;
  if (read.times === question.times) return proposal(question);
  if (!question.extensible) return null;
  const total = totalFor(question.amount, read.times, question.fee);
  return total === null ? null : { times: read.times, total };
}
