import { useSignal } from '@preact/signals';
import type { StreamMessageView } from '../../messages/stream-line.ts';
import { useCopying } from '../parts/copying.ts';
import { clip, visible } from '../wording.ts';
import { ask } from './line.ts';
import { MessageBody } from './message-body.tsx';
import { texts } from './texts.ts';
import { bytesText, timeOfDay } from './words.ts';

const SUMMARY_LENGTH = 200;

/** One message in a line; opened, with all that is kept of it. */
export function MessageRow(props: { message: StreamMessageView; subscriptionId: string }) {
  const { message, subscriptionId } = props;
  const whole = useSignal<StreamMessageView | null>(null);
  const { copied, text, copy } = useCopying<HTMLDivElement>();

  async function open(): Promise<void> {
    if (whole.value !== null) {
      whole.value = null;
      return;
    }
    whole.value = message;
    if (!message.clipped) return;
    const { sequence } = message;
    const found = await ask('message', { subscriptionId, sequence }).catch(() => null);
    if (found?.message && whole.value !== null) whole.value = found.message;
  }
  return (
    <li class="message" data-testid="message" data-sequence={message.sequence}>
      <button
        type="button"
        class="message-line"
        aria-expanded={whole.value !== null}
        onClick={() => void open()}
      >
        <span class="message-time">{timeOfDay(message.at)}</span>
        <span class="message-subject">{visible(message.subject)}</span>
        {message.category === null ? null : <span class="tag">{visible(message.category)}</span>}
        <span class="message-text" dir="auto">
          {message.format === 'hex'
            ? texts.message.bytes(bytesText(message.size))
            : visible(clip(message.body, SUMMARY_LENGTH))}
        </span>
      </button>
      {whole.value === null ? null : (
        <div class="message-open" ref={text}>
          <MessageBody message={whole.value} />
          <div class="buttons">
            <button type="button" class="quiet" onClick={() => void copy(whole.value?.body ?? '')}>
              {texts.copy[copied]}
            </button>
            <span class="faint">
              {texts.message.place(message.sequence, bytesText(message.size))}
            </span>
          </div>
        </div>
      )}
    </li>
  );
}
