import { BACKGROUND_SILENT } from '../sentences.ts';
import { Notice } from './notice.tsx';

/** What a window that asks shows while it has no question. */
export function NoQuestion(props: { is: 'reading' | 'none' | 'lost' }) {
  return (
    <main class="stack middle" aria-live="polite">
      {props.is === 'reading' ? <p class="faint late">Reading…</p> : null}
      {props.is === 'lost' ? (
        <Notice kind="error">
          <p>{BACKGROUND_SILENT}</p>
        </Notice>
      ) : null}
      {props.is === 'none' ? (
        <>
          <h1>No question is waiting</h1>
          <p class="faint">You can close this window.</p>
          <div class="buttons">
            <button type="button" onClick={() => window.close()}>
              Close
            </button>
          </div>
        </>
      ) : null}
    </main>
  );
}
