import { useSignal } from '@preact/signals';
import type { SiteQuestionView } from '../../messages/signing.ts';
import { AutoSign, autoSignOf } from './auto-sign.tsx';
import { type Answering, Frame, NOTHING } from './frame.tsx';
import { texts } from './texts.ts';
import { needsReading, TransactionPart, Understood } from './transaction-part.tsx';

type Sign = Extract<SiteQuestionView, { kind: 'sign' }>;

/** A transaction that a site wants signed: every message of it, its fee, and what to be wary of. */
export function SignQuestion(props: Answering & { readonly question: Sign }) {
  const { question } = props;
  const understood = useSignal(false);
  const auto = useSignal<string | null>(null);

  const isGrave = needsReading(question);
  const isReady = !isGrave || understood.value;
  return (
    <Frame
      {...props}
      wants={question.sends ? texts.sign.wantsToSend : texts.sign.wants}
      yes={question.sends ? texts.sign.yesAndSend : texts.sign.yes}
      no={texts.reject}
      risky={isGrave || question.lookAlike}
      agreed={isReady ? { ...NOTHING, autoSign: autoSignOf(auto.value) } : null}
    >
      <TransactionPart transaction={question} />
      {isGrave ? <Understood value={understood}>{texts.sign.understood}</Understood> : null}
      {question.mayAutoSign ? (
        <AutoSign
          chosen={auto.value}
          onChoose={(choice) => {
            auto.value = choice;
          }}
        />
      ) : null}
    </Frame>
  );
}
