import { useId } from 'preact/hooks';
import type { Agreed } from './frame.tsx';

/** What is offered. A count and an end each, so that nothing is signed unasked for ever. */
const CHOICES = [
  { name: '10-1', words: '10 times, within an hour', times: 10, hours: 1 },
  { name: '50-1', words: '50 times, within an hour', times: 50, hours: 1 },
  { name: '200-24', words: '200 times, within a day', times: 200, hours: 24 },
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
      <label for={id}>The next moves like this one</label>
      <select
        id={id}
        data-testid="auto-sign"
        aria-describedby={`${id}-hint`}
        value={props.chosen ?? ''}
        onChange={(event) => props.onChoose(event.currentTarget.value || null)}
      >
        <option value="">Ask me each time</option>
        {CHOICES.map(({ name, words }) => (
          <option key={name} value={name}>
            Sign without asking: {words}
          </option>
        ))}
      </select>
      <p id={`${id}-hint`} class="hint">
        {props.chosen === null
          ? ''
          : 'For this site, this kind of move and this fee. Never for transfers or permissions. You can stop it in the settings.'}
      </p>
    </div>
  );
}
