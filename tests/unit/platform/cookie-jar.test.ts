import { beforeEach, describe, expect, it, vi } from 'vitest';
import { type CookieJar, openCookieJar } from '../../../src/platform/cookie-jar.ts';
import { browserState, type FakeCookie } from '../fakes/fake-browser.ts';
import { cookieJarContract } from './cookie-jar-contract.ts';

vi.mock('webextension-polyfill', async () => ({
  default: (await import('../fakes/fake-browser.ts')).fakeBrowser,
}));

const URL_OF_LOGIN = 'https://play.example/api/auth/login';

let now: number;
let jar: CookieJar;
beforeEach(() => {
  browserState.reset();
  now = 0;
  jar = openCookieJar(() => {
    // A jar that waits for a cookie which never comes must come to an end.
    now += 400;
    return now;
  });
});

function cookie(of: Partial<FakeCookie> = {}): FakeCookie {
  return {
    name: 'PHPSESSID',
    value: 'first',
    domain: 'play.example',
    path: '/',
    httpOnly: true,
    secure: false,
    hostOnly: true,
    sameSite: 'lax',
    storeId: '0',
    ...of,
  };
}

const login = (...set: FakeCookie[]) =>
  jar.during(URL_OF_LOGIN, async () => {
    for (const one of set) browserState.setCookie(one);
    return 'done';
  });

cookieJarContract('the browser’s jar', () => ({
  jar,
  url: URL_OF_LOGIN,
  async logIn(value) {
    browserState.setCookie(cookie({ value }));
  },
  take: () => browserState.dropCookie('PHPSESSID'),
  later(ms) {
    now += ms;
  },
}));

describe('a login', () => {
  it('tells which cookies it set, the session’s first, and none of the others', async () => {
    browserState.setCookie(cookie({ name: 'old_session', value: 'x' }));
    const theme = cookie({ name: 'theme', httpOnly: false });
    const remember = cookie({ name: 'REMEMBERME' });
    const foreign = cookie({ domain: 'other.example' });
    expect(await login(theme, remember, foreign, cookie())).toEqual({
      result: 'done',
      set: ['PHPSESSID', 'REMEMBERME'],
    });
  });

  it('sets none where the cookie is what it was', async () => {
    browserState.setCookie(cookie());
    expect((await login(cookie({ name: 'theme', httpOnly: false }))).set).toEqual([]);
  });

  it('is told of a new value of the same cookie', async () => {
    browserState.setCookie(cookie());
    expect((await login(cookie({ value: 'second' }))).set).toEqual(['PHPSESSID']);
  });

  it('is told of a cookie that another answer took away at once', async () => {
    const { set } = await jar.during(URL_OF_LOGIN, async () => {
      browserState.setCookie(cookie());
      browserState.dropCookie('PHPSESSID');
    });
    expect(set).toEqual(['PHPSESSID']);
    expect(await jar.keep(URL_OF_LOGIN, set, true)).toBe('put_back');
    expect(browserState.cookies()).toMatchObject([{ name: 'PHPSESSID', value: 'first' }]);
  });

  it('has its partitioned cookie where the site’s own pages look', async () => {
    const ours = { topLevelSite: browserState.ownUrl.replace(/\/$/, '') };
    await login(cookie({ secure: true, sameSite: 'no_restriction', partitionKey: ours }));
    expect(browserState.cookies()).toMatchObject([
      { value: 'first', partitionKey: { topLevelSite: 'https://play.example' } },
    ]);
  });

  it('leaves alone what pages of other sites have of it', async () => {
    const theirs = cookie({ partitionKey: { topLevelSite: 'https://news.example' } });
    browserState.setCookie(theirs);
    await login(cookie());
    await jar.remove(URL_OF_LOGIN, ['PHPSESSID']);
    expect(browserState.cookies()).toEqual([theirs]);
  });
});

describe('a session’s cookie', () => {
  it('is found with its end, by a plain address too, and never with its value', async () => {
    const plain = 'http://127.0.0.1:8080/api/auth/login';
    browserState.setCookie(
      cookie({ domain: '127.0.0.1', secure: true, expirationDate: 1_800_000_000 }),
    );
    expect(await jar.find(plain, 'PHPSESSID')).toEqual({ expires: 1_800_000_000_000 });
    browserState.setCookie(cookie());
    expect(await jar.find(URL_OF_LOGIN, 'PHPSESSID')).toEqual({ expires: null });
    expect(await jar.find(URL_OF_LOGIN, 'other')).toBeNull();
  });

  it('is gone under the value by which it is taken away', async () => {
    browserState.setCookie(cookie({ value: 'deleted' }));
    expect(await jar.find(URL_OF_LOGIN, 'PHPSESSID')).toBeNull();
    expect(await jar.keep(URL_OF_LOGIN, ['PHPSESSID'], true)).toBe('gone');
  });

  it('is put back within half a minute of its login, and not after that', async () => {
    await login(cookie());
    expect(await jar.keep(URL_OF_LOGIN, ['PHPSESSID'], true)).toBe('kept');
    browserState.dropCookie('PHPSESSID');
    expect(await jar.keep(URL_OF_LOGIN, ['PHPSESSID'], false)).toBe('gone');
    expect(await jar.keep(URL_OF_LOGIN, ['PHPSESSID'], true)).toBe('put_back');
    browserState.dropCookie('PHPSESSID');
    now += 31_000;
    expect(await jar.keep(URL_OF_LOGIN, ['PHPSESSID'], true)).toBe('gone');
    expect(browserState.cookies()).toEqual([]);
  });

  it('is not put back once it was removed here', async () => {
    await login(cookie());
    await jar.remove(URL_OF_LOGIN, ['PHPSESSID']);
    expect(await jar.keep(URL_OF_LOGIN, ['PHPSESSID'], true)).toBe('gone');
  });
});
