import browser, { type DeclarativeNetRequest } from 'webextension-polyfill';
import { type FleetingRule, type HeaderRule, urlRule } from '../headers/rule.ts';
import { type Failure, failure } from '../outcome/failure.ts';
import { err, ok, type Result } from '../outcome/result.ts';
import type { SettlePorts } from '../payments/settle.ts';
import { RESOURCE_TYPES } from './resource-types.ts';
import { openRuleEnds } from './rule-ends.ts';

type Rule = DeclarativeNetRequest.Rule;
type Condition = Rule['condition'];

/** A rule as one of the browser's: a header rule under some more conditions. */
type Wanted = HeaderRule & { readonly until?: number | null; readonly condition?: Condition };

/**
 * Browsers take 5000 dynamic rules. One that is left out costs its site a 402, after which it is
 * attached again, in the place of the one that was attached the longest ago.
 */
const MOST_RULES = 4500;

/** Ids of session rules below this are `empty-page.ts`'s; up from the other, what is fleeting. */
const FIRST_LENT_ID = 100;
const FIRST_FLEETING_ID = 1_000_000;

/** What is to be shown to an origin, read when it is the update's turn. */
export interface HeaderSources {
  /** Rules that outlive the browser: it keeps them on the disk, in the clear. */
  lasting(origin: string): Promise<Result<readonly HeaderRule[], Failure>>;
  /**
   * Rules with secrets: the browser keeps them in memory, and they are gone with it. null: it cannot
   * be known now what they are, and those that stand go on standing.
   */
  fleeting(origin: string): Promise<Result<readonly FleetingRule[] | null, Failure>>;
}

/** What the browser shows to sites: passes, API keys, tokens. */
export type AttachedHeaders = SettlePorts['attached'] & {
  /**
   * Takes back whatever an earlier life of the background lent and could not take back, and what has
   * reached its end meanwhile. At each start, and when the alarm of `rule-ends.ts` goes off.
   */
  tidy(): Promise<void>;
  /** Takes away all that is fleeting. */
  withdraw(): Promise<Result<null, Failure>>;
  /** What is fleeting and stands now. */
  shown(): Promise<readonly ShownRule[]>;
};

/** A rule that stands: the URLs it serves, and its header's name in small letters. */
export interface ShownRule {
  readonly prefix: string;
  readonly name: string;
}

/**
 * Header rules of the browser: the one engine for all that is "this header for these URLs until
 * then".
 *
 * What can be used at will and may lie on the disk (a pass) is a dynamic rule: it outlives the
 * background and the browser. What must not (an API key, a token) is a session rule, which outlives
 * the background alone. What is good for a single request is lent to it, by a session rule too. An
 * update holds once the promise resolves (measured: 3 to 7 ms), and is left out if nothing would
 * change.
 *
 * @param now milliseconds since 1970
 */
