import { beforeEach, describe, expect, it } from 'vitest';
import type { CookieJar } from '../../../src/platform/cookie-jar.ts';

/** A jar, and what servers and time do to it. Its session cookie is `PHPSESSID`. */
export interface JarUnderTest {
  readonly jar: CookieJar;
  readonly url: string;
  /** What a login does that is answered with a session. */
  logIn(value: string): Promise<void>;
  /** The answer to another request takes it away. */
  take(): void;
  later(ms: number): void;
}

const NAMES = ['PHPSESSID'];

/** What every jar does, the browser's and the fake. */
export function cookieJarContract(name: string, open: () => JarUnderTest): void {
  describe(`${name}, as any jar`, () => {
    let of: JarUnderTest;
    beforeEach(() => {
      of = open();
    });
    const login = (value: string) => of.jar.during(of.url, () => of.logIn(value));

    it('tells what a login set, and nothing where it set nothing new', async () => {
      expect((await login('a')).set).toEqual(NAMES);
      expect((await login('b')).set).toEqual(NAMES);
      expect((await of.jar.during(of.url, async () => 'nothing')).set).toEqual([]);
    });

    it('finds it while it is there', async () => {
      expect(await of.jar.find(of.url, 'PHPSESSID')).toBeNull();
      await login('a');
      expect(await of.jar.find(of.url, 'PHPSESSID')).toEqual({ expires: null });
      of.take();
      expect(await of.jar.find(of.url, 'PHPSESSID')).toBeNull();
    });

    it('puts back what was taken, only if told to and only soon after the login', async () => {
      await login('a');
      expect(await of.jar.keep(of.url, NAMES, true)).toBe('kept');
      of.take();
      expect(await of.jar.keep(of.url, NAMES, false)).toBe('gone');
      expect(await of.jar.keep(of.url, NAMES, true)).toBe('put_back');
      expect(await of.jar.keep(of.url, NAMES, false)).toBe('kept');
      of.take();
      of.later(31_000);
      expect(await of.jar.keep(of.url, NAMES, true)).toBe('gone');
    });

    it('has nothing to put back of what was removed here', async () => {
      await login('a');
      await of.jar.remove(of.url, NAMES);
      expect(await of.jar.find(of.url, 'PHPSESSID')).toBeNull();
      expect(await of.jar.keep(of.url, NAMES, true)).toBe('gone');
    });
  });
}
