import { visible } from '../wording.ts';
import { AccountLine } from './account-line.tsx';
import { texts } from './texts.ts';

/** Two lines of figures: on which chain, and by which account of the user. */
export function ChainAndAccount(props: {
  chainId: string;
  account: { readonly name: string; readonly address: string };
}) {
  return (
    <>
      <div>
        <dt>{texts.chain}</dt>
        <dd>
          <code data-testid="chain">{visible(props.chainId)}</code>
        </dd>
      </div>
      <div>
        <dt>{texts.account}</dt>
        <dd>
          <AccountLine account={props.account} />
        </dd>
      </div>
    </>
  );
}
