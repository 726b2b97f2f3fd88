import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ok } from '../../../src/outcome/result.ts';
import { appOf, readBaseUrl } from '../../../src/sessions/web-app.ts';

describe('the address of a web app', () => {
  it.each([
    ['https://play.example', 'https://play.example'],
    ['  play.example/ ', 'https://play.example'],
    ['https://play.example/game//', 'https://play.example/game'],
    ['HTTP://127.0.0.1:8080', 'http://127.0.0.1:8080'],
    ['https://bücher.example', 'https://xn--bcher-kva.example'],
  ])('is read from %j', (typed, url) => {
    expect(readBaseUrl(typed)).toEqual(ok(url));
  });

  it.each([
    '',
    '  ',
    'ftp://play.example',
    'javascript:alert(1)',
    'file:///etc',
    'https://user:secret@play.example',
    'https://play.example/?guild=1',
    'https://play.example/#x',
    'https://',
    'play example',
  ])('is not read from %j, and not repeated in the failure', (typed) => {
    const read = readBaseUrl(typed);
    expect(read).toEqual({ ok: false, error: { code: 'web_app_url_invalid' } });
  });

  it('never throws', () => {
    fc.assert(fc.property(fc.string(), (text) => readBaseUrl(text) !== null));
  });
});

describe('the web app of a request', () => {
  const root = { baseUrl: 'https://a.example' };
  const deep = { baseUrl: 'https://a.example/game' };
  const apps = [root, deep];

  it.each([
    ['https://a.example/', root],
    ['https://a.example/api/x?y=1', root],
    ['https://a.example/game', deep],
    ['https://a.example/game/api/x', deep],
    ['https://a.example/gamer', root],
    ['https://b.example/', null],
    ['http://a.example/', null],
    ['https://a.example:444/', null],
    ['https://sub.a.example/', null],
    ['not a url', null],
  ])('of %s', (url, app) => {
    expect(appOf(apps, url)).toBe(app);
  });

  it('is none of the login itself: a page that tries a wrong password gets its 401', () => {
    expect(appOf(apps, 'https://a.example/api/auth/login')).toBeNull();
    expect(appOf(apps, 'https://a.example/game/api/auth/logout')).toBeNull();
    expect(appOf(apps, 'https://a.example/api/author')).toBe(root);
  });
});
