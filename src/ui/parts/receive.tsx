import { visible } from '../wording.ts';
import { useCopying } from './copying.ts';
import { Qr } from './qr.tsx';

/** A wallet's address, as text to copy and as a code for phones. */
export function Receive(props: { address: string }) {
  const { copied, text, copy } = useCopying<HTMLElement>();
  const label = { no: 'Copy the address', yes: 'Copied', selected: 'Selected' }[copied];
  return (
    <div class="receive">
      <Qr text={`monero:${props.address}`} label="The address as a code for phones" />
      <div class="stack">
        <code ref={text} data-testid="wallet-address">
          {visible(props.address)}
        </code>
        <div class="buttons">
          <button
            type="button"
            data-testid="wallet-address-copy"
            onClick={() => void copy(props.address)}
          >
            {label}
          </button>
        </div>
        <span class="unseen" role="status">
          {copied === 'yes' ? 'Address copied' : ''}
        </span>
      </div>
    </div>
  );
}
