import type { TollView } from '../../messages/contract.ts';
import { explained } from '../sentences.ts';
import { moment, untilAbout, waitFraction } from '../wording.ts';
import { Amount } from './amount.tsx';
import { Notice } from './notice.tsx';
import { Progress } from './progress.tsx';
import { Sentence } from './sentence.tsx';
import { texts } from './texts.ts';
import { Txid } from './txid.tsx';

/** One line on what a toll that is under way is doing. */
export function tollLine(toll: TollView, now: number): string {
  switch (toll.state) {
    case 'unlocking':
      return texts.toll.unlocking;
    case 'preparing':
      return texts.toll.preparing;
    case 'asking':
      return texts.toll.asking;
    case 'relaying':
      return texts.toll.relaying;
    case 'proving':
      return texts.toll.proving;
    case 'awaiting_confirmations': {
      const missing = toll.confirmationsNeeded - toll.confirmations;
      return texts.toll.confirmations(
        toll.confirmations,
        toll.confirmationsNeeded,
        untilAbout(toll.until, now, missing),
      );
    }
    case 'retrying':
      return texts.toll.retrying;
    case 'resting':
      return toll.until === null
        ? texts.toll.resting
        : texts.toll.restingUntil(moment(toll.until, now));
    case 'failed':
      return texts.toll.failed;
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
          <p>
            <Sentence of={explained(failure, toll.txid)} />
          </p>
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
          <span class="faint">{texts.toll.total}</span>
          <Amount piconero={toll.total} />
        </p>
      )}
      {toll.txid === null ? null : <Txid txid={toll.txid} />}
    </div>
  );
}
