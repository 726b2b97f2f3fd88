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

type Source = Input<'signer.add'>['source'];
type Way = 'create' | 'words' | 'key' | 'watch';

const WAYS: readonly { way: Way; title: string; text: string; secret: boolean }[] = [
  {
    way: 'create',
    title: 'Create a new one',
    text: 'Tollpass makes up recovery words; you write them down.',
    secret: true,
  },
  {
    way: 'words',
    title: 'Import recovery words',
    text: 'You have 12 or 24 words from another wallet.',
    secret: true,
  },
  { way: 'key', title: 'Import a private key', text: '64 hexadecimal digits.', secret: true },
  {
    way: 'watch',
    title: 'Watch an address',
    text: 'Shows it here; it cannot sign.',
    secret: false,
  },
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
      <h2 id="add-title">Add a signer</h2>
      {way.value === null ? (
        <div class="choices">
          {WAYS.map(({ way: each, title, text, secret }) => (
            <button
              key={each}
              type="button"
              data-testid={`add-${each}`}
              disabled={secret && props.isLocked}
              onClick={() => {
                way.value = each;
              }}
            >
              <strong>{title}</strong>
              <span class="faint">{text}</span>
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
        <Entry id="signer-name" label="Name" value={name} placeholder="My fleet" />
        <ChainChoice id="signer-chain" chains={chains} value={chainId} />
      </div>
      {way === 'create' ? <NewWords checked={secret} /> : null}
      {way === 'words' ? (
        <Entry
          id="signer-secret"
          label="Recovery words"
          value={secret}
          secret
          hint="12 or 24 words with a space between them."
        />
      ) : null}
      {way === 'key' ? (
        <Entry id="signer-secret" label="Private key" value={secret} secret />
      ) : null}
      {way === 'watch' ? <Entry id="signer-secret" label="Address" value={secret} /> : null}
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
          {way === 'watch' ? 'Watch it' : 'Add the signer'}
        </button>
        <button type="button" class="quiet" onClick={onClose}>
          Cancel
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
