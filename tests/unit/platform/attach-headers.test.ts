import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { DeclarativeNetRequest } from 'webextension-polyfill';
import type { FleetingRule } from '../../../src/headers/rule.ts';
import { ok } from '../../../src/outcome/result.ts';
import { headerRules } from '../../../src/passes/header-rules.ts';
import { isLent, type Pass } from '../../../src/passes/pass.ts';
import { type AttachedHeaders, attachHeaders } from '../../../src/platform/attach-headers.ts';
import { browserState, fakeBrowser } from '../fakes/fake-browser.ts';
import { address, codeOf, ORIGIN, pass, toll, txid } from '../fakes/samples.ts';

vi.mock('webextension-polyfill', async () => ({
  default: (await import('../fakes/fake-browser.ts')).fakeBrowser,
}));

beforeEach(() => {
  browserState.reset();
  held.clear();
  secrets = new Map();
  now = 1000;
  start();
});

function passFor(origin: string, number = 1) {
  return pass({ toll: toll({ origin }), txid: txid(number), urls: [`${origin}/a`] });
}

let now = 0;
/** null: the vault is locked. */
let secrets: Map<string, readonly FleetingRule[]> | null = new Map();
const held = new Map<string, readonly Pass[]>();
let attached: AttachedHeaders;

/** Starts the background anew. */
function start(): void {
  attached = attachHeaders(
    {
      lasting: async (origin) => ok(headerRules(origin, live(held.get(origin) ?? []))),
      fleeting: async (origin) => ok(secrets === null ? null : (secrets.get(origin) ?? [])),
    },
    () => now,
  );
}

function live(passes: readonly Pass[]): Pass[] {
  return passes.filter((pass) => pass.ended === null && !isLent(pass));
}

/** Attaches passes that are known beforehand. */
function attachNow(origin: string, passes: readonly Pass[]) {
  held.set(origin, passes);
  return attached.renew(origin);
}

function filters(): (string | undefined)[] {
  return browserState.rules().map((rule) => rule.condition.urlFilter);
}

describe('a pass that is attached', () => {
  it('sets the header for one origin, anchored, with a slash behind it', async () => {
    await attachNow(ORIGIN, [passFor(ORIGIN)]);
    expect(browserState.rules()).toMatchObject([
      {
        condition: { urlFilter: `|${ORIGIN}/`, isUrlFilterCaseSensitive: true },
        action: {
          type: 'modifyHeaders',
          requestHeaders: [
            { header: 'Authorization', operation: 'set', value: `TPAT ${txid(1)}:OutProofV2abc` },
          ],
        },
      },
    ]);
  });

  it('names every kind of request: a rule without a list leaves main_frame out', async () => {
    await attachNow(ORIGIN, [passFor(ORIGIN)]);
    const types = browserState.rules()[0]?.condition.resourceTypes;
    for (const type of ['main_frame', 'sub_frame', 'xmlhttprequest', 'image', 'script', 'other']) {
      expect(types).toContain(type);
    }
  });

  it('leaves other origins alone, whose names begin alike', async () => {
    const origins = [ORIGIN, `${ORIGIN}:8443`, `${ORIGIN}.evil.example`];
    for (const origin of origins) await attachNow(origin, [passFor(origin)]);
    expect(filters()).toEqual(origins.map((origin) => `|${origin}/`));
    await attachNow(ORIGIN, []);
    expect(filters()).toEqual(origins.slice(1).map((origin) => `|${origin}/`));
  });

  it('replaces the passes of its origin', async () => {
    await attachNow(ORIGIN, [passFor(ORIGIN, 1)]);
    await attachNow(ORIGIN, [passFor(ORIGIN, 2)]);
    const rules = browserState.rules();
    expect(rules).toHaveLength(1);
    expect(rules[0]?.action.requestHeaders?.[0]?.value).toContain(txid(2));
  });

  it('asks for a whole URL where two addresses share an origin, before the origin', async () => {
    const author = pass({
      toll: toll({ address: address('author') }),
      txid: txid(2),
      boughtAt: 2000,
      urls: [`${ORIGIN}/b?x=1`],
    });
    await attachNow(ORIGIN, [passFor(ORIGIN), author]);
    expect(filters()).toEqual([`|${ORIGIN}/`, `|${ORIGIN}/b?x=1|`, `|${ORIGIN}/a|`]);
    const [ofOrigin = 0, ...ofUrls] = browserState.rules().map(({ priority }) => priority ?? 1);
    expect(Math.min(...ofUrls)).toBeGreaterThan(ofOrigin);
    await attachNow(ORIGIN, []);
    expect(browserState.rules()).toEqual([]);
  });

  it('tells the browser nothing where nothing changes', async () => {
    await attachNow(ORIGIN, [passFor(ORIGIN)]);
    await attachNow(ORIGIN, [passFor(ORIGIN)]);
    await attachNow('https://none.example', []);
    expect(browserState.ruleUpdates()).toBe(1);
  });

  it('serves 20 origins at once', async () => {
    const origins = Array.from({ length: 20 }, (_, index) => `https://${index}.example`);
    const answers = await Promise.all(
      origins.map((origin) => attachNow(origin, [passFor(origin)])),
    );
    expect(answers.filter((answer) => !answer.ok)).toEqual([]);
    expect(filters().sort()).toEqual(origins.map((origin) => `|${origin}/`).sort());
  });

  it('says so if the browser refuses, without the proof, and works again later', async () => {
    browserState.rulesFail = true;
    const refused = await attachNow(ORIGIN, [passFor(ORIGIN)]);
    expect(codeOf(refused)).toBe('header_rule_failed');
    expect(refused).toMatchObject({ error: { detail: { origin: ORIGIN } } });
    browserState.rulesFail = false;
    expect((await attachNow(ORIGIN, [passFor(ORIGIN)])).ok).toBe(true);
  });
});

