import { useId } from 'preact/hooks';
import type { Signers } from './signers.tsx';
import { texts } from './texts.ts';

interface ChainChoiceProps {
  readonly testid: string;
  readonly chains: Signers['chains'];
  readonly value: { value: string };
  readonly first?: boolean;
}

export function ChainChoice(props: ChainChoiceProps) {
  const { chains, value } = props;
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{texts.chain}</label>
      <select
        id={id}
        data-testid={props.testid}
        data-first={props.first}
        value={value.value}
        onChange={(event) => {
          value.value = event.currentTarget.value;
        }}
      >
        {chains.map(({ chainId, prefix }) => (
          <option key={chainId} value={chainId}>
            {chainId} ({prefix}1…)
          </option>
        ))}
      </select>
    </div>
  );
}
