import { useSignal } from '@preact/signals';
import { send } from '../../messages/client.ts';
import { Entry } from '../parts/entry.tsx';
import { Panel } from '../parts/panel.tsx';
import { Problem } from '../parts/problem.tsx';
import { useTask } from '../task.ts';
import type { SignerView } from './signer-card.tsx';
import { texts } from './texts.ts';

export function Rename(props: { signer: SignerView; onClose: () => void }) {
  const { signer, onClose } = props;
  const name = useSignal(signer.name);
  const task = useTask();

  async function save(): Promise<void> {
    const wanted = { id: signer.id, name: name.value.trim() };
    if (wanted.name === '') return;
    if ((await task.run(() => send('signer.rename', wanted))) !== null) onClose();
  }
  return (
    <Panel label={texts.rename.title(signer.name)} testid="rename" onClose={onClose}>
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <Entry testid={`name-${signer.id}`} label={texts.name} value={name} first />
        <Problem sentence={task.problem} />
        <div class="buttons">
          <button type="submit" class="primary" disabled={name.value.trim() === ''}>
            {texts.save}
          </button>
          <button type="button" class="quiet" onClick={onClose}>
            {texts.cancel}
          </button>
        </div>
      </form>
    </Panel>
  );
}
