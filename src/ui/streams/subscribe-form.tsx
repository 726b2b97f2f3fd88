import { useSignal } from '@preact/signals';
import { useId } from 'preact/hooks';
import { send } from '../../messages/client.ts';
import { isStructsId, STRUCTS_PRESETS } from '../../nats/structs.ts';
import { subjectFault, widerSubject } from '../../nats/subject.ts';
import { Entry } from '../parts/entry.tsx';
import { Problem } from '../parts/problem.tsx';
import { useTask } from '../task.ts';
import { texts } from './texts.ts';

/** A subject as somebody types it, or one of Structs' built from ids. */
export function SubscribeForm(props: { id: string; onClose: () => void }) {
  const fields = useId();
  const subject = useSignal('');
  const preset = useSignal<string | null>(null);
  const ids = useSignal<Readonly<Record<string, string>>>({});
  const task = useTask();
  const chosen = STRUCTS_PRESETS.find(({ name }) => name === preset.value);
  const fault = subjectFault(subject.value.trim(), true);
  const wider = fault === null ? widerSubject(subject.value.trim()) : null;

  function build(of: typeof chosen, given: Readonly<Record<string, string>>): void {
    ids.value = given;
    if (of !== undefined) subject.value = of.subject(given);
  }

  async function add(): Promise<void> {
    const asked = { id: props.id, subject: subject.value.trim() };
    if ((await task.run(() => send('stream.subscribe', asked))) !== null) props.onClose();
  }
  return (
    <form
      class="panel stack wide"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (fault === null) void add();
      }}
    >
      <fieldset class="stack">
        <legend>{texts.subscribe.structs}</legend>
        <div class="chips">
          {STRUCTS_PRESETS.map((each) => (
            <label key={each.name} class="chip">
              <input
                type="radio"
                name="stream-preset"
                data-testid={`preset-${each.name}`}
                checked={preset.value === each.name}
                onChange={() => {
                  preset.value = each.name;
                  build(each, {});
                }}
              />
              <span>{texts.subscribe.presets[each.name]}</span>
            </label>
          ))}
        </div>
      </fieldset>
      {chosen === undefined || chosen.ids.length === 0 ? null : (
        <div class="columns">
          {chosen.ids.map(({ name, placeholder }) => (
            <div class="field" key={`${chosen.name} ${name}`}>
              <label for={`${fields}-${name}`}>{texts.subscribe.ids[name]}</label>
              <input
                id={`${fields}-${name}`}
                data-testid={`preset-id-${name}`}
                type="text"
                placeholder={placeholder}
                autocomplete="off"
                spellcheck={false}
                value={ids.value[name] ?? ''}
                aria-describedby={`${fields}-${name}-hint`}
                onInput={(event) =>
                  build(chosen, { ...ids.value, [name]: event.currentTarget.value })
                }
              />
              <p class="hint" id={`${fields}-${name}-hint`}>
                {isStructsId(ids.value[name] ?? '')
                  ? texts.subscribe.all
                  : texts.subscribe.noId(placeholder)}
              </p>
            </div>
          ))}
        </div>
      )}
      <Entry
        testid="subject"
        label={texts.subject}
        value={subject}
        placeholder="structs.planet.2-1.>"
        hint={texts.subscribe.hint}
      />
      {subject.value !== '' && fault !== null ? (
        <p class="hint wrong" role="status" data-testid="subject-fault">
          {texts.faults[fault]}
        </p>
      ) : null}
      {wider === null ? null : (
        <p class="hint" data-testid="subject-wider">
          {texts.subscribe.wider(<code>{wider}</code>)}
        </p>
      )}
      <Problem sentence={task.problem} testid="subject-problem" />
      <div class="buttons">
        <button
          type="submit"
          class="primary"
          data-testid="subject-add"
          disabled={fault !== null || task.busy}
        >
          {texts.subscribe.listen}
        </button>
        <button type="button" class="quiet" onClick={props.onClose}>
          {texts.cancel}
        </button>
      </div>
    </form>
  );
}
