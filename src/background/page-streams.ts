import type { Handlers } from '../messages/router.ts';
import { coversSubject, subjectFault } from '../nats/subject.ts';
import { type Failure, failure } from '../outcome/failure.ts';
import { err, ok, type Result } from '../outcome/result.ts';
import type { Clock } from '../payments/clock.ts';
import type { SitePermissions, StreamGrant } from '../platform/site-permissions.ts';
import type { NamedStream } from '../signers/site-question.ts';
import type { Asking, SiteRequests } from './site-requests.ts';

/** Subjects that one origin may be allowed: who allows more allows a wider one. */
const MOST_GRANTS = 64;

/** What pages may hear of the user's streams is served by. */
export interface PageStreamPorts {
  readonly clock: Clock;
  readonly permissions: SitePermissions;
  readonly streams: {
    list(): Promise<readonly NamedStream[]>;
    /** A ticket for these subjects, or null while the connection is off. @throws where none can be had */
    admit(origin: string, streamId: string, subjects: readonly string[]): Promise<string | null>;
  };
  /** Puts what a page needs into one of its frames. @throws where it is gone */
  equip(tabId: number, frameId: number): Promise<void>;
  /** Tells open pages of ours. */
  changed(): void;
}

/** What pages may hear: the user chooses the connection, and says yes to each subject once. */
export function pageStreamHandlers(
  { clock, permissions, streams, equip, changed }: PageStreamPorts,
  { serve, admit, isQuiet, ask }: SiteRequests,
): Pick<Handlers, 'provider.stream'> {
  /** Of each origin what it asked last: a second question may be answered by the first. */
  const asking = new Map<string, Promise<unknown>>();

  /** The connection on which a site may hear all of these; null if there is none. */
  async function allowed(
    origin: string,
    subjects: readonly string[],
  ): Promise<Result<string | null, Failure>> {
    const permission = await permissions.read(origin);
    if (!permission.ok) return permission;
    const grants = permission.value.streams;
    const mayHear = (id: string, subject: string): boolean =>
      grants.some((grant) => grant.streamId === id && coversSubject(grant.subject, subject));
    const known = await streams.list();
    const found = known.find(({ id }) => subjects.every((subject) => mayHear(id, subject)));
    return ok(found?.id ?? null);
  }

  async function askFor(
    { origin, tabs }: Asking,
    subjects: readonly string[],
  ): Promise<Result<string, Failure>> {
    const known = await streams.list();
    // Asked also where there is none: a page is not told what its visitor listens to.
    const answer = await ask({ kind: 'stream', origin, tabs, subjects, streams: known });
    if (!answer.ok) return answer;
    const chosen = known.find(({ id }) => id === answer.value.streamId);
    if (chosen === undefined) return err(failure('rejected_by_user'));
    const at = clock.now();
    const fresh = subjects.map((subject) => ({ streamId: chosen.id, subject, at }));
    const written = await permissions.update(origin, (before) => ({
      ...before,
      streams: [...before.streams.filter((one) => !isCovered(one, fresh)), ...fresh].slice(
        -MOST_GRANTS,
      ),
    }));
    changed();
    return written.ok ? ok(chosen.id) : written;
  }

  /** One question of an origin after the other, and none that is answered meanwhile. */
  function askInTurn(site: Asking, subjects: readonly string[]): Promise<Result<string, Failure>> {
    const { origin } = site;
    const turn = (asking.get(origin) ?? Promise.resolve()).then(async () => {
      const known = await allowed(origin, subjects);
      if (!known.ok) return known;
      if (known.value !== null) return ok(known.value);
      // A no to the one before is a no to those behind it.
      return (await isQuiet(origin)) ? err(failure('rejected_recently')) : askFor(site, subjects);
    });
    asking.set(
      origin,
      turn.catch(() => undefined),
    );
    return turn;
  }

  return {
    'provider.stream': serve(async (site, { subjects: wanted, asks }, { tabId, frameId }) => {
      const { origin } = site;
      const isFaulty = wanted.some((subject) => subjectFault(subject, true) !== null);
      if (isFaulty || tabId === null || frameId === null) return err(failure('request_malformed'));
      const subjects = withoutCovered(wanted);
      const known = await allowed(origin, subjects);
      if (!known.ok) return known;
      if (known.value === null && !asks) return err(failure('site_not_connected'));
      const stream =
        known.value === null
          ? await admit(origin, () => askInTurn(site, subjects))
          : ok(known.value);
      if (!stream.ok) return stream;
      try {
        if (asks) await equip(tabId, frameId);
        return ok(await streams.admit(origin, stream.value, subjects));
      } catch (cause) {
        return err(failure('stream_not_connected', {}, cause));
      }
    }),
  };
}

function isCovered(grant: StreamGrant, by: readonly StreamGrant[]): boolean {
  return by.some(
    ({ streamId, subject }) => streamId === grant.streamId && coversSubject(subject, grant.subject),
  );
}

/** Without those that another of them has already: what they share would come twice. */
function withoutCovered(subjects: readonly string[]): string[] {
  const all = [...new Set(subjects)];
  return all.filter((one) => !all.some((other) => other !== one && coversSubject(other, one)));
}
