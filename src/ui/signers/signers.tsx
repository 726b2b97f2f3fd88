import type { Output } from '../../messages/contract.ts';
import { Notice } from '../parts/notice.tsx';
import { Page } from '../parts/page.tsx';
import { useReading } from '../reading.ts';
import { AddSigner } from './add-signer.tsx';
import { Chains } from './chains.tsx';
import { SignedFile } from './signed-file.tsx';
import { SignerCard } from './signer-card.tsx';
import { texts } from './texts.ts';
import { Transactions } from './transactions.tsx';

export type Signers = Output<'signers.read'>;

/** The user's keys for Cosmos chains, and the chains that they are for. */
export function SignersPage() {
  const { known, lost } = useReading('signers.read');
  return (
    <Page here="signers" lost={lost.value}>
      {known.value === null ? null : <Known known={known.value} />}
    </Page>
  );
}

function Known(props: { known: Signers }) {
  const { vault, signers, chains } = props.known;
  return (
    <>
      <VaultNotice vault={vault} />
      {signers.length === 0 ? (
        <section class="card stack">
          <h2>{texts.none}</h2>
          <p class="faint">{texts.noneWords}</p>
        </section>
      ) : (
        signers.map((signer) => (
          <SignerCard
            key={signer.id}
            signer={signer}
            chains={chains}
            isLocked={vault !== 'unlocked'}
          />
        ))
      )}
      {chains.length === 0 ? null : <AddSigner chains={chains} isLocked={vault !== 'unlocked'} />}
      <Transactions />
      {signers.some(({ kind }) => kind !== 'watch') ? <SignedFile /> : null}
      <Chains chains={chains} />
    </>
  );
}

/** Keys are kept behind the vault's password. */
function VaultNotice(props: { vault: Signers['vault'] }) {
  if (props.vault === 'unlocked') return null;
  const isNone = props.vault === 'none';
  return (
    <Notice kind="info" title={isNone ? texts.passwordFirst : texts.locked} testid="vault-notice">
      <p>{isNone ? texts.passwordFirstWords : texts.lockedWords}</p>
      <p>
        <a class="button" href="../settings/index.html#password">
          {isNone ? texts.setPassword : texts.unlock}
        </a>
      </p>
    </Notice>
  );
}
