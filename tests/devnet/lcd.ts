// A Cosmos chain in memory behind its REST API, as strict as a real one: it reads TxRaw itself,
// verifies the signature with Node's crypto, and answers in the codes and shapes of SDK 0.53
// (compared with a real chain in cosmos-chain.test.ts).
import { type DecodedTx, decodeTx, txHashOf } from './cosmos-tx.ts';
import { addressOf, isSignedBy } from './secp256k1.ts';

export type LcdAccount = {
  readonly number: bigint;
  sequence: bigint;
  balance: bigint;
  publicKey: string | null;
};

/** A transaction in a block. */
export type Included = { readonly height: number; readonly tx: DecodedTx; readonly code: number };

export type LcdAnswer = { readonly status: number; readonly body: unknown };

export type Lcd = {
  readonly chainId: string;
  readonly accounts: Map<string, LcdAccount>;
  /** All that was ever included, in order. */
  readonly included: readonly Included[];
  readonly height: () => number;
  /** How many transactions wait for a block. */
  readonly waiting: () => number;
  /** Puts what waits into a block. @returns its height */
  mine(): number;
  /** Forgets what waits and what it has seen, as a node does that is started again. */
  restart(): void;
  /** Gives an account money, and makes it known if it was not. */
  fund(address: string, amount: bigint): void;
  /** By how many blocks finding a transaction by its hash is behind the chain. */
  indexLag: number;
  /** Makes transactions with this memo fail in their block. */
  failing: string | null;
  /** What a unit of gas costs, in thousandths of `ualpha`. */
  gasPriceMilli: bigint;
  full: boolean;
  /** Answers one call of the REST API. */
  answer(method: string, path: string, body: unknown): LcdAnswer;
};

const PREFIX = 'structs';
const DENOM = 'ualpha';

/** What an SDK chain says to a transaction. */
type Verdict = { readonly code: number; readonly codespace: string; readonly log: string };

const GOOD: Verdict = { code: 0, codespace: '', log: '' };
const sdk = (code: number, log: string): Verdict => ({ code, codespace: 'sdk', log });

