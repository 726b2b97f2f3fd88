import browser, { type DeclarativeNetRequest } from 'webextension-polyfill';
import { type Failure, failure } from '../outcome/failure.ts';
import { err, ok, type Result } from '../outcome/result.ts';
import { type HeaderRule, headerRules } from '../passes/header-rules.ts';
import type { Pass } from '../passes/pass.ts';

/**
 * Every kind of request. A rule without a list leaves main_frame out (measured); `other` is what
 * Firefox and Chrome both call the rest.
 */
const RESOURCE_TYPES = [
  'main_frame',
  'sub_frame',
  'stylesheet',
  'script',
  'image',
  'font',
  'object',
  'xmlhttprequest',
  'ping',
  'media',
  'websocket',
  'other',
] as const;

/**
 * Makes the browser attach these passes, and no others, to requests to `origin`.
 *
 * Dynamic rules: they outlive the background and the browser. An update holds once the promise
 * resolves (measured: 3 to 7 ms), and is left out if nothing would change.
 *
 * @param read says which passes are live, when it is this update's turn
 */
export function attachPasses(
  origin: string,
  read: () => Promise<Result<readonly Pass[], Failure>>,
): Promise<Result<null, Failure>> {
  const turn = line.then(async () => {
    const passes = await read();
    return passes.ok ? replaceRules(origin, passes.value) : passes;
  });
  line = turn.catch(() => undefined);
  return turn;
}

/**
 * One update at a time: two that both look for a free id would find the same one, and an older look
 * at the passes must not be applied after a newer one.
 */
let line: Promise<unknown> = Promise.resolve();

async function replaceRules(
  origin: string,
  passes: readonly Pass[],
): Promise<Result<null, Failure>> {
  const wanted = headerRules(passes);
  try {
    const standing = await browser.declarativeNetRequest.getDynamicRules();
    const own = standing.filter((rule) => rule.condition.urlFilter?.startsWith(`|${origin}/`));
    if (same(own, wanted)) return ok(null);
    const highest = standing.reduce((most, rule) => Math.max(most, rule.id), 0);
    await browser.declarativeNetRequest.updateDynamicRules({
      removeRuleIds: own.map((rule) => rule.id),
      addRules: wanted.map((rule, index) => asBrowserRule(rule, highest + 1 + index)),
    });
    return ok(null);
  } catch (cause) {
    return err(failure('header_rule_failed', { origin }, cause));
  }
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

function same(own: readonly DeclarativeNetRequest.Rule[], wanted: readonly HeaderRule[]): boolean {
  const text = (filter: string | undefined, value: unknown): string => `${filter} ${value}`;
  const have = own
    .map((rule) => text(rule.condition.urlFilter, rule.action.requestHeaders?.[0]?.value))
    .sort();
  const want = wanted.map((rule) => text(filterOf(rule), rule.value)).sort();
  return have.length === want.length && have.every((rule, index) => rule === want[index]);
}
