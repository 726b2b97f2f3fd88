import type { Handlers } from '../messages/router.ts';
import type { SiteQuestionView } from '../messages/signing.ts';
import { type Failure, failure } from '../outcome/failure.ts';
import { err, ok, type Result } from '../outcome/result.ts';
import type { Clock } from '../payments/clock.ts';
import { mayLookAlike } from '../payments/policy.ts';
import type { KeplrAlias } from '../platform/keplr-alias.ts';
import type { Questions } from '../platform/question-line.ts';
import type { SitePermissions } from '../platform/site-permissions.ts';
import type { DescribedMessage } from '../signers/signing.ts';
import type { NamedAccount, SiteAnswer, SiteQuestion } from '../signers/site-question.ts';
import { failureView } from './views.ts';

export interface SigningPorts {
  readonly clock: Clock;
  readonly approver: Pick<Questions<SiteQuestion, SiteAnswer>, 'current' | 'answer'>;
  readonly permissions: SitePermissions;
  readonly alias: KeplrAlias;
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
  const { approver, permissions, alias, clock } = ports;

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
    async 'signing.answer'({ id, answer, address, autoSign }) {
      const agreed = { do: 'agree', address, autoSign } as const;
      const taken = approver.answer(id, answer === 'agree' ? agreed : { do: 'reject' });
      return done(taken ? ok(null) : err(failure('approval_outdated')));
    },
    async 'signer_sites.read'() {
      const [sites, keplrAlias] = await Promise.all([permissions.all(), alias.isOn()]);
      const now = clock.now();
      return {
        sites: (sites.ok ? sites.value : []).map(({ origin, grants, autoSign }) => ({
          origin,
          grants: [...grants],
          autoSign: autoSign
            .filter((rule) => rule.left > 0 && rule.until > now)
            .map(({ chainId, typeUrl, left, until }) => ({ chainId, typeUrl, left, until })),
        })),
        keplrAlias: keplrAlias.ok && keplrAlias.value,
      };
    },
    async 'signer_sites.disconnect'({ origin }) {
      const updated = await permissions.update(origin, () => ({ grants: [], autoSign: [] }));
      if (updated.ok) ports.connectionsChanged(origin);
      return done(updated);
    },
    async 'signer_sites.stop_auto_sign'({ origin }) {
      return done(await permissions.update(origin, (before) => ({ ...before, autoSign: [] })));
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
  const { origin, chainId } = question;
  const common = {
    id,
    origin,
    host: new URL(origin).host,
    lookAlike: mayLookAlike(origin),
    chainId,
    behind,
  };
  switch (question.kind) {
    case 'connect':
      return { ...common, kind: 'connect', accounts: question.accounts.map(accountView) };
    case 'sign': {
      const { description, account, sends, mayAutoSign } = question;
      const { memo, fee, gasLimit, sequence } = description;
      return {
        ...common,
        kind: 'sign',
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
      const { account, text, meaning } = question;
      return { ...common, kind: 'text', account: accountView(account), text, meaning };
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
