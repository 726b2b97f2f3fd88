import { useSignal } from '@preact/signals';
import { useContext } from 'preact/hooks';
import { send } from '../../messages/client.ts';
import type { PassView } from '../../messages/contract.ts';
import type { RateView } from '../../messages/rate.ts';
import { Rate } from '../parts/amount.tsx';
import { Panel } from '../parts/panel.tsx';
import { Problem } from '../parts/problem.tsx';
import { Progress } from '../parts/progress.tsx';
import { TimesChooser } from '../parts/times-chooser.tsx';
import { MAYBE_DONE } from '../sentences.ts';
import { useTask } from '../task.ts';
import { blocksFor, blocksOfOne, readTimes, TOO_MUCH, totalFor } from '../times.ts';
import { blocksBought } from '../wording.ts';
import { xmrAndWorth } from '../worth.ts';
import { texts as all } from './texts.ts';

const texts = all.extend;

/** What so many times of a pass's price cost and buy; null if that is no amount. */
export function extensionWords(
  pass: PassView,
  times: number,
  rate: RateView | null = null,
): string | null {
  const cost = totalFor(pass.price, times);
  if (cost === null) return null;
  const bought = blocksBought(blocksFor(blocksOfOne(pass), times));
  return texts.cost(xmrAndWorth(cost, rate), bought);
}

/** Buys a longer pass: how long is chosen here, the question comes in the approval window. */
export function ExtendPass(props: { pass: PassView; onDone: () => void; onClose: () => void }) {
  const { pass, onDone, onClose } = props;
  const task = useTask();
  const rate = useContext(Rate);
  const text = useSignal('1');
  const read = readTimes(text.value);
  const words = read.ok ? extensionWords(pass, read.times, rate) : null;

  async function extend(): Promise<void> {
    if (!read.ok) return;
    const { toll } = pass;
    const done = await task.run(() => send('pass.extend', { toll, times: read.times }), {
      silent: MAYBE_DONE,
    });
    onDone();
    if (done !== null) onClose();
  }

  return (
    <Panel label={texts.title} testid="extend-panel" onClose={onClose}>
      <TimesChooser
        label={texts.times}
        text={text.value}
        disabled={task.busy}
        onText={(typed) => {
          text.value = typed;
        }}
      />
      <p aria-live="polite" data-testid="extend-cost">
        {words ?? (read.ok ? TOO_MUCH : '')}
      </p>
      <p class="hint">{texts.hint}</p>
      <Problem sentence={task.problem} />
      <div role="status">
        {task.busy ? (
          <div class="stack">
            <p class="state">{texts.preparing}</p>
            <Progress fraction={null} label={texts.progress} />
          </div>
        ) : null}
      </div>
      <div class="buttons">
        <button
          type="button"
          class="primary"
          data-first
          data-testid="extend-go"
          disabled={words === null}
          aria-disabled={task.busy}
          onClick={() => void extend()}
        >
          {texts.go}
        </button>
        <button type="button" class="quiet" data-testid="extend-cancel" onClick={onClose}>
          {texts.cancel}
        </button>
      </div>
    </Panel>
  );
}
