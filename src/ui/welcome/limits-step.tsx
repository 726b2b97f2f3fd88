import { useSignal } from '@preact/signals';
import { send } from '../../messages/client.ts';
import type { BudgetView } from '../../messages/contract.ts';
import { Problem } from '../parts/problem.tsx';
import { LimitsForm } from '../settings/limits-form.tsx';
import { useTask } from '../task.ts';
import { SUGGESTIONS, suggestionFor } from './suggestions.ts';
import { texts } from './texts.ts';

interface LimitsStepProps {
  readonly budget: BudgetView;
  readonly reload: () => Promise<void>;
  readonly onSet: () => void;
}

/** How much is paid without asking: a suggestion, or limits of the user's own. */
export function LimitsStep(props: LimitsStepProps) {
  const { budget } = props;
  const picked = useSignal<string | null>(null);
  const task = useTask();
  const chosen = SUGGESTIONS.find(({ id }) => id === picked.value) ?? suggestionFor(budget, true);

  async function use(): Promise<void> {
    if (chosen === null) return;
    if ((await task.run(() => send('limits.set', chosen.limits))) !== null) props.onSet();
  }

  return (
    <>
      <p>{texts.limits}</p>
      <form
        class="stack wide"
        onSubmit={(event) => {
          event.preventDefault();
          void use();
        }}
      >
        <fieldset class="stack">
          <legend class="unseen">{texts.limitsLegend}</legend>
          {SUGGESTIONS.map(({ id }) => (
            <label key={id} class="option">
              <input
                type="radio"
                name="suggestion"
                data-testid={`suggestion-${id}`}
                checked={chosen?.id === id}
                onChange={() => {
                  picked.value = id;
                }}
              />
              <span>
                <strong>{texts.suggestions[id].name}</strong>
                <span class="faint">{texts.suggestions[id].words}</span>
              </span>
            </label>
          ))}
        </fieldset>
        <Problem sentence={task.problem} />
        <div class="buttons">
          <button
            type="submit"
            class="primary"
            data-testid="use-suggestion"
            disabled={chosen === null}
            aria-disabled={task.busy}
          >
            {texts.useLimits}
          </button>
        </div>
      </form>
      <details class="more" data-testid="own-limits">
        <summary>{texts.ownLimits}</summary>
        <LimitsForm budget={budget} reload={props.reload} />
      </details>
    </>
  );
}
