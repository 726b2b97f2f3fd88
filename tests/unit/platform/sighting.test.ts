import { describe, expect, it } from 'vitest';
import { challengesIn, networkUrl, originOf } from '../../../src/platform/sighting.ts';

describe('networkUrl', () => {
  it.each([
    ['https://a.example/x?y=1#part', 'https://a.example/x?y=1'],
    ['https://a.example/x#', 'https://a.example/x'],
    ['https://a.example/#a#b', 'https://a.example/'],
    ['https://a.example/x', 'https://a.example/x'],
  ])('of %s is %s', (url, expected) => {
    expect(networkUrl(url)).toBe(expected);
  });
});

describe('originOf', () => {
  it.each([
    ['https://a.example:8443/x', 'https://a.example:8443'],
    ['https://a.example:443/', 'https://a.example'],
    ['https://user:pw@a.example/', 'https://a.example'],
    ['blob:https://a.example/1', 'https://a.example'],
  ])('of %s is %s', (url, origin) => {
    expect(originOf(url)).toBe(origin);
  });

  it.each([
    undefined,
    null,
    '',
    'null',
    'about:blank',
    'about:srcdoc',
    'data:text/html,x',
    'file:///x',
    '//a.example',
  ])('of %j is none', (url) => {
    expect(originOf(url)).toBeNull();
  });
});

describe('challengesIn', () => {
  it('takes every header of that name, however it is written, in order', () => {
    const headers = [
      { name: 'WWW-Authenticate', value: 'A' },
      { name: 'content-type', value: 'text/html' },
      { name: 'www-authenticate', value: 'B' },
      { name: 'Www-Authenticate' },
    ];
    expect(challengesIn(headers)).toEqual(['A', 'B', '']);
    // As Firefox has them.
    expect(challengesIn([{ name: 'WWW-Authenticate', value: 'A\nB' }])).toEqual(['A', 'B']);
    expect(challengesIn(undefined)).toEqual([]);
  });
});
