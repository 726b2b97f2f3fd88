import type { ComponentChildren } from 'preact';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import type { SiteQuestionView } from '../../messages/signing.ts';
import { useGuard } from '../approval/use-guard.ts';
import { Notice } from '../parts/notice.tsx';
import { Problem } from '../parts/problem.tsx';
import type { Said } from '../sentences.ts';
import { visible } from '../wording.ts';
import { texts } from './texts.ts';

export interface Agreed {
  /** The account that is to be connected. */
  readonly address: string | null;
  /** The connection that is to be listened to. */
  readonly streamId: string | null;
  readonly autoSign: { readonly times: number; readonly hours: number } | null;
}

/** Of an agreement that says no more than yes. */
export const NOTHING: Agreed = { address: null, streamId: null, autoSign: null };

/** What every question is answered by. */
export interface Answering {
  /** An answer is on its way. */
  readonly busy: boolean;
  readonly problem: Said | null;
  readonly onAgree: (agreed: Agreed) => void;
  readonly onReject: () => void;
}

interface FrameProps extends Answering {
  readonly question: SiteQuestionView;
  /** What the site wants, over its name. */
  readonly wants: string;
  /** null where there is nothing to agree to. */
  readonly yes: string | null;
  readonly no: string;
  /** What is agreed to; null if nothing can be. */
  readonly agreed: Agreed | null;
  /** There is something to be wary of: the way out stands out, and not the way on. */
  readonly risky: boolean;
  readonly children: ComponentChildren;
}

/** What all questions of sites have in common: who asks, the two answers, and what guards them. */
export function Frame(props: FrameProps) {
  const { question, busy, onReject, agreed } = props;
  const heading = useRef<HTMLHeadingElement>(null);
  const guard = useGuard(`${question.id} ${JSON.stringify(agreed)}`);
  useLayoutEffect(() => heading.current?.focus(), []);

  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape' || event.repeat || !event.isTrusted) return;
      event.preventDefault();
      if (!busy) onReject();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, [busy, onReject]);

  function agree(event: MouseEvent): void {
    if (busy || agreed === null || !guard.isDeliberate(event)) return;
    props.onAgree(agreed);
  }

  return (
    <main class="question">
      <div class="stack wide">
        <div>
          <p class="row faint">
            <span>{props.wants}</span>
            {question.behind === 0 ? null : (
              <span data-testid="behind">{texts.frame.behind(question.behind)}</span>
            )}
          </p>
          <h1 class="host large" data-testid="host" ref={heading} tabIndex={-1}>
            {visible(question.host)}
          </h1>
          {question.origin.startsWith('https:') ? null : <p class="faint">{texts.frame.local}</p>}
        </div>
        {question.lookAlike ? (
          <Notice kind="warning" title={texts.frame.lookAlike} testid="look-alike">
            <p>{texts.frame.lookAlikeWords}</p>
          </Notice>
        ) : null}
        {props.children}
      </div>
      <footer>
        <Problem sentence={props.problem} testid="problem" />
        <div class="buttons even">
          <button
            type="button"
            class={props.risky ? 'primary' : ''}
            data-testid="reject"
            disabled={busy}
            onClick={(event) => void (event.isTrusted && onReject())}
          >
            {props.no}
          </button>
          {props.yes === null ? null : (
            <button
              type="button"
              class={props.risky ? 'risky' : 'primary'}
              data-testid="agree"
              disabled={busy || agreed === null || guard.state === 'new'}
              // After a change it can have the focus at once: who goes on by keyboard does not skip it.
              aria-disabled={guard.state === 'changed'}
              onClick={agree}
            >
              {busy ? texts.frame.sending : props.yes}
            </button>
          )}
        </div>
      </footer>
    </main>
  );
}
