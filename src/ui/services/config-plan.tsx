import { Notice } from '../parts/notice.tsx';
import { Sentence } from '../parts/sentence.tsx';
import { explained } from '../sentences.ts';
import { clip, visible } from '../wording.ts';
import { texts } from './config-texts.ts';
import {
  fieldWords,
  type Look,
  noteWords,
  type Plan,
  pathWords,
  sumWords,
} from './config-words.ts';

/** What is wrong with a file: each fault with its place. */
export function Faults(props: { faults: Look['faults'] }) {
  const { faults } = props;
  return (
    <div role="alert">
      {faults.length === 0 ? null : (
        <Notice kind="error" title={texts.faults.title(faults.length)} testid="config-faults">
          <ul class="list">
            {faults.map(({ path, failure }) => (
              <li key={`${path} ${failure.code}`}>
                <code class="path">{pathWords(path)}</code>
                <p>
                  <Sentence of={explained(failure)} />
                </p>
              </li>
            ))}
          </ul>
          <p>{texts.faults.nothingChanged}</p>
        </Notice>
      )}
    </div>
  );
}

/** What an import would do. */
export function PlanView(props: { plan: Plan }) {
  const { plan } = props;
  const services = (['webapp', 'consensus', 'streaming'] as const).filter((service) =>
    plan.changes.some((change) => change.service === service),
  );
  return (
    <div class="stack wide" data-testid="config-plan">
      <p>
        <strong>{sumWords(plan)}</strong>
      </p>
      {noteWords(plan).map(({ says, at }) => (
        <Notice key={says} kind="warning">
          <p>{says}</p>
          <Paths of={at} />
        </Notice>
      ))}
      {services.map((service) => (
        <div key={service} class="stack">
          <h4>{texts.services[service]}</h4>
          <ul class="list">
            {plan.changes
              .filter((change) => change.service === service)
              .map((change) => (
                <ChangeRow key={`${change.path} ${change.name}`} change={change} />
              ))}
          </ul>
        </div>
      ))}
      {plan.unknown.length === 0 ? null : <Unknown fields={plan.unknown} />}
    </div>
  );
}

function ChangeRow(props: { change: Plan['changes'][number] }) {
  const { kind, name, fields } = props.change;
  return (
    <li>
      <div class="row">
        <span class="grow" dir="auto">
          {visible(clip(name))}
        </span>
        <span class={`change ${kind}`}>{texts.kinds[kind]}</span>
      </div>
      {fields.length === 0 ? null : (
        <dl class="figures config-fields">
          {fields.map((field) => (
            <div key={field.field}>
              <dt>{visible(field.field)}</dt>
              <dd>{fieldWords(field)}</dd>
            </div>
          ))}
        </dl>
      )}
    </li>
  );
}

/** Fields that Tollpass does not know. It keeps them, and gives them back. */
function Unknown(props: { fields: Plan['unknown'] }) {
  return (
    <section class="stack" aria-label={texts.unknown.title}>
      <h4>{texts.unknown.title}</h4>
      <p class="faint">{texts.unknown.about}</p>
      <ul class="list">
        {props.fields.map(({ path, kind, value }) => (
          <li key={path}>
            <div class="row">
              <code class="path grow">{pathWords(path)}</code>
              <span class={`change ${kind}`}>{texts.kinds[kind]}</span>
            </div>
            {value === null ? (
              <p class="faint">{texts.unknown.secret}</p>
            ) : (
              <code class="path">{visible(clip(value))}</code>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** So many are named; of more only their number is said. */
const MOST_PATHS = 8;

function Paths(props: { of: readonly string[] }) {
  const more = props.of.length - MOST_PATHS;
  return (
    <ul>
      {props.of.slice(0, MOST_PATHS).map((path) => (
        <li key={path}>
          <code class="path">{pathWords(path)}</code>
        </li>
      ))}
      {more > 0 ? <li>{texts.more(more)}</li> : null}
    </ul>
  );
}
