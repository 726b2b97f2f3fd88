import { useCallback } from 'preact/hooks';
import { send } from '../../messages/client.ts';
import type { SiteQuestionView } from '../../messages/signing.ts';
import { type Asking, useAsked } from '../asked.ts';
import { read } from '../background.ts';
import { NoQuestion } from '../parts/no-question.tsx';
import { ConnectQuestion } from './connect-question.tsx';
import { type Agreed, type Answering, NOTHING } from './frame.tsx';
import { SignQuestion } from './sign-question.tsx';
import { StreamQuestion } from './stream-question.tsx';
import { TextQuestion } from './text-question.tsx';

/** A question never changes: another one has another id. */
const OF_SITES: Asking<SiteQuestionView> = {
  read: () => read('signing.read', {}),
  keyOf: ({ id }) => id,
};

/** The window that asks what a site may have of a signer or hear, one question after the other. */
export function SigningWindow() {
  const { shown, busy, problem, answer } = useAsked(OF_SITES);

  const agree = useCallback(
    (agreed: Agreed) =>
      void answer(({ id }) => send('signing.answer', { id, answer: 'agree', ...agreed })),
    [answer],
  );
  const reject = useCallback(
    () => void answer(({ id }) => send('signing.answer', { id, answer: 'reject', ...NOTHING })),
    [answer],
  );

  if (shown.is !== 'question') return <NoQuestion is={shown.is} />;
  const { question } = shown;
  const answering: Answering = { busy, problem, onAgree: agree, onReject: reject };
  switch (question.kind) {
    case 'connect':
      return <ConnectQuestion key={question.id} question={question} {...answering} />;
    case 'stream':
      return <StreamQuestion key={question.id} question={question} {...answering} />;
    case 'sign':
      return <SignQuestion key={question.id} question={question} {...answering} />;
    case 'text':
      return <TextQuestion key={question.id} question={question} {...answering} />;
    default:
      return question satisfies never;
  }
}
