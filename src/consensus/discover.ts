import * as v from 'valibot';
import type { Fetch } from '../net/body.ts';
import { type Failure, failure } from '../outcome/failure.ts';
import { err, ok, type Result } from '../outcome/result.ts';
import { type Chain, type GasPrice, readChainAddress } from './chain.ts';
import { hostOf, request } from './request.ts';
import { ABCI, BECH32, DENOMS, NODE_CONFIG, NODE_INFO, PRICE } from './rest-answers.ts';
import { fromBase64, readList, toBase64 } from './wire.ts';

/** What a chain's node says of it: all claims, to be shown to the user before they are kept. */
export interface ChainReport extends Pick<Chain, 'chainId' | 'prefix' | 'denoms' | 'gasPrice'> {
  readonly rest: string;
}

/**
 * Reads what a chain is by the address of its REST API.
 * Errors: `chain_address_invalid`, `chain_insecure`, `chain_unreachable`, `chain_answer_unusable`.
 */
export async function readChain(text: string, fetch: Fetch): Promise<Result<ChainReport, Failure>> {
  const rest = readChainAddress(text);
  if (!rest.ok) return rest;
  const address = rest.value;

  async function ask<S extends v.GenericSchema>(
    path: string,
    schema: S,
  ): Promise<Result<v.InferOutput<S>, Failure>> {
    const answer = await request(fetch, `${address}${path}`);
    if (!answer.ok) return answer;
    const read = v.safeParse(schema, answer.value.body);
    if (answer.value.status === 200 && read.success) return ok(read.output);
    const code = answer.value.status >= 500 ? 'chain_unreachable' : 'chain_answer_unusable';
    return err(failure(code, { url: hostOf(address) }));
  }

  const node = await ask('/cosmos/base/tendermint/v1beta1/node_info', NODE_INFO);
  if (!node.ok) return node;
  const bech32 = await ask('/cosmos/auth/v1beta1/bech32', BECH32);
  if (!bech32.ok) return bech32;
  const denoms = await ask('/cosmos/bank/v1beta1/denoms_metadata?pagination.limit=200', DENOMS);
  if (!denoms.ok) return denoms;
  // Nodes before SDK 0.46 do not say it; a fee that is missing then is refused by them.
  const config = await ask('/cosmos/base/node/v1beta1/config', NODE_CONFIG);
  return ok({
    rest: address,
    chainId: node.value.default_node_info.network,
    prefix: bech32.value.bech32_prefix,
    denoms: displayUnits(denoms.value.metadatas),
    gasPrice: config.ok ? firstPrice(config.value.minimum_gas_price) : null,
  });
}

/** Wider exponents than this would write amounts out in noughts. */
const MOST_EXPONENT = 30;

function displayUnits(metadatas: v.InferOutput<typeof DENOMS>['metadatas']): Chain['denoms'] {
  return Object.fromEntries(
    metadatas.flatMap(({ base, display, symbol, denom_units: units }) => {
      const unit = units.find(({ denom }) => denom === display);
      if (unit === undefined || unit.exponent > MOST_EXPONENT) return [];
      return [[base, { symbol: display || symbol, exponent: unit.exponent }]];
    }),
  );
}

/** The first of a node's prices, which may be in several denoms. */
function firstPrice(prices: string): GasPrice | null {
  const [first = ''] = prices.split(',');
  const [, price = '', denom = ''] = /^([0-9.]+)(.+)$/.exec(first.trim()) ?? [];
  const read = v.safeParse(PRICE, { price, denom });
  return read.success ? read.output : null;
}

/** A chain with little more than bank and staking serves 300 KB of base64 (measured, SDK 0.53). */
const MOST_DESCRIPTOR_BYTES = 8_000_000;

/**
 * The file descriptors of all messages that a node knows (base64 of FileDescriptorProto), which let
 * transactions of a chain be read that was never seen before. They are the node's claim.
 * Errors: as of `readChain`.
 * @param rpc address of the node's RPC: REST has no such query
 */
export async function readDescriptors(
  rpc: string,
  fetch: Fetch,
): Promise<Result<readonly string[], Failure>> {
  const address = readChainAddress(rpc);
  if (!address.ok) return address;
  const path = '/cosmos.reflection.v1.ReflectionService/FileDescriptors';
  const query = { jsonrpc: '2.0', id: 1, method: 'abci_query', params: { path, data: '' } };
  const answer = await request(fetch, address.value, query, MOST_DESCRIPTOR_BYTES);
  if (!answer.ok) return answer;
  const read = v.safeParse(ABCI, answer.value.body);
  const response = read.success ? read.output.result.response : null;
  const bytes = response?.code === 0 ? fromBase64(response.value ?? '') : null;
  const files = bytes === null ? null : readList(bytes);
  if (files === null || files.length === 0) {
    return err(failure('chain_answer_unusable', { url: hostOf(address.value) }));
  }
  return ok(files.map(toBase64));
}
