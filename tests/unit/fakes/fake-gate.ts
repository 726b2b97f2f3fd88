import type { Pass } from '../../../src/passes/pass.ts';
import type { FakeWallet } from './fake-wallet.ts';
import { tpatText } from './samples.ts';
import type { Shown } from './world.ts';

/** What a gate answers: as much of it as a browser tells us. */
export interface GateAnswer {
  readonly status: 200 | 402 | 403 | 503;
  readonly challenges: readonly string[];
}

/** A site that sells pages as both TPAT servers do. */
export interface FakeGate {
  readonly origin: string;
  readonly address: string;
  /** Answers a request that carries this pass, or none. */
  visit(shown: Shown | null): GateAnswer;
  /** Its node does not know yet what ours knows. */
  behind: boolean;
  /** It takes no pass whatever. */
  stubborn: boolean;
}

/**
 * @param restMs how long a pass rests after each use, by the clock that is passed in
 */
export function fakeGate(
  chain: Pick<FakeWallet, 'confirmations'>,
  now: () => number,
  of: { origin: string; address: string; blocks: number; restMs: number | null },
): FakeGate {
  const restsUntil = new Map<string, number>();
  const ask = (refused: Pass | null): GateAnswer => ({
    status: 402,
    challenges: [
      tpatText({
        address: of.address,
        ttl: String(of.blocks),
        hash: refused?.txid ?? '',
        signature: refused?.proof ?? '',
        ast: of.restMs === null ? undefined : String(of.restMs),
      }),
    ],
  });

  const gate: FakeGate = {
    origin: of.origin,
    address: of.address,
    behind: false,
    stubborn: false,
    visit(shown) {
      const pass = shown?.pass ?? null;
      if (pass === null || pass.toll.address !== of.address) return ask(null);
      const confirmations = chain.confirmations(pass.txid);
      if (confirmations === null) return { status: 503, challenges: [] };
      const good = confirmations > 0 && confirmations < of.blocks && !gate.behind && !gate.stubborn;
      if (!good || (restsUntil.get(pass.txid) ?? 0) > now()) return ask(pass);
      if (of.restMs !== null) restsUntil.set(pass.txid, now() + of.restMs);
      return { status: 200, challenges: [] };
    },
  };
  return gate;
}
