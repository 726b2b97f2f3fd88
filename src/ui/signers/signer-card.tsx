import { useSignal } from '@preact/signals';
import { useCopying } from '../parts/copying.ts';
import { DeleteSigner } from './delete-signer.tsx';
import { NewAccount } from './new-account.tsx';
import { Rename } from './rename.tsx';
import { Reveal } from './reveal.tsx';
import type { Signers } from './signers.tsx';

export type SignerView = Signers['signers'][number];

const KINDS: Readonly<Record<SignerView['kind'], string>> = {
  mnemonic: 'Recovery words',
  private_key: 'Private key',
  watch: 'Watched only: cannot sign',
};

type Open = 'account' | 'rename' | 'reveal' | 'delete';

interface SignerCardProps {
  readonly signer: SignerView;
  readonly chains: Signers['chains'];
  readonly isLocked: boolean;
}

/** One signer, its addresses, and what can be done with it. */
export function SignerCard(props: SignerCardProps) {
  const { signer, isLocked } = props;
  const open = useSignal<Open | null>(null);
  const close = (): void => {
    open.value = null;
  };
  const button = (what: Open, label: string, locked: boolean) => (
    <button
      type="button"
      class="quiet"
      data-testid={`signer-${what}`}
      aria-label={`${label}: ${signer.name}`}
      aria-expanded={open.value === what}
      disabled={locked && isLocked}
      onClick={() => {
        open.value = open.value === what ? null : what;
      }}
    >
      {label}
    </button>
  );
  return (
    <section class="card stack" aria-label={signer.name} data-testid="signer">
      <div class="line">
        <h2>{signer.name}</h2>
        <span class="faint">{KINDS[signer.kind]}</span>
      </div>
      <ul class="list">
        {signer.accounts.map((account) => (
          <AccountLine key={`${account.chainId} ${account.index}`} account={account} />
        ))}
      </ul>
      <div class="buttons">
        {signer.kind === 'watch' ? null : button('account', 'Add an address', true)}
        {button('rename', 'Rename', false)}
        {signer.kind === 'watch'
          ? null
          : button('reveal', signer.kind === 'mnemonic' ? 'Show the words' : 'Show the key', true)}
        {button('delete', 'Delete', signer.kind !== 'watch')}
      </div>
      {open.value === 'account' ? (
        <NewAccount signer={signer} chains={props.chains} onClose={close} />
      ) : null}
      {open.value === 'rename' ? <Rename signer={signer} onClose={close} /> : null}
      {open.value === 'reveal' ? <Reveal signer={signer} onClose={close} /> : null}
      {open.value === 'delete' ? <DeleteSigner signer={signer} onClose={close} /> : null}
    </section>
  );
}

function AccountLine(props: { account: SignerView['accounts'][number] }) {
  const { chainId, index, address } = props.account;
  const { copied, text, copy } = useCopying<HTMLElement>();
  const label = { no: 'Copy', yes: 'Copied', selected: 'Selected' }[copied];
  return (
    <li class="line">
      <div class="grow">
        <p>
          <code class="address" ref={text} data-testid="signer-address">
            {address}
          </code>
        </p>
        <p class="faint">
          {chainId}
          {index === 0 ? null : `, address ${index + 1}`}
        </p>
      </div>
      <button
        type="button"
        class="quiet"
        aria-label={`${label} ${address}`}
        onClick={() => void copy(address)}
      >
        {label}
      </button>
    </li>
  );
}
