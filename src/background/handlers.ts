import type { QuestionView } from '../messages/contract.ts';
import type { Handlers } from '../messages/router.ts';
import { type Piconero, parsePiconero, sum } from '../money/piconero.ts';
import { type Failure, failure } from '../outcome/failure.ts';
import type { Result } from '../outcome/result.ts';
import type { Clock } from '../payments/clock.ts';
import type { Settler } from '../payments/settle.ts';
import type { ApprovalWindow } from '../platform/approval-window.ts';
import type { JournalStorage } from '../platform/journal-storage.ts';
import type { TollMessages } from '../platform/meet-tolls.ts';
import type { SettingsStorage } from '../platform/settings-storage.ts';
import { originOf } from '../platform/sighting.ts';
import type { SiteMemory } from '../platform/site-memory.ts';
import type { ChainTip } from './chain-tip.ts';
import { failureView, passView, tollView, troubleView } from './views.ts';
import { openWallet } from './wallet-source.ts';

/** What the handlers work on. */
export interface HandlerPorts extends TollMessages {
  readonly clock: Clock;
  readonly journal: JournalStorage;
  readonly settings: SettingsStorage;
  readonly memory: SiteMemory;
  readonly approvals: ApprovalWindow;
  readonly settler: Pick<Settler, 'underWay'>;
  readonly tip: ChainTip;
  /** Tells open pages that what they show may have changed. */
  changed(): void;
}

type Done = { ok: true } | { ok: false; failure: ReturnType<typeof failureView> };

/** A handler for each message of the contract. */
export function createHandlers(ports: HandlerPorts): Handlers {
  const { settings, approvals, memory, journal } = ports;

  function done(result: Result<unknown, Failure>): Done {
    ports.changed();
    return result.ok ? { ok: true } : { ok: false, failure: failureView(result.error) };
  }

  async function setSiteLimit(origin: string, upTo: Piconero | null): Promise<Done> {
    return done(
      await settings.update((before) => {
        const sites = new Map(before.limits.sites);
        if (upTo === null) sites.delete(origin);
        else sites.set(origin, upTo);
        return { ...before, limits: { ...before.limits, sites } };
      }),
    );
  }

  /** Fills in the password that is kept in memory where the form left it out. */
  async function completed(login: {
    url: string;
    username: string;
    password: string | null;
  }): Promise<{ url: string; username: string; password: string }> {
    const known = await settings.wallet();
    const same =
      known.ok && known.value?.url === login.url && known.value.username === login.username;
    const password = login.password ?? (same ? known.value?.password : null) ?? '';
    return { url: login.url.trim(), username: login.username, password };
  }

  async function questionView(): Promise<QuestionView | null> {
    const asked = approvals.current();
    if (asked === null) return null;
    const { id, question, behind } = asked;
    const { toll, offer, fee, reason, again, url } = question;
    const read = await settings.read();
    const limits = read.ok ? read.value.limits : null;
    return {
      id,
      origin: toll.origin,
      host: new URL(toll.origin).host,
      url,
      amount: offer.amount.toString(),
      fee: fee.toString(),
      total: sum(offer.amount, fee).toString(),
      blocks: offer.blocks,
      restMs: offer.restMs,
      address: toll.address,
      reason,
      limit: (limits?.sites.get(toll.origin) ?? limits?.threshold ?? 0n).toString(),
      again,
      behind,
    };
  }

  return {
    'toll.noticed': ports.noticed,
    'toll.reach': async (input, sender) => {
      const reached = await ports.reach(input, sender);
      return reached.do === 'again'
        ? reached
        : { do: 'leave', failure: failureView(reached.failure) };
    },
    async overview({ url }) {
      const now = ports.clock.now();
      const [read, wallet, records, troubles] = await Promise.all([
        settings.read(),
        settings.wallet(),
        journal.records(null),
        memory.troubles(),
      ]);
      const login = wallet.ok ? wallet.value : null;
      const underWay = ports.settler
        .underWay()
        .flatMap(({ toll, url: of, progress }) => tollView(toll, of, progress) ?? []);
      const busy = new Set(underWay.map((toll) => toll.origin));
      const passes = records.ok ? records.value.flatMap(({ pass }) => pass ?? []) : [];
      // A chain's height is asked for only where a pass waits to be measured by it.
      const tip = passes.some((pass) => pass.ended === null) ? ports.tip.read() : null;
      return {
        now,
        wallet:
          login === null
            ? 'unset'
            : login.password === null && login.username !== ''
              ? 'login_needed'
              : 'set',
        threshold: (read.ok ? read.value.limits.threshold : 0n).toString(),
        site: originOf(url),
        tolls: [
          ...underWay,
          ...troubles.filter((trouble) => !busy.has(trouble.origin)).map(troubleView),
        ].reverse(),
        passes: passes
          .sort((a, b) => b.boughtAt - a.boughtAt)
          .map((pass) => passView(pass, tip, now)),
        questions: approvals.count(),
      };
    },
    async 'toll.forgive'({ origin }) {
      await memory.forgive(origin);
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
      return done({ ok: true, value: null });
    },
    'question.read': questionView,
    async 'question.answer'({ id, answer, total, alwaysUpTo }) {
      const asked = approvals.current();
      const shown = amountOf(total);
      if (asked === null || shown === null || !approvals.answer(id, shown, answer === 'pay')) {
        return done({ ok: false, error: failure('approval_outdated') });
      }
      const upTo = alwaysUpTo === null ? null : amountOf(alwaysUpTo);
      if (answer === 'reject' || upTo === null) return done({ ok: true, value: null });
      return setSiteLimit(asked.question.toll.origin, upTo);
    },
    async 'settings.read'() {
      const [read, wallet] = await Promise.all([settings.read(), settings.wallet()]);
      const login = wallet.ok ? wallet.value : null;
      const limits = read.ok ? read.value.limits : null;
      return {
        wallet: login && {
          url: login.url,
          username: login.username,
          passwordKnown: login.password !== null,
        },
        threshold: (limits?.threshold ?? 0n).toString(),
        sites: [...(limits?.sites ?? [])].map(([origin, upTo]) => ({
          origin,
          upTo: upTo.toString(),
        })),
      };
    },
    async 'wallet.test'(input) {
      const wallet = await openWallet(await completed(input));
      const report = wallet.ok ? await wallet.value.report() : wallet;
      if (!report.ok) return { ok: false, failure: failureView(report.error) };
      const { balance, unlocked } = report.value;
      return {
        ok: true,
        report: { ...report.value, balance: balance.toString(), unlocked: unlocked.toString() },
      };
    },
    async 'wallet.connect'(input) {
      const login = await completed(input);
      const wallet = await openWallet(login);
      if (!wallet.ok) return done(wallet);
      return done(await settings.connect(login));
    },
    async 'threshold.set'({ threshold }) {
      const amount = amountOf(threshold);
      if (amount === null) throw new RangeError('not an amount');
      return done(
        await settings.update((before) => ({
          ...before,
          limits: { ...before.limits, threshold: amount },
        })),
      );
    },
    async 'site.limit'({ origin, upTo }) {
      return setSiteLimit(origin, upTo === null ? null : amountOf(upTo));
    },
  };
}

/** The contract lets only digits through; 20 of them may still be too many. */
function amountOf(text: string): Piconero | null {
  const amount = parsePiconero(text);
  return amount.ok ? amount.value : null;
}
