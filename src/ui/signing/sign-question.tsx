import { useSignal } from '@preact/signals';
import type { SiteQuestionView } from '../../messages/signing.ts';
import { Notice } from '../parts/notice.tsx';
import { plural, visible, visibleLines } from '../wording.ts';
import { AccountLine } from './account-line.tsx';
import { AutoSign, autoSignOf } from './auto-sign.tsx';
import { type Answering, Frame } from './frame.tsx';
import { MessagePart, placeOf } from './message-part.tsx';
import { allWarnings, isGrave, WARNINGS } from './warnings.ts';

type Sign = Extract<SiteQuestionView, { kind: 'sign' }>;

/** A transaction that a site wants signed: every message of it, its fee, and what to be wary of. */
export function SignQuestion(props: Answering & { readonly question: Sign }) {
  const { question } = props;
  const understood = useSignal(false);
  const auto = useSignal<string | null>(null);

  const found = allWarnings(question.warnings, question.messages);
  const grave = found.filter(isGrave);
  const warnings = [...grave, ...found.filter((warning) => !isGrave(warning))];
  // Each stands with its message too, which may be out of sight; the first one's are not said twice.
  const first = question.messages[0]?.warnings ?? [];
  const above = warnings.filter((warning) => !first.includes(warning));
  const isReady = grave.length === 0 || understood.value;
  return (
    <Frame
      {...props}
      wants={question.sends ? 'Sign and send for this site?' : 'Sign this for this site?'}
      yes={question.sends ? 'Sign and send' : 'Sign'}
      no="Reject"
      risky={grave.length > 0 || question.lookAlike}
      agreed={isReady ? { address: null, autoSign: autoSignOf(auto.value) } : null}
    >
      {above.length === 0 ? null : (
        <Notice
          kind={above.some(isGrave) ? 'error' : 'warning'}
          title="Look closely"
          testid="warnings"
        >
          {above.map((warning) => (
            <p key={warning}>{WARNINGS[warning]}</p>
          ))}
        </Notice>
      )}
      {question.messages.length < 2 ? null : (
        <p class="faint small">{plural(question.messages.length, 'action')}, all or none of them</p>
      )}
      {question.messages.map((message, index) => (
        <MessagePart
          key={index}
          message={message}
          place={placeOf(index, question.messages.length)}
        />
      ))}
      <dl class="figures">
        <div>
          <dt>Network fee</dt>
          <dd data-testid="fee">{visible(question.fee)}</dd>
        </div>
        <div>
          <dt>Chain</dt>
          <dd>
            <code data-testid="chain">{visible(question.chainId)}</code>
          </dd>
        </div>
        <div>
          <dt>Account</dt>
          <dd>
            <AccountLine account={question.account} />
          </dd>
        </div>
        {question.memo === '' ? null : (
          <div class="whole">
            <dt>Memo</dt>
            <dd>
              <pre data-testid="memo">{visibleLines(question.memo)}</pre>
            </dd>
          </div>
        )}
      </dl>
      <details class="more">
        <summary>Details</summary>
        <dl class="figures">
          <div>
            <dt>Gas limit</dt>
            <dd class="number">{visible(question.gasLimit)}</dd>
          </div>
          <div>
            <dt>Sequence</dt>
            <dd class="number">{visible(question.sequence)}</dd>
          </div>
        </dl>
      </details>
      {grave.length === 0 ? null : (
        <label class="check">
          <input
            type="checkbox"
            data-testid="understood"
            checked={understood.value}
            onChange={(event) => {
              understood.value = event.currentTarget.checked;
            }}
          />
          I have read the warnings and want to sign this
        </label>
      )}
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
