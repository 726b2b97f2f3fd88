import type { ComponentChildren } from 'preact';
import type { MessageView, SiteQuestionView, WarningView } from '../../messages/signing.ts';
import { Notice } from '../parts/notice.tsx';
import { visible, visibleLines } from '../wording.ts';
import { ChainAndAccount } from './chain-and-account.tsx';
import { MessagePart, placeOf } from './message-part.tsx';
import { texts } from './texts.ts';
import { allWarnings, isGrave, WARNINGS } from './warnings.ts';

/** A transaction in words, whether it is still to be signed or was signed before. */
export type TransactionWords = Pick<
  Extract<SiteQuestionView, { kind: 'sign' }>,
  'chainId' | 'account' | 'messages' | 'memo' | 'fee' | 'gasLimit' | 'sequence' | 'warnings'
>;

interface TransactionPartProps {
  readonly transaction: TransactionWords;
  /** More lines of its details. */
  readonly children?: ComponentChildren;
}

/** Every message of a transaction, its fee, and what to be wary of. */
export function TransactionPart(props: TransactionPartProps) {
  const { messages, memo, fee, chainId, account, gasLimit, sequence, warnings } = props.transaction;
  const above = warningsAbove(warnings, messages);
  return (
    <>
      {above.length === 0 ? null : (
        <Notice
          kind={above.some(isGrave) ? 'error' : 'warning'}
          title={texts.transaction.lookClosely}
          testid="warnings"
        >
          {above.map((warning) => (
            <p key={warning}>{WARNINGS[warning]}</p>
          ))}
        </Notice>
      )}
      {messages.length < 2 ? null : (
        <p class="faint small">{texts.transaction.actions(messages.length)}</p>
      )}
      {messages.map((message, index) => (
        <MessagePart key={index} message={message} place={placeOf(index, messages.length)} />
      ))}
      <dl class="figures">
        <div>
          <dt>{texts.transaction.fee}</dt>
          <dd data-testid="fee">{visible(fee)}</dd>
        </div>
        <ChainAndAccount chainId={chainId} account={account} />
        {memo === '' ? null : (
          <div class="whole">
            <dt>{texts.transaction.memo}</dt>
            <dd>
              <pre dir="auto" data-testid="memo">
                {visibleLines(memo)}
              </pre>
            </dd>
          </div>
        )}
      </dl>
      <details class="more">
        <summary>{texts.transaction.details}</summary>
        <dl class="figures">
          <div>
            <dt>{texts.transaction.gasLimit}</dt>
            <dd class="number">{visible(gasLimit)}</dd>
          </div>
          <div>
            <dt>{texts.transaction.sequence}</dt>
            <dd class="number">{visible(sequence)}</dd>
          </div>
          {props.children}
        </dl>
      </details>
    </>
  );
}

/**
 * What is said over the messages, the grave first. Each stands with its message too, which may be out
 * of sight; the first one's are not said twice.
 */
function warningsAbove(
  warnings: readonly WarningView[],
  messages: readonly MessageView[],
): readonly WarningView[] {
  const found = allWarnings(warnings, messages);
  const ordered = [...found.filter(isGrave), ...found.filter((warning) => !isGrave(warning))];
  const first = messages[0]?.warnings ?? [];
  return ordered.filter((warning) => !first.includes(warning));
}

/** Whether it has warnings that have to be read first. */
export function needsReading({ warnings, messages }: TransactionWords): boolean {
  return allWarnings(warnings, messages).some(isGrave);
}

/** "I have read the warnings" */
export function Understood(props: { value: { value: boolean }; children: string }) {
  return (
    <label class="check">
      <input
        type="checkbox"
        data-testid="understood"
        checked={props.value.value}
        onChange={(event) => {
          props.value.value = event.currentTarget.checked;
        }}
      />
      {props.children}
    </label>
  );
}
