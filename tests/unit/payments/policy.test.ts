import { describe, expect, it } from 'vitest';
import { isSecure, type Limits, reasonToAsk, type Standing } from '../../../src/payments/policy.ts';
import { ORIGIN, pico } from '../fakes/samples.ts';

const NOTHING = { siteDay: pico(0), day: pico(0), month: pico(0) };

function limits(of: Partial<Limits> = {}): Limits {
  const none = { siteDay: null, day: null, month: null };
  return { threshold: pico(1000), ...none, sites: new Map(), hiddenServices: false, ...of };
}

function standing(of: Partial<Standing> = {}): Standing {
  const usual = {
    firstParty: true,
    payeeChanged: false,
    dearer: false,
    wished: false,
    pageSays: false,
  };
  return { origin: ORIGIN, ...usual, ...of };
}

function ask(total: number, of: Partial<Standing> = {}, sites: Record<string, number> = {}) {
  const rules = Object.entries(sites).map(
    ([origin, upTo]) => [origin, { kind: 'up_to', amount: pico(upTo) }] as const,
  );
  return reasonToAsk(pico(total), standing(of), limits({ sites: new Map(rules) }), NOTHING);
}

describe('reasonToAsk', () => {
  it('pays up to the threshold, and asks for one piconero more', () => {
    expect(ask(1)).toBeNull();
    expect(ask(1000)).toBeNull();
    expect(ask(1001)).toBe('over_threshold');
  });

  it('always asks while the threshold is 0', () => {
    const none = limits({ threshold: pico(0) });
    expect(reasonToAsk(pico(1), standing(), none, NOTHING)).toBe('over_threshold');
  });

  it.each([
    ['siteDay', 'over_site_day'],
    ['day', 'over_day'],
    ['month', 'over_month'],
  ] as const)('counts what was spent against the limit of %s, to the piconero', (name, reason) => {
    const spent = { ...NOTHING, [name]: pico(700) };
    const limited = limits({ [name]: pico(1000) });
    expect(reasonToAsk(pico(300), standing(), limited, spent)).toBeNull();
    expect(reasonToAsk(pico(301), standing(), limited, spent)).toBe(reason);
    // What was spent elsewhere does not count here, and without a limit nothing does.
    expect(reasonToAsk(pico(301), standing(), limited, NOTHING)).toBeNull();
    expect(reasonToAsk(pico(301), standing(), limits(), spent)).toBeNull();
  });

  it('does not let the rule of a site open what is limited by day and month', () => {
    const sites = new Map([[ORIGIN, { kind: 'up_to', amount: pico(10 ** 6) }]] as const);
    const limited = limits({ sites, day: pico(1000) });
    expect(reasonToAsk(pico(1001), standing(), limited, NOTHING)).toBe('over_day');
  });

  it('always asks where the user wants to be asked', () => {
    const sites = new Map([[ORIGIN, { kind: 'ask' }]] as const);
    expect(reasonToAsk(pico(1), standing(), limits({ sites }), NOTHING)).toBe('site_asks');
  });

  it('lets the limit of a site stand in for the threshold, above it and below', () => {
    expect(ask(5000, {}, { [ORIGIN]: 5000 })).toBeNull();
    expect(ask(5001, {}, { [ORIGIN]: 5000 })).toBe('over_threshold');
    expect(ask(1000, {}, { [ORIGIN]: 0 })).toBe('over_threshold');
  });

  it('counts the limit of a site for that origin alone', () => {
    const sites = { 'https://other.example': 5000, [`${ORIGIN}:8443`]: 5000 };
    expect(ask(5000, {}, sites)).toBe('over_threshold');
  });

  it.each<[string, Partial<Standing>, string]>([
    ['a third party', { firstParty: false }, 'third_party'],
    [
      'a host name that may look like another',
      { origin: 'https://xn--80ak6aa92e.example' },
      'look_alike',
    ],
    ['… in any of its labels', { origin: 'https://www.xn--e1awd7f.co.example:8443' }, 'look_alike'],
    ['an address that was never paid at a site that was', { payeeChanged: true }, 'payee_changed'],
    ['a page that is dearer than what is held', { dearer: true }, 'dearer'],
    ['a longer pass that the user wished for', { wished: true }, 'wished'],
    ['what only a page says', { pageSays: true }, 'page_says'],
    ['… of another address', { pageSays: true, payeeChanged: true }, 'payee_changed'],
    ['… in a frame of another site', { pageSays: true, firstParty: false }, 'third_party'],
  ])('always asks for %s, whatever the limits allow', (_, of, reason) => {
    expect(ask(1, of)).toBe(reason);
    expect(ask(1, of, { [of.origin ?? ORIGIN]: 10 ** 6 })).toBe(reason);
  });

  it('takes letters outside ASCII for what they are written as', () => {
    expect(ask(1, { origin: new URL('https://аррӏе.example').origin })).toBe('look_alike');
  });

  it('is not alarmed by xn-- elsewhere in a name', () => {
    expect(ask(1, { origin: 'https://axn--b.example' })).toBeNull();
  });
});

describe('isSecure', () => {
  it.each([
    'https://a.example',
    'https://a.example:8443',
    'http://localhost:3000',
    'http://shop.localhost',
    'http://127.0.0.1:8080',
    'http://127.255.1.2',
    'http://[::1]:9000',
  ])('lets a pass travel to %s', (origin) => {
    expect(isSecure(origin, { hiddenServices: false })).toBe(true);
  });

  it.each([
    'http://a.example',
    'http://localhost.example',
    'http://127.0.0.1.example',
    'http://notlocalhost',
    'http://128.0.0.1',
    'http://10.0.0.1',
    'http://[::2]',
    'http://[::ffff:127.0.0.1]',
    'http://a.onion',
    'http://a.b.i2p',
    'ftp://127.0.0.1',
    'file:///etc/passwd',
    'data:text/html,x',
    'ws://127.0.0.1',
  ])('keeps it from %s', (origin) => {
    expect(isSecure(origin, { hiddenServices: false })).toBe(false);
  });

  it.each(['http://a.onion', 'http://www.a.onion:8080', 'http://a.b.i2p'])(
    'lets it travel to %s once the user allowed it',
    (origin) => {
      expect(isSecure(origin, { hiddenServices: true })).toBe(true);
    },
  );

  it.each([
    'http://a.example',
    'http://onion',
    'http://a.onion.example',
    'http://aonion',
    'http://a.onion.',
    'ftp://a.onion',
    'ws://a.i2p',
  ])('keeps it from %s even then', (origin) => {
    expect(isSecure(origin, { hiddenServices: true })).toBe(false);
  });
});