export function attachHeaders(sources: HeaderSources, now: () => number): AttachedHeaders {
  // One update at a time: two that both look for a free id would find the same one, and an older
  // look at the passes must not be applied after a newer one.
  let line: Promise<unknown> = Promise.resolve();
  // The background is the only writer, so what was read or written once is known.
  const lasting = ruleSet({
    read: () => browser.declarativeNetRequest.getDynamicRules(),
    write: (change) => browser.declarativeNetRequest.updateDynamicRules(change),
    most: MOST_RULES,
    firstId: 1,
  });
  const fleeting = ruleSet({
    read: async () => (await browser.declarativeNetRequest.getSessionRules()).filter(isFleeting),
    write: (change) => browser.declarativeNetRequest.updateSessionRules(change),
    most: MOST_RULES,
    firstId: FIRST_FLEETING_ID,
  });
  const ends = openRuleEnds();
  const lent = new Map<string, number>();
  let lastLent = FIRST_LENT_ID;

  function inTurn<T>(work: () => Promise<Result<T, Failure>>, origin: string) {
    const turn = line.then(work).catch((cause) => {
      lasting.forget();
      fleeting.forget();
      return err(failure('header_rule_failed', { origin }, cause));
    });
    line = turn;
    return turn;
  }

  async function replaceFleeting(origin: string, rules: readonly FleetingRule[]): Promise<void> {
    const wanted = rules
      .filter(({ until }) => until === null || until > now())
      .flatMap((rule) => guarded().map((condition) => ({ ...rule, condition })));
    const own = await fleeting.of(origin);
    if (own.length === 0 && wanted.length === 0) return;
    if (isSame(own, wanted, await ends.of(own.map(({ id }) => id)))) return;
    // Its end first: a rule whose end nobody knows would stand for ever.
    await fleeting.replace(own, wanted, async (ids) => {
      await ends.add(ids.map((id, index) => [id, wanted[index]?.until ?? null]));
    });
    await ends.keep(await fleeting.ids());
  }

  async function removeFleeting(ids: readonly number[]): Promise<void> {
    if (ids.length > 0) await fleeting.remove(ids);
    await ends.keep(await fleeting.ids());
  }

  return {
    renew: (origin) =>
      inTurn(async () => {
        const outliving = await sources.lasting(origin);
        if (!outliving.ok) return outliving;
        const own = await lasting.of(origin);
        if (!isSame(own, outliving.value)) await lasting.replace(own, outliving.value);
        const passing = await sources.fleeting(origin);
        if (!passing.ok) return passing;
        if (passing.value !== null) await replaceFleeting(origin, passing.value);
        return ok(null);
      }, origin),

    lend: (url, credential) =>
      inTurn(async () => {
        const before = lent.get(url);
        lastLent += 1;
        const id = lastLent;
        // An earlier life may have left a rule of this id that could not be taken back: it is
        // nobody's any more.
        await browser.declarativeNetRequest.updateSessionRules({
          removeRuleIds: before === undefined ? [id] : [before, id],
          addRules: [asBrowserRule(urlRule(url, credential), id)],
        });
        lent.set(url, id);
        return ok(null);
      }, new URL(url).origin),

    async takeBack(url) {
      if (!lent.has(url)) return;
      await inTurn(async () => {
        const id = lent.get(url);
        if (id === undefined) return ok(null);
        await browser.declarativeNetRequest.updateSessionRules({ removeRuleIds: [id] });
        lent.delete(url);
        return ok(null);
      }, new URL(url).origin);
    },

    async tidy() {
      await inTurn(async () => {
        const rules = await browser.declarativeNetRequest.getSessionRules();
        const mine = new Set(lent.values());
        const left = rules
          .filter((rule) => rule.id > FIRST_LENT_ID && !isFleeting(rule) && !mine.has(rule.id))
          .map(({ id }) => id);
        lastLent = Math.max(lastLent, ...left);
        if (left.length > 0) {
          await browser.declarativeNetRequest.updateSessionRules({ removeRuleIds: left });
        }
        fleeting.know(rules.filter(isFleeting));
        const standing = await fleeting.ids();
        if (standing.length === 0) return ok(null);
        const known = await ends.of(standing);
        await removeFleeting(standing.filter((id) => (known.get(id) ?? Infinity) <= now()));
        return ok(null);
      }, '');
    },

    withdraw: () =>
      inTurn(async () => {
        await removeFleeting(await fleeting.ids());
        return ok(null);
      }, ''),

    async shown() {
      const rules = await inTurn(async () => ok(await fleeting.all()), '');
      return (rules.ok ? rules.value : []).map(({ condition, action }) => ({
        prefix: condition.urlFilter?.replace(/^\||\^$/g, '') ?? '',
        name: action.requestHeaders?.[0]?.header.toLowerCase() ?? '',
      }));
    },
  };
}

function isFleeting({ id }: Rule): boolean {
  return id >= FIRST_FLEETING_ID;
}

interface RuleSetPorts {
  read(): Promise<readonly Rule[]>;
  write(change: { removeRuleIds: number[]; addRules?: Rule[] }): Promise<void>;
  readonly most: number;
  readonly firstId: number;
}

