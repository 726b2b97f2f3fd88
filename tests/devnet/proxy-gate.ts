// The xmr402 proxy: Bearer with a 402, or Basic with a 401. It stands before a whole server, so
// whatever is asked of it is sold, by every method and on every URI.
import type { Answer, Dialect, Gate, GateOptions } from './gate-server.ts';
import { startGate } from './gate-server.ts';
import { ask, checkTxProof, type Verifier } from './proof-check.ts';
import {
  type ProxyScheme,
  type ProxyTerms,
  printMoney,
  proxyChallenge,
  readProxyToken,
} from './proxy-text.ts';
import { RpcError } from './rpc.ts';

export type ProxyGateOptions = Omit<GateOptions, 'tolled'> & {
  dialect: ProxyScheme;
  /** How deep a payment must lie, 3 by default. */
  minConfirmations?: number;
  /** The last depth at which it still counts, 150 by default. */
  maxConfirmations?: number;
};

export type ProxyGate = Gate & { readonly terms: ProxyTerms };

/**
 * Opens a gate as the proxy does. `minAmount` is 0.01 XMR by default, and nothing is free.
 * @param mainAddress who is paid without `address`. The proxy knows no other: gates on one wallet
 * share it, and a payment for one of them is good for all.
 */
export async function startProxyGate(
  merchant: Verifier,
  mainAddress: string,
  options: ProxyGateOptions,
): Promise<ProxyGate> {
  const terms: ProxyTerms = {
    scheme: options.dialect,
    address: options.address ?? mainAddress,
    minAmount: options.minAmount ?? 10_000_000_000n,
    minConfirmations: options.minConfirmations ?? 3,
    maxConfirmations: options.maxConfirmations ?? 150,
  };
  const { wallet } = options.verifier ?? merchant;
  const free = new Set(options.free);

  const demand = (why?: string): Answer => ({
    status: terms.scheme === 'Basic' ? 401 : 402,
    challenge: proxyChallenge(terms, why),
  });

  /** undefined: it is good. Else why not, in the order in which the proxy looks. */
  async function fault(authorization: string): Promise<string | undefined> {
    const token = readProxyToken(terms.scheme, authorization);
    if ('why' in token) return token.why;
    try {
      await ask(wallet, 'refresh');
      const check = await checkTxProof(wallet, { ...token, address: terms.address });
      // Where the proof is not good, the proxy looks at memory that nobody has set, and may give
      // any of the next three reasons. Ours says what it says where that memory holds zeros.
      if (check.in_pool) return 'tx in pool';
      if (check.confirmations < terms.minConfirmations) {
        return `tx needs ${terms.minConfirmations} confirmations`;
      }
      if (check.confirmations > terms.maxConfirmations) {
        return `token is valid only for ${terms.maxConfirmations} confirmations`;
      }
      if (BigInt(check.received) < terms.minAmount) {
        return `amount received less then minimum ${printMoney(terms.minAmount)}`;
      }
      return check.good ? undefined : '';
    } catch (error) {
      // wallet2's own words, which the proxy passes on, are the reason in the wallet's RPC error.
      if (error instanceof RpcError) return error.reason;
      throw error;
    }
  }

  const dialect: Dialect<string> = {
    place: (_method, url) => (free.has(url) ? 'free' : 'sold'),
    // The proxy reads the whole request before it looks at its header.
    read: async ({ headers, body }) => {
      await body();
      return headers.authorization || undefined;
    },
    demand: () => demand(),
    async judge(authorization) {
      const why = await fault(authorization);
      return why === undefined ? undefined : demand(why);
    },
    refuse: () => demand(`tx needs ${terms.minConfirmations} confirmations`),
    body: 'unframed',
  };
  const { gate } = await startGate(dialect, terms.address, options);
  return { ...gate, terms };
}
