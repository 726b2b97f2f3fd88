import { useSignal } from '@preact/signals';
import { useCallback, useEffect } from 'preact/hooks';
import { onChanged, send } from '../../messages/client.ts';
import type { Output } from '../../messages/contract.ts';
import { read } from '../background.ts';
import { useCopying } from '../parts/copying.ts';
import { Problem } from '../parts/problem.tsx';
import { Sentence, unbroken } from '../parts/sentence.tsx';
import { ShortTxid } from '../parts/txid.tsx';
import { explained } from '../sentences.ts';
import { type Task, useTask } from '../task.ts';
import { moment, shorten, visible } from '../wording.ts';
import { texts } from './texts.ts';

type Known = Output<'transactions.read'>;
type Transaction = Known['open'][number];

/** What the user's signers send, and what became of it. Takes no room until there is something. */
export function Transactions() {
  const known = useSignal<Known | null>(null);
  const task = useTask();
  const load = useCallback(async (): Promise<void> => {
    // The page around it says so if the background does not answer.
    known.value = await read('transactions.read', {}).catch(() => known.value);
  }, [known]);
  useEffect(() => {
    onChanged(() => void load());
    void load();
  }, [load]);

  const { open, over } = known.value ?? { open: [], over: [] };
  if (open.length + over.length === 0) return null;
  return (
    <section class="card stack wide" aria-labelledby="transactions-title">
      <h2 id="transactions-title">{texts.transactions.title}</h2>
      <Problem sentence={task.problem} />
      {open.length === 0 ? null : (
        <ol class="list" aria-label={texts.transactions.open} data-testid="transactions-open">
          {open.map((transaction, at) => (
            <OpenLine
              key={transaction.id}
              transaction={transaction}
              before={open[at - 1] ?? null}
              task={task}
            />
          ))}
        </ol>
      )}
      {over.length === 0 ? null : (
        <ul class="list" aria-label={texts.transactions.over} data-testid="transactions-over">
          {over.map((transaction) => (
            <OverLine key={transaction.id} transaction={transaction} />
          ))}
        </ul>
      )}
    </section>
  );
}

function Summary(props: { transaction: Transaction }) {
  const { messages, elsewhere, address, chainId, askedAt } = props.transaction;
  return (
    <>
      <p>
        {messages.map(visible).join(', ')}
        {elsewhere ? <span class="faint"> {texts.transactions.elsewhere}</span> : null}
      </p>
      <p class="faint">
        {texts.transactions.by(
          <code class="address">{shorten(address)}</code>,
          unbroken(visible(chainId)),
          moment(askedAt, Date.now()),
        )}
      </p>
    </>
  );
}

interface OpenLineProps {
  readonly transaction: Transaction;
  /** The one that goes first; null for the first. */
  readonly before: Transaction | null;
  readonly task: Task;
}

function OpenLine(props: OpenLineProps) {
  const { transaction, before, task } = props;
  const { id, stage } = transaction;
  const canMove = stage === 'queued' && before?.stage === 'queued';
  return (
    <li class="line" data-testid="transaction">
      <div class="grow">
        <Summary transaction={transaction} />
        <p class="state" role="status">
          {stage === 'ended' ? '' : texts.transactions.stages[stage]}
        </p>
      </div>
      <div class="together">
        {canMove ? (
          <button
            type="button"
            class="quiet"
            onClick={() =>
              void task.run(() => send('transaction.move', { id, before: before?.id ?? null }))
            }
          >
            {texts.transactions.earlier}
          </button>
        ) : null}
        {stage === 'queued' || stage === 'approved' ? (
          <button
            type="button"
            class="quiet"
            data-testid="transaction-cancel"
            onClick={() => void task.run(() => send('transaction.cancel', { id }))}
          >
            {texts.cancel}
          </button>
        ) : null}
      </div>
    </li>
  );
}

function OverLine(props: { transaction: Transaction }) {
  const { transaction } = props;
  const { id, stage, txHash, height, failure } = transaction;
  const { copied, copy } = useCopying<HTMLElement>();
  const task = useTask();

  async function copyJson(): Promise<void> {
    const told = await task.run(() => send('transaction.export', { id }));
    if (told !== null) await copy(told.text);
  }
  return (
    <li class="stack" data-testid="transaction">
      <Summary transaction={transaction} />
      <p class="state">
        {stage === 'included' ? (
          texts.transactions.inBlock(height)
        ) : failure === null ? (
          ''
        ) : (
          <Sentence of={explained(failure)} />
        )}
      </p>
      {txHash === null ? null : (
        <p class="line start">
          <ShortTxid txid={txHash} />
          <button
            type="button"
            class="quiet"
            data-testid="transaction-copy"
            onClick={() => void copyJson()}
          >
            {copied === 'yes' ? texts.copy.yes : texts.transactions.copyJson}
          </button>
        </p>
      )}
      <Problem sentence={task.problem} />
    </li>
  );
}