/** Rules that stand, of either kind, by origin. */
function ruleSet({ read, write, most, firstId }: RuleSetPorts) {
  let known: Map<number, Rule> | null = null;

  async function standing(): Promise<Map<number, Rule>> {
    known ??= new Map((await read()).map((rule) => [rule.id, rule]));
    return known;
  }

  return {
    ids: async () => [...(await standing()).keys()],
    all: async (): Promise<readonly Rule[]> => [...(await standing()).values()],
    forget(): void {
      known = null;
    },
    /** These are all that stand. */
    know(rules: readonly Rule[]): void {
      known = new Map(rules.map((rule) => [rule.id, rule]));
    },
    async remove(ids: readonly number[]): Promise<void> {
      const rules = await standing();
      await write({ removeRuleIds: [...ids] });
      for (const id of ids) rules.delete(id);
    },
    /** Those for one origin. */
    async of(origin: string): Promise<readonly Rule[]> {
      return [...(await standing()).values()].filter((rule) =>
        rule.condition.urlFilter?.startsWith(`|${origin}/`),
      );
    },
    /**
     * Puts these in the place of all rules of their origin.
     *
     * @param before told the ids of the new rules, in their order, before they stand
     */
    async replace(
      own: readonly Rule[],
      wanted: readonly Wanted[],
      before?: (ids: readonly number[]) => Promise<void>,
    ): Promise<void> {
      const rules = await standing();
      const next = Math.max(firstId - 1, ...rules.keys()) + 1;
      const addRules = wanted.map((rule, index) => asBrowserRule(rule, next + index));
      const excess = rules.size - own.length + addRules.length - most;
      // Ids rise: the lowest ones were attached the longest ago.
      const others = [...rules.keys()].filter((id) => !own.some((rule) => rule.id === id));
      const oldest = others.sort((a, b) => a - b).slice(0, Math.max(0, excess));
      const removeRuleIds = [...own.map((rule) => rule.id), ...oldest];
      await before?.(addRules.map(({ id }) => id));
      await write({ removeRuleIds, addRules });
      for (const id of removeRuleIds) rules.delete(id);
      for (const rule of addRules) rules.set(rule.id, rule);
    },
  };
}

/**
 * In which requests a secret is shown. Whoever can have a request made with it can act with it, so it is
 * as with a cookie that is `SameSite=Lax`: in those of the site's own pages, and where a tab is led to it,
 * by GET. And not in our own requests, which show what they mean to show: a token has no place in one
 * for another token.
 */
function guarded(): readonly Condition[] {
  const excludedInitiatorDomains = [new URL(browser.runtime.getURL('')).host];
  return [
    { excludedInitiatorDomains, domainType: 'firstParty' },
    { excludedInitiatorDomains, resourceTypes: ['main_frame'], requestMethods: ['get', 'head'] },
  ];
}

function asBrowserRule(rule: Wanted, id: number): Rule {
  return {
    id,
    priority: rule.priority,
    condition: {
      resourceTypes: [...RESOURCE_TYPES],
      ...rule.condition,
      urlFilter: filterOf(rule),
      isUrlFilterCaseSensitive: true,
    },
    action: {
      type: 'modifyHeaders',
      requestHeaders: [{ header: rule.name, operation: 'set', value: rule.value }],
    },
  };
}

/**
 * `|` at the start anchors the filter to the URL's start; at the end it asks for the URL's end. `^`
 * stands for the end, or for one character that no name has: `/`, `?` (measured in both browsers).
 */
function filterOf({ match }: HeaderRule): string {
  if ('exact' in match) return `|${match.exact}|`;
  return match.prefix.endsWith('/') ? `|${match.prefix}` : `|${match.prefix}^`;
}

/** @param ends when those that stand end, by their ids */
function isSame(
  own: readonly Rule[],
  wanted: readonly Wanted[],
  ends: ReadonlyMap<number, number> = new Map(),
): boolean {
  const have = own
    .map(({ id, condition, priority, action }) => {
      const [set] = action.requestHeaders ?? [];
      const until = ends.get(id) ?? null;
      const { urlFilter, domainType = null } = condition;
      return JSON.stringify([urlFilter, domainType, priority, set?.header, set?.value, until]);
    })
    .sort();
  const want = wanted
    .map((rule) => {
      const { priority, name, value, until = null } = rule;
      const domainType = rule.condition?.domainType ?? null;
      return JSON.stringify([filterOf(rule), domainType, priority, name, value, until]);
    })
    .sort();
  return have.length === want.length && have.every((rule, index) => rule === want[index]);
}
