import { useSignal } from '@preact/signals';
import { send } from '../../messages/client.ts';
import { Entry } from '../parts/entry.tsx';
import { Panel } from '../parts/panel.tsx';
import { Problem } from '../parts/problem.tsx';
import { useTask } from '../task.ts';
import { Busy } from './reveal.tsx';
import type { SignerView } from './signer-card.tsx';

export function DeleteSigner(props: { signer: SignerView; onClose: () => void }) {
  const { signer, onClose } = props;
  const password = useSignal('');
  const task = useTask();
  const isWatched = signer.kind === 'watch';

  async function remove(): Promise<void> {
    const asked = { id: signer.id, password: password.value };
    password.value = '';
    if ((await task.run(() => send('signer.delete', asked))) !== null) onClose();
  }
  return (
    <Panel label={`Delete ${signer.name}`} testid="delete" onClose={onClose}>
      <p>
        {isWatched
          ? 'The address is no longer watched. You can add it again at any time.'
          : `Without its ${signer.kind === 'mnemonic' ? 'words' : 'key'} on paper, what belongs to this signer is lost for good: Tollpass keeps no copy.`}
      </p>
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (isWatched || password.value !== '') void remove();
        }}
      >
        {isWatched ? null : (
          <Entry id={`delete-${signer.id}`} label="Password of Tollpass" value={password} secret />
        )}
        <Problem sentence={task.problem} />
        <Busy busy={task.busy && !isWatched} />
        <div class="buttons">
          <button type="button" data-first onClick={onClose}>
            Keep it
          </button>
          <button
            type="submit"
            class="risky"
            data-testid="delete-yes"
            disabled={!isWatched && password.value === ''}
          >
            Delete
          </button>
        </div>
      </form>
    </Panel>
  );
}
