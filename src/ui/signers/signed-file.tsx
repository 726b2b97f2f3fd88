import { useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import { send } from '../../messages/client.ts';
import type { SignedFileContents } from '../../messages/signed-file.ts';
import { Confirm } from '../parts/confirm.tsx';
import { Problem } from '../parts/problem.tsx';
import { ShortTxid } from '../parts/txid.tsx';
import { Working } from '../parts/working.tsx';
import { explained, type Said } from '../sentences.ts';
import { needsReading, TransactionPart, Understood } from '../signing/transaction-part.tsx';
import { useTask } from '../task.ts';
import { texts } from './texts.ts';

/** Sends what was signed before, by a page or elsewhere: shows what it says first. */
export function SignedFile() {
  const file = useRef<HTMLInputElement>(null);
  const text = useSignal('');
  const found = useSignal<{ readonly text: string; readonly of: SignedFileContents } | null>(null);
  const understood = useSignal(false);
  const sent = useSignal(false);
  const looking = useTask();
  const sending = useTask();

  function bring(brought: string): void {
    text.value = brought;
    found.value = null;
    sent.value = false;
    looking.forget();
    sending.forget();
  }

  async function look(): Promise<void> {
    const asked = text.value;
    found.value = null;
    sent.value = false;
    understood.value = false;
    const seen = await looking.run(() => send('signed_file.look', { text: asked }));
    if (seen !== null && text.value === asked) found.value = { text: asked, of: seen.contents };
  }

  async function hand(asked: string): Promise<void> {
    const done = await sending.run(() => send('signed_file.send', { text: asked }), {
      silent: texts.signedFile.maybeSent,
    });
    if (done === null) return;
    bring('');
    if (file.current !== null) file.current.value = '';
    sent.value = true;
  }

  const shown = found.value;
  return (
    <section class="card stack wide" aria-labelledby="signed-file-title">
      <div>
        <h2 id="signed-file-title">{texts.signedFile.title}</h2>
        <p class="faint">{texts.signedFile.words}</p>
      </div>
      <form
        class="stack wide"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (text.value.trim() !== '') void look();
        }}
      >
        <div class="field">
          <label for="signed-file-text">{texts.signedFile.text}</label>
          <textarea
            id="signed-file-text"
            data-testid="signed-file-text"
            rows={4}
            spellcheck={false}
            autocomplete="off"
            placeholder={'{ "body": …, "tx_bytes": … }'}
            value={text.value}
            onInput={(event) => bring(event.currentTarget.value)}
          />
        </div>
        <div class="field">
          <label for="signed-file-file">{texts.signedFile.file}</label>
          <input
            id="signed-file-file"
            ref={file}
            type="file"
            accept=".json,application/json"
            onChange={async (event) => {
              const chosen = event.currentTarget.files?.[0];
              if (chosen !== undefined) bring(await chosen.text());
            }}
          />
        </div>
        <Working on={looking.busy} doing={texts.signedFile.reading} />
        <Problem sentence={looking.problem} testid="signed-file-problem" />
        <div class="line start">
          <button
            type="submit"
            data-testid="signed-file-look"
            disabled={text.value.trim() === ''}
            aria-disabled={looking.busy}
          >
            {texts.signedFile.look}
          </button>
          <span class="state" role="status" data-testid="signed-file-sent">
            {sent.value ? texts.signedFile.sent : ''}
          </span>
        </div>
      </form>
      {shown === null ? null : (
        <Contents
          of={shown.of}
          understood={understood}
          busy={sending.busy}
          problem={sending.problem}
          onSend={() => void hand(shown.text)}
          onLeave={() => bring('')}
        />
      )}
    </section>
  );
}

interface ContentsProps {
  readonly of: SignedFileContents;
  readonly understood: { value: boolean };
  readonly busy: boolean;
  readonly problem: Said | null;
  readonly onSend: () => void;
  readonly onLeave: () => void;
}

/** What it does, and the question whether to send it; or why it cannot be sent. */
function Contents(props: ContentsProps) {
  const { of, understood } = props;
  const isGrave = needsReading(of);
  const words = (
    <TransactionPart transaction={of}>
      <div>
        <dt>{texts.signedFile.until}</dt>
        <dd>
          {of.timeoutHeight === null
            ? texts.signedFile.anyTime
            : texts.signedFile.block(of.timeoutHeight)}
        </dd>
      </div>
      <div>
        <dt>{texts.signedFile.hash}</dt>
        <dd>
          <ShortTxid txid={of.txHash} />
        </dd>
      </div>
    </TransactionPart>
  );
  if (of.problem !== null) {
    return (
      <div class="stack" data-testid="signed-file-contents">
        <Problem sentence={explained(of.problem)} testid="signed-file-unsendable" />
        {words}
      </div>
    );
  }
  return (
    <Confirm
      label={texts.signedFile.confirm}
      yes={texts.signedFile.yes}
      no={texts.signedFile.no}
      testid="signed-file-send"
      busy={props.busy}
      doing={texts.signedFile.sending}
      problem={props.problem}
      blocked={isGrave && !understood.value}
      onYes={props.onSend}
      onNo={props.onLeave}
    >
      {words}
      {isGrave ? <Understood value={understood}>{texts.signedFile.understood}</Understood> : null}
    </Confirm>
  );
}
