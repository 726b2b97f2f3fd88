import { useSignal } from '@preact/signals';
import { send } from '../../messages/client.ts';
import type { BudgetView } from '../../messages/contract.ts';
import { Problem } from '../parts/problem.tsx';
import { LimitsForm } from '../settings/limits-form.tsx';
import { useTask } from '../task.ts';
import { SUGGESTIONS, suggestionFor } from './suggestions.ts';

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
      <p>
        Within these limits Tollpass pays the site that you opened without a question. The network
        fee counts too: it is about 0.002 XMR for each payment.
      </p>
      <form
        class="stack wide"
        onSubmit={(event) => {
          event.preventDefault();
          void use();
        }}
      >
        <fieldset class="stack">
          <legend class="unseen">Limits</legend>
          {SUGGESTIONS.map(({ id, name, words }) => (
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
                <strong>{name}</strong>
                <span class="faint">{words}</span>
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
            Use these limits
          </button>
        </div>
      </form>
      <details class="more" data-testid="own-limits">
        <summary>Set limits of your own</summary>
        <LimitsForm budget={budget} reload={props.reload} />
      </details>
    </>
  );
}
