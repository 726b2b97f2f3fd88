import type { Signal } from '@preact/signals';
import { useId } from 'preact/hooks';
import { shorten, visible } from '../wording.ts';
import type { Signers } from './web-app-card.tsx';
import { texts } from './web-app-texts.ts';

function keyOf({ chainId, address }: Signers[number]): string {
  return `${chainId} ${address}`;
}

/** The account that was chosen; the first where none was. Null if there is none. */
export function chosenSigner(
  signers: Signers,
  value: string,
): { readonly chainId: string; readonly address: string } | null {
  const signer = signers.find((each) => keyOf(each) === value) ?? signers[0];
  return signer === undefined ? null : { chainId: signer.chainId, address: signer.address };
}

/** Chooses one of the user's keys. */
export function SignerChoice(props: { testid: string; signers: Signers; value: Signal<string> }) {
  const { signers, value } = props;
  const id = useId();
  if (signers.length === 0) {
    return (
      <p>
        {texts.noSigner((words) => (
          <a href="../signers/index.html">{words}</a>
        ))}
      </p>
    );
  }
  return (
    <div class="field">
      <label for={id}>{texts.signer}</label>
      <select
        id={id}
        data-testid={props.testid}
        data-first
        onChange={(event) => {
          value.value = event.currentTarget.value;
        }}
      >
        {signers.map((signer) => (
          <option
            key={keyOf(signer)}
            value={keyOf(signer)}
            selected={keyOf(signer) === value.value}
          >
            {texts.signerOf(visible(signer.name), shorten(signer.address), signer.chainId)}
          </option>
        ))}
      </select>
    </div>
  );
}
