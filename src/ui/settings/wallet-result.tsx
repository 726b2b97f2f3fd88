import type { FailureView, WalletReportView } from '../../messages/contract.ts';
import { Amount } from '../parts/amount.tsx';
import { Notice } from '../parts/notice.tsx';
import { Sentence, unbroken } from '../parts/sentence.tsx';
import { explained } from '../sentences.ts';
import { visible } from '../wording.ts';
import { walletTexts as texts } from './wallet-texts.ts';

export type WalletOutcome =
  | { readonly is: 'silent'; readonly sentence: string }
  | { readonly is: 'failed'; readonly failure: FailureView; readonly wanted: 'test' | 'connect' }
  | { readonly is: 'tested'; readonly report: WalletReportView }
  /** Without a report if it was connected although the test failed. */
  | { readonly is: 'connected'; readonly report: WalletReportView | null };

/** What came of a test or of connecting. */
export function WalletResult(props: { outcome: WalletOutcome; onConnectAnyway: () => void }) {
  const { outcome } = props;
  if (outcome.is === 'silent') {
    return (
      <Notice kind="error">
        <p>{outcome.sentence}</p>
      </Notice>
    );
  }
  if (outcome.is === 'failed') {
    return (
      <Notice kind="error" title={texts.result.failed}>
        <p>
          <Sentence of={explained(outcome.failure)} />
        </p>
        {outcome.wanted === 'connect' ? (
          <p class="buttons">
            <button
              type="button"
              data-testid="wallet-connect-anyway"
              onClick={props.onConnectAnyway}
            >
              {texts.result.connectAnyway}
            </button>
          </p>
        ) : null}
      </Notice>
    );
  }
  return (
    <div class="stack">
      <Notice
        kind="good"
        title={outcome.is === 'connected' ? texts.result.connected : texts.result.answers}
      >
        {outcome.report === null ? (
          <p>{texts.result.untested}</p>
        ) : (
          <Report report={outcome.report} />
        )}
      </Notice>
      {outcome.report?.loginRequired === false ? <NoLogin /> : null}
    </div>
  );
}

function Report(props: { report: WalletReportView }) {
  const { report } = props;
  return (
    <dl class="figures">
      <div>
        <dt>{texts.result.balance}</dt>
        <dd>
          <Amount piconero={report.balance} />
        </dd>
      </div>
      <div>
        <dt>{texts.result.unlocked}</dt>
        <dd>
          <Amount piconero={report.unlocked} />
        </dd>
      </div>
      <div>
        <dt>{texts.result.network}</dt>
        <dd>{report.network}</dd>
      </div>
      <div>
        <dt>{texts.result.height}</dt>
        <dd class="number">{report.height}</dd>
      </div>
      <div>
        <dt>{texts.result.version}</dt>
        <dd class="number">{visible(report.version)}</dd>
      </div>
    </dl>
  );
}

function NoLogin() {
  return (
    <Notice kind="warning" title={texts.result.noLogin} testid="wallet-no-login">
      <p>
        {texts.result.noLoginWords(
          <code>{unbroken('--rpc-login user:password')}</code>,
          <code class="nowrap">--disable-rpc-login</code>,
        )}
      </p>
    </Notice>
  );
}
