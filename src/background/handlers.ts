import type { BudgetView, FailureView } from '../messages/contract.ts';
import type { Handlers } from '../messages/router.ts';
import { type Piconero, parsePiconero, piconero } from '../money/piconero.ts';
import { type Failure, failure } from '../outcome/failure.ts';
import { err, ok, type Result } from '../outcome/result.ts';
import type { Pass } from '../passes/pass.ts';
import { monthOf, spentIn } from '../payments/budget.ts';
import type { Clock } from '../payments/clock.ts';
import type { Payer } from '../payments/pay.ts';
import type { Limits, SiteRule } from '../payments/policy.ts';
import type { Settler } from '../payments/settle.ts';
import type { ApprovalWindow } from '../platform/approval-window.ts';
import type { AttachedHeaders } from '../platform/attach-headers.ts';
import type { JournalStorage } from '../platform/journal-storage.ts';
import type { SettingsStorage } from '../platform/settings-storage.ts';
import { webOriginOf } from '../platform/sighting.ts';
import { type SiteMemory, UNLOCK } from '../platform/site-memory.ts';
import { openStreamStorage } from '../platform/stream-storage.ts';
import type { Wallet } from '../wallet/wallet.ts';
import { activityHandlers } from './activity.ts';
import type { ChainTip } from './chain-tip.ts';
import { type ConfigurationActionPorts, configurationHandlers } from './configuration-actions.ts';
import { type CredentialPorts, credentialHandlers, refusedView } from './credential-handlers.ts';
import { hiddenServiceHandlers } from './hidden-services.ts';
import { keyHandlers } from './key-actions.ts';
import { noticeHandlers } from './notice-actions.ts';
import { passHandlers } from './pass-actions.ts';
import type { Postponed } from './postponed.ts';
import { rateHandlers, rateView } from './rate-actions.ts';
import { type SignedFilePorts, signedFileHandlers } from './signed-file-actions.ts';
import { type SignerPorts, signerHandlers } from './signer-actions.ts';
import type { SignerHandlers } from './signer-sites.ts';
import { spendingDays } from './spending-days.ts';
import type { StreamKeeper } from './stream-actions.ts';
import { summaryHandlers } from './summary.ts';
import { type TollHandlerPorts, tollHandlers } from './toll-handlers.ts';
import { type TransactionActionPorts, transactionHandlers } from './transaction-actions.ts';
import { type VaultActionPorts, vaultHandlers } from './vault-actions.ts';
import { budgetView, failureView, passView, questionView, tollView, troubleView } from './views.ts';
import { walletHandlers } from './wallet-actions.ts';
import { type WebAppActionPorts, webAppHandlers } from './web-app-actions.ts';
import type { WebAppSessions } from './web-app-sessions.ts';
import { welcomeHandlers } from './welcome-actions.ts';

/** What the handlers work on. */
export interface HandlerPorts
  extends TollHandlerPorts,
    Pick<VaultActionPorts, 'vault' | 'storage' | 'unlocks' | 'cost' | 'restored'> {
  /** What sites ask of a signer, and what the user answers. */
  readonly sites: SignerHandlers;
  /** The user's keys and chains. */
  readonly signers: Omit<SignerPorts, 'vault' | 'done'>;
  readonly sending: Omit<TransactionActionPorts, 'done'> & Omit<SignedFilePorts, 'done'>;
  /** What a configuration is made of. */
  readonly configuration: Pick<ConfigurationActionPorts, 'held'>;
  /** The user's web apps, and the sessions in them. */
  readonly webApps: Omit<WebAppActionPorts, 'done'>;
  readonly sessions: Pick<WebAppSessions, 'viewOf'>;
  readonly streams: StreamKeeper['handlers'];
  readonly clock: Clock;
  readonly journal: JournalStorage;
  readonly settings: SettingsStorage;
  readonly memory: SiteMemory;
  readonly approvals: ApprovalWindow;
  readonly settler: Pick<Settler, 'underWay' | 'extend'>;
  readonly payer: Pick<Payer, 'giveUp' | 'relaySplit'>;
  readonly attached: Pick<AttachedHeaders, 'renew' | 'withdraw'>;
  readonly credentials: CredentialPorts;
  readonly postponed: Postponed;
  readonly tip: ChainTip;
  wallet(): Promise<Result<Wallet, Failure>>;
  /** Tells open pages that what they show may have changed. */
  changed(): void;
}

type Done = { ok: true } | { ok: false; failure: FailureView };

