import { useSignal } from '@preact/signals';
import { useCallback, useEffect } from 'preact/hooks';
import { send } from '../../messages/client.ts';
import { Problem } from '../parts/problem.tsx';
import { Progress } from '../parts/progress.tsx';
import { explainUnsent } from '../sentences.ts';
import { useTask } from '../task.ts';
import { type Outputs, outputsWords } from './outputs-words.ts';
import { WalletSplit } from './wallet-split.tsx';

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
        <h2 id="outputs-title">Outputs</h2>
        <p class="faint">
          A wallet's money lies in outputs. Each payment takes at least one whole, and what is left
          of it comes back as change, which is locked for 10 blocks, about 20 minutes.
        </p>
      </div>
      <div class="stack" aria-busy={task.busy}>
        <div class="line">
          <p class="grow" role="status" data-testid="wallet-outputs">
            {outputs.value === null
              ? task.busy
                ? 'Asking the wallet…'
                : 'Not known.'
              : outputsWords(outputs.value)}
          </p>
          <button
            type="button"
            class="quiet"
            data-testid="wallet-outputs-look"
            onClick={() => void look()}
          >
            Look again
          </button>
        </div>
        {task.busy ? <Progress fraction={null} label="Asking the wallet" /> : null}
        <Problem sentence={task.problem} testid="wallet-outputs-problem" />
      </div>
      <div class="part">
        <WalletSplit onSent={() => void look()} />
      </div>
    </section>
  );
}
