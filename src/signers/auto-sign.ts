import type { Description } from './signing.ts';

/** What a site may have signed without a question: one type of message, so often, until then. */
export interface AutoSignRule {
  readonly chainId: string;
  readonly address: string;
  readonly typeUrl: string;
  /**
   * The fee in words that stood on the screen when the user agreed. Only transactions with this very
   * fee are signed, so that a site cannot burn money that way.
   */
  readonly fee: string;
  /** How many messages of this type are left. */
  readonly left: number;
  /** Milliseconds since 1970. */
  readonly until: number;
}

/** A transaction, and who is to sign it. */
export interface Signable {
  readonly chainId: string;
  readonly address: string;
  readonly description: Description;
}

/**
 * The only messages that may be signed without a question: moves of the game. A list of what may,
 * because one of what may not (transfers, stakes, permissions, banks, markets, and what a chain's
 * next version adds) would never be whole.
 */
const MOVES: ReadonlySet<string> = new Set(
  [
    'FleetMove',
    'PlanetExplore',
    'PlanetRaidComplete',
    'StructActivate',
    'StructDeactivate',
    'StructAttack',
    'StructBuildInitiate',
    'StructBuildComplete',
    'StructBuildCancel',
    'StructDefenseSet',
    'StructDefenseClear',
    'StructMove',
    'StructOreMinerComplete',
    'StructOreRefineryComplete',
    'StructStealthActivate',
    'StructStealthDeactivate',
  ].map((move) => `/structs.structs.Msg${move}`),
);

/** Whether the user may be offered to have transactions like this one signed without a question. */
export function mayAutoSign({ messages, warnings }: Description): boolean {
  return (
    messages.length > 0 &&
    warnings.length === 0 &&
    messages.every(
      (message) =>
        MOVES.has(message.typeUrl) &&
        message.knowledge === 'known' &&
        message.warnings.length === 0 &&
        message.inner.length === 0,
    )
  );
}

/**
 * Signs by rule, if all messages of a transaction fit.
 *
 * @returns the rules that are left then, or null: the user has to be asked
 */
export function spendAutoSign(
  rules: readonly AutoSignRule[],
  { chainId, address, description }: Signable,
  now: number,
): readonly AutoSignRule[] | null {
  if (!mayAutoSign(description) || description.chainId !== chainId) return null;
  let left = rules;
  for (const { typeUrl } of description.messages) {
    const rule = left.find(
      (one) =>
        one.typeUrl === typeUrl &&
        one.chainId === chainId &&
        one.address === address &&
        one.fee === description.fee &&
        one.left > 0 &&
        one.until > now,
    );
    if (rule === undefined) return null;
    left = left.map((one) => (one === rule ? { ...rule, left: rule.left - 1 } : one));
  }
  return left.filter((rule) => rule.left > 0 && rule.until > now);
}

/**
 * Adds rules for every type of message in a transaction, in place of those that there were.
 *
 * @returns the rules as they were, less what is over, if this transaction may not be signed by rule
 */
export function allowAutoSign(
  rules: readonly AutoSignRule[],
  { chainId, address, description }: Signable,
  granted: { readonly times: number; readonly until: number },
  now: number,
): readonly AutoSignRule[] {
  const alive = rules.filter((rule) => rule.left > 0 && rule.until > now);
  if (!mayAutoSign(description)) return alive;
  const types = new Set(description.messages.map(({ typeUrl }) => typeUrl));
  return [
    ...alive.filter(
      (rule) => !(types.has(rule.typeUrl) && rule.chainId === chainId && rule.address === address),
    ),
    ...[...types].map((typeUrl) => ({
      chainId,
      address,
      typeUrl,
      fee: description.fee,
      left: granted.times,
      until: granted.until,
    })),
  ];
}
