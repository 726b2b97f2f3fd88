import type { FailureView, WalletReportView } from '../../messages/contract.ts';
import { Amount } from '../parts/amount.tsx';
import { Notice } from '../parts/notice.tsx';
import { explain } from '../sentences.ts';
import { visible } from '../wording.ts';

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
      <Notice kind="error" title="The wallet did not pass the test">
        <p>{explain(outcome.failure)}</p>
        {outcome.wanted === 'connect' ? (
          <p class="buttons">
            <button
              type="button"
              data-testid="wallet-connect-anyway"
              onClick={props.onConnectAnyway}
            >
              Connect anyway
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
        title={outcome.is === 'connected' ? 'Connected' : 'The wallet answers. Not connected yet.'}
      >
        {outcome.report === null ? (
          <p>Tollpass will use this wallet, although it did not pass the test just now.</p>
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
        <dt>Balance</dt>
        <dd>
          <Amount piconero={report.balance} />
        </dd>
      </div>
      <div>
        <dt>Unlocked, can be paid with now</dt>
        <dd>
          <Amount piconero={report.unlocked} />
        </dd>
      </div>
      <div>
        <dt>Network</dt>
        <dd>{report.network}</dd>
      </div>
      <div>
        <dt>Height</dt>
        <dd class="number">{report.height}</dd>
      </div>
      <div>
        <dt>Version of its RPC</dt>
        <dd class="number">{visible(report.version)}</dd>
      </div>
    </dl>
  );
}

function NoLogin() {
  return (
    <Notice kind="warning" title="This wallet asks for no password" testid="wallet-no-login">
      <p>
        Any web page that you visit could spend from it. Start monero-wallet-rpc with{' '}
        <code>--rpc-login user:password</code> in place of <code>--disable-rpc-login</code>, and
        enter both here.
      </p>
    </Notice>
  );
}
