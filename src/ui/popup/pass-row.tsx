import type { PassView } from '../../messages/contract.ts';
import { Amount } from '../parts/amount.tsx';
import { Txid } from '../parts/txid.tsx';
import { addAmounts, hostOf, moment, plural } from '../wording.ts';

/** What a pass is still good for. */
export function passLine(pass: PassView, now: number): string {
  const until = pass.endsAt === null ? '' : `, until about ${moment(pass.endsAt, now)}`;
  const left =
    pass.blocksLeft === null
      ? ''
      : `${pass.blocksLeft} of ${plural(pass.blocks, 'block')} left${until}`;
  switch (pass.state) {
    case 'waiting':
      return 'Paid, waiting for its first block';
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
    default:
      return pass.state satisfies never;
  }
}

/** One pass: whose it is, what is left of it, what it cost. */
export function PassRow(props: { pass: PassView; now: number; withHost: boolean }) {
  const { pass, now, withHost } = props;
  return (
    <div class={`pass ${pass.state}`} data-testid="pass">
      {withHost ? <p class="host">{hostOf(pass.origin)}</p> : null}
      <p class="state">
        <span class="dot" aria-hidden="true" />
        {passLine(pass, now)}
      </p>
      {pass.state === 'refused' ? <Txid txid={pass.txid} /> : null}
      <p class="row faint">
        <span>Bought {moment(pass.boughtAt, now)}</span>
        <Amount piconero={addAmounts(pass.paid, pass.fee)} />
      </p>
    </div>
  );
}
