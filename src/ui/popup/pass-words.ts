import type { PassView } from '../../messages/contract.ts';
import { moment, plural } from '../wording.ts';

/** What a pass is still good for. */
export function passLine(pass: PassView, now: number): string {
  const until = pass.endsAt === null ? '' : `, until about ${moment(pass.endsAt, now)}`;
  const left =
    pass.blocksLeft === null || pass.blocks === null
      ? ''
      : `${pass.blocksLeft} of ${plural(pass.blocks, 'block')} left${until}`;
  switch (pass.state) {
    case 'waiting':
      return waitingLine(pass);
    case 'usable':
      return left === '' ? 'Ready to use' : left;
    case 'resting':
      return [
        pass.restsUntil === null ? 'Resting' : `Resting until ${moment(pass.restsUntil, now)}`,
        ...(left === '' ? [] : [left]),
      ].join('. ');
    case 'expired':
      return 'Used up';
    case 'refused':
      return 'Refused by the site. Show its operator this transaction:';
    case 'revoked':
      return left === '' ? 'Not used any more' : `Not used any more. ${left}`;
    default:
      return pass.state satisfies never;
  }
}

function waitingLine({ confirmations, confirmationsNeeded }: PassView): string {
  return confirmationsNeeded > 1
    ? `Paid. ${confirmations ?? 0} of ${confirmationsNeeded} confirmations`
    : 'Paid, waiting for its first block';
}

/** How often it was used, as far as that is known: what the browser shows by itself is not counted. */
export function usesWords({ uses, lastUsedAt }: PassView, now: number): string {
  if (uses === 0) return 'not counted yet';
  const last = lastUsedAt === null ? '' : `, last ${moment(lastUsedAt, now)}`;
  return `${plural(uses, 'time')}${last}`;
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
