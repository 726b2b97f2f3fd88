import { useSignal } from '@preact/signals';
import type { PassView } from '../../messages/contract.ts';
import { PassRow } from './pass-row.tsx';
import { texts as all } from './texts.ts';

const texts = all.passes;

/** So many are shown at first: below them are the ways to the other pages. */
const SHOWN = 3;

interface PassesProps {
  readonly passes: readonly PassView[];
  readonly now: number;
  /** There is none of the site in the tab either. */
  readonly none: boolean;
  readonly onDone: () => void;
}

/** The passes that are no matter of the site in the tab. */
export function Passes(props: PassesProps) {
  const alive = props.passes.filter(({ state }) => state !== 'expired');
  const expired = props.passes.filter(({ state }) => state === 'expired');
  const opened = useSignal(false);
  if (!props.none && props.passes.length === 0) return null;
  return (
    <section class="stack" aria-labelledby="passes-title">
      <h2 id="passes-title">{props.none ? texts.title : texts.others}</h2>
      {props.none ? <p class="faint">{texts.none}</p> : null}
      {alive.length === 0 ? null : (
        <PassList passes={alive} now={props.now} onDone={props.onDone} />
      )}
      {expired.length === 0 ? null : (
        <details
          onToggle={(event) => {
            if (event.currentTarget.open) opened.value = true;
          }}
        >
          <summary>{texts.expired(expired.length)}</summary>
          {opened.value ? (
            <PassList passes={expired} now={props.now} onDone={props.onDone} />
          ) : null}
        </details>
      )}
    </section>
  );
}

function PassList(props: Omit<PassesProps, 'none'>) {
  const { passes, now, onDone } = props;
  const all = useSignal(false);
  const shown = all.value ? passes : passes.slice(0, SHOWN);
  return (
    <>
      <ul class="list">
        {shown.map((pass) => (
          <li key={pass.txid}>
            <PassRow pass={pass} now={now} inList onDone={onDone} />
          </li>
        ))}
      </ul>
      {shown.length === passes.length ? null : (
        <div class="buttons">
          <button
            type="button"
            data-testid="all-passes"
            onClick={() => {
              all.value = true;
            }}
          >
            {texts.all(passes.length)}
          </button>
        </div>
      )}
    </>
  );
}
