import { useSignal } from '@preact/signals';
import { useCopying } from '../parts/copying.ts';
import { DeleteSigner } from './delete-signer.tsx';
import { NewAccount } from './new-account.tsx';
import { Rename } from './rename.tsx';
import { Reveal } from './reveal.tsx';
import type { Signers } from './signers.tsx';
import { texts } from './texts.ts';

export type SignerView = Signers['signers'][number];

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
    <article class="card stack" aria-label={signer.name} data-testid="signer">
      <div class="line">
        <h2 dir="auto">{signer.name}</h2>
        <span class="faint">{texts.card.kinds[signer.kind]}</span>
      </div>
      <ul class="list">
        {signer.accounts.map((account) => (
          <AccountLine key={`${account.chainId} ${account.index}`} account={account} />
        ))}
      </ul>
      <div class="buttons tight">
        {signer.kind === 'watch' ? null : button('account', texts.card.addAddress, true)}
        {button('rename', texts.card.rename, false)}
        {signer.kind === 'watch'
          ? null
          : button(
              'reveal',
              signer.kind === 'mnemonic' ? texts.reveal.words.show : texts.reveal.key.show,
              true,
            )}
        {button('delete', texts.card.delete, signer.kind !== 'watch')}
      </div>
      {open.value === 'account' ? (
        <NewAccount signer={signer} chains={props.chains} onClose={close} />
      ) : null}
      {open.value === 'rename' ? <Rename signer={signer} onClose={close} /> : null}
      {open.value === 'reveal' ? <Reveal signer={signer} onClose={close} /> : null}
      {open.value === 'delete' ? <DeleteSigner signer={signer} onClose={close} /> : null}
    </article>
  );
}

function AccountLine(props: { account: SignerView['accounts'][number] }) {
  const { chainId, index, address } = props.account;
  const { copied, text, copy } = useCopying<HTMLElement>();
  return (
    <li class="line">
      <div class="grow">
        <p>
          <code class="address" ref={text} data-testid="signer-address">
            {address}
          </code>
        </p>
        <p class="faint">{index === 0 ? chainId : texts.card.address(chainId, index + 1)}</p>
      </div>
      <button
        type="button"
        class="quiet"
        aria-label={texts.card.copyAddress[copied](address)}
        onClick={() => void copy(address)}
      >
        {texts.copy[copied]}
      </button>
    </li>
  );
}
