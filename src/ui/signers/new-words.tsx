import { useSignal } from '@preact/signals';
import { send } from '../../messages/client.ts';
import { Entry } from '../parts/entry.tsx';
import { Problem } from '../parts/problem.tsx';
import { BACKGROUND_SILENT } from '../sentences.ts';
import { texts } from './texts.ts';
import { Words } from './words.tsx';

/** So many of the words are asked for, to see that they were written down. */
const ASKED = 3;

/**
 * Makes up recovery words, shows them once, and asks for some of them.
 *
 * @param checked takes the words once they were repeated rightly; is empty until then
 */
export function NewWords(props: { checked: { value: string } }) {
  const words = useSignal<string | null>(null);
  const isWritten = useSignal(false);
  const problem = useSignal<string | null>(null);

  async function make(count: 12 | 24): Promise<void> {
    problem.value = null;
    try {
      words.value = (await send('signer.words', { count })).words;
    } catch {
      problem.value = BACKGROUND_SILENT;
    }
  }

  if (words.value === null) {
    return (
      <fieldset class="stack">
        <legend>{texts.newWords.howMany}</legend>
        <div class="buttons">
          <button type="button" data-testid="words-12" onClick={() => void make(12)}>
            {texts.newWords.words(12)}
          </button>
          <button type="button" data-testid="words-24" onClick={() => void make(24)}>
            {texts.newWords.words(24)}
          </button>
        </div>
        <p class="hint">{texts.newWords.hint}</p>
        <Problem sentence={problem.value} />
      </fieldset>
    );
  }
  if (!isWritten.value) {
    return (
      <div class="stack">
        <p>{texts.newWords.write}</p>
        <Words words={words.value} />
        <div class="buttons">
          <button
            type="button"
            data-testid="words-written"
            onClick={() => {
              isWritten.value = true;
            }}
          >
            {texts.newWords.written}
          </button>
        </div>
      </div>
    );
  }
  return (
    <Check
      words={words.value.split(' ')}
      checked={props.checked}
      onBack={() => {
        isWritten.value = false;
      }}
    />
  );
}

interface CheckProps {
  readonly words: readonly string[];
  readonly checked: { value: string };
  readonly onBack: () => void;
}

function Check(props: CheckProps) {
  const { words, checked } = props;
  const asked = useSignal(drawn(words.length));
  const said = useSignal<Readonly<Record<number, string>>>({});

  function say(at: number, word: string): void {
    said.value = { ...said.value, [at]: word.trim().toLowerCase() };
    const isRight = asked.value.every((each) => said.value[each] === words[each]);
    checked.value = isRight ? words.join(' ') : '';
  }
  const isWrong = asked.value.some((at) => {
    const word = said.value[at] ?? '';
    return word !== '' && !words[at]?.startsWith(word);
  });
  return (
    <fieldset class="stack">
      <legend>{texts.newWords.check}</legend>
      <div class="columns">
        {asked.value.map((at) => (
          <Entry
            key={at}
            testid={`word-${at + 1}`}
            label={texts.newWords.word(at + 1)}
            value={{
              get value() {
                return said.value[at] ?? '';
              },
              set value(word: string) {
                say(at, word);
              },
            }}
          />
        ))}
      </div>
      <p class="state" role="status" data-testid="words-checked">
        {checked.value !== '' ? texts.newWords.right : isWrong ? texts.newWords.wrong : ''}
      </p>
      <div class="buttons">
        <button type="button" class="quiet" onClick={props.onBack}>
          {texts.newWords.again}
        </button>
      </div>
    </fieldset>
  );
}

/** Places to ask for, in their order. */
function drawn(count: number): readonly number[] {
  const places = new Set<number>();
  while (places.size < ASKED) {
    places.add((crypto.getRandomValues(new Uint32Array(1))[0] ?? 0) % count);
  }
  return [...places].sort((one, other) => one - other);
}
