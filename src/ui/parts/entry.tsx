import { useId } from 'preact/hooks';

interface EntryProps {
  readonly testid: string;
  readonly label: string;
  readonly value: { value: string };
  readonly secret?: boolean;
  /** Takes the focus when the panel around it opens. */
  readonly first?: boolean;
  readonly hint?: string;
  readonly placeholder?: string;
}

/** A labelled text field. There may be more of the same on a page: one for each card. */
export function Entry(props: EntryProps) {
  const { value, hint } = props;
  const id = useId();
  const common = {
    id,
    'data-testid': props.testid,
    'data-first': props.first,
    placeholder: props.placeholder ?? '',
    autocomplete: 'off',
    autocapitalize: 'off',
    spellcheck: false,
    value: value.value,
    onInput: (event: { currentTarget: { value: string } }) => {
      value.value = event.currentTarget.value;
    },
    ...(hint === undefined ? {} : { 'aria-describedby': `${id}-hint` }),
  } as const;
  return (
    <div class="field">
      <label for={id}>{props.label}</label>
      {props.secret ? <input type="password" {...common} /> : <input type="text" {...common} />}
      {hint === undefined ? null : (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
    </div>
  );
}