describe('a pass that is lent', () => {
  const URL = `${ORIGIN}/a?x=1`;

  it.each<[string, Partial<Pass>]>([
    ['rests after each use', { restMs: 60_000 }],
    ['is proven over a message', { message: 'nonce' }],
  ])('never stands: %s', async (_, of) => {
    await attachNow(ORIGIN, [pass(of)]);
    expect(browserState.rules()).toEqual([]);
    const standing = pass({ txid: txid(2), toll: toll({ address: address('author') }) });
    await attachNow(ORIGIN, [pass({ ...of, boughtAt: 5000 }), standing]);
    expect(browserState.rules()).toHaveLength(1);
    expect(browserState.rules()[0]?.action.requestHeaders?.[0]?.value).toContain(txid(2));
  });

  it('stands no more once it is over, or taken back by the user', async () => {
    for (const ended of ['expired', 'refused', 'revoked'] as const) {
      await attachNow(ORIGIN, [passFor(ORIGIN)]);
      expect(browserState.rules()).toHaveLength(1);
      await attachNow(ORIGIN, [{ ...passFor(ORIGIN), ended }]);
      expect(browserState.rules()).toEqual([]);
    }
  });

  it('is shown to one URL, above what stands, until it is taken back', async () => {
    await attachNow(ORIGIN, [passFor(ORIGIN)]);
    expect((await attached.lend(URL, 'TPAT lent')).ok).toBe(true);
    expect(browserState.sessionRules()).toMatchObject([
      {
        condition: { urlFilter: `|${URL}|`, isUrlFilterCaseSensitive: true },
        action: {
          type: 'modifyHeaders',
          requestHeaders: [{ header: 'Authorization', operation: 'set', value: 'TPAT lent' }],
        },
      },
    ]);
    const [lent] = browserState.sessionRules();
    expect(lent?.priority).toBeGreaterThan(browserState.rules()[0]?.priority ?? 0);
    expect(lent?.condition.resourceTypes).toContain('main_frame');
    await attached.takeBack(URL);
    expect(browserState.sessionRules()).toEqual([]);
    expect(browserState.rules()).toHaveLength(1);
  });

  it('replaces the one that was lent to the same URL; others stay', async () => {
    await attached.lend(URL, 'TPAT one');
    await attached.lend(`${ORIGIN}/b`, 'TPAT b');
    await attached.lend(URL, 'TPAT two');
    expect(lentValues()).toEqual(['TPAT b', 'TPAT two']);
    await attached.takeBack(`${ORIGIN}/b`);
    await attached.takeBack(`${ORIGIN}/never`);
    expect(lentValues()).toEqual(['TPAT two']);
  });

  it('is lent to 20 URLs at once, each with an id of its own', async () => {
    const urls = Array.from({ length: 20 }, (_, index) => `${ORIGIN}/${index}`);
    const answers = await Promise.all(urls.map((url) => attached.lend(url, 'TPAT x')));
    expect(answers.every(({ ok }) => ok)).toBe(true);
    expect(browserState.sessionRules()).toHaveLength(20);
    await Promise.all(urls.map((url) => attached.takeBack(url)));
    expect(browserState.sessionRules()).toEqual([]);
  });

  it('by an earlier life is taken back by the next, before that lends anything', async () => {
    await attached.lend(URL, 'TPAT earlier');
    await attached.lend(`${ORIGIN}/b`, 'TPAT earlier');
    start();
    const [, lent] = await Promise.all([attached.tidy(), attached.lend(`${ORIGIN}/c`, 'TPAT now')]);
    expect(lent.ok).toBe(true);
    expect(lentValues()).toEqual(['TPAT now']);
    await attached.tidy();
    expect(lentValues()).toEqual(['TPAT now']);
    await attached.takeBack(`${ORIGIN}/c`);
    expect(browserState.sessionRules()).toEqual([]);
  });

  it('is lent all the same if what an earlier life lent could not be taken back', async () => {
    await attached.lend(URL, 'TPAT earlier');
    start();
    browserState.rulesFail = true;
    await attached.tidy();
    browserState.rulesFail = false;
    expect((await attached.lend(`${ORIGIN}/c`, 'TPAT now')).ok).toBe(true);
    expect(lentValues()).toContain('TPAT now');
    await attached.tidy();
    expect(lentValues()).toEqual(['TPAT now']);
  });

  it('leaves alone the session rules that are not of passes', async () => {
    await fakeBrowser.declarativeNetRequest.updateSessionRules({ addRules: [otherRule(1)] });
    await attached.lend(URL, 'TPAT x');
    start();
    await attached.tidy();
    expect(browserState.sessionRules().map(({ id }) => id)).toEqual([1]);
  });

  it('is taken back later if the browser refuses to now', async () => {
    await attached.lend(URL, 'TPAT one');
    browserState.rulesFail = true;
    await attached.takeBack(URL);
    expect(codeOf(await attached.lend(URL, 'TPAT two'))).toBe('header_rule_failed');
    browserState.rulesFail = false;
    expect(lentValues()).toEqual(['TPAT one']);
    await attached.takeBack(URL);
    expect(browserState.sessionRules()).toEqual([]);
  });
});

