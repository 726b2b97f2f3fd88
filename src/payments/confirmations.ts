import type { Failure } from '../outcome/failure.ts';
import { ok, type Result } from '../outcome/result.ts';
import { BURIED, type Pass } from '../passes/pass.ts';
import type { Toll } from '../passes/toll.ts';
import type { Payer, PaymentPorts } from './pay.ts';

/** How often the wallet is asked whether a block holds a payment. */
const POLL_MS = 2000;

/** How deep in the chain a pass's payment lies, by the wallet's word. */
export interface Confirmations {
  /**
   * Asks the wallet, and remembers the block once there is one.
   * @returns 0 while the payment is in the pool; `lost` if the chain does not have it any more
   */
  count(pass: Pass): Promise<Result<number | 'lost', Failure>>;
  /** Waits for so many, relaying the same transaction again if the chain loses it meanwhile. */
  reach(
    pass: Pass,
    needs: number,
    onCount: (confirmations: number) => void,
  ): Promise<Result<null, Failure>>;
  /** Sees whether a block holds a toll's pass by now; relays it again if the chain lost it. */
  note(toll: Toll): Promise<void>;
}

export function watchConfirmations(
  { journal, clock, wallet: openWallet }: Pick<PaymentPorts, 'journal' | 'clock' | 'wallet'>,
  payer: Pick<Payer, 'relayAgain'>,
): Confirmations {
  async function count(pass: Pass): Promise<Result<number | 'lost', Failure>> {
    const wallet = await openWallet();
    if (!wallet.ok) return wallet;
    const state = await wallet.value.lookup(pass.txid);
    if (!state.ok) return state;
    if (state.value.kind === 'unknown') {
      const identity = await wallet.value.identity();
      if (!identity.ok) return identity;
      if (pass.wallet === null || identity.value === pass.wallet) return ok('lost');
      // Another wallet was connected since: it knows the chain, if not the payment.
      if (pass.height === null) return ok(0);
      const tip = await wallet.value.height();
      return tip.ok ? ok(Math.max(0, tip.value - pass.height)) : tip;
    }
    const mined = state.value.kind === 'mined' ? state.value : null;
    const height = mined?.height ?? null;
    const buried = (mined?.confirmations ?? 0) >= BURIED && pass.metadata !== null;
    if (pass.height !== height || buried) {
      const now = clock.now();
      const written = await journal.update(pass.toll, (record) =>
        record.pass === null
          ? record
          : {
              ...record,
              pass: {
                ...record.pass,
                height,
                minedAt: height === null ? null : (record.pass.minedAt ?? now),
                metadata: buried ? null : record.pass.metadata,
              },
            },
      );
      if (!written.ok) return written;
    }
    return ok(mined?.confirmations ?? 0);
  }

  async function reach(
    pass: Pass,
    needs: number,
    onCount: (confirmations: number) => void,
  ): Promise<Result<null, Failure>> {
    let shown = -1;
    for (;;) {
      const counted = await count(pass);
      if (counted.ok && counted.value === 'lost') {
        const relayed = await payer.relayAgain(pass);
        if (!relayed.ok && relayed.error.code !== 'payment_unfinished') return relayed;
      }
      // A wallet that is down for a moment loses nothing here: the payment is out and proven.
      const confirmations = counted.ok && counted.value !== 'lost' ? counted.value : 0;
      if (confirmations >= needs) return ok(null);
      if (confirmations !== shown) {
        shown = confirmations;
        onCount(confirmations);
      }
      await clock.wait(POLL_MS);
    }
  }

  async function note(toll: Toll): Promise<void> {
    const read = await journal.read(toll);
    const pass = read.ok ? read.value.pass : null;
    if (pass === null || pass.ended !== null) return;
    const counted = await count(pass);
    if (counted.ok && counted.value === 'lost') await payer.relayAgain(pass);
  }

  return { count, reach, note };
}
