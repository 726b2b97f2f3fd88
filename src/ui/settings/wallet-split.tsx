import { useSignal } from '@preact/signals';
import { useId } from 'preact/hooks';
import { send } from '../../messages/client.ts';
import type { Output } from '../../messages/contract.ts';
import { Amount } from '../parts/amount.tsx';
import { Panel } from '../parts/panel.tsx';
import { Problem } from '../parts/problem.tsx';
import { Progress } from '../parts/progress.tsx';
import { explainSending, explainUnsent, type Said, SENDING_SILENT } from '../sentences.ts';
import { useTask } from '../task.ts';
import { walletTexts as texts } from './wallet-texts.ts';

type Split = Extract<Output<'wallet.split'>, { ok: true }>;

const FEWEST = 2;
/** What one transaction can hold beside its change. */
const MOST = 15;

/** What was typed as a number of outputs; null if it is none that can be made. */
export function readParts(text: string): number | null {
  const parts = /^[0-9]{1,3}$/.test(text.trim()) ? Number(text) : 0;
  return parts >= FEWEST && parts <= MOST ? parts : null;
}

/** Splits the wallet's money into several outputs, so that several payments can be made at once. */
export function WalletSplit(props: { onSent: () => void }) {
  const id = useId();
  const text = useSignal('10');
  const prepared = useSignal<Split | null>(null);
  const sent = useSignal<number | null>(null);
  const preparing = useTask();
  const sending = useTask();
  const parts = readParts(text.value);

  async function prepare(): Promise<void> {
    if (parts === null || preparing.busy || prepared.value !== null) return;
    sent.value = null;
    prepared.value = null;
    const split = await preparing.run(() => send('wallet.split', { parts }), {
      failure: explainUnsent,
    });
    if (split !== null) prepared.value = split;
  }

  async function confirm(split: Split): Promise<void> {
    const done = await sending.run(() => send('wallet.split.confirm', { id: split.id }), {
      failure: explainSending,
      silent: SENDING_SILENT,
    });
    if (done !== null) {
      prepared.value = null;
      sent.value = split.parts;
    }
    props.onSent();
  }

  const split = prepared.value;
  return (
    <form
      class="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void prepare();
      }}
    >
      <h3>{texts.split.title}</h3>
      <p class="faint" id={`${id}-why`}>
        {texts.split.words}
      </p>
      <div class="line start">
        <label for={`${id}-parts`}>{texts.split.parts}</label>
        <span class="field-unit">
          <input
            id={`${id}-parts`}
            type="text"
            inputMode="numeric"
            autocomplete="off"
            size={4}
            maxLength={3}
            data-testid="split-parts"
            aria-describedby={`${id}-why ${id}-hint`}
            aria-invalid={parts === null}
            disabled={split !== null || preparing.busy}
            value={text.value}
            onInput={(event) => {
              text.value = event.currentTarget.value;
            }}
          />
        </span>
        <button
          type="submit"
          data-testid="split-prepare"
          disabled={parts === null}
          aria-disabled={preparing.busy || split !== null}
        >
          {texts.split.prepare}
        </button>
      </div>
      <p id={`${id}-hint`} class="hint wrong" aria-live="polite">
        {parts === null ? texts.split.range(FEWEST, MOST) : ''}
      </p>
      <Problem sentence={preparing.problem} testid="split-problem" />
      <div role="status" data-testid="split-result">
        {preparing.busy ? (
          <div class="stack">
            <p class="state">{texts.split.preparing}</p>
            <Progress fraction={null} label={texts.split.preparingLabel} />
          </div>
        ) : null}
        {sent.value === null ? null : <p class="state">{texts.split.sent(sent.value)}</p>}
      </div>
      {split === null ? null : (
        <ConfirmSplit
          split={split}
          busy={sending.busy}
          problem={sending.problem}
          onYes={() => void confirm(split)}
          onNo={() => {
            prepared.value = null;
            sending.forget();
          }}
        />
      )}
    </form>
  );
}

interface ConfirmSplitProps {
  readonly split: Split;
  readonly busy: boolean;
  readonly problem: Said | null;
  readonly onYes: () => void;
  readonly onNo: () => void;
}

function ConfirmSplit(props: ConfirmSplitProps) {
  const { split, busy } = props;
  return (
    <Panel label={texts.split.confirm} testid="split-confirm" onClose={props.onNo}>
      <dl class="figures">
        <div>
          <dt>{texts.split.parts}</dt>
          <dd data-testid="split-each">
            {texts.split.each(split.parts, <Amount piconero={split.each} />)}
          </dd>
        </div>
        <div>
          <dt>{texts.split.fee}</dt>
          <dd>
            <Amount piconero={split.fee} testid="split-fee" />
          </dd>
        </div>
      </dl>
      <p>{texts.split.stays}</p>
      <Problem sentence={props.problem} testid="split-confirm-problem" />
      <div role="status">
        {busy ? (
          <div class="stack">
            <p class="state">{texts.split.sending}</p>
            <Progress fraction={null} label={texts.split.sendingLabel} />
          </div>
        ) : null}
      </div>
      <div class="buttons">
        <button
          type="button"
          class="primary"
          data-testid="split-confirm-yes"
          disabled={busy}
          onClick={props.onYes}
        >
          {texts.split.send}
        </button>
        <button
          type="button"
          data-first
          data-testid="split-confirm-no"
          disabled={busy}
          onClick={props.onNo}
        >
          {texts.split.cancel}
        </button>
      </div>
    </Panel>
  );
}
