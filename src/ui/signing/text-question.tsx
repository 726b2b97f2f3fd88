import type { SiteQuestionView } from '../../messages/signing.ts';
import { Notice } from '../parts/notice.tsx';
import { visible, visibleLines } from '../wording.ts';
import { ChainAndAccount } from './chain-and-account.tsx';
import { type Answering, Frame, NOTHING } from './frame.tsx';
import { texts } from './texts.ts';

type Text = Extract<SiteQuestionView, { kind: 'text' }>;

/** A text that a site wants signed, whole. */
export function TextQuestion(props: Answering & { readonly question: Text }) {
  const { question } = props;
  return (
    <Frame
      {...props}
      wants={question.meaning?.kind === 'login' ? texts.text.wantsLogin : texts.text.wants}
      yes={question.meaning?.kind === 'login' ? texts.text.yesLogin : texts.text.yes}
      no={texts.reject}
      risky={question.lookAlike || question.meaning?.kind === 'device'}
      agreed={NOTHING}
    >
      <Notice kind={question.meaning === null ? 'info' : 'warning'} testid="meaning">
        {meaningOf(question.meaning).map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
      </Notice>
      <div class="stack">
        <h2>{texts.text.whole}</h2>
        <pre class="panel" dir="auto" data-testid="text">
          {visibleLines(question.text)}
        </pre>
      </div>
      <dl class="figures">
        <ChainAndAccount chainId={question.chainId} account={question.account} />
      </dl>
    </Frame>
  );
}

/** What a signature over a text is good for, one sentence each. */
export function meaningOf(meaning: Text['meaning']): readonly string[] {
  switch (meaning?.kind) {
    case undefined:
      return texts.text.meanings.none;
    case 'login':
      return texts.text.meanings.login(visible(meaning.guild));
    case 'signup':
      return texts.text.meanings.signup(visible(meaning.guild));
    case 'device':
      return texts.text.meanings.device(visible(meaning.player));
    default:
      return meaning satisfies never;
  }
}
