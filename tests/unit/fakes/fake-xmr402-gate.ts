import type { FakeGate, GateAnswer } from './fake-gate.ts';
import { type FakeWallet, isProofOver } from './fake-wallet.ts';

/** A site that sells single requests as an XMR402 guard does. */
export interface FakeXmr402Gate extends FakeGate {
  /** A new window of time: the nonces of the one before are good no more. */
  turn(): void;
  /** It remembers transactions, and takes each once. */
  once: boolean;
}

export function fakeXmr402Gate(
  chain: Pick<FakeWallet, 'confirmations'>,
  of: { origin: string; address: string },
): FakeXmr402Gate {
  let window = 1;
  const taken = new Set<string>();
  const ask = (): GateAnswer => ({
    status: 402,
    challenges: [`XMR402 address="${of.address}", amount="1000000", message="nonce${window}"`],
  });
  const gate: FakeXmr402Gate = {
    ...of,
    behind: false,
    stubborn: false,
    once: false,
    turn() {
      window += 1;
    },
    visit(shown) {
      if (shown === null || shown.pass.toll.address !== of.address) return ask();
      const { txid } = shown.pass;
      const known = chain.confirmations(txid) !== null && !gate.behind;
      const good = known && isProofOver(shown.proof, `nonce${window}`);
      if (!good || gate.stubborn || (gate.once && taken.has(txid))) {
        return { status: 403, challenges: [] };
      }
      taken.add(txid);
      return { status: 200, challenges: [] };
    },
  };
  return gate;
}
