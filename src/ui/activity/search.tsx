import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { texts } from './texts.ts';

/** So long nothing is typed before it is looked for. */
const PAUSE_MS = 250;

/** A field that looks for what is typed in it, a moment after the last letter. */
export function Search(props: { onSearch: (text: string) => void }) {
  const { onSearch } = props;
  const text = useSignal('');
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  return (
    <search>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          clearTimeout(timer.current);
          onSearch(text.value.trim());
        }}
      >
        <label for="search" class="unseen">
          {texts.search}
        </label>
        <input
          id="search"
          type="search"
          autocomplete="off"
          spellcheck={false}
          maxLength={256}
          placeholder={texts.searchHint}
          data-testid="activity-search"
          value={text.value}
          onInput={(event) => {
            text.value = event.currentTarget.value;
            clearTimeout(timer.current);
            timer.current = setTimeout(() => onSearch(text.value.trim()), PAUSE_MS);
          }}
        />
      </form>
    </search>
  );
}