/** An LCD of a chain with nobody on it, at height 1. */
export function createLcd(chainId = 'structstestnet-111'): Lcd {
  const accounts = new Map<string, LcdAccount>();
  const included: Included[] = [];
  let mempool: DecodedTx[] = [];
  /** What the node has seen and taken: it takes nothing twice. */
  let seen = new Set<string>();
  let height = 1;

  /** The sequence that counts for the next transaction: what waits is counted in. */
  function nextSequence(address: string, account: LcdAccount): bigint {
    const waits = mempool.filter((tx) => addressOf(tx.publicKey, PREFIX) === address).length;
    return account.sequence + BigInt(waits);
  }

  /** The checks of the SDK's ante handlers, in their order. */
  function check(tx: DecodedTx, signed: boolean): Verdict {
    if (tx.messages.length === 0)
      return sdk(18, 'must contain at least one message: invalid request');
    if (tx.timeoutHeight > 0 && height > tx.timeoutHeight) {
      return sdk(
        30,
        `block height: ${height}, timeout height: ${tx.timeoutHeight}: tx timeout height`,
      );
    }
    const paid = BigInt(tx.fee.find(({ denom }) => denom === DENOM)?.amount ?? '0');
    const wanted = (tx.gasLimit * lcd.gasPriceMilli + 999n) / 1000n;
    if (signed && paid < wanted) {
      return sdk(
        13,
        `insufficient fees; got: ${paid}${DENOM} required: ${wanted}${DENOM}: insufficient fee`,
      );
    }
    const address = addressOf(tx.publicKey, PREFIX);
    const account = accounts.get(address);
    if (account === undefined) {
      return sdk(9, `fee payer address: ${address} does not exist: unknown address`);
    }
    if (account.balance < paid) {
      return sdk(
        5,
        `spendable balance ${account.balance}${DENOM} is smaller than ${paid}${DENOM}: insufficient funds`,
      );
    }
    const expected = nextSequence(address, account);
    if (tx.sequence !== expected) {
      return sdk(
        32,
        `account sequence mismatch, expected ${expected}, got ${tx.sequence}: incorrect account sequence`,
      );
    }
    const doc = tx.signDoc(chainId, account.number);
    if (signed && !isSignedBy(tx.publicKey, doc, tx.signature)) {
      return sdk(
        4,
        `signature verification failed; please verify account number (${account.number}), sequence (${expected}) and chain-id (${chainId}): unauthorized`,
      );
    }
    return GOOD;
  }

  function receive(bytes: Buffer): Verdict {
    if (seen.has(txHashOf(bytes))) return sdk(19, 'tx already in mempool');
    if (lcd.full) return sdk(20, 'mempool is full');
    let tx: DecodedTx;
    try {
      tx = decodeTx(bytes);
    } catch (error) {
      return sdk(2, `${error instanceof Error ? error.message : error}: tx parse error`);
    }
    const verdict = check(tx, true);
    if (verdict.code !== 0) return verdict;
    seen.add(tx.hash);
    mempool.push(tx);
    return GOOD;
  }

  function execute(tx: DecodedTx): Included {
    const account = accounts.get(addressOf(tx.publicKey, PREFIX));
    if (account === undefined) throw new Error('an account vanished');
    account.sequence += 1n;
    account.publicKey = tx.publicKey;
    account.balance -= BigInt(tx.fee.find(({ denom }) => denom === DENOM)?.amount ?? '0');
    if (tx.gasLimit < gasOf(tx)) return { height, tx, code: 11 };
    return { height, tx, code: tx.memo === lcd.failing ? 5 : 0 };
  }

  function account(address: string): LcdAnswer {
    const known = accounts.get(address);
    if (!known) return refusal(404, 5, `account ${address} not found`);
    const key = known.publicKey && Buffer.from(known.publicKey, 'hex').toString('base64');
    return {
      status: 200,
      body: {
        account: {
          '@type': '/cosmos.auth.v1beta1.BaseAccount',
          address,
          pub_key: key && { '@type': '/cosmos.crypto.secp256k1.PubKey', key },
          account_number: String(known.number),
          sequence: String(known.sequence),
        },
      },
    };
  }

  function transaction(hash: string): LcdAnswer {
    if (!/^[0-9a-f]{64}$/i.test(hash)) return refusal(400, 3, 'invalid tx hash');
    const found = included.find(({ tx }) => tx.hash === hash.toUpperCase());
    if (!found || found.height + lcd.indexLag > height) {
      return refusal(404, 5, `tx not found: ${hash}`);
    }
    const logs: Readonly<Record<number, string>> = {
      5: 'failed to execute message; message index: 0: no luck',
      11: `out of gas in location: WriteFlat; gasWanted: ${found.tx.gasLimit}: out of gas`,
    };
    const log = logs[found.code] ?? '';
    const verdict = { code: found.code, codespace: found.code === 0 ? '' : 'sdk', log };
    return {
      status: 200,
      body: { tx: {}, tx_response: response(hash.toUpperCase(), verdict, found.height) },
    };
  }

  function simulate(bytes: Buffer): LcdAnswer {
    let tx: DecodedTx;
    try {
      tx = decodeTx(bytes);
    } catch (error) {
      return refusal(400, 3, `invalid tx: ${error instanceof Error ? error.message : error}`);
    }
    const verdict = check(tx, false);
    if (verdict.code !== 0) return refusal(500, 2, `${verdict.log} with gas used: '42000'`);
    return {
      status: 200,
      body: { gas_info: { gas_wanted: '0', gas_used: String(gasOf(tx)) }, result: { data: '' } },
    };
  }

  function bytesOf(body: unknown): Buffer | null {
    const text = (body as { tx_bytes?: unknown } | null)?.tx_bytes;
    return typeof text === 'string' && text !== '' ? Buffer.from(text, 'base64') : null;
  }

  function post(path: string, body: unknown): LcdAnswer {
    const bytes = bytesOf(body);
    if (bytes === null) return refusal(400, 3, 'invalid empty tx');
    if (path.endsWith('/simulate')) return simulate(bytes);
    if ((body as { mode?: unknown }).mode !== 'BROADCAST_MODE_SYNC') {
      return refusal(400, 3, 'unsupported return type');
    }
    return { status: 200, body: { tx_response: response(txHashOf(bytes), receive(bytes), 0) } };
  }

  const CONSTANT: Readonly<Record<string, () => unknown>> = {
    '/cosmos/base/tendermint/v1beta1/blocks/latest': () => ({
      block_id: {},
      block: { header: { chain_id: chainId, height: String(height) } },
    }),
    '/cosmos/base/tendermint/v1beta1/node_info': () => ({
      default_node_info: { network: chainId },
    }),
    '/cosmos/auth/v1beta1/bech32': () => ({ bech32_prefix: PREFIX }),
    '/cosmos/bank/v1beta1/denoms_metadata': () => ({
      metadatas: [
        {
          description: '',
          denom_units: [
            { denom: DENOM, exponent: 0, aliases: [] },
            { denom: 'alpha', exponent: 6, aliases: [] },
          ],
          base: DENOM,
          display: 'alpha',
          symbol: 'ALPHA',
        },
      ],
      pagination: { next_key: null, total: '1' },
    }),
    '/cosmos/base/node/v1beta1/config': () => ({
      minimum_gas_price: `${Number(lcd.gasPriceMilli) / 1000}${DENOM}`,
    }),
  };

  const lcd: Lcd = {
    chainId,
    accounts,
    included,
    height: () => height,
    waiting: () => mempool.length,
    mine() {
      height += 1;
      const block = mempool.filter((tx) => tx.timeoutHeight === 0 || height <= tx.timeoutHeight);
      mempool = [];
      // What follows one that timed out has the wrong sequence now.
      for (const tx of block) if (check(tx, true).code === 0) included.push(execute(tx));
      return height;
    },
    restart() {
      mempool = [];
      seen = new Set();
    },
    fund(address, amount) {
      const known = accounts.get(address);
      if (known) known.balance += amount;
      else {
        const number = BigInt(accounts.size + 7);
        accounts.set(address, { number, sequence: 0n, balance: amount, publicKey: null });
      }
    },
    indexLag: 0,
    failing: null,
    gasPriceMilli: 0n,
    full: false,
    answer(method, path, body) {
      const [bare = ''] = path.split('?');
      if (method === 'POST' && /^\/cosmos\/tx\/v1beta1\/(?:txs|simulate)$/.test(bare)) {
        return post(bare, body);
      }
      const [, what = '', which = ''] =
        /^\/cosmos\/(auth\/v1beta1\/accounts|tx\/v1beta1\/txs)\/([^/]+)$/.exec(bare) ?? [];
      if (method === 'GET' && what.startsWith('auth')) return account(which);
      if (method === 'GET' && what.startsWith('tx')) return transaction(which);
      const constant = CONSTANT[bare];
      if (method === 'GET' && constant) return { status: 200, body: constant() };
      return refusal(501, 12, 'Not Implemented');
    },
  };
  return lcd;
}

function response(txhash: string, { code, codespace, log }: Verdict, height: number): object {
  return {
    height: String(height),
    txhash,
    codespace,
    code,
    data: '',
    raw_log: log,
    logs: [],
    info: '',
    gas_wanted: '0',
    gas_used: '0',
    tx: null,
    timestamp: '',
    events: [],
  };
}

/** What a plain transfer uses of gas on a real chain, about; paying a fee is part of it. */
function gasOf(tx: DecodedTx): bigint {
  const paysFee = tx.fee.some(({ amount }) => amount !== '0');
  return 50_000n + (paysFee ? 20_000n : 0n);
}

function refusal(status: number, code: number, text: string): LcdAnswer {
  return { status, body: { code, message: text, details: [] } };
}
