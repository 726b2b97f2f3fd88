import { useSignal } from '@preact/signals';
import { send } from '../../messages/client.ts';
import type { BudgetView } from '../../messages/contract.ts';
import { Amount } from '../parts/amount.tsx';
import { Problem } from '../parts/problem.tsx';
import { useTask } from '../task.ts';
import { LIMITS, type LimitName, type LimitTexts, readLimits, storedTexts } from './limits.ts';
import { texts } from './texts.ts';

/** How much is paid without asking: at a time, at one site, in a day, in a month. */
export function LimitsForm(props: { budget: BudgetView; reload: () => Promise<void> }) {
  const { budget } = props;
  // Only what is edited, so that the rest follows what is stored.
  const edited = useSignal<Partial<LimitTexts>>({});
  const saved = useSignal(false);
  const task = useTask();
  const stored = storedTexts(budget);
  const typed = { ...stored, ...edited.value };
  const read = readLimits(typed, stored);

  async function save(): Promise<void> {
    if (!read.ok) return;
    const { change } = read;
    saved.value = false;
    if ((await task.run(() => send('limits.set', change))) === null) return;
    saved.value = true;
    // Not before: the fields would show for a moment what was stored until now.
    await props.reload();
    edited.value = {};
  }

  return (
    <section class="card stack wide" id="limits" aria-labelledby="limits-title">
      <div>
        <h2 id="limits-title">{texts.limits.title}</h2>
        <p class="faint">{texts.limits.words}</p>
      </div>
      <form
        class="stack wide"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <div class="limits">
          {LIMITS.map((name) => (
            <LimitField
              key={name}
              name={name}
              text={typed[name]}
              why={read.whys[name] ?? null}
              spent={spentOf(budget, name)}
              onText={(text) => {
                edited.value = { ...edited.value, [name]: text };
                saved.value = false;
                task.forget();
              }}
            />
          ))}
        </div>
        <Problem sentence={task.problem} />
        <div class="line start">
          <button
            type="submit"
            class="primary"
            data-testid="limits-save"
            disabled={!read.ok}
            aria-disabled={task.busy}
          >
            {texts.limits.save}
          </button>
          <span class="state" role="status" data-testid="limits-result">
            {saved.value ? savedWords(typed.threshold) : ''}
          </span>
        </div>
      </form>
    </section>
  );
}

/** What counts against a limit already; of one site in particular nothing is known here. */
function spentOf(budget: BudgetView, name: LimitName): string | null {
  return name === 'day' || name === 'month' ? budget[name].spent : null;
}

function savedWords(threshold: string): string {
  return /^[0.]*$/.test(threshold.trim()) ? texts.limits.savedZero : texts.limits.saved;
}

interface LimitFieldProps {
  readonly name: LimitName;
  readonly text: string;
  readonly why: string | null;
  readonly spent: string | null;
  readonly onText: (text: string) => void;
}

function LimitField(props: LimitFieldProps) {
  const { name, why, spent } = props;
  const id = name === 'threshold' ? name : `limit-${name}`;
  return (
    <div class="limit">
      <label for={id}>{texts.limits.labels[name]}</label>
      <span class="field-unit">
        <input
          id={id}
          data-testid={id}
          type="text"
          inputMode="decimal"
          autocomplete="off"
          spellcheck={false}
          size={12}
          placeholder={name === 'threshold' ? '0' : texts.limits.none}
          aria-describedby={`${id}-hint`}
          aria-invalid={why !== null}
          value={props.text}
          onInput={(event) => props.onText(event.currentTarget.value)}
        />
        <span class="unit">XMR</span>
      </span>
      <p id={`${id}-hint`} class={why === null ? 'hint' : 'hint wrong'}>
        {why ?? (name === 'threshold' ? texts.limits.zeroHint : '')}
        {why === null && spent !== null ? (
          <span data-testid={`spent-${name}`}>
            {(name === 'day' ? texts.limits.spentToday : texts.limits.spentThisMonth)(
              <Amount piconero={spent} />,
            )}
          </span>
        ) : null}
      </p>
    </div>
  );
}
