import type { PassView } from '../../messages/contract.ts';
import { moment } from '../wording.ts';
import { texts as all } from './texts.ts';

const texts = all.pass;

/** What a pass is still good for. */
export function passLine(pass: PassView, now: number): string {
  const left = leftWords(pass, now);
  switch (pass.state) {
    case 'waiting':
      return waitingLine(pass);
    case 'usable':
      return left ?? texts.ready;
    case 'resting':
      return withLeft(
        pass.restsUntil === null ? texts.resting : texts.restingUntil(moment(pass.restsUntil, now)),
        left,
      );
    case 'expired':
      return texts.expired;
    case 'refused':
      return texts.refused;
    case 'revoked':
      return withLeft(texts.revoked, left);
    default:
      return pass.state satisfies never;
  }
}

/** How many of its blocks are left; null if it is not counted in blocks. */
function leftWords({ blocks, blocksLeft, endsAt }: PassView, now: number): string | null {
  if (blocksLeft === null || blocks === null) return null;
  return endsAt === null
    ? texts.left(blocksLeft, blocks)
    : texts.leftUntil(blocksLeft, blocks, moment(endsAt, now));
}

function withLeft(state: string, left: string | null): string {
  return left === null ? state : texts.both(state, left);
}

function waitingLine({ confirmations, confirmationsNeeded }: PassView): string {
  return confirmationsNeeded > 1
    ? texts.waiting(confirmations ?? 0, confirmationsNeeded)
    : texts.waitingForOne;
}

/** How often it was used, as far as that is known: what the browser shows by itself is not counted. */
export function usesWords({ uses, lastUsedAt }: PassView, now: number): string {
  if (uses === 0) return texts.notCounted;
  return lastUsedAt === null ? texts.uses(uses) : texts.usesAndLast(uses, moment(lastUsedAt, now));
}

export type PassAction = 'extend' | 'revoke' | 'restore' | 'credential' | 'forget';

/** What can be done with a pass, in the order that it is offered in. */
export function passActions({ state, extensible }: PassView): readonly PassAction[] {
  switch (state) {
    case 'waiting':
      return ['credential'];
    case 'usable':
    case 'resting':
      return extensible
        ? ['extend', 'revoke', 'credential', 'forget']
        : ['revoke', 'credential', 'forget'];
    case 'revoked':
      return ['restore', 'credential', 'forget'];
    case 'refused':
      return ['credential', 'forget'];
    case 'expired':
      return ['forget'];
    default:
      return state satisfies never;
  }
}
