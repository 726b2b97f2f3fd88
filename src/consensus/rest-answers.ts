import * as v from 'valibot';

// What a Cosmos node answers (SDK 0.50 and later), as far as it is read. Whatever does not fit is not
// believed.

/** A u64 as JSON has it. */
export const number = v.pipe(v.string(), v.regex(/^(?:0|[1-9][0-9]{0,19})$/));
const height = v.pipe(
  v.string(),
  v.regex(/^(?:0|[1-9][0-9]{0,14})$/),
  v.transform((text) => Number(text)),
);
const hash = v.pipe(v.string(), v.regex(/^[0-9A-Fa-f]{64}$/));
const code = v.pipe(v.number(), v.integer(), v.minValue(0));

const base = v.object({
  address: v.string(),
  pub_key: v.optional(v.nullable(v.record(v.string(), v.unknown()))),
  account_number: number,
  sequence: number,
});
/** Vesting accounts and those of other machines hold the plain one inside. */
export const ACCOUNT = v.object({
  account: v.union([
    base,
    v.pipe(
      v.object({ base_account: base }),
      v.transform((account) => account.base_account),
    ),
    v.pipe(
      v.object({ base_vesting_account: v.object({ base_account: base }) }),
      v.transform((account) => account.base_vesting_account.base_account),
    ),
  ]),
});

export const LATEST_BLOCK = v.object({
  block: v.object({ header: v.object({ chain_id: v.string(), height }) }),
});

export const SIMULATED = v.object({ gas_info: v.object({ gas_used: number }) });

const outcome = {
  code,
  codespace: v.optional(v.string(), ''),
  raw_log: v.optional(v.string(), ''),
  txhash: hash,
};
export const BROADCAST = v.object({ tx_response: v.object(outcome) });
export const INCLUDED = v.object({ tx_response: v.object({ ...outcome, height }) });

/** How the gateway says that it did not do something (google.rpc.Status). */
export const REFUSAL = v.object({ code, message: v.string() });

export const NODE_INFO = v.object({ default_node_info: v.object({ network: v.string() }) });
export const BECH32 = v.object({
  bech32_prefix: v.pipe(v.string(), v.regex(/^[a-z0-9]{1,83}$/)),
});
const denom = v.pipe(v.string(), v.regex(/^[a-zA-Z][a-zA-Z0-9/:._-]{2,127}$/));
export const DENOMS = v.object({
  metadatas: v.array(
    v.object({
      base: v.string(),
      display: v.string(),
      symbol: v.optional(v.string(), ''),
      denom_units: v.array(
        v.object({ denom: v.string(), exponent: v.pipe(v.number(), v.integer(), v.minValue(0)) }),
      ),
    }),
  ),
});
/** One price or several with commas between; empty if the node asks for nothing. */
export const NODE_CONFIG = v.object({ minimum_gas_price: v.string() });
export const PRICE = v.object({
  price: v.pipe(v.string(), v.regex(/^[0-9]{1,20}(?:\.[0-9]{1,18})?$/)),
  denom,
});

/** The answer of `abci_query` over JSON-RPC. */
export const ABCI = v.object({
  result: v.object({
    response: v.object({ code: v.optional(code, 0), value: v.nullable(v.string()) }),
  }),
});
