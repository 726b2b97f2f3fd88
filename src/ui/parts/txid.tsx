import { shorten, visible } from '../wording.ts';
import { useCopying } from './copying.ts';
import { texts as all } from './texts.ts';

const texts = all.txid;

/** A transaction's id in full, and a button that copies it. */
export function Txid(props: { txid: string }) {
  const { copied, text, copy } = useCopying<HTMLElement>();
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
        aria-label={texts.copyId[copied]}
      >
        {texts.copy[copied]}
      </button>
      <span class="unseen" role="status">
        {copied === 'yes' ? texts.copied : ''}
      </span>
    </span>
  );
}

/** The same in a line of a list: shortened, but copied in full. */
export function ShortTxid(props: { txid: string }) {
  const { copied, text, copy } = useCopying<HTMLElement>();
  return (
    <span class="short-txid">
      <code ref={text} title={visible(props.txid)} data-testid="short-txid">
        {/* In full where it has to be copied by hand. */}
        {visible(copied === 'selected' ? props.txid : shorten(props.txid))}
      </code>
      <button
        type="button"
        class="quiet"
        data-testid="short-txid-copy"
        onClick={() => void copy(props.txid)}
        aria-label={texts.copyId[copied]}
      >
        {texts.copy[copied]}
      </button>
      <span class="unseen" role="status">
        {copied === 'yes' ? texts.copied : ''}
      </span>
    </span>
  );
}
