import * as v from 'valibot';
import { FAILURE_CODES } from '../outcome/failure.ts';
import type { LoginMemory, RenewalPorts } from '../sessions/renewal.ts';
import { sessionStorage } from './storage.ts';

const KEY = 'web-app-logins';
const known = v.fallback(
  v.record(
    v.string(),
    v.object({
      loginAt: v.nullable(v.number()),
      refusals: v.number(),
      failure: v.nullable(
        v.object({
          code: v.picklist(FAILURE_CODES),
          detail: v.optional(v.record(v.string(), v.string())),
        }),
      ),
      quietUntil: v.nullable(v.number()),
    }),
  ),
  {},
);

const NONE: LoginMemory = { loginAt: null, refusals: 0, failure: null, quietUntil: 0 };

/** How the last logins to each web app went: until the browser closes, over the background's death. */
export interface Logins {
  readonly memory: RenewalPorts['memory'];
  forget(appId: string): Promise<void>;
}

export function openLogins(): Logins {
  let line: Promise<unknown> = Promise.resolve();
  async function read() {
    return v.parse(known, await sessionStorage.get(KEY));
  }
  function update(appId: string, memory: LoginMemory | null): Promise<void> {
    const turn = line.then(async () => {
      const { [appId]: _, ...others } = await read();
      await sessionStorage.set(KEY, memory === null ? others : { ...others, [appId]: memory });
    });
    line = turn.catch(() => undefined);
    return turn;
  }
  return {
    memory: {
      async read(appId) {
        // What is being written counts already.
        await line;
        const memory = (await read())[appId];
        if (memory === undefined) return NONE;
        const { failure } = memory;
        return {
          ...memory,
          failure: failure && {
            code: failure.code,
            ...(failure.detail === undefined ? {} : { detail: failure.detail }),
          },
        };
      },
      write(appId, { failure, ...memory }) {
        // Without its cause, which is no data.
        const kept = failure && { code: failure.code, detail: { ...failure.detail } };
        return update(appId, { ...memory, failure: kept });
      },
    },
    forget: (appId) => update(appId, null),
  };
}
