import type { Handlers } from '../messages/router.ts';
import type { SiteQuestionView } from '../messages/signing.ts';
import { type Failure, failure } from '../outcome/failure.ts';
import { err, ok, type Result } from '../outcome/result.ts';
import type { Clock } from '../payments/clock.ts';
import { mayLookAlike } from '../payments/policy.ts';
import type { KeplrAlias } from '../platform/keplr-alias.ts';
import type { Questions } from '../platform/question-line.ts';
import { NOTHING_ALLOWED, type SitePermissions } from '../platform/site-permissions.ts';
import type { DescribedMessage } from '../signers/signing.ts';
import type {
  NamedAccount,
  NamedStream,
  SiteAnswer,
  SiteQuestion,
} from '../signers/site-question.ts';
import { failureView } from './views.ts';

export interface SigningPorts {
  readonly clock: Clock;
  readonly approver: Pick<Questions<SiteQuestion, SiteAnswer>, 'current' | 'answer'>;
  readonly permissions: SitePermissions;
  readonly alias: KeplrAlias;
  readonly streams: {
    /** The user's connections. */
    list(): Promise<readonly NamedStream[]>;
    /** Ends what pages of this origin hear. */
    revoke(origin: string): Promise<void>;
  };
  connectionsChanged(origin: string): void;
  /** Tells open pages of ours that what they show may have changed. */
  changed(): void;
}

type SigningHandlers = Pick<
  Handlers,
  Extract<keyof Handlers, `signing.${string}` | `signer_sites.${string}` | `keplr_alias.${string}`>
>;

/** What the windows and the settings ask about sites and signers. */
export function signingHandlers(ports: SigningPorts): SigningHandlers {
  const { approver, permissions, alias, clock, streams } = ports;

  function done(result: Result<unknown, Failure>) {
    ports.changed();
    return result.ok
      ? { ok: true as const }
      : { ok: false as const, failure: failureView(result.error) };
  }

  return {
    async 'signing.read'() {
      const asked = approver.current();
      return asked === null ? null : siteQuestionView(asked);
    },
    async 'signing.answer'({ id, answer, address, streamId, autoSign }) {
      const agreed = { do: 'agree', address, streamId, autoSign } as const;
      const taken = approver.answer(id, answer === 'agree' ? agreed : { do: 'reject' });
      return done(taken ? ok(null) : err(failure('approval_outdated')));
    },
    async 'signer_sites.read'() {
      const [sites, keplrAlias, known] = await Promise.all([
        permissions.all(),
        alias.isOn(),
        streams.list(),
      ]);
      const names = new Map(known.map(({ id, name }) => [id, name]));
      const now = clock.now();
      return {
        sites: (sites.ok ? sites.value : []).map(
          ({ origin, grants, streams: heard, autoSign }) => ({
            origin,
            grants: [...grants],
            // What was allowed of a connection that is gone, nobody hears.
            streams: heard.flatMap(({ streamId, subject }) => {
              const name = names.get(streamId);
              return name === undefined ? [] : [{ name, subject }];
            }),
            autoSign: autoSign
              .filter((rule) => rule.left > 0 && rule.until > now)
              .map(({ chainId, typeUrl, left, until }) => ({ chainId, typeUrl, left, until })),
          }),
        ),
        keplrAlias: keplrAlias.ok && keplrAlias.value,
      };
    },
    async 'signer_sites.disconnect'({ origin }) {
      const updated = await permissions.update(origin, () => NOTHING_ALLOWED);
      if (updated.ok) ports.connectionsChanged(origin);
      if (updated.ok) await streams.revoke(origin);
      return done(updated);
    },
    async 'signer_sites.stop_auto_sign'({ origin }) {
      return done(await permissions.update(origin, (before) => ({ ...before, autoSign: [] })));
    },
    async 'signer_sites.stop_streams'({ origin }) {
      const updated = await permissions.update(origin, (before) => ({ ...before, streams: [] }));
      if (updated.ok) await streams.revoke(origin);
      return done(updated);
    },
    'keplr_alias.set': async ({ on }) => done(await alias.set(on)),
  };
}

/** A question as the window shows it. */
export function siteQuestionView(asked: {
  readonly id: string;
  readonly question: SiteQuestion;
  readonly behind: number;
}): SiteQuestionView {
  const { id, question, behind } = asked;
  const { origin } = question;
  const common = {
    id,
    origin,
    host: new URL(origin).host,
    lookAlike: mayLookAlike(origin),
    behind,
  };
  switch (question.kind) {
    case 'connect':
      return {
        ...common,
        kind: 'connect',
        chainId: question.chainId,
        accounts: question.accounts.map(accountView),
      };
    case 'stream':
      return {
        ...common,
        kind: 'stream',
        subjects: [...question.subjects],
        streams: question.streams.map(({ id: of, name, url }) => ({ id: of, name, url })),
      };
    case 'sign': {
      const { chainId, description, account, sends, mayAutoSign } = question;
      const { memo, fee, gasLimit, sequence } = description;
      return {
        ...common,
        kind: 'sign',
        chainId,
        account: accountView(account),
        messages: description.messages.map(messageView),
        memo,
        fee,
        gasLimit,
        sequence,
        warnings: [...description.warnings],
        sends,
        mayAutoSign,
      };
    }
    case 'text': {
      const { chainId, account, text, meaning } = question;
      return { ...common, kind: 'text', chainId, account: accountView(account), text, meaning };
    }
    default:
      return question satisfies never;
  }
}

function accountView({ name, address }: NamedAccount) {
  return { name, address };
}

/** A message as pages show it. */
export function messageView(message: DescribedMessage): DescribedMessage {
  const { typeUrl, title, fields, knowledge, warnings, raw, inner } = message;
  return { typeUrl, title, fields, knowledge, warnings, raw, inner: inner.map(messageView) };
}
