import { localSigning } from '../../../src/signers/local-signing.ts';
import type { Draft, KeyPath, KeySource, ReadingContext } from '../../../src/signers/signing.ts';

/** The two keys of the Structs vectors. */
export const ABANDON: KeySource = {
  kind: 'mnemonic',
  words: `${'abandon '.repeat(11)}about`,
};
export const TEST: KeySource = { kind: 'mnemonic', words: `${'test '.repeat(11)}junk` };
export const FIRST: KeyPath = { coinType: 118, index: 0 };

export const ADDRESS = 'structs19rl4cm2hmr8afy4kldpxz3fka4jguq0acpz60a';
export const PUBLIC_KEY = '024f4e2ad99c34d60b9ba6283c9431a8418af8673212961f97a77b6377fcd05b62';
export const OTHER_ADDRESS = 'structs15yk64u7zc9g9k2yr2wmzeva5qgwxps6yznqgfk';

/** Half an hour after the vectors' login. */
export const NOW = 1_715_001_800_000;
export const signing = localSigning(() => NOW, 'en');

export const CONTEXT: ReadingContext = {
  chainId: 'structstestnet-111',
  address: ADDRESS,
  denoms: { ualpha: { symbol: 'alpha', exponent: 6 } },
  descriptors: [],
};

/** The transaction of the vectors. */
export const FLEET_MOVE: Draft = {
  messages: [
    {
      typeUrl: '/structs.structs.MsgFleetMove',
      value: { creator: ADDRESS, fleetId: '9-11', destinationLocationId: '2-1' },
    },
  ],
  memo: '',
  fee: { amount: [{ denom: 'ualpha', amount: '0' }], gasLimit: '500000' },
  chainId: 'structstestnet-111',
  accountNumber: '42',
  sequence: '7',
  publicKey: PUBLIC_KEY,
};

/** What a call has to give. */
export async function must<T>(
  result: Promise<{ ok: true; value: T } | { ok: false; error: unknown }>,
): Promise<T> {
  const settled = await result;
  if (!settled.ok) throw new Error(JSON.stringify(settled.error));
  return settled.value;
}
