import { useId } from 'preact/hooks';
import type { Agreed } from './frame.tsx';
import { texts } from './texts.ts';

/** What is offered. A count and an end each, so that nothing is signed unasked for ever. */
const CHOICES = [
  { name: '10-1', times: 10, hours: 1 },
  { name: '50-1', times: 50, hours: 1 },
  { name: '200-24', times: 200, hours: 24 },
] as const;

/** What a choice comes to. */
export function autoSignOf(chosen: string | null): Agreed['autoSign'] {
  const choice = CHOICES.find(({ name }) => name === chosen);
  return choice === undefined ? null : { times: choice.times, hours: choice.hours };
}

interface AutoSignProps {
  /** The name of a choice; null: ask each time. */
  readonly chosen: string | null;
  readonly onChoose: (chosen: string | null) => void;
}

/** "Next time, sign such a move without asking" */
export function AutoSign(props: AutoSignProps) {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{texts.autoSign.label}</label>
      <select
        id={id}
        data-testid="auto-sign"
        aria-describedby={`${id}-hint`}
        value={props.chosen ?? ''}
        onChange={(event) => props.onChoose(event.currentTarget.value || null)}
      >
        <option value="">{texts.autoSign.ask}</option>
        {CHOICES.map(({ name, times, hours }) => (
          <option key={name} value={name}>
            {hours === 1 ? texts.autoSign.withinHour(times) : texts.autoSign.withinDay(times)}
          </option>
        ))}
      </select>
      <p id={`${id}-hint`} class="hint">
        {props.chosen === null ? '' : texts.autoSign.hint}
      </p>
    </div>
  );
}
