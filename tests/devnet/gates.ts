// Which dialect is which gate.
import type { Verifier } from './proof-check.ts';
import { type ProxyGate, type ProxyGateOptions, startProxyGate } from './proxy-gate.ts';
import { startTollGate, type TollGate, type TollGateOptions } from './toll-gate.ts';
import { startXmr402Gate, type Xmr402Gate, type Xmr402GateOptions } from './xmr402-gate.ts';

/** TPAT last: `Parameters` of it are then those of the gate that most callers want. */
export type OpenGate = {
  (options: Xmr402GateOptions): Promise<Xmr402Gate>;
  (options: ProxyGateOptions): Promise<ProxyGate>;
  (options?: TollGateOptions): Promise<TollGate>;
};

/**
 * @param mainAddress the merchant's, which the proxies are paid at.
 * @param keep notes a gate down, to be stopped in the end.
 */
export function openGates(
  merchant: Verifier,
  mainAddress: string,
  keep: <T extends { stop(): Promise<void> }>(starting: Promise<T>) => Promise<T>,
): OpenGate {
  function open(options: Xmr402GateOptions): Promise<Xmr402Gate>;
  function open(options: ProxyGateOptions): Promise<ProxyGate>;
  function open(options?: TollGateOptions): Promise<TollGate>;
  function open(options: TollGateOptions | Xmr402GateOptions | ProxyGateOptions = {}) {
    return keep(start(options));
  }

  function start(
    options: TollGateOptions | Xmr402GateOptions | ProxyGateOptions,
  ): Promise<TollGate | Xmr402Gate | ProxyGate> {
    switch (options.dialect) {
      case 'XMR402':
        return startXmr402Gate(merchant, options);
      case 'Bearer':
      case 'Basic':
        return startProxyGate(merchant, mainAddress, options);
      default:
        return startTollGate(merchant, options);
    }
  }

  return open;
}
