import type { Output } from '../../messages/contract.ts';
import { Notice } from '../parts/notice.tsx';
import { Page } from '../parts/page.tsx';
import { useReading } from '../reading.ts';
import { AddSigner } from './add-signer.tsx';
import { Chains } from './chains.tsx';
import { SignedFile } from './signed-file.tsx';
import { SignerCard } from './signer-card.tsx';
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
          <h2>No signer yet</h2>
          <p class="faint">
            A signer is a key of yours for Cosmos chains such as that of Structs. Pages can ask it
            for signatures; you decide on each. It has nothing to do with the wallet that pays
            tolls.
          </p>
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
    <Notice kind="info" title={isNone ? 'Set a password first' : 'Locked'} testid="vault-notice">
      <p>
        {isNone
          ? 'Keys are kept on the disk encrypted with a password of yours. Until you set one, you can only watch addresses.'
          : 'Your keys are locked away. Unlock them to sign, add or show anything.'}
      </p>
      <p>
        <a class="button" href="../settings/index.html#password">
          {isNone ? 'Set a password' : 'Unlock'}
        </a>
      </p>
    </Notice>
  );
}
