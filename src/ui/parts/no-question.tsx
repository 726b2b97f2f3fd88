import { BACKGROUND_SILENT } from '../sentences.ts';
import { Notice } from './notice.tsx';
import { texts as all } from './texts.ts';

const texts = all.noQuestion;

/** What a window that asks shows while it has no question. */
export function NoQuestion(props: { is: 'reading' | 'none' | 'lost' }) {
  return (
    <main class="stack middle" aria-live="polite">
      {props.is === 'reading' ? <p class="faint late">{texts.reading}</p> : null}
      {props.is === 'lost' ? (
        <Notice kind="error">
          <p>{BACKGROUND_SILENT}</p>
        </Notice>
      ) : null}
      {props.is === 'none' ? (
        <>
          <h1>{texts.none}</h1>
          <p class="faint">{texts.close}</p>
          <div class="buttons">
            <button type="button" onClick={() => window.close()}>
              {texts.closeButton}
            </button>
          </div>
        </>
      ) : null}
    </main>
  );
}
