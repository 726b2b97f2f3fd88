import browser, { type DeclarativeNetRequest } from 'webextension-polyfill';
import { type Failure, failure } from '../outcome/failure.ts';
import { err, ok, type Result } from '../outcome/result.ts';
import { type HeaderRule, headerRules, urlRule } from '../passes/header-rules.ts';
import { isLent, type Pass } from '../passes/pass.ts';
import type { SettlePorts } from '../payments/settle.ts';
import { RESOURCE_TYPES } from './resource-types.ts';

/**
 * Browsers take 5000 dynamic rules. One that is left out costs its site a 402, after which it is
 * attached again, in the place of the one that was attached the longest ago.
 */
const MOST_RULES = 4500;

/** Ids of session rules below this are `empty-page.ts`'s. */
const FIRST_LENT_ID = 100;

/** What the browser shows to sites, and the origins that it shows something to. */
export type AttachedPasses = SettlePorts['attached'] & {
  /** Takes back whatever an earlier life of the background lent and could not take back. */
  takeBackAll(): Promise<void>;
};

/**
 * Header rules of the browser.
 *
 * A pass that can be used at will is a dynamic rule: it outlives the background and the browser. One
 * that is good for a single request is lent to it by a session rule. An update holds once the
 * promise resolves (measured: 3 to 7 ms), and is left out if nothing would change.
 *
 * @param held the passes of one origin, read when it is the update's turn
 */
export function attachPasses(
  held: (origin: string) => Promise<Result<readonly Pass[], Failure>>,
): AttachedPasses {
  // One update at a time: two that both look for a free id would find the same one, and an older
  // look at the passes must not be applied after a newer one.
  let line: Promise<unknown> = Promise.resolve();
  // The background is the only writer, so what was read or written once is known.
  let known: Map<number, DeclarativeNetRequest.Rule> | null = null;
  const lent = new Map<string, number>();
  let lastLent = FIRST_LENT_ID;

  function inTurn<T>(work: () => Promise<Result<T, Failure>>, origin: string) {
    const turn = line.then(work).catch((cause) => {
      known = null;
      return err(failure('header_rule_failed', { origin }, cause));
    });
    line = turn;
    return turn;
  }

  async function standing(): Promise<Map<number, DeclarativeNetRequest.Rule>> {
    if (known === null) {
      const rules = await browser.declarativeNetRequest.getDynamicRules();
      known = new Map(rules.map((rule) => [rule.id, rule]));
    }
    return known;
  }

  async function replaceRules(
    origin: string,
    passes: readonly Pass[],
  ): Promise<Result<null, Failure>> {
    const rules = await standing();
    const wanted = headerRules(origin, passes);
    const own = [...rules.values()].filter((rule) =>
      rule.condition.urlFilter?.startsWith(`|${origin}/`),
    );
    if (isSame(own, wanted)) return ok(null);
    const highest = Math.max(0, ...rules.keys());
    const addRules = wanted.map((rule, index) => asBrowserRule(rule, highest + 1 + index));
    const excess = rules.size - own.length + addRules.length - MOST_RULES;
    // Ids rise: the lowest ones were attached the longest ago.
    const others = [...rules.keys()].filter((id) => !own.some((rule) => rule.id === id));
    const oldest = others.sort((a, b) => a - b).slice(0, Math.max(0, excess));
    const removeRuleIds = [...own.map((rule) => rule.id), ...oldest];
    await browser.declarativeNetRequest.updateDynamicRules({ removeRuleIds, addRules });
    for (const id of removeRuleIds) rules.delete(id);
    for (const rule of addRules) rules.set(rule.id, rule);
    return ok(null);
  }

  return {
    renew: (origin) =>
      inTurn(async () => {
        const passes = await held(origin);
        if (!passes.ok) return passes;
        const live = passes.value.filter((pass) => pass.ended === null && !isLent(pass));
        return replaceRules(origin, live);
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

    async takeBackAll() {
      await inTurn(async () => {
        const rules = await browser.declarativeNetRequest.getSessionRules();
        const mine = new Set(lent.values());
        const left = rules.map(({ id }) => id).filter((id) => id > FIRST_LENT_ID && !mine.has(id));
        lastLent = Math.max(lastLent, ...left);
        if (left.length > 0) {
          await browser.declarativeNetRequest.updateSessionRules({ removeRuleIds: left });
        }
        return ok(null);
      }, '');
    },
  };
}

function asBrowserRule(rule: HeaderRule, id: number): DeclarativeNetRequest.Rule {
  return {
    id,
    priority: rule.priority,
    condition: {
      urlFilter: filterOf(rule),
      isUrlFilterCaseSensitive: true,
      resourceTypes: [...RESOURCE_TYPES],
    },
    action: {
      type: 'modifyHeaders',
      requestHeaders: [{ header: rule.name, operation: 'set', value: rule.value }],
    },
  };
}

/** `|` at the start anchors the filter to the URL's start; at the end it asks for the URL's end. */
function filterOf(rule: HeaderRule): string {
  return 'prefix' in rule.match ? `|${rule.match.prefix}` : `|${rule.match.exact}|`;
}

function isSame(
  own: readonly DeclarativeNetRequest.Rule[],
  wanted: readonly HeaderRule[],
): boolean {
  const text = (filter: string | undefined, value: unknown): string => `${filter} ${value}`;
  const have = own
    .map((rule) => text(rule.condition.urlFilter, rule.action.requestHeaders?.[0]?.value))
    .sort();
  const want = wanted.map((rule) => text(filterOf(rule), rule.value)).sort();
  return have.length === want.length && have.every((rule, index) => rule === want[index]);
}
