import type { QuestionView } from '../../messages/contract.ts';
import type { readXmr } from '../wording.ts';
import { texts as all } from './texts.ts';

const texts = all.always;

interface AlwaysProps {
  readonly question: QuestionView;
  /** The total that is on the screen, in piconero. */
  readonly total: string;
  readonly checked: boolean;
  readonly text: string;
  readonly input: ReturnType<typeof readXmr> | null;
  readonly onCheck: (checked: boolean) => void;
  readonly onText: (text: string) => void;
}

/** What a limit for this site would come to, next time. */
function hintFor(props: AlwaysProps): string {
  const { question, input } = props;
  if (input?.ok === false) return input.why;
  if (input?.ok && input.amount < BigInt(props.total)) {
    return texts.tooLow;
  }
  switch (question.reason) {
    case 'third_party':
      return texts.embedded;
    case 'over_site_day':
    case 'over_day':
    case 'over_month':
      return texts.otherLimits;
    default:
      return texts.hint;
  }
}

/** "Always pay this site up to …" */
export function Always(props: AlwaysProps) {
  const { question, input } = props;
  // Such a name is asked about each time, whatever its limit: nothing to offer.
  if (question.reason === 'look_alike') return null;
  return (
    <div class="always">
      <div class="stack">
        <label class="check">
          <input
            type="checkbox"
            data-testid="always"
            checked={props.checked}
            onChange={(event) => props.onCheck(event.currentTarget.checked)}
          />
          {texts.label}
        </label>
        <span class="field-unit">
          <input
            type="text"
            inputMode="decimal"
            autocomplete="off"
            spellcheck={false}
            size={12}
            data-testid="always-limit"
            aria-label={texts.limit}
            aria-describedby="always-hint"
            aria-invalid={input?.ok === false}
            disabled={!props.checked}
            value={props.text}
            onInput={(event) => props.onText(event.currentTarget.value)}
          />
          <span class="unit">XMR</span>
        </span>
      </div>
      <p id="always-hint" class={input?.ok === false ? 'hint wrong' : 'hint'} aria-live="polite">
        {props.checked ? hintFor(props) : ''}
      </p>
    </div>
  );
}
