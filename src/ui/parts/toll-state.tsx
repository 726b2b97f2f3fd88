import type { TollView } from '../../messages/contract.ts';
import { explain } from '../sentences.ts';
import { moment, untilAbout, waitFraction } from '../wording.ts';
import { Amount } from './amount.tsx';
import { Notice } from './notice.tsx';
import { Progress } from './progress.tsx';
import { Txid } from './txid.tsx';

/** One line on what a toll that is under way is doing. */
export function tollLine(toll: TollView, now: number): string {
  switch (toll.state) {
    case 'unlocking':
      return 'Waiting for your password, in a window of its own';
    case 'preparing':
      return 'Preparing the payment in your wallet';
    case 'asking':
      return 'Waiting for your answer';
    case 'relaying':
      return 'Handing the payment to the network';
    case 'proving':
      return 'Paid. Getting the proof from your wallet';
    case 'awaiting_confirmations': {
      const missing = toll.confirmationsNeeded - toll.confirmations;
      return `Paid. ${toll.confirmations} of ${toll.confirmationsNeeded} confirmations, ${untilAbout(toll.until, now, missing)}`;
    }
    case 'retrying':
      return 'Paid and confirmed. The site does not see it yet, so Tollpass tries again shortly';
    case 'resting':
      return toll.until === null
        ? 'Your pass rests for a while'
        : `Your pass rests until ${moment(toll.until, now)}. Then the page goes on`;
    case 'failed':
      return 'Not let through';
    default:
      return toll.state satisfies never;
  }
}

interface TollStateProps {
  readonly toll: TollView;
  readonly now: number;
  /** False where the cost is shown beside it already. */
  readonly withTotal?: boolean;
}

/** What a toll is doing, what it costs, its transaction, and how far it is. */
export function TollState(props: TollStateProps) {
  const { toll, now, withTotal = true } = props;
  const line = tollLine(toll, now);
  const { failure } = toll;
  return (
    <div class="stack">
      {toll.state === 'failed' && failure !== null ? (
        <Notice kind="error" testid="failure" title={line}>
          <p>{explain(failure, toll.txid)}</p>
        </Notice>
      ) : (
        <>
          <p class="state">{line}</p>
          {toll.state === 'asking' || toll.state === 'unlocking' ? null : (
            <Progress
              label={line}
              fraction={
                toll.state === 'awaiting_confirmations'
                  ? waitFraction(toll.until, now, toll.confirmations, toll.confirmationsNeeded)
                  : null
              }
            />
          )}
        </>
      )}
      {toll.total === null || !withTotal ? null : (
        <p class="row">
          <span class="faint">Total with network fee</span>
          <Amount piconero={toll.total} />
        </p>
      )}
      {toll.txid === null ? null : <Txid txid={toll.txid} />}
    </div>
  );
}
