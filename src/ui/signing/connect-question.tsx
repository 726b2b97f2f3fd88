import { useSignal } from '@preact/signals';
import { useId } from 'preact/hooks';
import type { SiteQuestionView } from '../../messages/signing.ts';
import { Notice } from '../parts/notice.tsx';
import { visible } from '../wording.ts';
import { AccountLine } from './account-line.tsx';
import { type Answering, Frame, NOTHING } from './frame.tsx';

type Connect = Extract<SiteQuestionView, { kind: 'connect' }>;

/** Which account a site may know, and ask to sign with. */
export function ConnectQuestion(props: Answering & { readonly question: Connect }) {
  const { question } = props;
  const group = useId();
  const chosen = useSignal(question.accounts[0]?.address ?? null);
  const none = question.accounts.length === 0;
  return (
    <Frame
      {...props}
      wants="Connect to this site?"
      yes={none ? null : 'Connect'}
      no={none ? 'Close' : 'Reject'}
      risky={question.lookAlike}
      agreed={chosen.value === null ? null : { ...NOTHING, address: chosen.value }}
    >
      <dl class="figures">
        <div>
          <dt>Chain</dt>
          <dd>
            <code data-testid="chain">{visible(question.chainId)}</code>
          </dd>
        </div>
      </dl>
      {none ? (
        <Notice kind="info" title="You have no account on this chain" testid="no-account">
          <p>
            There is nothing to connect. The site is told no more than that you did not connect.
          </p>
        </Notice>
      ) : (
        <>
          <fieldset class="stack">
            <legend class="legend">
              {question.accounts.length === 1 ? 'Your account' : 'Which of your accounts?'}
            </legend>
            {question.accounts.map((account) => (
              <label key={account.address} class="choice">
                <input
                  type="radio"
                  name={group}
                  data-testid="account"
                  value={account.address}
                  checked={chosen.value === account.address}
                  onChange={() => {
                    chosen.value = account.address;
                  }}
                />
                <AccountLine account={account} />
              </label>
            ))}
          </fieldset>
          <div class="stack">
            <h2>What it may do then</h2>
            <ul class="points">
              <li>See the address, and with it all that this account does on the chain.</li>
              <li>Ask you to sign. Each time you are shown what, and can say no.</li>
            </ul>
            <p class="faint">You can take this back in the settings.</p>
          </div>
        </>
      )}
    </Frame>
  );
}
