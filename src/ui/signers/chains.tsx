import { useSignal } from '@preact/signals';
import { send } from '../../messages/client.ts';
import { Entry } from '../parts/entry.tsx';
import { Problem } from '../parts/problem.tsx';
import { Progress } from '../parts/progress.tsx';
import { useTask } from '../task.ts';
import { visible } from '../wording.ts';
import type { Signers } from './signers.tsx';

/** The chains that signers sign for. */
export function Chains(props: { chains: Signers['chains'] }) {
  const { chains } = props;
  const rest = useSignal('');
  const rpc = useSignal('');
  const removing = useTask();
  const adding = useTask();

  async function add(): Promise<void> {
    const asked = { rest: rest.value.trim(), rpc: rpc.value.trim() || null };
    if ((await adding.run(() => send('chain.add', asked))) === null) return;
    rest.value = '';
    rpc.value = '';
  }
  return (
    <section class="card stack wide" aria-labelledby="chains-title">
      <div>
        <h2 id="chains-title">Chains</h2>
        <p class="faint">
          A chain is known by one of its nodes. What Tollpass sends and reads goes through that
          node, which so learns your addresses on it.
        </p>
      </div>
      {chains.length === 0 ? (
        <p class="state">No chain yet. Add the one of your signer first.</p>
      ) : (
        <ul class="list">
          {chains.map(({ chainId, prefix, rest: node }) => (
            <li key={chainId} class="line" data-testid="chain">
              <div class="grow">
                <p>
                  {visible(chainId)} <span class="faint">({visible(prefix)}1…)</span>
                </p>
                <p class="faint">{visible(node)}</p>
              </div>
              <button
                type="button"
                class="quiet"
                aria-label={`Remove ${chainId}`}
                onClick={() => void removing.run(() => send('chain.remove', { chainId }))}
              >
                Remove
              </button>
            </li>
          ))}
        </ul>
      )}
      <Problem sentence={removing.problem} />
      <form
        class="stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (rest.value.trim() !== '') void add();
        }}
      >
        <div class="columns">
          <Entry
            id="chain-rest"
            label="REST address of a node"
            value={rest}
            placeholder="https://api.example.org"
          />
          <Entry
            id="chain-rpc"
            label="RPC address, if you know it"
            value={rpc}
            placeholder="https://rpc.example.org"
            hint="Lets Tollpass put unknown messages into words."
          />
        </div>
        <Problem sentence={adding.problem} testid="chain-problem" />
        <div role="status">
          {adding.busy ? (
            <div class="stack">
              <p class="state">Asking the node what chain it is of…</p>
              <Progress fraction={null} label="Asking the node" />
            </div>
          ) : null}
        </div>
        <div class="buttons">
          <button
            type="submit"
            data-testid="chain-add"
            disabled={rest.value.trim() === '' || adding.busy}
          >
            Add the chain
          </button>
        </div>
      </form>
    </section>
  );
}
