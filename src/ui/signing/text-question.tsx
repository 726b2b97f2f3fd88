import type { SiteQuestionView } from '../../messages/signing.ts';
import { Notice } from '../parts/notice.tsx';
import { visible, visibleLines } from '../wording.ts';
import { ChainAndAccount } from './chain-and-account.tsx';
import { type Answering, Frame, NOTHING } from './frame.tsx';

type Text = Extract<SiteQuestionView, { kind: 'text' }>;

/** A text that a site wants signed, whole. */
export function TextQuestion(props: Answering & { readonly question: Text }) {
  const { question } = props;
  return (
    <Frame
      {...props}
      wants={question.meaning?.kind === 'login' ? 'Log in to this site?' : 'Sign this text?'}
      yes={question.meaning?.kind === 'login' ? 'Log in' : 'Sign'}
      no="Reject"
      risky={question.lookAlike || question.meaning?.kind === 'device'}
      agreed={NOTHING}
    >
      <Notice kind={question.meaning === null ? 'info' : 'warning'} testid="meaning">
        {meaningOf(question.meaning).map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
      </Notice>
      <div class="stack">
        <h2>The whole text</h2>
        <pre class="panel" data-testid="text">
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
      return [
        'This sends nothing to a chain and costs nothing. It shows that the account is yours.',
      ];
    case 'login':
      return [
        `Whoever holds this signature can log in as you to the web app of guild ${visible(meaning.guild)}.`,
        'Go on only if this site is that web app.',
      ];
    case 'signup':
      return [
        `This joins you to guild ${visible(meaning.guild)} of Structs with this account.`,
        'Go on only if this site is the web app of that guild.',
      ];
    case 'device':
      return [
        `This makes your account an address of player ${visible(meaning.player)} of Structs.`,
        'Go on only if that player is you.',
      ];
    default:
      return meaning satisfies never;
  }
}