describe('more passes than the browser has room for', () => {
  const MOST = 4500;
  const originOf = (index: number) => `https://${index}.example`;

  /** Rules of an earlier life, the first attached first. */
  async function fill(count: number): Promise<void> {
    const addRules = Array.from({ length: count }, (_, index) => ({
      ...otherRule(index + 1),
      condition: { urlFilter: `|${originOf(index)}/` },
    }));
    await fakeBrowser.declarativeNetRequest.updateDynamicRules({ addRules });
  }

  it('costs the one that was attached the longest ago its rule', async () => {
    await fill(MOST);
    expect((await attachNow(ORIGIN, [passFor(ORIGIN)])).ok).toBe(true);
    expect(filters()).toHaveLength(MOST);
    expect(filters()).toContain(`|${ORIGIN}/`);
    expect(filters()).not.toContain(`|${originOf(0)}/`);
    expect(filters()).toContain(`|${originOf(1)}/`);
  });

  it('attaches that one again when its site asks, in place of the next oldest', async () => {
    await fill(MOST);
    await attachNow(ORIGIN, [passFor(ORIGIN)]);
    await attachNow(originOf(0), [passFor(originOf(0))]);
    expect(filters()).toHaveLength(MOST);
    expect(filters()).toContain(`|${originOf(0)}/`);
    expect(filters()).toContain(`|${ORIGIN}/`);
    expect(filters()).not.toContain(`|${originOf(1)}/`);
  });

  it('counts a site that renews as new, and not its own rules twice', async () => {
    await fill(MOST);
    await attachNow(originOf(0), [passFor(originOf(0))]);
    expect(filters()).toHaveLength(MOST);
    expect(filters()).toContain(`|${originOf(1)}/`);
    await attachNow(ORIGIN, [passFor(ORIGIN)]);
    expect(filters()).toContain(`|${originOf(0)}/`);
    expect(filters()).not.toContain(`|${originOf(1)}/`);
  });

  it('takes what there were too many of out in one update', async () => {
    await fill(4700);
    const before = browserState.ruleUpdates();
    await attachNow(ORIGIN, [passFor(ORIGIN)]);
    expect(browserState.ruleUpdates()).toBe(before + 1);
    expect(filters()).toHaveLength(MOST);
    expect(filters()).not.toContain(`|${originOf(200)}/`);
    expect(filters()).toContain(`|${originOf(201)}/`);
  });
});

