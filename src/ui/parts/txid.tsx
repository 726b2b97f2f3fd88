import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { visible } from '../wording.ts';

const CONFIRMED_MS = 2000;

/** A transaction's id in full, and a button that copies it. */
export function Txid(props: { txid: string }) {
  const text = useRef<HTMLElement>(null);
  const copied = useSignal<'no' | 'yes' | 'selected'>('no');
  useEffect(() => {
    if (copied.value === 'no') return undefined;
    const timer = setTimeout(() => {
      copied.value = 'no';
    }, CONFIRMED_MS);
    return () => clearTimeout(timer);
  }, [copied.value]);

  async function copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(props.txid);
      copied.value = 'yes';
    } catch {
      // Without the permission to write, leave it to the user's own copy command.
      if (text.current !== null) getSelection()?.selectAllChildren(text.current);
      copied.value = 'selected';
    }
  }

  const label = { no: 'Copy', yes: 'Copied', selected: 'Selected' }[copied.value];
  return (
    <span class="txid">
      <code ref={text} data-testid="txid">
        {visible(props.txid)}
      </code>
      <button type="button" class="quiet" onClick={copy} aria-label={`${label} transaction ID`}>
        {label}
      </button>
      <span class="unseen" role="status">
        {copied.value === 'yes' ? 'Transaction ID copied' : ''}
      </span>
    </span>
  );
}
