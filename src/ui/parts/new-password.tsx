import type { Signal } from '@preact/signals';
import { SHORTEST_PASSWORD, strengthOf } from '../strength.ts';
import { PasswordField } from './password-field.tsx';
import { texts } from './texts.ts';

interface NewPasswordProps {
  /** The test ids begin with it. */
  readonly testid: string;
  readonly label: string;
  readonly password: Signal<string>;
  readonly repeated: Signal<string>;
  readonly first?: boolean;
}

/** Whether a new password is long enough, and was typed twice alike. */
export function isChosen(password: string, repeated: string): boolean {
  return [...password.normalize('NFKC')].length >= SHORTEST_PASSWORD && password === repeated;
}

/** A new password, how good it is, and once more the same. */
export function NewPassword(props: NewPasswordProps) {
  const { testid, password, repeated } = props;
  const strength = strengthOf(password.value);
  const differs = repeated.value !== '' && !password.value.startsWith(repeated.value);
  return (
    <div class="columns">
      <div class="stack">
        <PasswordField
          testid={testid}
          label={props.label}
          value={password}
          hint={strength.words}
          first={props.first === true}
        />
        <span class={`strength of-${strength.level}`} aria-hidden="true">
          <span />
          <span />
          <span />
        </span>
      </div>
      <PasswordField
        testid={`${testid}-again`}
        label={texts.newPassword.again}
        value={repeated}
        wrong={differs}
        hint={differs ? texts.newPassword.differs : ''}
      />
    </div>
  );
}
