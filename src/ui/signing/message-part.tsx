import type { MessageView } from '../../messages/signing.ts';
import { visible, visibleLines } from '../wording.ts';
import { texts } from './texts.ts';
import { isGrave, WARNINGS } from './warnings.ts';

interface MessageProps {
  readonly message: MessageView;
  /** `2 of 3`; null where there is only one. */
  readonly place: string | null;
}

/** One message of a transaction: what it does, its fields, what to be wary of, and the whole of it. */
export function MessagePart(props: MessageProps) {
  const { message, place } = props;
  return (
    <section class="message stack" data-testid="message">
      <div>
        {place === null ? null : <p class="faint small">{place}</p>}
        <h2 data-testid="message-title">{visible(message.title)}</h2>
        {message.title === message.typeUrl ? null : (
          <p class="faint small">
            <code>{visible(message.typeUrl)}</code>
          </p>
        )}
      </div>
      {message.warnings.map((warning) => (
        <p key={warning} class={isGrave(warning) ? 'caution grave' : 'caution'}>
          {WARNINGS[warning]}
        </p>
      ))}
      {message.fields.length === 0 ? null : (
        <dl class="figures fields">
          {message.fields.map(({ label, value }, index) => (
            <div key={index}>
              <dt>{visible(label)}</dt>
              <dd>{visibleLines(value)}</dd>
            </div>
          ))}
        </dl>
      )}
      {message.inner.length === 0 ? null : (
        <div class="inner stack">
          <h3>{texts.message.inside}</h3>
          {message.inner.map((inner, index) => (
            <MessagePart key={index} message={inner} place={placeOf(index, message.inner.length)} />
          ))}
        </div>
      )}
      <details class="more">
        <summary>{texts.message.raw}</summary>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what is scrolled has to be reached by keys. */}
        <pre tabIndex={0} data-testid="raw">
          {visibleLines(message.raw)}
        </pre>
      </details>
    </section>
  );
}

export function placeOf(index: number, of: number): string | null {
  return of === 1 ? null : texts.message.place(index + 1, of);
}
