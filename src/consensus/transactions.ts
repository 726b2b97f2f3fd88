import { type Failure, failure } from '../outcome/failure.ts';
import { err, ok, type Result } from '../outcome/result.ts';
import { createSteps, type TransactionPorts } from './steps.ts';
import {
  type Flight,
  isOver,
  isUnsigned,
  lineOf,
  type TransactionRecord,
  type TransactionRequest,
  type TransactionState,
} from './transaction.ts';

/** A request, and where it is to go. */
export interface Submission extends TransactionRequest {
  readonly id: string;
  readonly chainId: string;
  readonly address: string;
}

/** Sends transactions: the only code that hands anything to a chain. */
export interface Transactions {
  /**
   * Puts a transaction into the line. One of the same id is not put in again: its record is answered.
   * Errors: those of the storage.
   */
  submit(submission: Submission): Promise<Result<TransactionRecord, Failure>>;
  /** Hands over what was signed elsewhere, or exported: `readSignedTransaction`. */
  submitSigned(
    of: Pick<Submission, 'id' | 'chainId' | 'address'> & Omit<Flight, 'replaced'>,
  ): Promise<Result<TransactionRecord, Failure>>;
  /** Resolves once a transaction has come to its end. Null if there is none of this id. */
  settled(id: string): Promise<Result<TransactionRecord | null, Failure>>;
  /**
   * Takes one out of the line. Errors: `transaction_gone`, `transaction_signed` if it is too late:
   * it may be out.
   */
  cancel(id: string): Promise<Result<null, Failure>>;
  /** Puts one before another in the line, or at its end. What is signed already keeps its turn. */
  move(id: string, before: string | null): Promise<Result<null, Failure>>;
  /** Takes up what an earlier life left. */
  resume(): Promise<void>;
}

export function createTransactions(ports: TransactionPorts): Transactions {
  const { storage, clock, approver } = ports;
  const advance = createSteps(ports, change);
  /** Lines that are worked on, and whether one came in since its worker looked. */
  const working = new Map<string, { news: boolean }>();
  const waiting = new Map<string, Set<(record: TransactionRecord) => void>>();

  function work(line: string): void {
    const busy = working.get(line);
    if (busy !== undefined) {
      busy.news = true;
      return;
    }
    const worker = { news: false };
    working.set(line, worker);
    void workOff(line, worker);
  }

  async function workOff(line: string, worker: { news: boolean }): Promise<void> {
    try {
      do {
        worker.news = false;
        const open = await storage.open();
        // What cannot be read now is taken up by the next life, or with the next request.
        if (!open.ok) return;
        const mine = open.value.filter((record) => lineOf(record) === line);
        const next = mine.find(({ state }) => state.stage === 'signed') ?? mine[0];
        if (next === undefined) continue;
        if (!(await advance(next))) return;
        worker.news = true;
      } while (worker.news);
    } finally {
      // At once, or what comes in before the next turn would find a worker that looks no more.
      working.delete(line);
    }
  }

  async function change(
    id: string,
    next: (record: TransactionRecord) => TransactionState | null,
  ): Promise<TransactionRecord | null> {
    const written = await storage.update(id, (now) => {
      const state = now === null ? null : next(now);
      return now === null || state === null ? now : { ...now, state };
    });
    if (!written.ok || written.value === null) return null;
    tell(written.value);
    return written.value;
  }

  function tell(record: TransactionRecord): void {
    ports.changed(record);
    if (!isOver(record)) return;
    const listeners = waiting.get(record.id) ?? [];
    waiting.delete(record.id);
    for (const listener of listeners) listener(record);
  }

  async function enqueue(
    of: Pick<Submission, 'id' | 'chainId' | 'address'>,
    request: TransactionRequest | null,
    state: TransactionState,
  ): Promise<Result<TransactionRecord, Failure>> {
    const { id, chainId, address } = of;
    const fresh = { id, chainId, address, request, askedAt: clock.now(), state };
    const written = await storage.update(id, (known) => known ?? fresh);
    if (!written.ok) return written;
    const record = written.value ?? fresh;
    tell(record);
    work(lineOf(record));
    return ok(record);
  }

  return {
    submit({ id, chainId, address, messages, memo, publicKey, origin }) {
      const request = { messages, memo, publicKey, origin };
      return enqueue({ id, chainId, address }, request, { stage: 'queued' });
    },
    submitSigned({ signed, sequence, timeoutHeight, ...of }) {
      const flight = { signed, sequence, timeoutHeight, replaced: [] };
      return enqueue(of, null, { stage: 'signed', fee: null, ...flight });
    },
    async settled(id) {
      // Bound before it is read, or an end between the two would go unheard.
      let forget = (): void => undefined;
      const end = new Promise<TransactionRecord>((resolve) => {
        waiting.set(id, new Set(waiting.get(id)).add(resolve));
        forget = () => void waiting.get(id)?.delete(resolve);
      });
      const record = await storage.read(id);
      if (record.ok && record.value !== null && !isOver(record.value)) return ok(await end);
      forget();
      return record;
    },
    async cancel(id) {
      const cancelled = failure('transaction_cancelled');
      const ended = { stage: 'ended', failure: cancelled, signed: null } as const;
      let early = false;
      const written = await storage.update(id, (record) => {
        early = record !== null && isUnsigned(record);
        return record !== null && early ? { ...record, state: ended } : record;
      });
      if (!written.ok) return written;
      if (written.value === null) return err(failure('transaction_gone'));
      if (!early) return err(failure('transaction_signed'));
      tell(written.value);
      approver.withdraw(id);
      return ok(null);
    },
    move: (id, before) => storage.move(id, before),
    async resume() {
      const open = await storage.open();
      if (!open.ok) return;
      for (const line of new Set(open.value.map(lineOf))) work(line);
    },
  };
}
