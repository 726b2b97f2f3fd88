// TPAT as prokurilo and xmr-price-proxy speak it.
import {
  type Credential,
  challengeText,
  type Flavour,
  readCreator,
  readCredential,
  readForm,
  type Terms,
} from './challenge.ts';
import { DEMO_FREE, DEMO_TOLLED } from './demo-site.ts';
import {
  type Answer,
  type Dialect,
  type Gate,
  type GateOptions,
  newSubaddress,
  startGate,
  UNVERIFIABLE,
  type Visit,
} from './gate-server.ts';
import { checkIfPossible, type Verifier } from './proof-check.ts';

export type { GateRequest } from './gate-server.ts';

export type TollGateOptions = GateOptions & {
  dialect?: 'TPAT';
  /** Without it: prokurilo if `ast` is given, else xmr-price-proxy, whose tokens never rest. */
  flavour?: Flavour;
  /** Blocks that one `minAmount` buys. */
  ttl?: number;
  /** Milliseconds that a token rests after each use (prokurilo only), an hour by default. */
  ast?: number;
  /** What comes with a 402: nothing, as from the real servers, or a small HTML page. */
  body?: 'empty' | 'page';
  /** Real servers want a block. 'pool' takes payments at once, for benchmarks and for speed. */
  acceptFrom?: 'block' | 'pool';
  /**
   * 'fresh': confirmations are counted with the node's height now. 'wallet': with the height that
   * the merchant wallet remembers, which is up to 20 s old, as on the real servers: a payment may
   * then pass with 0 confirmations, or be refused because it has 2^64-1.
   */
  heights?: 'fresh' | 'wallet';
  /**
   * URIs among `tolled` that are sold as prokurilo sells static pages: for the POST fields
   * `tpat_tx_hash` and `tpat_tx_proof`. A header alone gets 503; a GET without one learns the price.
   */
  soldByForm?: readonly string[];
  /**
   * Subaddresses that may be paid instead of the gate's own, when a credential names one: as its
   * third segment, or in the form's field `tpat_subaddress_override`. Another name is read over.
   */
  creators?: readonly string[];
};

export type TollGate = Gate & { readonly terms: Terms };

/** The payment, and what the header said: a form's refusal echoes only the latter. */
type Shown = { paid: Credential; echo: Credential | undefined; creator: string | undefined };

/** Opens a TPAT gate. Without `address` the merchant wallet makes a new subaddress. */
export async function startTollGate(
  merchant: Verifier,
  options: TollGateOptions = {},
): Promise<TollGate> {
  const flavour = options.flavour ?? (options.ast === undefined ? 'xmr-price-proxy' : 'prokurilo');
  const terms: Terms = {
    flavour,
    address: options.address ?? (await newSubaddress(merchant.wallet)),
    minAmount: options.minAmount ?? 1_000_000n,
    ttl: options.ttl ?? 5,
    ast: flavour === 'prokurilo' ? (options.ast ?? 3_600_000) : undefined,
  };
  const { wallet, chain } = options.verifier ?? merchant;
  const tolled = new Set(options.tolled ?? DEMO_TOLLED);
  const free = new Set(options.free ?? DEMO_FREE);
  const soldByForm = new Set(options.soldByForm);
  const creators = new Set(options.creators);
  /** prokurilo keeps the proof, not the txid: another proof of the same payment does not rest. */
  const restingUntil = new Map<string, number>();

  const demand = (refused?: Credential): Answer => ({
    status: 402,
    challenge: challengeText(terms, refused),
  });

  async function read(visit: Visit): Promise<Shown | undefined> {
    const { authorization } = visit.headers;
    const header = readCredential(flavour, authorization);
    if (!soldByForm.has(visit.url)) {
      const creator = readCreator(flavour, authorization);
      return header && { paid: header, echo: header, creator };
    }
    const form = readForm(await visit.body());
    const looks = visit.method === 'GET' || visit.method === 'HEAD';
    if (form === undefined && authorization === undefined && looks) return undefined;
    // Nothing to check is checked all the same, and the wallet's error makes it a 503.
    return { paid: form ?? { txid: '', proof: '' }, echo: header, creator: form?.subaddress };
  }

  async function judge({ paid, echo, creator }: Shown): Promise<Answer | undefined> {
    const { txid, proof } = paid;
    const address = creator !== undefined && creators.has(creator) ? creator : terms.address;
    const [check, place, height] = await Promise.all([
      checkIfPossible(wallet, { txid, proof, address }),
      chain.place(txid),
      chain.height(),
    ]);
    // The servers answer 503 whenever the wallet reports an error: -1 for a txid that its node has
    // not seen and for a proof of the wrong shape, -8 for a txid that is none (measured).
    if (!check || place === 'unknown') return UNVERIFIABLE;
    if (!check.good) return demand(echo);
    const received = BigInt(check.received);
    let pays: boolean;
    if (place === 'pool' || check.in_pool) {
      pays = options.acceptFrom === 'pool' && received >= terms.minAmount;
    } else {
      const confirmations =
        options.heights === 'wallet' ? check.confirmations : height - place.blockHeight;
      pays = confirmations < Number(received / terms.minAmount) * terms.ttl;
    }
    const rests = (restingUntil.get(proof) ?? 0) > Date.now();
    if (!pays || rests) return demand(echo);
    if (terms.ast) restingUntil.set(proof, Date.now() + terms.ast);
    return undefined;
  }

  const dialect: Dialect<Shown> = {
    place(method, url) {
      if (method === 'OPTIONS') return 200;
      if (!['GET', 'HEAD', 'POST', 'PATCH', 'DELETE'].includes(method)) return 404;
      if (free.has(url)) return 'free';
      return tolled.has(url) ? 'sold' : 403;
    },
    read,
    demand: () => demand(),
    judge,
    refuse: ({ echo }) => demand(echo),
    body: options.body ?? 'empty',
  };
  const { gate } = await startGate(dialect, terms.address, options);
  return { ...gate, terms };
}
