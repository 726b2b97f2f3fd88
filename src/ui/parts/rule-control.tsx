import { useSignal } from '@preact/signals';
import { useEffect, useId, useRef } from 'preact/hooks';
import { send } from '../../messages/client.ts';
import type { SiteRuleView } from '../../messages/contract.ts';
import { kindOf, type RuleKind, ruleChoices } from '../rules.ts';
import { useTask } from '../task.ts';
import { readXmr, xmr } from '../wording.ts';
import { Problem } from './problem.tsx';
import { texts } from './texts.ts';

interface RuleControlProps {
  readonly origin: string;
  readonly rule: SiteRuleView | null;
  /** The general limit, in piconero. */
  readonly threshold: string;
  readonly label: string;
  readonly onSaved: (rule: SiteRuleView | null) => void;
}

/** What a site may be paid without asking. A choice counts at once, an amount when it is saved. */
export function RuleControl(props: RuleControlProps) {
  const { origin, rule } = props;
  const id = useId();
  const task = useTask();
  // null until something is chosen or typed, so that both follow what is stored.
  const chosen = useSignal<RuleKind | null>(null);
  const typed = useSignal<string | null>(null);
  const saved = useSignal(false);

  const kind = chosen.value ?? kindOf(rule);
  const stored = rule?.kind === 'up_to' ? xmr(rule.amount) : null;
  const text = typed.value ?? stored ?? (props.threshold === '0' ? '' : xmr(props.threshold));
  const input = readXmr(text);
  const unsaved = kind === 'up_to' && (stored === null || text !== stored);

  // Walking through the choices with the arrow keys chooses each: the last one is what counts.
  const next = useRef<{ rule: SiteRuleView | null } | null>(null);
  async function save(wanted: SiteRuleView | null): Promise<void> {
    saved.value = false;
    next.current = { rule: wanted };
    if (task.busy) return;
    while (next.current !== null) {
      const { rule: now }: { rule: SiteRuleView | null } = next.current;
      next.current = null;
      const done = await task.run(() => send('site.rule', { origin, rule: now }));
      saved.value = done !== null;
      if (done !== null) props.onSaved(now);
    }
  }

  // What was chosen gives way to what is stored as soon as that is another.
  const storedKey = `${kindOf(rule)} ${stored}`;
  useEffect(() => {
    chosen.value = null;
    typed.value = null;
  }, [storedKey]);

  function choose(wanted: RuleKind): void {
    chosen.value = wanted;
    saved.value = false;
    task.forget();
    if (wanted === 'general') void save(null);
    else if (wanted !== 'up_to') void save({ kind: wanted });
    else next.current = null;
  }

  return (
    <form
      class="stack rule"
      data-testid="site-rule"
      onSubmit={(event) => {
        event.preventDefault();
        if (kind === 'up_to' && input.ok) {
          void save({ kind: 'up_to', amount: input.amount.toString() });
        }
      }}
    >
      <div class="field">
        <label for={`${id}-kind`}>{props.label}</label>
        <select
          id={`${id}-kind`}
          data-testid="site-rule-kind"
          value={kind}
          aria-describedby={`${id}-said`}
          onChange={(event) => choose(event.currentTarget.value as RuleKind)}
        >
          {ruleChoices(props.threshold).map(([value, words]) => (
            <option key={value} value={value}>
              {words}
            </option>
          ))}
        </select>
      </div>
      {kind === 'up_to' ? (
        <div class="line start">
          <span class="field-unit">
            <input
              type="text"
              inputMode="decimal"
              autocomplete="off"
              spellcheck={false}
              size={12}
              data-testid="site-rule-amount"
              aria-label={texts.rule.amount}
              aria-describedby={`${id}-hint`}
              aria-invalid={!input.ok && text !== ''}
              value={text}
              onInput={(event) => {
                typed.value = event.currentTarget.value;
                saved.value = false;
              }}
            />
            <span class="unit">XMR</span>
          </span>
          <button
            type="submit"
            data-testid="site-rule-save"
            disabled={!input.ok}
            aria-disabled={!unsaved || task.busy}
          >
            {texts.rule.save}
          </button>
        </div>
      ) : null}
      {kind === 'up_to' ? (
        <p id={`${id}-hint`} class={input.ok || text === '' ? 'hint' : 'hint wrong'}>
          {input.ok || text === '' ? texts.rule.hint : input.why}
        </p>
      ) : null}
      <Problem sentence={task.problem} />
      <p id={`${id}-said`} class="hint" role="status" data-testid="site-rule-result">
        {saved.value ? texts.rule.saved : ''}
      </p>
    </form>
  );
}
