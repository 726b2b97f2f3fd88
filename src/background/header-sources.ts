import type { Failure } from '../outcome/failure.ts';
import { ok, type Result } from '../outcome/result.ts';
import { headerRules } from '../passes/header-rules.ts';
import { isLent, type Pass } from '../passes/pass.ts';
import type { HeaderSources } from '../platform/attach-headers.ts';
import type { Credentials } from './credentials.ts';

/**
 * What is shown to an origin: the passes that can be used at will, and keys and tokens.
 *
 * Where a pass and a key want the same header, the deeper path wins; of the same path the pass, which
 * was paid for and runs out. The very URLs that sold a pass are shown it in any case.
 *
 * @param passes those of an origin that it may be shown
 */
export function headerSources(
  passes: (origin: string) => Promise<Result<readonly Pass[], Failure>>,
  credentials: Pick<Credentials, 'rules' | 'contests'>,
): HeaderSources {
  return {
    async lasting(origin) {
      const held = await passes(origin);
      if (!held.ok) return held;
      const live = held.value.filter((pass) => pass.ended === null && !isLent(pass));
      const isContested = live.length > 0 && (await credentials.contests(origin));
      return ok(headerRules(origin, live, isContested));
    },
    async fleeting(origin) {
      const rules = await credentials.rules(origin);
      // A list of keys that cannot be read is told of where it is shown; a pass is no worse for it.
      return rules.ok ? rules : ok(null);
    },
  };
}
