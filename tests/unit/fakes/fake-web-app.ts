import type { Fetch } from '../../../src/net/body.ts';
import type { CookieJar } from '../../../src/platform/cookie-jar.ts';
import { AppRules, type AppRulesOptions, SESSION_COOKIE } from '../../devnet/app-rules.ts';

/** A web app as devnet has it (`app-rules.ts`), behind a `fetch` and a jar of a test's own. */
export interface FakeWebApp {
  readonly rules: AppRules;
  readonly fetch: Fetch;
  readonly jar: CookieJar;
  /** The value of the session cookie; undefined if there is none. */
  cookie(): string | undefined;
  /** Takes the cookie away as the answer to another request would. */
  wipe(): void;
  /** Does not answer any more. */
  down: boolean;
  /** What it answers instead of all else. */
  instead: (() => Response) | null;
  /** What was sent to it: the credentials' mode of each request, and its body. */
  readonly sent: { readonly url: string; readonly credentials: string; readonly body: string }[];
}

/** As of the real jar. */
const REMEMBERED_MS = 30_000;

/** @param origin all that it answers for; anything else is out of reach */
export function fakeWebApp(origin: string, options: AppRulesOptions): FakeWebApp {
  const rules = new AppRules(options);
  let value: string | undefined;
  let last: string | undefined;
  let lastAt = 0;
  const now = options.now ?? (() => 0);
  const app: FakeWebApp = {
    rules,
    down: false,
    instead: null,
    sent: [],
    cookie: () => value,
    wipe() {
      value = undefined;
    },
    async fetch(url, { method = 'GET', body, credentials = '' }) {
      await Promise.resolve();
      const { origin: at, pathname } = new URL(url);
      if (app.down || at !== origin) throw new TypeError('Failed to fetch');
      app.sent.push({ url, credentials, body: String(body ?? '') });
      if (app.instead !== null) return app.instead();
      const session = credentials === 'include' ? value : undefined;
      const reply = rules.answer({ method, path: pathname, body: String(body ?? ''), session });
      if (credentials === 'include' && reply.cookie !== undefined) {
        const set = new RegExp(`^${SESSION_COOKIE}=([^;]*)`).exec(reply.cookie)?.[1];
        value = set === 'deleted' ? undefined : set;
      }
      return new Response(JSON.stringify(reply.json), { status: reply.status });
    },
    jar: {
      async during(_url, work) {
        const before = value;
        const result = await work();
        last = value;
        lastAt = now();
        return { result, set: value !== undefined && value !== before ? [SESSION_COOKIE] : [] };
      },
      find: async (_url, name) =>
        name === SESSION_COOKIE && value !== undefined ? { expires: null } : null,
      async keep(_url, _names, mayPutBack) {
        if (value !== undefined) return 'kept';
        if (!mayPutBack || now() - lastAt > REMEMBERED_MS) return 'gone';
        value = last;
        return value === undefined ? 'gone' : 'put_back';
      },
      async remove(_url, names) {
        if (!names.includes(SESSION_COOKIE)) return;
        value = undefined;
        last = undefined;
      },
    },
  };
  return app;
}
