import { writeSignedTransaction } from '../consensus/signed-file.ts';
import {
  isOver,
  type TransactionRecord,
  type TransactionStorage,
} from '../consensus/transaction.ts';
import type { Transactions } from '../consensus/transactions.ts';
import type { FailureView, Output } from '../messages/contract.ts';
import type { Handlers } from '../messages/router.ts';
import type { TRANSACTION_CONTRACT } from '../messages/signers.ts';
import { type Failure, failure } from '../outcome/failure.ts';
import type { Result } from '../outcome/result.ts';
import { failureView } from './views.ts';

export interface TransactionActionPorts {
  readonly transactions: Pick<Transactions, 'cancel' | 'move'>;
  readonly storage: Pick<TransactionStorage, 'open' | 'all' | 'read'>;
  done(result: Result<unknown, Failure>): { ok: true } | { ok: false; failure: FailureView };
}

/** So many that are over are shown. */
const MOST_OVER = 20;

type View = Output<'transactions.read'>['open'][number];

/** The handlers for what a user does with transactions that are under way, or over. */
export function transactionHandlers({
  transactions,
  storage,
  done,
}: TransactionActionPorts): Pick<Handlers, keyof typeof TRANSACTION_CONTRACT> {
  return {
    async 'transactions.read'() {
      const [open, all] = await Promise.all([storage.open(), storage.all()]);
      const over = all.ok ? all.value.filter(isOver).slice(0, MOST_OVER) : [];
      return { open: open.ok ? open.value.map(viewOf) : [], over: over.map(viewOf) };
    },
    'transaction.cancel': async ({ id }) => done(await transactions.cancel(id)),
    'transaction.move': async ({ id, before }) => done(await transactions.move(id, before)),
    async 'transaction.export'({ id }) {
      const record = await storage.read(id);
      if (!record.ok) return { ok: false, failure: failureView(record.error) };
      const signed = record.value === null ? null : signedOf(record.value);
      return signed === null
        ? { ok: false, failure: failureView(failure('transaction_gone')) }
        : { ok: true, text: writeSignedTransaction(signed) };
    },
  };
}

function signedOf({ state }: TransactionRecord) {
  return state.stage === 'queued' || state.stage === 'approved' ? null : state.signed;
}

function viewOf(record: TransactionRecord): View {
  const { id, chainId, address, askedAt, request, state } = record;
  return {
    id,
    chainId,
    address,
    askedAt,
    messages: typesOf(record).map((typeUrl) => typeUrl.split('.').at(-1) ?? typeUrl),
    elsewhere: request === null,
    stage: state.stage,
    txHash: signedOf(record)?.txHash ?? null,
    height: state.stage === 'included' ? state.height : null,
    failure: state.stage === 'ended' ? { ...state.failure } : null,
  };
}

/** Of what was signed elsewhere there is nothing but what was signed. */
function typesOf(record: TransactionRecord): readonly string[] {
  if (record.request !== null) return record.request.messages.map(({ typeUrl }) => typeUrl);
  const messages = signedOf(record)?.json.body.messages ?? [];
  return messages.flatMap((message) => {
    const type: unknown = Reflect.get(Object(message), '@type');
    return typeof type === 'string' ? [type] : [];
  });
}
