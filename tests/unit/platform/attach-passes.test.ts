import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Pass } from '../../../src/passes/pass.ts';
import { type AttachedPasses, attachPasses } from '../../../src/platform/attach-passes.ts';
import { browserState } from '../fakes/fake-browser.ts';
import { address, codeOf, ORIGIN, pass, toll, txid } from '../fakes/samples.ts';

vi.mock('webextension-polyfill', async () => ({
  default: (await import('../fakes/fake-browser.ts')).fakeBrowser,
}));

beforeEach(() => {
  browserState.reset();
  held.clear();
  start();
});

function passFor(origin: string, number = 1) {
  return pass({ toll: toll({ origin }), txid: txid(number), urls: [`${origin}/a`] });
}

const held = new Map<string, readonly Pass[]>();
let attached: AttachedPasses;

/** Starts the background anew. */
function start(): void {
  attached = attachPasses(async (origin) => ({ ok: true, value: held.get(origin) ?? [] }));
}

/** Attaches passes that are known beforehand. */
function attachNow(origin: string, passes: readonly Pass[]) {
  held.set(origin, passes);
  return attached.renew(origin);
}

function filters(): (string | undefined)[] {
  return browserState.rules().map((rule) => rule.condition.urlFilter);
}

describe('attachPasses', () => {
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
