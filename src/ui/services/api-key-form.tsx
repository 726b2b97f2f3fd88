import { useSignal } from '@preact/signals';
import type { Input } from '../../messages/contract.ts';
import { Entry } from '../parts/entry.tsx';
import { Panel } from '../parts/panel.tsx';
import { PasswordField } from '../parts/password-field.tsx';
import { Problem } from '../parts/problem.tsx';
import type { Said } from '../sentences.ts';
import type { ApiKeyView } from './api-keys.tsx';
import { texts } from './texts.ts';

/** What is typed; a value of null leaves the key as it is. */
export type ApiKeyFields = Omit<Input<'api_key.change'>, 'id'>;

interface ApiKeyFormProps {
  /** What the ids of its fields begin with. */
  readonly id: string;
  readonly label: string;
  /** null: a new one. */
  readonly known: ApiKeyView | null;
  readonly submit: string;
  readonly busy: boolean;
  readonly problem: Said | null;
  readonly onSubmit: (fields: ApiKeyFields) => void;
  readonly onClose: () => void;
}

const DEFAULT_HEADER = 'X-API-Key';

/** What a key is called, where it goes, in which header, and the key itself. */
export function ApiKeyForm(props: ApiKeyFormProps) {
  const { id, known } = props;
  const name = useSignal(known?.name ?? '');
  const address = useSignal(known === null ? '' : addressOf(known));
  const isBearer = useSignal(known?.header.kind === 'bearer');
  const header = useSignal(known?.header.kind === 'header' ? known.header.name : DEFAULT_HEADER);
  const value = useSignal('');
  const isReady =
    name.value.trim() !== '' &&
    address.value.trim() !== '' &&
    (isBearer.value || header.value.trim() !== '') &&
    (known !== null || value.value.trim() !== '');

  function submit(): void {
    if (!isReady || props.busy) return;
    props.onSubmit({
      name: name.value.trim(),
      address: address.value.trim(),
      header: isBearer.value ? { kind: 'bearer' } : { kind: 'header', name: header.value.trim() },
      value: value.value.trim() === '' ? null : value.value.trim(),
    });
  }
  const way = (bearer: boolean, label: string) => (
    <label class="chip">
      <input
        type="radio"
        name={`${id}-way`}
        data-testid={bearer ? `${id}-bearer` : `${id}-custom`}
        checked={isBearer.value === bearer}
        onChange={() => {
          isBearer.value = bearer;
        }}
      />
      <span>{label}</span>
    </label>
  );
  return (
    <Panel label={props.label} testid={id} onClose={props.onClose}>
      <form
        class="stack wide"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <div class="columns">
          <Entry
            testid={`${id}-name`}
            label={texts.name}
            value={name}
            placeholder={texts.keys.namePlaceholder}
            first
          />
          <Entry
            testid={`${id}-address`}
            label={texts.address}
            value={address}
            placeholder="https://api.example.org/v1"
            hint={texts.keys.addressHint}
          />
        </div>
        <fieldset class="times">
          <legend>{texts.keys.header}</legend>
          <div class="chips">
            {way(false, texts.keys.ownHeader)}
            {way(true, 'Authorization: Bearer')}
          </div>
        </fieldset>
        <div class="columns">
          {isBearer.value ? null : (
            <Entry testid={`${id}-header`} label={texts.keys.headerName} value={header} />
          )}
          <PasswordField
            testid={`${id}-value`}
            label={known === null ? texts.keys.key : texts.keys.newKey}
            value={value}
            hint={known === null ? '' : texts.keys.newKeyHint}
          />
        </div>
        <Problem sentence={props.problem} testid={`${id}-problem`} />
        <div class="buttons">
          <button
            type="submit"
            class="primary"
            data-testid={`${id}-save`}
            disabled={!isReady}
            aria-disabled={props.busy}
          >
            {props.submit}
          </button>
          <button type="button" class="quiet" onClick={props.onClose}>
            {texts.cancel}
          </button>
        </div>
      </form>
    </Panel>
  );
}

/** As it would be typed. */
export function addressOf(place: { readonly origin: string; readonly path: string }): string {
  return place.path === '/' ? place.origin : `${place.origin}${place.path}`;
}
