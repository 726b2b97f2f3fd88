import { useSignal } from '@preact/signals';
import { send } from '../../messages/client.ts';
import type { RateView } from '../../messages/rate.ts';
import { Problem } from '../parts/problem.tsx';
import { useTask } from '../task.ts';
import { xmrAndWorth } from '../worth.ts';
import { dayWords, type RateTexts, readRate, storedRate } from './rate.ts';
import { texts as all } from './texts.ts';

const texts = all.rate;

/** 0.01 XMR, to show what a reading looks like. */
const EXAMPLE = '10000000000';

/** What 1 XMR is in money of the user's, for amounts to be read in. */
export function RateForm(props: { rate: RateView | null; reload: () => Promise<void> }) {
  const { rate } = props;
  // Only what is edited, so that the rest follows what is stored.
  const edited = useSignal<Partial<RateTexts>>({});
  const saved = useSignal<string | null>(null);
  const task = useTask();
  const typed = { ...storedRate(rate), ...edited.value };
  const read = readRate(typed);

  async function save(): Promise<void> {
    if (!read.ok) return;
    const wanted = read.rate;
    saved.value = null;
    if ((await task.run(() => send('rate.set', { rate: wanted }))) === null) return;
    saved.value = wanted === null ? texts.savedOff : texts.saved;
    // Not before: the fields would show for a moment what was stored until now.
    await props.reload();
    edited.value = {};
  }

  function edit(change: Partial<RateTexts>): void {
    edited.value = { ...edited.value, ...change };
    saved.value = null;
    task.forget();
  }

  const wrong = read.ok ? null : read.field;
  return (
    <section class="card stack wide" aria-labelledby="rate-title">
      <div>
        <h2 id="rate-title">{texts.title}</h2>
        <p class="faint">{texts.words}</p>
      </div>
      <form
        class="stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <div class="field-unit">
          <label for="rate-price">{texts.price}</label>
          <input
            id="rate-price"
            data-testid="rate-price"
            type="text"
            inputMode="decimal"
            autocomplete="off"
            spellcheck={false}
            size={10}
            placeholder={texts.off}
            aria-describedby="rate-hint"
            aria-invalid={wrong === 'price'}
            value={typed.price}
            onInput={(event) => edit({ price: event.currentTarget.value })}
          />
          <input
            data-testid="rate-currency"
            type="text"
            class="start"
            autocomplete="off"
            autocapitalize="characters"
            spellcheck={false}
            size={5}
            maxLength={5}
            placeholder={texts.someCurrency}
            aria-label={texts.currency}
            aria-describedby="rate-hint"
            aria-invalid={wrong === 'currency'}
            value={typed.currency}
            onInput={(event) => edit({ currency: event.currentTarget.value })}
          />
        </div>
        <p id="rate-hint" class={read.ok ? 'hint' : 'hint wrong'} data-testid="rate-hint">
          {read.ok ? exampleWords(read.rate) : read.why}
        </p>
        {rate === null ? null : (
          <p class="faint" data-testid="rate-set">
            {texts.setOn(dayWords(rate.setAt))}
          </p>
        )}
        <Problem sentence={task.problem} />
        <div class="line start">
          <button
            type="submit"
            class="primary"
            data-testid="rate-save"
            disabled={!read.ok}
            aria-disabled={task.busy}
          >
            {texts.save}
          </button>
          <span class="state" role="status" data-testid="rate-result">
            {saved.value ?? ''}
          </span>
        </div>
      </form>
    </section>
  );
}

function exampleWords(rate: Pick<RateView, 'currency' | 'price'> | null): string {
  return rate === null ? '' : texts.example(xmrAndWorth(EXAMPLE, rate));
}
