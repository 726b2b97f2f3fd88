import type { StreamMessageView } from '../../messages/stream-line.ts';
import { visibleLines } from '../wording.ts';
import { texts } from './texts.ts';
import { bytesText } from './words.ts';

/** Deeper than this and longer than this, JSON is shown as its text: nobody unfolds that by hand. */
const MOST_DEPTH = 8;
const MOST_ENTRIES = 200;

/** What a message holds: JSON to unfold, text, or bytes in hex. Whatever it is, it stays text. */
export function MessageBody(props: { message: StreamMessageView }) {
  const { format, body, clipped, size } = props.message;
  const value = format === 'json' && !clipped ? parse(body) : undefined;
  return (
    <div class="message-body" data-testid="message-body">
      {value === undefined ? (
        <pre dir="auto">{format === 'hex' ? spaced(body) : visibleLines(body)}</pre>
      ) : (
        <Json value={value} depth={0} />
      )}
      {clipped ? (
        <p class="faint">{texts.message.onlyBeginning(bytesText(size))}</p>
      ) : format === 'hex' ? (
        <p class="faint">{texts.message.noText(bytesText(size))}</p>
      ) : null}
    </div>
  );
}

function Json(props: { value: unknown; depth: number }) {
  const { value, depth } = props;
  if (typeof value !== 'object' || value === null) {
    return <span class={`json-${typeof value}`}>{visibleLines(JSON.stringify(value))}</span>;
  }
  const entries = Object.entries(value);
  const isList = Array.isArray(value);
  if (entries.length === 0) return <span>{isList ? '[]' : '{}'}</span>;
  if (depth >= MOST_DEPTH) return <span>{visibleLines(JSON.stringify(value))}</span>;
  const list = (
    <ul class="json">
      {entries.slice(0, MOST_ENTRIES).map(([key, each]) => (
        <li key={key}>
          <span class="json-key">{visibleLines(key)}</span>: <Json value={each} depth={depth + 1} />
        </li>
      ))}
      {entries.length > MOST_ENTRIES ? (
        <li>{texts.message.more(entries.length - MOST_ENTRIES)}</li>
      ) : null}
    </ul>
  );
  if (depth === 0) return list;
  return (
    <details class="json-fold">
      <summary>{isList ? `[${entries.length}]` : `{${entries.length}}`}</summary>
      {list}
    </details>
  );
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

function spaced(hex: string): string {
  return hex.replace(/(.{2})/g, '$1 ').trimEnd();
}
