import { useSignal } from '@preact/signals';
import { useCallback, useEffect } from 'preact/hooks';
import { send } from '../../messages/client.ts';
import { Problem } from '../parts/problem.tsx';
import { Progress } from '../parts/progress.tsx';
import { explainUnsent } from '../sentences.ts';
import { useTask } from '../task.ts';
import { type Outputs, outputsWords } from './outputs-words.ts';
import { WalletSplit } from './wallet-split.tsx';
import { walletTexts as texts } from './wallet-texts.ts';

/** How many payments the wallet can make, and a way to make it more. */
export function WalletOutputs() {
  const outputs = useSignal<Outputs | null>(null);
  const task = useTask();
  const { run } = task;

  // The wallet may be reading the chain: no time limit here, but a bar.
  const look = useCallback(async (): Promise<void> => {
    const answer = await run(() => send('wallet.outputs', {}), { failure: explainUnsent });
    if (answer !== null) outputs.value = answer;
  }, [run, outputs]);
  useEffect(() => void look(), [look]);

  return (
    <section class="card stack wide" aria-labelledby="outputs-title">
      <div>
        <h2 id="outputs-title">{texts.outputs.title}</h2>
        <p class="faint">{texts.outputs.words}</p>
      </div>
      <div class="stack" aria-busy={task.busy}>
        <div class="line">
          <p class="grow" role="status" data-testid="wallet-outputs">
            {outputs.value === null
              ? task.busy
                ? texts.outputs.asking
                : texts.outputs.unknown
              : outputsWords(outputs.value)}
          </p>
          <button
            type="button"
            class="quiet"
            data-testid="wallet-outputs-look"
            onClick={() => void look()}
          >
            {texts.outputs.again}
          </button>
        </div>
        {task.busy ? <Progress fraction={null} label={texts.outputs.askingLabel} /> : null}
        <Problem sentence={task.problem} testid="wallet-outputs-problem" />
      </div>
      <div class="part">
        <WalletSplit onSent={() => void look()} />
      </div>
    </section>
  );
}
