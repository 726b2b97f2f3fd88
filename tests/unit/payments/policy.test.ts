import { describe, expect, it } from 'vitest';
import type { Piconero } from '../../../src/money/piconero.ts';
import { isSecure, reasonToAsk, type Standing } from '../../../src/payments/policy.ts';
import { ORIGIN, pico } from '../fakes/samples.ts';

function ask(total: number, of: Partial<Standing> = {}, sites: Record<string, number> = {}) {
  const standing = { origin: ORIGIN, firstParty: true, payeeChanged: false, ...of };
  const limits = {
    threshold: pico(1000),
    sites: new Map<string, Piconero>(
      Object.entries(sites).map(([origin, upTo]) => [origin, pico(upTo)]),
    ),
  };
  return reasonToAsk(pico(total), standing, limits);
}

describe('reasonToAsk', () => {
  it('pays up to the threshold, and asks for one piconero more', () => {
    expect(ask(1)).toBeNull();
    expect(ask(1000)).toBeNull();
    expect(ask(1001)).toBe('over_threshold');
  });

  it('always asks while the threshold is 0', () => {
    const limits = { threshold: pico(0), sites: new Map<string, Piconero>() };
    const standing = { origin: ORIGIN, firstParty: true, payeeChanged: false };
    expect(reasonToAsk(pico(1), standing, limits)).toBe('over_threshold');
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
    expect(isSecure(origin)).toBe(true);
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
    'ftp://127.0.0.1',
    'file:///etc/passwd',
    'data:text/html,x',
    'ws://127.0.0.1',
  ])('keeps it from %s', (origin) => {
    expect(isSecure(origin)).toBe(false);
  });
});
