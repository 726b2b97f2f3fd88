import { parseArgs } from 'node:util';

export type Network = 'mainnet' | 'stagenet' | 'testnet';
const NETWORKS: readonly Network[] = ['mainnet', 'stagenet', 'testnet'];

/** What the user asked for on the command line. */
export interface Wish {
  /** `host:port`; null for a private chain of this computer's own. */
  readonly node: string | null;
  readonly network: Network;
  readonly showSeed: boolean;
}

export const USAGE = `Usage: npm run wallet -- --node HOST:PORT [--network NETWORK] [--show-seed]
       npm run wallet -- --devnet

  --node       the Monero node to use, such as 127.0.0.1:18081
  --network    mainnet (without it), stagenet or testnet
  --show-seed  also print the 25 words that the wallet can be restored from
  --devnet     a private chain and a wallet with play money, gone when it ends`;

/** @returns what is wrong with it in words, where it cannot be done */
export function readWish(args: readonly string[]): Wish | string {
  let values: { node?: string; network?: string; 'show-seed'?: boolean; devnet?: boolean };
  try {
    ({ values } = parseArgs({
      args: [...args],
      options: {
        node: { type: 'string' },
        network: { type: 'string' },
        'show-seed': { type: 'boolean' },
        devnet: { type: 'boolean' },
      },
    }));
  } catch (error) {
    return (error as Error).message;
  }
  const { node, devnet = false } = values;
  const network = NETWORKS.find((name) => name === (values.network ?? 'mainnet'));
  if (network === undefined) return `There is no network “${values.network}”.`;
  if (devnet && (node !== undefined || values.network !== undefined)) {
    return '--devnet brings a node and a network of its own.';
  }
  if (!devnet && node === undefined) {
    return 'Name a Monero node with --node, or use --devnet to try it with play money.';
  }
  if (node !== undefined && !isNode(node)) return `“${node}” is no node: it wants HOST:PORT.`;
  return { node: node ?? null, network, showSeed: values['show-seed'] ?? false };
}

/** It becomes an argument of another program, so it must not look like an option of it. */
function isNode(text: string): boolean {
  const parts = /^(?:[A-Za-z0-9][A-Za-z0-9.-]*|\[[0-9A-Fa-f:]+\]):([0-9]{1,5})$/.exec(text);
  const port = Number(parts?.[1]);
  return port > 0 && port < 65_536;
}
