import { useSignal } from '@preact/signals';
import { send } from '../../messages/client.ts';
import type { Input } from '../../messages/contract.ts';
import { Entry } from '../parts/entry.tsx';
import { Problem } from '../parts/problem.tsx';
import { useTask } from '../task.ts';
import { ChainChoice } from './chain-choice.tsx';
import { NewWords } from './new-words.tsx';
import { Preview } from './preview.tsx';
import type { Signers } from './signers.tsx';
import { texts } from './texts.ts';

type Source = Input<'signer.add'>['source'];
type Way = 'create' | 'words' | 'key' | 'watch';

const WAYS: readonly { way: Way; secret: boolean }[] = [
  { way: 'create', secret: true },
  { way: 'words', secret: true },
  { way: 'key', secret: true },
  { way: 'watch', secret: false },
];

interface AddSignerProps {
  readonly chains: Signers['chains'];
  readonly isLocked: boolean;
}

export function AddSigner(props: AddSignerProps) {
  const way = useSignal<Way | null>(null);
  const close = (): void => {
    way.value = null;
  };
  return (
    <section class="card stack wide" aria-labelledby="add-title">
      <h2 id="add-title">{texts.add.title}</h2>
      {way.value === null ? (
        <div class="choices">
          {WAYS.map(({ way: each, secret }) => (
            <button
              key={each}
              type="button"
              data-testid={`add-${each}`}
              disabled={secret && props.isLocked}
              onClick={() => {
                way.value = each;
              }}
            >
              <strong>{texts.add.ways[each].title}</strong>
              <span class="faint">{texts.add.ways[each].words}</span>
            </button>
          ))}
        </div>
      ) : (
        <AddForm key={way.value} way={way.value} chains={props.chains} onClose={close} />
      )}
    </section>
  );
}

interface AddFormProps {
  readonly way: Way;
  readonly chains: Signers['chains'];
  readonly onClose: () => void;
}

function AddForm(props: AddFormProps) {
  const { way, chains, onClose } = props;
  const name = useSignal('');
  const chainId = useSignal(chains[0]?.chainId ?? '');
  const secret = useSignal('');
  const task = useTask();
  const isReady = name.value.trim() !== '' && secret.value.trim() !== '';

  async function add(): Promise<void> {
    const asked = {
      name: name.value.trim(),
      chainId: chainId.value,
      source: sourceOf(way, secret.value.trim()),
    };
    if ((await task.run(() => send('signer.add', asked))) === null) return;
    secret.value = '';
    onClose();
  }
  return (
    <form
      class="stack wide"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (isReady) void add();
      }}
    >
      <div class="columns">
        <Entry
          testid="signer-name"
          label={texts.name}
          value={name}
          placeholder={texts.add.nameExample}
        />
        <ChainChoice testid="signer-chain" chains={chains} value={chainId} />
      </div>
      {way === 'create' ? <NewWords checked={secret} /> : null}
      {way === 'words' ? (
        <Entry
          testid="signer-secret"
          label={texts.add.recoveryWords}
          value={secret}
          secret
          hint={texts.add.recoveryWordsHint}
        />
      ) : null}
      {way === 'key' ? (
        <Entry testid="signer-secret" label={texts.add.privateKey} value={secret} secret />
      ) : null}
      {way === 'watch' ? (
        <Entry testid="signer-secret" label={texts.add.address} value={secret} />
      ) : null}
      {way === 'words' || way === 'key' ? (
        <Preview
          source={sourceOf(way, secret.value.trim())}
          chain={chains.find((each) => each.chainId === chainId.value)}
        />
      ) : null}
      <Problem sentence={task.problem} testid="signer-problem" />
      <div class="buttons">
        <button
          type="submit"
          class="primary"
          data-testid="signer-add"
          disabled={!isReady || task.busy}
        >
          {way === 'watch' ? texts.add.watch : texts.add.add}
        </button>
        <button type="button" class="quiet" onClick={onClose}>
          {texts.cancel}
        </button>
      </div>
    </form>
  );
}

function sourceOf(way: Way, secret: string): Source {
  if (way === 'watch') return { kind: 'watch', address: secret };
  if (way === 'key') return { kind: 'private_key', hex: secret };
  return { kind: 'mnemonic', words: secret };
}
