import { useSignal } from '@preact/signals';
import { send } from '../../messages/client.ts';
import type { LedgerEntryView } from '../../messages/contract.ts';
import { Amount } from '../parts/amount.tsx';
import { type Secret, SecretCopy } from '../parts/secret-copy.tsx';
import { ShortTxid, Txid } from '../parts/txid.tsx';
import { blocksBought, clip, hostOf, moment, visible } from '../wording.ts';
import { texts as all } from './texts.ts';
import { proofText, stateWords } from './words.ts';

const texts = all.entry;

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
        <span class="amounts">{texts.fee(<Amount piconero={entry.fee} testid="entry-fee" />)}</span>
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
          {(isOpen.value ? texts.less : texts.details)(hostOf(entry.toll.origin), (words) => (
            <span class="unseen">{words}</span>
          ))}
        </button>
        <ShortTxid txid={entry.txid} />
      </div>
      {isOpen.value ? (
        <div class="stack">
          <dl class="figures">
            <div>
              <dt>{texts.address}</dt>
              <dd>
                <code>{clip(visible(entry.url))}</code>
              </dd>
            </div>
            <div>
              <dt>{texts.bought}</dt>
              <dd>{blocksBought(entry.blocks)}</dd>
            </div>
            <div>
              <dt>{texts.way}</dt>
              <dd>{entry.toll.dialect}</dd>
            </div>
            <div>
              <dt>{texts.paidTo}</dt>
              <dd>
                <code>{visible(entry.toll.address)}</code>
              </dd>
            </div>
          </dl>
          <div>
            <p class="faint">{texts.transaction}</p>
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
                {texts.copyProof}
              </button>
            </div>
          ) : null}
          {isProving.value ? (
            <SecretCopy
              what="proof"
              testid="proof"
              warning={texts.proofWarning(hostOf(entry.toll.origin))}
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
    ? { ok: false, why: texts.noProof }
    : { ok: true, text: proofText(entry, proof, message) };
}
