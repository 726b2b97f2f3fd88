import { visible } from '../wording.ts';
import { useCopying } from './copying.ts';
import { Qr } from './qr.tsx';
import { texts } from './texts.ts';

/** A wallet's address, as text to copy and as a code for phones. */
export function Receive(props: { address: string }) {
  const { copied, text, copy } = useCopying<HTMLElement>();
  return (
    <div class="receive">
      <Qr text={`monero:${props.address}`} label={texts.receive.code} />
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
            {texts.receive.copy[copied]}
          </button>
        </div>
        <span class="unseen" role="status">
          {copied === 'yes' ? texts.receive.copied : ''}
        </span>
      </div>
    </div>
  );
}
