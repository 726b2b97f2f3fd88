import { send } from '../../messages/client.ts';
import type { Overview } from '../../messages/contract.ts';
import { LockIcon } from '../parts/lock-icon.tsx';
import { Problem } from '../parts/problem.tsx';
import { UnlockForm } from '../parts/unlock-form.tsx';
import { useTask } from '../task.ts';
import { texts as all } from './texts.ts';

const texts = all.lock;

interface LockLineProps {
  readonly overview: Pick<Overview, 'vault' | 'unlockRefused'>;
  readonly onDone: () => void;
}

/** Whether Tollpass is locked, and the way to the other state. Nothing where there is no password. */
export function LockLine(props: LockLineProps) {
  const { vault, unlockRefused } = props.overview;
  const task = useTask();
  if (vault === 'none') return null;
  if (vault === 'locked') {
    return (
      <section class="card stack" aria-label={texts.locked} data-testid="locked">
        <p class="lock-state">
          <LockIcon open={false} />
          {texts.locked}
        </p>
        <p class="faint">{texts.lockedWords}</p>
        {unlockRefused ? <p data-testid="unlock-refused">{texts.refused}</p> : null}
        <UnlockForm onUnlocked={props.onDone} />
      </section>
    );
  }

  async function lock(): Promise<void> {
    if ((await task.run(() => send('vault.lock', {}))) !== null) props.onDone();
  }
  return (
    <div class="stack">
      <div class="line">
        <p class="lock-state faint" data-testid="unlocked">
          <LockIcon open />
          {texts.unlocked}
        </p>
        <button
          type="button"
          class="quiet"
          data-testid="lock"
          aria-disabled={task.busy}
          onClick={() => void lock()}
        >
          {texts.lock}
        </button>
      </div>
      <Problem sentence={task.problem} />
    </div>
  );
}
