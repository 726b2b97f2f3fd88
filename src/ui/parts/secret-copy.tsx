import { useSignal } from '@preact/signals';
import { useId, useRef } from 'preact/hooks';
import { BACKGROUND_SILENT, type Said } from '../sentences.ts';
import { Panel } from './panel.tsx';
import { Problem } from './problem.tsx';
import { texts } from './texts.ts';

/** The text to copy, or why there is none. */
export type Secret =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly why: Said };

interface SecretCopyProps {
  readonly what: keyof typeof texts.secretCopy.of;
  readonly warning: string;
  readonly testid: string;
  /** Asked for at the press alone, so that no page holds it longer than it has to. */
  readonly load: () => Promise<Secret>;
  readonly onClose: () => void;
}

/** Copies what others could misuse, after a warning. */
export function SecretCopy(props: SecretCopyProps) {
  const { testid } = props;
  const id = useId();
  const words = texts.secretCopy.of[props.what];
  const busy = useSignal(false);
  const copied = useSignal(false);
  const problem = useSignal<Said | null>(null);
  /** Shown only where the clipboard cannot be written to. */
  const shown = useSignal<string | null>(null);
  const field = useRef<HTMLTextAreaElement>(null);

  async function copy(): Promise<void> {
    if (busy.value) return;
    busy.value = true;
    problem.value = null;
    try {
      const secret = await props.load();
      if (secret.ok) await write(secret.text);
      else problem.value = secret.why;
    } catch {
      problem.value = BACKGROUND_SILENT;
    }
    busy.value = false;
  }

  async function write(text: string): Promise<void> {
    try {
      await navigator.clipboard.writeText(text);
      copied.value = true;
    } catch {
      shown.value = text;
      // Once it stands there.
      setTimeout(() => field.current?.select());
    }
  }

  return (
    <Panel label={words.copy} testid={testid} onClose={props.onClose}>
      <p>{props.warning}</p>
      <Problem sentence={problem.value} />
      {shown.value === null ? null : (
        <div class="field">
          <label for={id}>{texts.secretCopy.notCopied}</label>
          <textarea id={id} ref={field} readOnly rows={3} value={shown.value} />
        </div>
      )}
      <p class="state" role="status" data-testid={`${testid}-result`}>
        {copied.value ? words.copied : ''}
      </p>
      <div class="buttons">
        {shown.value === null ? (
          <button
            type="button"
            data-first
            data-testid={`${testid}-yes`}
            aria-disabled={busy.value}
            onClick={() => void copy()}
          >
            {busy.value ? texts.secretCopy.copying : copied.value ? words.again : words.copy}
          </button>
        ) : null}
        <button type="button" class="quiet" data-testid={`${testid}-no`} onClick={props.onClose}>
          {copied.value || shown.value !== null ? texts.secretCopy.close : texts.secretCopy.cancel}
        </button>
      </div>
    </Panel>
  );
}
