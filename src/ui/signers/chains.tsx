import { useSignal } from '@preact/signals';
import { send } from '../../messages/client.ts';
import { Entry } from '../parts/entry.tsx';
import { Problem } from '../parts/problem.tsx';
import { Progress } from '../parts/progress.tsx';
import { useTask } from '../task.ts';
import { visible } from '../wording.ts';
import type { Signers } from './signers.tsx';
import { texts } from './texts.ts';

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
        <h2 id="chains-title">{texts.chains.title}</h2>
        <p class="faint">{texts.chains.words}</p>
      </div>
      {chains.length === 0 ? (
        <p class="state">{texts.chains.none}</p>
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
                aria-label={`${texts.chains.remove}: ${visible(chainId)}`}
                onClick={() => void removing.run(() => send('chain.remove', { chainId }))}
              >
                {texts.chains.remove}
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
            testid="chain-rest"
            label={texts.chains.rest}
            value={rest}
            placeholder="https://api.example.org"
          />
          <Entry
            testid="chain-rpc"
            label={texts.chains.rpc}
            value={rpc}
            placeholder="https://rpc.example.org"
            hint={texts.chains.rpcHint}
          />
        </div>
        <Problem sentence={adding.problem} testid="chain-problem" />
        <div role="status">
          {adding.busy ? (
            <div class="stack">
              <p class="state">{texts.chains.asking}</p>
              <Progress fraction={null} label={texts.chains.askingLabel} />
            </div>
          ) : null}
        </div>
        <div class="buttons">
          <button
            type="submit"
            data-testid="chain-add"
            disabled={rest.value.trim() === '' || adding.busy}
          >
            {texts.chains.add}
          </button>
        </div>
      </form>
    </section>
  );
}
