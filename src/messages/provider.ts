import * as v from 'valibot';

/**
 * What pages may ask of a signer. Bytes travel in base64, 64-bit numbers as decimal text. An input
 * that does not fit becomes null, so that the page is told so and not that nobody answered.
 */

const chainId = v.pipe(v.string(), v.minLength(1), v.maxLength(64), v.regex(/^[\w.-]+$/));
const address = v.pipe(v.string(), v.minLength(1), v.maxLength(128), v.regex(/^[a-z0-9]+$/));
/** Of a transaction: what a chain takes in one is far smaller. */
const bytes = v.pipe(v.string(), v.maxLength(262_144), v.base64());
const number = v.pipe(v.string(), v.regex(/^(?:0|[1-9][0-9]{0,19})$/));
const text = v.pipe(v.string(), v.maxLength(16_384));

/** What a page may hear by one subscription. Which subjects are none, `nats/subject.ts` says. */
const subjects = v.pipe(
  v.array(v.pipe(v.string(), v.maxLength(512))),
  v.minLength(1),
  v.maxLength(16),
);

/** What a page is told when it gets nothing; documented in docs/provider.md, and never renamed. */
export const PROVIDER_ERRORS = [
  'invalid',
  'not_allowed',
  'not_connected',
  'rejected',
  'busy',
  'refused',
  'failed',
] as const;

export type ProviderError = (typeof PROVIDER_ERRORS)[number];

function asked<T extends v.GenericSchema>(input: T) {
  return v.fallback(v.nullable(input), null);
}

function answer<T extends v.GenericSchema>(value: T) {
  return v.variant('ok', [
    v.object({ ok: v.literal(true), value }),
    v.object({ ok: v.literal(false), code: v.picklist(PROVIDER_ERRORS), message: v.string() }),
  ]);
}

/** Nothing else may be known of an account. `publicKey`: 33 bytes in hex. */
const accounts = v.array(v.strictObject({ address: v.string(), publicKey: v.string() }));
const signedText = v.strictObject({ signature: v.string(), publicKey: v.string() });

export const PROVIDER_CONTRACT = {
  'provider.connect': {
    from: 'page',
    input: asked(v.strictObject({ chainId })),
    output: answer(accounts),
  },
  /** Those that are connected already; never a question. */
  'provider.accounts': {
    from: 'page',
    input: asked(v.strictObject({ chainId })),
    output: answer(accounts),
  },
  'provider.sign_direct': {
    from: 'page',
    input: asked(
      v.strictObject({
        chainId,
        signer: address,
        doc: v.strictObject({
          bodyBytes: bytes,
          authInfoBytes: bytes,
          chainId,
          accountNumber: number,
        }),
      }),
    ),
    output: answer(
      v.object({
        signature: v.string(),
        txBytes: v.string(),
        txHash: v.string(),
        /** The signed transaction as a person reads it. */
        json: v.unknown(),
      }),
    ),
  },
  /** ADR-36. */
  'provider.sign_arbitrary': {
    from: 'page',
    input: asked(v.strictObject({ chainId, signer: address, data: text })),
    output: answer(signedText),
  },
  'provider.sign_structs_login': {
    from: 'page',
    input: asked(v.strictObject({ text })),
    output: answer(signedText),
  },
  'provider.send': {
    from: 'page',
    input: asked(
      v.strictObject({
        chainId,
        messages: v.pipe(
          v.array(
            v.strictObject({
              typeUrl: v.pipe(v.string(), v.regex(/^\/[\w.]{1,256}$/)),
              value: v.record(v.string(), v.unknown()),
            }),
          ),
          v.minLength(1),
          v.maxLength(32),
        ),
        memo: v.pipe(v.string(), v.maxLength(512)),
      }),
    ),
    output: answer(v.object({ txHash: v.string() })),
  },
  /**
   * Lets a page hear some subjects: the ticket with which its content script goes to the desk
   * (`feed.ts`), or null while the connection is switched off.
   */
  'provider.stream': {
    from: 'page',
    input: asked(
      v.strictObject({
        subjects,
        /** The user is asked if need be. False: what was allowed once goes on. */
        asks: v.boolean(),
      }),
    ),
    output: answer(v.nullable(v.string())),
  },
  /** A transaction that is signed already. */
  'provider.broadcast': {
    from: 'page',
    input: asked(v.strictObject({ chainId, txBytes: bytes })),
    output: answer(v.object({ txHash: v.string() })),
  },
} as const;
