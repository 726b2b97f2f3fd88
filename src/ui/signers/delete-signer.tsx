import { useSignal } from '@preact/signals';
import { send } from '../../messages/client.ts';
import { Entry } from '../parts/entry.tsx';
import { Panel } from '../parts/panel.tsx';
import { Problem } from '../parts/problem.tsx';
import { useTask } from '../task.ts';
import { Busy } from './reveal.tsx';
import type { SignerView } from './signer-card.tsx';
import { texts } from './texts.ts';

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
    <Panel label={texts.delete.title(signer.name)} testid="delete" onClose={onClose}>
      <p>
        {isWatched
          ? texts.delete.watched
          : signer.kind === 'mnemonic'
            ? texts.delete.words
            : texts.delete.key}
      </p>
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (isWatched || password.value !== '') void remove();
        }}
      >
        {isWatched ? null : (
          <Entry testid={`delete-${signer.id}`} label={texts.password} value={password} secret />
        )}
        <Problem sentence={task.problem} />
        <Busy busy={task.busy && !isWatched} />
        <div class="buttons">
          <button type="button" data-first onClick={onClose}>
            {texts.delete.keep}
          </button>
          <button
            type="submit"
            class="risky"
            data-testid="delete-yes"
            disabled={!isWatched && password.value === ''}
          >
            {texts.delete.yes}
          </button>
        </div>
      </form>
    </Panel>
  );
}
