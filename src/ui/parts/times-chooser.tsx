import { useId } from 'preact/hooks';
import { PROPOSED_TIMES, readTimes } from '../times.ts';
import { texts } from './texts.ts';

interface TimesChooserProps {
  readonly label: string;
  /** What is typed, or the number that was chosen. */
  readonly text: string;
  readonly disabled?: boolean;
  readonly onText: (text: string) => void;
}

/** How many times the price is paid: a choice of four, or any number. */
export function TimesChooser(props: TimesChooserProps) {
  const id = useId();
  const read = readTimes(props.text);
  return (
    <fieldset class="times" disabled={props.disabled ?? false} data-testid="times-chooser">
      <legend>{props.label}</legend>
      <div class="chips">
        {PROPOSED_TIMES.map((times) => (
          <label key={times} class="chip">
            <input
              type="radio"
              name={id}
              data-testid={`times-${times}`}
              checked={read.ok && read.times === times}
              onChange={() => props.onText(String(times))}
            />
            <span>{times} ×</span>
          </label>
        ))}
        <span class="field-unit">
          <input
            type="text"
            inputMode="numeric"
            autocomplete="off"
            size={4}
            maxLength={6}
            data-testid="times"
            aria-label={texts.times}
            aria-describedby={`${id}-hint`}
            aria-invalid={!read.ok}
            value={props.text}
            onInput={(event) => props.onText(event.currentTarget.value)}
          />
          <span class="unit">×</span>
        </span>
      </div>
      <p id={`${id}-hint`} class="hint wrong" aria-live="polite">
        {read.ok ? '' : read.why}
      </p>
    </fieldset>
  );
}