/** Passes of so many payments are shown in the popup, and all of the site in question. */
const MOST_PASSES = 100;

const NOTHING: Piconero = piconero(0n);
const NO_LIMITS: Limits = {
  threshold: NOTHING,
  siteDay: null,
  day: null,
  month: null,
  sites: new Map(),
  hiddenServices: false,
};

/** A handler for each message of the contract. */
export function createHandlers(ports: HandlerPorts): Handlers {
  const { settings, approvals, memory, journal, clock } = ports;

  function done(result: Result<unknown, Failure>): Done {
    ports.changed();
    return result.ok ? { ok: true } : { ok: false, failure: failureView(result.error) };
  }

  async function setLimits(change: (limits: Limits) => Limits): Promise<Done> {
    return done(await settings.update((before) => ({ ...before, limits: change(before.limits) })));
  }

  function setSiteRule(origin: string, rule: SiteRule | null): Promise<Done> {
    return setLimits((limits) => {
      const sites = new Map(limits.sites);
      if (rule === null) sites.delete(origin);
      else sites.set(origin, rule);
      return { ...limits, sites };
    });
  }

  async function limits(): Promise<Limits> {
    const read = await settings.read();
    return read.ok ? read.value.limits : NO_LIMITS;
  }

  async function budgetOf(origin: string | null, of: Limits): Promise<BudgetView> {
    const spent = await journal.spent(origin ?? '', clock.now());
    return budgetView(
      of,
      spent.ok ? spent.value : { siteDay: NOTHING, day: NOTHING, month: NOTHING },
    );
  }

  /** @param siteOnly without those of other sites */
  async function passesOf(site: string | null, siteOnly: boolean): Promise<Pass[]> {
    if (siteOnly && site === null) return [];
    const records = siteOnly
      ? await journal.records(site)
      : await journal.newest(MOST_PASSES, site);
    return records.ok ? records.value.flatMap(({ pass }) => pass ?? []) : [];
  }

  return {
    ...tollHandlers(ports),
    ...ports.sites,
    ...ports.streams,
    ...activityHandlers(journal, () => rateView(ports.storage)),
    ...passHandlers({ ...ports, done }),
    ...walletHandlers({ ...ports, done }),
    ...vaultHandlers({ ...ports, done }),
    ...signerHandlers({ ...ports.signers, vault: ports.vault, done }),
    ...transactionHandlers({ ...ports.sending, done }),
    ...signedFileHandlers({ ...ports.sending, done }),
    ...hiddenServiceHandlers({ ...ports, done }),
    ...keyHandlers(ports.signers.signing),
    ...credentialHandlers(ports.credentials, done),
    ...configurationHandlers({ ...ports, ...ports.configuration, done }),
    ...webAppHandlers({ ...ports.webApps, done }),
    ...welcomeHandlers(ports.storage, done),
    ...noticeHandlers(ports.storage, done),
    ...rateHandlers({ ...ports, done }),
    ...summaryHandlers({
      webApps: ports.webApps.storage.apps,
      signers: ports.signers.signers,
      streams: openStreamStorage(ports.storage).streams,
    }),
    async overview({ url, siteOnly = false }) {
      const now = clock.now();
      const site = webOriginOf(url);
      const [allowed, rate, wallet, vault, passes, troubles, postponed, refused] =
        await Promise.all([
          limits(),
          rateView(ports.storage),
          settings.wallet(),
          ports.vault.state(),
          passesOf(site, siteOnly),
          memory.troubles(),
          memory.postponed(),
          memory.rejections.has(`${UNLOCK}|`),
        ]);
      const unlocking = ports.unlocks.isAwaited();
      const login = wallet.ok ? wallet.value : null;
      const underWay = ports.settler
        .underWay()
        .flatMap(
          ({ toll, url: of, progress }) => tollView(toll, of, progress, now, unlocking) ?? [],
        );
      const busy = new Set(underWay.map((toll) => toll.origin));
      // A chain's height is asked for only where a pass waits to be measured by it.
      const tip = passes.some((pass) => pass.ended === null) ? ports.tip.read() : null;
      const newestFirst = passes.sort((a, b) => b.boughtAt - a.boughtAt);
      return {
        siteOnly,
        now,
        wallet:
          login === null
            ? 'unset'
            : login.password === null && login.username !== ''
              ? 'login_needed'
              : 'set',
        // One that cannot be read is told of where it is needed.
        vault: vault.ok ? vault.value : 'locked',
        unlockRefused: refused,
        budget: await budgetOf(site, allowed),
        rate,
        days: await spendingDays(ports.storage, now),
        site,
        siteRule: site === null ? null : ruleView(allowed.sites.get(site)),
        tolls: [
          ...underWay,
          ...troubles
            .filter((trouble) => !busy.has(trouble.origin))
            .map((trouble) =>
              troubleView(
                trouble,
                postponed.some(({ origin }) => origin === trouble.origin),
              ),
            ),
        ].reverse(),
        passes: newestFirst.map((pass) => passView(pass, tip, now)),
        questions: approvals.count(),
        refused: await refusedView(ports.credentials),
        session: site === null ? null : await ports.sessions.viewOf(site),
      };
    },
    async 'toll.forgive'({ origin }) {
      await memory.forgive(origin);
      await memory.forgive(UNLOCK);
      const records = await journal.records(origin);
      if (!records.ok) return done(records);
      // A pass that the site refused for good stands in the way of another until the user says so.
      for (const { toll, pass } of records.value) {
        if (pass?.ended !== 'refused') continue;
        const written = await journal.update(toll, (record) =>
          record.pass?.ended === 'refused'
            ? { ...record, pass: { ...record.pass, ended: 'expired' } }
            : record,
        );
        if (!written.ok) return done(written);
      }
      return done(ok(null));
    },
    async 'question.read'() {
      const asked = approvals.current();
      if (asked === null) return null;
      const spent = await journal.spent(asked.question.toll.origin, clock.now());
      return questionView(
        asked,
        await limits(),
        spent.ok ? spent.value : { siteDay: NOTHING, day: NOTHING, month: NOTHING },
        await rateView(ports.storage),
      );
    },
    async 'question.answer'({ id, answer, times, total, alwaysUpTo }) {
      const asked = approvals.current();
      const pay = answer === 'pay' ? { times, total: amountOf(total) } : null;
      if (asked === null || !approvals.answer(id, pay)) {
        return done(err(failure('approval_outdated')));
      }
      if (pay === null || alwaysUpTo === null) return done(ok(null));
      const rule = { kind: 'up_to', amount: amountOf(alwaysUpTo) } as const;
      return setSiteRule(asked.question.toll.origin, rule);
    },
    'payment.later': async ({ origin }) => done(await ports.postponed.add(origin)),
    async 'settings.read'() {
      const [allowed, wallet, months] = await Promise.all([
        limits(),
        settings.wallet(),
        journal.months(),
      ]);
      const login = wallet.ok ? wallet.value : null;
      const month = months.ok ? months.value.get(monthOf(clock.now())) : undefined;
      return {
        wallet: login && {
          url: login.url,
          username: login.username,
          passwordKnown: login.password !== null,
        },
        budget: await budgetOf(null, allowed),
        rate: await rateView(ports.storage),
        hiddenServices: allowed.hiddenServices,
        sites: [...allowed.sites].map(([origin, rule]) => ({
          origin,
          rule: ruleView(rule) ?? { kind: 'ask' as const },
          spentToday: spentIn(month ?? new Map(), origin, clock.now()).siteDay.toString(),
        })),
      };
    },
    async 'limits.set'({ threshold, siteDay, day, month }) {
      return setLimits((before) => ({
        ...before,
        ...(threshold === undefined ? {} : { threshold: amountOf(threshold) }),
        ...(siteDay === undefined ? {} : { siteDay: limitOf(siteDay) }),
        ...(day === undefined ? {} : { day: limitOf(day) }),
        ...(month === undefined ? {} : { month: limitOf(month) }),
      }));
    },
    async 'site.rule'({ origin, rule }) {
      if (rule?.kind !== 'up_to') return setSiteRule(origin, rule);
      return setSiteRule(origin, { kind: 'up_to', amount: amountOf(rule.amount) });
    },
  };
}

/**
 * The contract lets only digits through; 20 of them may still be too many.
 * @throws RangeError then: no form lets it through
 */
function amountOf(text: string): Piconero {
  const amount = parsePiconero(text);
  if (!amount.ok) throw new RangeError('not an amount');
  return amount.value;
}

function limitOf(text: string | null): Piconero | null {
  return text === null ? null : amountOf(text);
}

function ruleView(rule: SiteRule | undefined) {
  if (rule === undefined) return null;
  return rule.kind === 'up_to' ? { kind: rule.kind, amount: rule.amount.toString() } : rule;
}
