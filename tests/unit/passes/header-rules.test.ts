import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { headerRules } from '../../../src/passes/header-rules.ts';
import { address, ORIGIN, pass, toll, txid } from '../fakes/samples.ts';

const OTHER = address('author');

describe('headerRules', () => {
  it('makes one rule for a pass, for its origin with a slash behind it', () => {
    expect(headerRules(ORIGIN, [pass({ txid: txid(5), proof: 'OutProofV2p' })])).toEqual([
      {
        match: { prefix: `${ORIGIN}/` },
        name: 'Authorization',
        value: `TPAT ${txid(5)}:OutProofV2p`,
        priority: expect.any(Number),
      },
    ]);
  });

  it('makes none for no pass', () => {
    expect(headerRules(ORIGIN, [])).toEqual([]);
  });

  it('keeps origins apart, and ports', () => {
    const origins = ['https://a.example', 'https://a.example:8443', 'http://127.0.0.1:8080'];
    const rules = origins.flatMap((origin) =>
      headerRules(origin, [pass({ toll: toll({ origin }) })]),
    );
    expect(rules.map((rule) => rule.match)).toEqual(
      origins.map((origin) => ({ prefix: `${origin}/` })),
    );
  });

  it('serves the origin with the newest pass of one address', () => {
    const [old, young] = [
      pass({ txid: txid(1), boughtAt: 1 }),
      pass({ txid: txid(2), boughtAt: 2 }),
    ];
    for (const passes of [
      [old, young],
      [young, old],
    ]) {
      const rules = headerRules(ORIGIN, passes);
      expect(rules).toHaveLength(1);
      expect(rules[0]?.value).toContain(txid(2));
    }
  });

  it('parts two addresses of one origin by the exact URLs that sold them', () => {
    const old = pass({ txid: txid(1), boughtAt: 1, urls: [`${ORIGIN}/a`, `${ORIGIN}/b?x=1`] });
    const young = pass({
      txid: txid(2),
      boughtAt: 2,
      toll: toll({ address: OTHER }),
      urls: [`${ORIGIN}/c`],
    });
    for (const passes of [
      [old, young],
      [young, old],
    ]) {
      const rules = headerRules(ORIGIN, passes);
      expect(rules.map(({ match, value }) => ({ match, of: value.slice(5, 69) }))).toEqual([
        { match: { prefix: `${ORIGIN}/` }, of: txid(2) },
        { match: { exact: `${ORIGIN}/c` }, of: txid(2) },
        { match: { exact: `${ORIGIN}/a` }, of: txid(1) },
        { match: { exact: `${ORIGIN}/b?x=1` }, of: txid(1) },
      ]);
      const [ofOrigin = 0, ...ofUrls] = rules.map(({ priority }) => priority);
      expect(Math.min(...ofUrls)).toBeGreaterThan(ofOrigin);
    }
  });

  it('parts the URLs that sold a pass from the rest where something else has the header too', () => {
    const rules = headerRules(ORIGIN, [pass({ urls: [`${ORIGIN}/news/a`] })], true);
    expect(rules.map(({ match }) => match)).toEqual([
      { prefix: `${ORIGIN}/` },
      { prefix: `${ORIGIN}/news/` },
      { exact: `${ORIGIN}/news/a` },
    ]);
  });

  it('parts them by the paths that sold them too, the deepest first, the newer where both claim one', () => {
    const old = pass({ boughtAt: 1, urls: [`${ORIGIN}/news/a`, `${ORIGIN}/shared/1`] });
    const young = pass({
      txid: txid(2),
      boughtAt: 2,
      toll: toll({ address: OTHER }),
      urls: [`${ORIGIN}/news/deep/c?x=/y`, `${ORIGIN}/shared/2`],
    });
    const prefixes = headerRules(ORIGIN, [old, young]).flatMap(({ match, value, priority }) =>
      'prefix' in match ? [{ path: match.prefix.slice(ORIGIN.length), of: value, priority }] : [],
    );
    prefixes.sort((a, b) => b.priority - a.priority || a.path.localeCompare(b.path));
    expect(prefixes.map(({ path, of }) => [path, of.slice(5, 69)])).toEqual([
      ['/news/deep/', txid(2)],
      ['/news/', txid(1)],
      ['/shared/', txid(2)],
      ['/', txid(2)],
    ]);
  });

  it('never shows a pass to an origin that did not sell it', () => {
    const origin = fc.constantFrom(
      'https://a.example',
      'https://a.example:81',
      'http://localhost:1',
    );
    const passes = fc.array(
      fc.record({
        origin,
        to: fc.constantFrom('x', 'y'),
        at: fc.nat(9),
        path: fc.constantFrom('', 'p'),
      }),
      { maxLength: 6 },
    );
    fc.assert(
      fc.property(passes, (all) => {
        const made = all.map(({ origin: of, to, at, path }, index) =>
          pass({
            txid: txid(index),
            boughtAt: at,
            toll: toll({ origin: of, address: address(to) }),
            urls: [`${of}/${path}`],
          }),
        );
        const origins = new Set(made.map((one) => one.toll.origin));
        const rules = [...origins].flatMap((of) =>
          headerRules(
            of,
            made.filter((one) => one.toll.origin === of),
          ),
        );
        for (const rule of rules) {
          const owner = made.find(({ txid: id }) => rule.value.includes(id));
          const start = 'prefix' in rule.match ? rule.match.prefix : rule.match.exact;
          expect(start.startsWith(`${owner?.toll.origin}/`)).toBe(true);
        }
      }),
    );
  });
});
