import { useSignal } from '@preact/signals';
import { useId } from 'preact/hooks';
import type { StreamMessageView } from '../../messages/stream-line.ts';
import { subjectFault } from '../../nats/subject.ts';
import { Entry } from '../parts/entry.tsx';
import { Problem } from '../parts/problem.tsx';
import { Working } from '../parts/working.tsx';
import { explained, type Said } from '../sentences.ts';
import { ask } from './line.ts';
import { MessageBody } from './message-body.tsx';
import { texts } from './texts.ts';

/** Publishes a message, or sends a request and shows what is answered. */
export function SendForm(props: { id: string }) {
  const field = useId();
  const subject = useSignal('');
  const payload = useSignal('');
  const busy = useSignal(false);
  const problem = useSignal<Said | null>(null);
  const sent = useSignal<string | null>(null);
  const reply = useSignal<StreamMessageView | null>(null);
  const fault = subjectFault(subject.value.trim(), false);

  async function go(call: 'publish' | 'request'): Promise<void> {
    if (busy.value) return;
    busy.value = true;
    problem.value = null;
    sent.value = null;
    reply.value = null;
    const asked = { id: props.id, subject: subject.value.trim(), payload: payload.value };
    try {
      if (call === 'request') {
        const answer = await ask('request', asked);
        if (answer.ok) reply.value = answer.reply;
        else problem.value = explained(answer.failure);
      } else {
        const answer = await ask('publish', asked);
        if (answer.ok) sent.value = texts.send.taken(asked.subject);
        else problem.value = explained(answer.failure);
      }
    } catch {
      problem.value = texts.send.unknown;
    }
    busy.value = false;
  }
  return (
    <form
      class="panel stack wide"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (fault === null) void go('publish');
      }}
    >
      <Entry testid="send-subject" label={texts.subject} value={subject} />
      {subject.value !== '' && fault !== null ? (
        <p class="hint wrong">{texts.faults[fault]}</p>
      ) : null}
      <div class="field">
        <label for={field}>{texts.send.message}</label>
        <textarea
          id={field}
          data-testid="send-payload"
          rows={4}
          spellcheck={false}
          value={payload.value}
          onInput={(event) => {
            payload.value = event.currentTarget.value;
          }}
        />
      </div>
      <Problem sentence={problem.value} testid="send-problem" />
      <Working on={busy.value} doing={texts.send.sending} />
      <div role="status" data-testid="send-result">
        {sent.value === null ? null : <p class="state">{sent.value}</p>}
        {reply.value === null ? null : (
          <>
            <p class="state">{texts.send.answer}</p>
            <MessageBody message={reply.value} />
          </>
        )}
      </div>
      <div class="buttons">
        <button
          type="submit"
          class="primary"
          data-testid="send-publish"
          disabled={fault !== null || busy.value}
        >
          {texts.send.publish}
        </button>
        <button
          type="button"
          data-testid="send-request"
          disabled={fault !== null || busy.value}
          onClick={() => void go('request')}
        >
          {texts.send.request}
        </button>
      </div>
    </form>
  );
}
