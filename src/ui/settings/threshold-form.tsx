import { useSignal } from '@preact/signals';
import { send } from '../../messages/client.ts';
import { BACKGROUND_SILENT, explain } from '../sentences.ts';
import { readXmr, xmr, xmrWithUnit } from '../wording.ts';

/** How much is paid without asking. */
export function ThresholdForm(props: { threshold: string }) {
  // null until it is edited, so that it follows what is stored.
  const edited = useSignal<string | null>(null);
  const said = useSignal<{ good: boolean; text: string } | null>(null);
  const text = edited.value ?? xmr(props.threshold);
  const input = readXmr(text);

  async function save(): Promise<void> {
    if (!input.ok) return;
    const threshold = input.amount.toString();
    try {
      const done = await send('threshold.set', { threshold });
      said.value = done.ok
        ? { good: true, text: savedWords(threshold) }
        : {
            good: false,
            text: explain(done.failure),
          };
    } catch {
      said.value = { good: false, text: BACKGROUND_SILENT };
    }
  }

  return (
    <section class="card stack wide" aria-labelledby="threshold-title">
      <div>
        <h2 id="threshold-title">Paying without asking</h2>
        <p class="faint">
          Up to this total Tollpass pays the site that you opened without a question. 0 means that
          it always asks.
        </p>
      </div>
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <label for="threshold">Pay without asking up to</label>
        <div class="line start">
          <span class="field-unit">
            <input
              id="threshold"
              data-testid="threshold"
              type="text"
              inputMode="decimal"
              autocomplete="off"
              spellcheck={false}
              size={16}
              aria-describedby="threshold-hint threshold-said"
              aria-invalid={!input.ok}
              value={text}
              onInput={(event) => {
                edited.value = event.currentTarget.value;
                said.value = null;
              }}
            />
            <span class="unit">XMR</span>
          </span>
          <button type="submit" data-testid="threshold-save" disabled={!input.ok}>
            Save
          </button>
        </div>
        <p class={input.ok ? 'hint' : 'hint wrong'} id="threshold-hint">
          {input.ok
            ? 'The network fee counts too: a payment of 0.000001 XMR costs about 0.0018 XMR in fees.'
            : input.why}
        </p>
        <p
          id="threshold-said"
          class={said.value?.good === false ? 'state wrong' : 'state'}
          role="status"
          data-testid="threshold-result"
        >
          {said.value?.text ?? ''}
        </p>
      </form>
    </section>
  );
}

function savedWords(threshold: string): string {
  return threshold === '0'
    ? 'Saved. Tollpass always asks.'
    : `Saved. Tollpass asks above ${xmrWithUnit(threshold)}.`;
}
