import { useSignal } from '@preact/signals';
import { send } from '../../messages/client.ts';
import { Panel } from '../parts/panel.tsx';
import { Problem } from '../parts/problem.tsx';
import { useTask } from '../task.ts';
import { ChainChoice } from './chain-choice.tsx';
import type { SignerView } from './signer-card.tsx';
import type { Signers } from './signers.tsx';
import { texts } from './texts.ts';

interface NewAccountProps {
  readonly signer: SignerView;
  readonly chains: Signers['chains'];
  readonly onClose: () => void;
}

/** One more address of a signer: on another chain, or the next one on the same. */
export function NewAccount(props: NewAccountProps) {
  const { signer, chains, onClose } = props;
  const chainId = useSignal(chains[0]?.chainId ?? '');
  const task = useTask();
  const taken = signer.accounts.filter((account) => account.chainId === chainId.value);
  const next = taken.reduce((most, { index }) => Math.max(most, index + 1), 0);
  const isFull = signer.kind === 'private_key' && taken.length > 0;

  async function add(): Promise<void> {
    const asked = { id: signer.id, chainId: chainId.value, index: next };
    if ((await task.run(() => send('signer.account', asked))) !== null) onClose();
  }
  return (
    <Panel label={texts.newAccount.title(signer.name)} testid="new-account" onClose={onClose}>
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (!isFull) void add();
        }}
      >
        <ChainChoice testid={`chain-${signer.id}`} chains={chains} value={chainId} first />
        <p class="hint">
          {isFull
            ? texts.newAccount.full
            : taken.length === 0
              ? texts.newAccount.first
              : texts.newAccount.next(next + 1)}
        </p>
        <Problem sentence={task.problem} />
        <div class="buttons">
          <button type="submit" class="primary" disabled={isFull || task.busy}>
            {texts.newAccount.add}
          </button>
          <button type="button" class="quiet" onClick={onClose}>
            {texts.cancel}
          </button>
        </div>
      </form>
    </Panel>
  );
}