describe('over two lives of the background', () => {
  it('ids of rules do not clash, and what stands is not attached twice', async () => {
    for (const name of ['a', 'b', 'c']) {
      const origin = `https://${name}.example`;
      await attachNow(origin, [passFor(origin)]);
    }
    await attachNow('https://a.example', []);
    start();
    const before = browserState.ruleUpdates();
    await attachNow('https://b.example', [passFor('https://b.example')]);
    expect(browserState.ruleUpdates()).toBe(before);
    for (const name of ['a', 'd', 'b']) {
      const origin = `https://${name}.example`;
      expect((await attachNow(origin, [passFor(origin, 7)])).ok).toBe(true);
    }
    const expected = ['a', 'b', 'c', 'd'].map((name) => `|https://${name}.example/`);
    expect(filters().sort()).toEqual(expected);
  });
});

function lentValues(): (string | undefined)[] {
  return browserState
    .sessionRules()
    .map((rule) => rule.action.requestHeaders?.[0]?.value)
    .sort();
}

function otherRule(id: number): DeclarativeNetRequest.Rule {
  return { id, condition: { urlFilter: '|https://x.example/' }, action: { type: 'allow' } };
}

describe('a secret that is attached', () => {
  const PATH = 'https://api.example/v1';
  const API = 'https://api.example';

  function secret(of: Partial<FleetingRule> = {}): FleetingRule {
    const match = { prefix: PATH };
    return { match, name: 'X-API-Key', value: 'k1', priority: 4, until: null, ...of };
  }
  function show(...rules: FleetingRule[]) {
    secrets?.set(API, rules);
    return attached.renew(API);
  }
  const values = () => [...new Set(browserState.sessionRules().map(headerOf))];

  it('is a session rule for its place alone, and never a dynamic one, which lies on the disk', async () => {
    expect((await show(secret(), secret({ match: { prefix: `${API}/` }, name: 'X-B' }))).ok).toBe(
      true,
    );
    expect(browserState.rules()).toEqual([]);
    const rules = browserState.sessionRules();
    expect(rules).toHaveLength(4);
    for (const rule of rules.slice(0, 2)) {
      expect(rule).toMatchObject({
        priority: 4,
        condition: { urlFilter: `|${PATH}^`, isUrlFilterCaseSensitive: true },
        action: { requestHeaders: [{ header: 'X-API-Key', operation: 'set', value: 'k1' }] },
      });
    }
    expect(rules[2]).toMatchObject({ condition: { urlFilter: `|${API}/` } });
    expect(browserState.local.text() + browserState.session.text()).not.toContain('k1');
    const stands = await attached.shown();
    expect(stands).toContainEqual({ prefix: PATH, name: 'x-api-key' });
    expect(stands).toContainEqual({ prefix: `${API}/`, name: 'x-b' });
  });

  it('is not shown in our own requests, which show what they mean to', async () => {
    await show(secret());
    for (const { condition } of browserState.sessionRules()) {
      expect(condition.excludedInitiatorDomains).toEqual([new URL(browserState.ownUrl).host]);
    }
  });

  it('is shown in requests of its own site, and where a tab is led to it, as a cookie is', async () => {
    await show(secret());
    const [own, led] = browserState.sessionRules().map(({ condition }) => condition);
    expect(own?.domainType).toBe('firstParty');
    expect(own?.resourceTypes).toContain('xmlhttprequest');
    expect(own?.resourceTypes).toContain('main_frame');
    expect(led?.resourceTypes).toEqual(['main_frame']);
    expect(led?.requestMethods).toEqual(['get', 'head']);
  });

  it('is replaced by another value, and taken away where there is none any more', async () => {
    await show(secret());
    await show(secret({ value: 'k2' }));
    expect(values()).toEqual(['k2']);
    await show();
    expect(values()).toEqual([]);
  });

  it('tells the browser nothing where nothing changes, also in the next life', async () => {
    await show(secret({ until: 9000 }));
    const before = browserState.sessionRules();
    await show(secret({ until: 9000 }));
    start();
    await attached.tidy();
    await show(secret({ until: 9000 }));
    expect(browserState.sessionRules()).toEqual(before);
  });

  it('stays as it is while it cannot be known, and the passes of its origin are renewed', async () => {
    await show(secret());
    secrets = null;
    expect((await attachNow(API, [passFor(API)])).ok).toBe(true);
    expect(values()).toEqual(['k1']);
    expect(browserState.rules()).toHaveLength(1);
  });

  it('is gone at its end: by the alarm, and in a life that begins after it', async () => {
    await show(secret({ until: 5000 }), secret({ name: 'X-B', value: 'k2', until: 7000 }));
    expect(browserState.alarms().get('headers')).toBe(5000);
    now = 5000;
    await attached.tidy();
    expect(values()).toEqual(['k2']);
    expect(browserState.alarms().get('headers')).toBe(7000);
    start();
    now = 7000;
    await attached.tidy();
    expect(values()).toEqual([]);
    expect(browserState.alarms().has('headers')).toBe(false);
  });

  it('is not put up at all after its end', async () => {
    await show(secret({ until: now }));
    expect(values()).toEqual([]);
  });

  it('lives longer if the same value is to', async () => {
    await show(secret({ until: 5000 }));
    await show(secret({ until: 8000 }));
    now = 5000;
    await attached.tidy();
    expect(values()).toEqual(['k1']);
    expect(browserState.alarms().get('headers')).toBe(8000);
  });

  it('is apart from what is lent: neither takes the other away', async () => {
    await show(secret());
    await attached.lend(`${API}/v1/x`, 'TPAT lent');
    start();
    await attached.tidy();
    expect(values()).toEqual(['k1']);
    await attached.lend(`${API}/v1/x`, 'TPAT again');
    await attached.withdraw();
    expect(values()).toEqual(['TPAT again']);
    expect(await attached.shown()).toEqual([]);
  });

  it('says so if the browser refuses, without the secret, and works again later', async () => {
    browserState.rulesFail = true;
    const refused = await show(secret());
    expect(codeOf(refused)).toBe('header_rule_failed');
    expect(JSON.stringify(refused)).not.toContain('k1');
    browserState.rulesFail = false;
    expect((await show(secret())).ok).toBe(true);
    expect(values()).toEqual(['k1']);
  });
});

function headerOf(rule: DeclarativeNetRequest.Rule): string | undefined {
  return rule.action.requestHeaders?.[0]?.value;
}
