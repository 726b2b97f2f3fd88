import type { Signal } from '@preact/signals';
import type { Ref } from 'preact';
import { useId } from 'preact/hooks';

interface PasswordFieldProps {
  readonly testid: string;
  readonly label: string;
  readonly value: Signal<string>;
  /** What is wrong with it, or else worth knowing; read out with the field. */
  readonly hint?: string;
  readonly wrong?: boolean;
  readonly field?: Ref<HTMLInputElement>;
  /** It has the focus when a panel opens. */
  readonly first?: boolean;
  readonly onType?: () => void;
}

/** A labelled field for a password, with room for a word on it. */
export function PasswordField(props: PasswordFieldProps) {
  const { value, hint = '', wrong = false } = props;
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{props.label}</label>
      <input
        id={id}
        ref={props.field ?? null}
        data-testid={props.testid}
        data-first={props.first}
        type="password"
        maxLength={1024}
        autocomplete="off"
        autocapitalize="off"
        spellcheck={false}
        aria-invalid={wrong}
        aria-describedby={`${id}-hint`}
        value={value.value}
        onInput={(event) => {
          value.value = event.currentTarget.value;
          props.onType?.();
        }}
      />
      <p id={`${id}-hint`} class={wrong ? 'hint wrong' : 'hint'} aria-live="polite">
        {hint}
      </p>
    </div>
  );
}
