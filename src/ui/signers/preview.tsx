import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { send } from '../../messages/client.ts';
import type { Input } from '../../messages/contract.ts';
import type { Signers } from './signers.tsx';
import { texts } from './texts.ts';

/** Nobody is asked at each letter of a word that is being typed. */
const PAUSE_MS = 300;

interface PreviewProps {
  readonly source: Input<'signer.add'>['source'];
  readonly chain: Signers['chains'][number] | undefined;
}

/** The address that what was typed leads to, so that one can see that it is the right one. */
export function Preview(props: PreviewProps) {
  const { source, chain } = props;
  const address = useSignal<string | null>(null);
  const typed = source.kind === 'mnemonic' ? source.words : '';
  const key = source.kind === 'private_key' ? source.hex : typed;

  useEffect(() => {
    address.value = null;
    if (chain === undefined || source.kind === 'watch' || key === '') return undefined;
    let isCurrent = true;
    const path = { coinType: chain.coinType, index: 0 };
    const timer = setTimeout(() => {
      send('key.preview', { source, path, prefix: chain.prefix }).then(
        (found) => {
          // What is not whole yet is no mistake: that is said when it is added.
          if (isCurrent && found.ok) address.value = found.account.address;
        },
        () => undefined,
      );
    }, PAUSE_MS);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [key, chain?.chainId]);

  return (
    <p class="state" role="status" data-testid="preview">
      {address.value === null
        ? null
        : texts.add.preview(<code class="address">{address.value}</code>)}
    </p>
  );
}
