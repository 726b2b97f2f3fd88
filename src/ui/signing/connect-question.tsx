import { useSignal } from '@preact/signals';
import { useId } from 'preact/hooks';
import type { SiteQuestionView } from '../../messages/signing.ts';
import { Notice } from '../parts/notice.tsx';
import { visible } from '../wording.ts';
import { AccountLine } from './account-line.tsx';
import { type Answering, Frame, NOTHING } from './frame.tsx';
import { texts } from './texts.ts';

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
      wants={texts.connect.wants}
      yes={none ? null : texts.connect.yes}
      no={none ? texts.close : texts.reject}
      risky={question.lookAlike}
      agreed={chosen.value === null ? null : { ...NOTHING, address: chosen.value }}
    >
      <dl class="figures">
        <div>
          <dt>{texts.chain}</dt>
          <dd>
            <code data-testid="chain">{visible(question.chainId)}</code>
          </dd>
        </div>
      </dl>
      {none ? (
        <Notice kind="info" title={texts.connect.none} testid="no-account">
          <p>{texts.connect.noneWords}</p>
        </Notice>
      ) : (
        <>
          <fieldset class="stack">
            <legend class="legend">
              {question.accounts.length === 1 ? texts.connect.one : texts.connect.several}
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
            <h2>{texts.may}</h2>
            <ul class="points">
              {texts.connect.points.map((point) => (
                <li key={point}>{point}</li>
              ))}
            </ul>
            <p class="faint">{texts.back}</p>
          </div>
        </>
      )}
    </Frame>
  );
}
