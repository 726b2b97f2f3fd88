import { useSignal } from '@preact/signals';
import { send } from '../../messages/client.ts';
import type { LedgerEntryView } from '../../messages/contract.ts';
import { Amount } from '../parts/amount.tsx';
import { type Secret, SecretCopy } from '../parts/secret-copy.tsx';
import { ShortTxid, Txid } from '../parts/txid.tsx';
import { blocksBought, clip, hostOf, moment, visible } from '../wording.ts';
import { proofText, stateWords } from './words.ts';

/** One payment: where, when, how much, what became of it, and how it is proven. */
export function Entry(props: { entry: LedgerEntryView; now: number }) {
  const { entry, now } = props;
  const isOpen = useSignal(false);
  const isProving = useSignal(false);
  return (
    <li class={`entry ${entry.state}`} data-testid="activity-entry">
      <div class="row">
        <span class="host">{hostOf(entry.toll.origin)}</span>
        <Amount piconero={entry.amount} testid="entry-amount" />
      </div>
      <div class="row faint">
        <span>
          <time dateTime={new Date(entry.at).toISOString()}>{moment(entry.at, now)}</time>
          {' · '}
          <span data-testid="entry-state">{stateWords(entry)}</span>
        </span>
        <span class="amounts">
          <Amount piconero={entry.fee} testid="entry-fee" /> fee
        </span>
      </div>
      <div class="row faint">
        <button
          type="button"
          class="quiet"
          data-testid="entry-more"
          aria-expanded={isOpen.value}
          onClick={() => {
            isOpen.value = !isOpen.value;
          }}
        >
          {isOpen.value ? 'Less' : 'Details'}
          <span class="unseen"> of the payment to {hostOf(entry.toll.origin)}</span>
        </button>
        <ShortTxid txid={entry.txid} />
      </div>
      {isOpen.value ? (
        <div class="stack">
          <dl class="figures">
            <div>
              <dt>Address of the page</dt>
              <dd>
                <code>{clip(visible(entry.url))}</code>
              </dd>
            </div>
            <div>
              <dt>Bought</dt>
              <dd>{blocksBought(entry.blocks)}</dd>
            </div>
            <div>
              <dt>Way to pay</dt>
              <dd>{entry.toll.dialect}</dd>
            </div>
            <div>
              <dt>Paid to</dt>
              <dd>
                <code>{visible(entry.toll.address)}</code>
              </dd>
            </div>
          </dl>
          <div>
            <p class="faint">Transaction</p>
            <Txid txid={entry.txid} />
          </div>
          {entry.hasProof ? (
            <div class="buttons tight">
              <button
                type="button"
                class="quiet"
                data-testid="entry-proof"
                aria-expanded={isProving.value}
                onClick={() => {
                  isProving.value = !isProving.value;
                }}
              >
                Copy proof
              </button>
            </div>
          ) : null}
          {isProving.value ? (
            <SecretCopy
              what="proof"
              testid="proof"
              warning={`It proves this payment to the operator of ${hostOf(entry.toll.origin)}. Whoever else has it can use what was bought, so show it to nobody else.`}
              load={() => proofOf(entry)}
              onClose={() => {
                isProving.value = false;
              }}
            />
          ) : null}
        </div>
      ) : null}
    </li>
  );
}

async function proofOf(entry: LedgerEntryView): Promise<Secret> {
  const { proof, message } = await send('activity.proof', { txid: entry.txid });
  return proof === null
    ? { ok: false, why: 'Tollpass holds no proof of this payment. The wallet that made it may.' }
    : { ok: true, text: proofText(entry, proof, message) };
}
