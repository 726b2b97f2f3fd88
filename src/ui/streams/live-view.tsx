import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { StreamMessageView } from '../../messages/stream-line.ts';
import { download } from '../parts/download.ts';
import { Problem } from '../parts/problem.tsx';
import { visible } from '../wording.ts';
import { Alerts } from './alerts.tsx';
import { ask } from './line.ts';
import { clear, messages, paused, skipped, subscriptionOf, watch } from './look.ts';
import { MessageRow } from './message-row.tsx';
import type { StoredStreams } from './streams.tsx';
import { texts } from './texts.ts';

/** Rows in the document, however much comes in; more on demand. */
const ROWS = 60;

interface LiveViewProps {
  readonly stream: StoredStreams['streams'][number];
  readonly subscription: StoredStreams['streams'][number]['subscriptions'][number];
}

/** The messages of one subject as they come in, the newest first. */
export function LiveView(props: LiveViewProps) {
  const { subscription, stream } = props;
  const { id, subject } = subscription;
  const search = useSignal('');
  const category = useSignal('');
  const rows = useSignal(ROWS);
  const problem = useSignal<string | null>(null);
  const top = useRef<HTMLElement>(null);
  useEffect(() => {
    top.current?.scrollIntoView({ block: 'nearest' });
    return () => {
      paused.value = false;
    };
  }, []);

  const all = messages.value;
  const state = subscriptionOf(id);
  const categories = [...new Set(all.flatMap((each) => each.category ?? []))].sort();
  const wanted = search.value.trim().toLowerCase();
  const found = all.filter((each) => isWanted(each, wanted, category.value)).reverse();

  async function attempt(work: () => Promise<void>): Promise<void> {
    problem.value = null;
    try {
      await work();
    } catch {
      problem.value = texts.live.failed;
    }
  }
  const name = <bdi>{visible(stream.name)}</bdi>;
  return (
    <section class="card stack wide" aria-labelledby="live-title" data-testid="live" ref={top}>
      <div>
        <div class="line">
          <h2 id="live-title" class="grow">
            <code>{visible(subject)}</code>
          </h2>
          <button type="button" class="quiet" onClick={() => void watch(null)}>
            {texts.live.close}
          </button>
        </div>
        <p class="faint">
          {state === undefined
            ? texts.live.from(name)
            : texts.live.fromWithRate(name, state.count, state.rate)}
        </p>
      </div>
      <div class="columns">
        <div class="field">
          <label for="live-search">{texts.live.search}</label>
          <input
            id="live-search"
            data-testid="live-search"
            type="search"
            value={search.value}
            onInput={(event) => {
              search.value = event.currentTarget.value;
            }}
          />
        </div>
        <div class="field">
          <label for="live-category">{texts.live.category}</label>
          <select
            id="live-category"
            data-testid="live-category"
            value={category.value}
            onChange={(event) => {
              category.value = event.currentTarget.value;
            }}
          >
            <option value="">{texts.live.allCategories}</option>
            {categories.map((each) => (
              <option key={each} value={each}>
                {visible(each)}
              </option>
            ))}
          </select>
        </div>
      </div>
      <div class="buttons">
        <button
          type="button"
          data-testid="live-pause"
          aria-pressed={paused.value}
          onClick={() => {
            paused.value = !paused.value;
          }}
        >
          {paused.value ? texts.live.goOn : texts.live.pause}
        </button>
        <button
          type="button"
          class="quiet"
          data-testid="live-export"
          onClick={() => void attempt(() => exportAll(id, subject))}
        >
          {texts.live.export}
        </button>
        <button
          type="button"
          class="quiet"
          data-testid="live-clear"
          onClick={() => void attempt(() => clear(id))}
        >
          {texts.live.forget}
        </button>
      </div>
      <Problem sentence={problem.value} />
      <Alerts streamId={stream.id} subscription={subscription} />
      {skipped.value === 0 ? null : (
        <p class="faint" data-testid="live-skipped">
          {texts.live.skipped(skipped.value)}
        </p>
      )}
      {found.length === 0 ? (
        <p class="state">{all.length === 0 ? texts.live.nothing : texts.live.noneFits}</p>
      ) : (
        <ol class="messages" aria-label={texts.live.messages}>
          {found.slice(0, rows.value).map((message) => (
            <MessageRow key={message.sequence} message={message} subscriptionId={id} />
          ))}
        </ol>
      )}
      {found.length <= rows.value ? null : (
        <div class="buttons">
          <button
            type="button"
            class="quiet"
            onClick={() => {
              rows.value += ROWS;
            }}
          >
            {texts.live.older}
          </button>
        </div>
      )}
    </section>
  );
}

function isWanted(message: StreamMessageView, search: string, category: string): boolean {
  if (category !== '' && message.category !== category) return false;
  if (search === '') return true;
  return (
    message.body.toLowerCase().includes(search) || message.subject.toLowerCase().includes(search)
  );
}

/** All that is stored, as one JSON object a line. */
async function exportAll(subscriptionId: string, subject: string): Promise<void> {
  const lines: string[] = [];
  let before = Number.MAX_SAFE_INTEGER;
  for (;;) {
    const { messages: page } = await ask('history', { subscriptionId, before, full: true });
    const [first] = page;
    if (first === undefined) break;
    lines.unshift(
      ...page.map(({ at, ...message }) =>
        JSON.stringify({ at: new Date(at).toISOString(), ...message }),
      ),
    );
    before = first.sequence;
  }
  const name = subject.replace(/[^\w.-]+/g, '_');
  download(`${name}.jsonl`, new Blob([`${lines.join('\n')}\n`], { type: 'application/jsonl' }));
}
