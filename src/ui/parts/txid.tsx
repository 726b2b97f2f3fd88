import { visible } from '../wording.ts';
import { useCopying } from './copying.ts';

/** A transaction's id in full, and a button that copies it. */
export function Txid(props: { txid: string }) {
  const { copied, text, copy } = useCopying<HTMLElement>();
  const label = { no: 'Copy', yes: 'Copied', selected: 'Selected' }[copied];
  return (
    <span class="txid">
      <code ref={text} data-testid="txid">
        {visible(props.txid)}
      </code>
      <button
        type="button"
        class="quiet"
        data-testid="txid-copy"
        onClick={() => void copy(props.txid)}
        aria-label={`${label} transaction ID`}
      >
        {label}
      </button>
      <span class="unseen" role="status">
        {copied === 'yes' ? 'Transaction ID copied' : ''}
      </span>
    </span>
  );
}
