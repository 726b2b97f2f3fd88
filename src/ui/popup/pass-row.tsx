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

/** One pass: what is left of it and what it cost; in a list also whose it is, and more briefly. */
export function PassRow(props: { pass: PassView; now: number; inList: boolean }) {
  const { pass, now, inList } = props;
  return (
    <div class={`pass ${pass.state}`} data-testid="pass">
      {inList ? <p class="host">{hostOf(pass.origin)}</p> : null}
      <p class="state">
        <span class="dot" aria-hidden="true" />
        {passLine(pass, now)}
      </p>
      {pass.state === 'refused' ? <Txid txid={pass.txid} /> : null}
      {inList ? (
        <p class="row faint">
          <span>Bought {moment(pass.boughtAt, now)}</span>
          <Amount piconero={addAmounts(pass.paid, pass.fee)} />
        </p>
      ) : (
        <PassFigures pass={pass} now={now} />
      )}
    </div>
  );
}

function PassFigures(props: { pass: PassView; now: number }) {
  const { pass } = props;
  return (
    <dl class="figures">
      <div>
        <dt>Charged</dt>
        <dd>
          <Amount piconero={pass.paid} />
        </dd>
      </div>
      <div>
        <dt>Network fee</dt>
        <dd>
          <Amount piconero={pass.fee} />
        </dd>
      </div>
      <div>
        <dt>Bought</dt>
        <dd class="number">{moment(pass.boughtAt, props.now)}</dd>
      </div>
    </dl>
  );
}
