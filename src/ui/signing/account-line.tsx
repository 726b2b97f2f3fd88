import { visible } from '../wording.ts';

/** An account by the user's name for it, and its whole address. */
export function AccountLine(props: {
  account: { readonly name: string; readonly address: string };
}) {
  const { name, address } = props.account;
  return (
    <span class="account-line">
      <span dir="auto">{visible(name)}</span>
      <code class="faint">{visible(address)}</code>
    </span>
  );
}
