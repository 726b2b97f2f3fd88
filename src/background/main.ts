import browser, { type Runtime } from 'webextension-polyfill';
import { readOffers } from '../http402/offer.ts';
import { CHANGED } from '../messages/changed.ts';
import { nameIn, route } from '../messages/router.ts';
import { TOLL_CONTRACT } from '../messages/tolls.ts';
import type { Failure } from '../outcome/failure.ts';
import { ok } from '../outcome/result.ts';
import { type Toll, tollKey } from '../passes/toll.ts';
import { answerRefusals, noteOf } from '../payments/answer.ts';
import { handBackProofs, type Place } from '../payments/hand-back.ts';
import { createPayer } from '../payments/pay.ts';
import { createSettler } from '../payments/settle.ts';
import { openApprovals } from '../platform/approval-window.ts';
import { attachHeaders } from '../platform/attach-headers.ts';
import { OAUTH_ALARM } from '../platform/auth-window.ts';
import { openJournal } from '../platform/journal-storage.ts';
import { keepAwake, RESUME_ALARM } from '../platform/keep-awake.ts';
import { areCredentialsKept } from '../platform/kept-credentials.ts';
import { areStreamsKept } from '../platform/kept-streams.ts';
import { ENDS_WITH_BACKGROUND, LISTEN_ALARM } from '../platform/listener-host.ts';
import { meetSockets } from '../platform/meet-sockets.ts';
import { meetTolls } from '../platform/meet-tolls.ts';
import type { NoticeKind } from '../platform/notice-storage.ts';
import { openOnClick } from '../platform/notices.ts';
import { areTransactionsOpen } from '../platform/open-transactions.ts';
import { openQuestionLine } from '../platform/question-line.ts';
import { HEADERS_ALARM } from '../platform/rule-ends.ts';
import { senderOf } from '../platform/sender.ts';
import { openSettings } from '../platform/settings-storage.ts';
import { openSiteMemory, UNLOCK } from '../platform/site-memory.ts';
import { openLocalStorage } from '../platform/storage.ts';
import { showOnToolbar } from '../platform/toolbar.ts';
import { openUnlocks } from '../platform/unlock-window.ts';
import { keepLoginInVault } from '../platform/vault-login.ts';
import { LOCK_ALARM, openVaultSession, remindToLock } from '../platform/vault-storage.ts';
import { openWebAppStorage } from '../platform/web-app-storage.ts';
import { COST } from '../vault/password-key.ts';
import { openVault, type VaultState } from '../vault/vault.ts';
import type { CredentialPorts } from './credential-handlers.ts';
import { headerSources } from './header-sources.ts';
import { showablePasses } from './hidden-services.ts';
import type { OnDemand } from './on-demand.ts';
import { postponedTolls } from './postponed.ts';
import { watchSessions } from './session-watch.ts';
import { tollHandlers } from './toll-handlers.ts';
import { toolbarState } from './toolbar-state.ts';
import { askingToUnlock, unlessLocked } from './unlocking.ts';
import { walletSource } from './wallet-source.ts';

/**
 * The composition root. It runs from top to bottom at every wake of the background, so it builds
 * objects and binds listeners and awaits nothing.
 */
const clock = {
  now: () => Date.now(),
  wait: (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms)),
};
const storage = openLocalStorage();
const journal = openJournal(storage);
const session = openVaultSession();
const vault = openVault(
  {
    store: storage,
    session,
    now: clock.now,
    remindAt: remindToLock,
    changed: (state) => void noteVault(state),
  },
  COST,
);
const settings = keepLoginInVault(openSettings(storage), vault);
const memory = openSiteMemory(clock.now);
const questions = openQuestionLine(changed);
const approvals = openApprovals(questions, 'src/ui/approval/index.html');
const unlocks = openUnlocks(questions, 'src/ui/unlock/index.html');
const wallet = unlessLocked(walletSource(settings.wallet), vault);
const awake = keepAwake();

/** The tabs that wait for a toll, for their toolbar buttons. */
const waitingTabs = new Map<string, Set<number>>();
/** The tolls that wait for a block. */
const longWaits = new Set<string>();

/** Read only when there is something to tell. */
function tell(kind: NoticeKind, origin: string): void {
  void import('./telling.ts').then((telling) => telling.tell(storage, kind, origin));
}

async function limits() {
  const read = await settings.read();
  return read.ok ? { ok: true as const, value: read.value.limits } : read;
}

const attached = attachHeaders(
  headerSources(showablePasses({ journal, settings }), {
    rules: (origin) => ifKept((of) => of.credentials.rules(origin), ok([])),
    contests: (origin) => ifKept((of) => of.credentials.contests(origin), false),
  }),
  clock.now,
);

let opened: Promise<CredentialPorts> | null = null;

/** API keys and OAuth logins. */
function credentials(): Promise<CredentialPorts> {
  opened ??= import('./credential-ports.ts').then(({ openCredentialPorts }) =>
    openCredentialPorts({ clock, storage, journal, vault, awake, attached, changed }),
  );
  return opened;
}

/** Does something with them if there are any: who has none does not read what they need. */
async function ifKept<T>(work: (of: CredentialPorts) => Promise<T>, otherwise: T): Promise<T> {
  return (await areCredentialsKept(storage)) ? work(await credentials()) : otherwise;
}

/** How often what is open is being taken up at this moment. */
let takingUp = 0;

const ports = {
  journal,
  approver: approvals,
  clock,
  wallet: askingToUnlock(
    wallet,
    unlocks,
    memory.rejections,
    () => takingUp > 0 && settler.underWay().length === 0,
  ),
  limits,
};
const payer = createPayer(ports);
const settler = createSettler({
  ...ports,
  payer,
  attached,
  rejections: memory.rejections,
  report(toll, _arrival, progress) {
    const tabs = waitingTabs.get(tollKey(toll)) ?? [];
    // Three steps look alike on the toolbar; it is told of the first.
    const looksNew = progress.step !== 'prepared' && progress.step !== 'relayed';
    for (const tabId of looksNew ? tabs : []) void showOnToolbar(tabId, toolbarState(progress));
    if (progress.step === 'asking') tell('asking', toll.origin);
    if (progress.step === 'awaiting_confirmations') longWaits.add(tollKey(toll));
    if (progress.step === 'settled') {
      waitingTabs.delete(tollKey(toll));
      // A page that opened at once has told by itself that it is paid.
      if (longWaits.delete(tollKey(toll)) && progress.outcome.ok) tell('paid', toll.origin);
    }
    changed();
  },
});
const postponed = postponedTolls(memory, wallet);

const answer = answerRefusals(
  {
    choose: settler.choose,
    async settle(arrival) {
      awake.begin();
      void vault.used();
      return settler.settle(arrival).finally(awake.end);
    },
  },
  noteTab,
  noteTrouble,
);

const handBack = handBackProofs(
  {
    async handBack(arrival) {
      awake.begin();
      return settler.handBack(arrival).finally(awake.end);
    },
  },
  noteTab,
  noteTrouble,
);

function noteTab(toll: Toll, tabId: number): void {
  const key = tollKey(toll);
  waitingTabs.set(key, (waitingTabs.get(key) ?? new Set()).add(tabId));
  // One that comes later, or that has been elsewhere since (Firefox forgets a tab's badge then),
  // is shown what the others see.
  const current = settler.underWay().find((each) => tollKey(each.toll) === key);
  if (current !== undefined) void showOnToolbar(tabId, toolbarState(current.progress));
}

async function noteTrouble(place: Place, failed: Failure, toll: Toll | null): Promise<void> {
  const { origin, url, tabId } = place;
  const wanted = failed.code === 'rejected_by_user' || failed.code === 'rejected_recently';
  await showOnToolbar(
    tabId,
    wanted ? { kind: 'idle' } : { kind: 'trouble', title: 'toolbar_unpaid' },
  );
  if (!wanted) tell('trouble', origin);
  await memory.addTrouble({ origin, url, tabId, toll }, failed);
  changed();
}

/** News for open pages, gathered: a payment has many steps, and each message costs the worker time. */
const NEWS_MS = 50;
let news: ReturnType<typeof setTimeout> | undefined;

function changed(): void {
  if (news !== undefined) return;
  news = setTimeout(() => {
    news = undefined;
    // Nobody listens while no page of ours is open: that is an error to the browser, not to us.
    browser.runtime.sendMessage(CHANGED).catch(() => undefined);
  }, NEWS_MS);
}

/**
 * Takes up what the background's earlier life left, and looks how far it is: at a start, by the alarm while
 * anything is open, and at a new block that a page of ours hears of.
 */
async function resume(): Promise<void> {
  const open = await journal.open();
  if (!open.ok) return;
  const [waits, isSending] = [await postponed.check(), await areTransactionsOpen(storage)];
  if (open.value.length === 0) {
    if (!waits && !isSending) await browser.alarms.clear(RESUME_ALARM);
    return;
  }
  // Nobody asked for anything just now: it goes on once the user unlocks the wallet's password.
  const opened = await wallet();
  if (!opened.ok && opened.error.code === 'vault_locked') return;
  awake.begin();
  takingUp += 1;
  await settler.resume().finally(() => {
    takingUp -= 1;
    awake.end();
  });
}

/** Follows on what an earlier life of the background handed to a Cosmos chain. */
async function resumeSending(): Promise<void> {
  if (!(await areTransactionsOpen(storage))) return;
  const { transactions } = await onDemand();
  await transactions.resume();
}

/** Has the streams that the user wants listened to, also by a listener that went away. */
async function resumeStreams(): Promise<void> {
  if (!(await areStreamsKept(storage))) return;
  const { streams } = await onDemand();
  await streams.resume();
}

async function noteVault(state: VaultState): Promise<void> {
  changed();
  void resumeStreams();
  if (state !== 'unlocked') {
    // Forgets the password that an open wallet was given.
    await wallet();
    return;
  }
  await memory.forgive(UNLOCK);
  unlocks.unlocked();
  void ifKept(async (of) => {
    await of.credentials.attachAll();
    changed();
    await of.oauth.tend();
  }, undefined);
  await resume();
}

const webApps = openWebAppStorage(storage);
const sessions = watchSessions(webApps, async () => (await onDemand()).sessions);

const messages = meetTolls({
  answer,
  sessions: sessions.watch,
  accepted: settler.accepted,
  takeUp: settler.takeUp,
  async noteOfHeldPass(url) {
    const records = await journal.records(new URL(url).origin);
    if (!records.ok) return null;
    const passes = records.value.flatMap(({ pass }) => pass ?? []);
    const held = passes.find((pass) => pass.ended === null && pass.urls.includes(url));
    return held === undefined ? null : noteOf(held);
  },
  async loginOf(toll) {
    const record = await journal.read(toll);
    const pass = record.ok ? record.value.pass : null;
    return pass === null ? null : { username: pass.txid, password: pass.proof };
  },
  async rejected({ origin, challenges }) {
    const offers = readOffers(challenges);
    if (!offers.ok) return false;
    const known = await Promise.all(
      offers.value.map(({ dialect, address }) =>
        memory.rejections.has(tollKey({ origin, dialect, address })),
      ),
    );
    return known.includes(true);
  },
});

const standing = {
  ...messages,
  session: sessions.noticed,
  challenged: meetSockets(handBack),
  clock,
  storage,
  vault,
  journal,
  settings,
  memory,
  questions,
  approvals,
  unlocks,
  settler,
  payer,
  attached,
  awake,
  wallet,
  webApps,
  postponed: {
    ...postponed,
    async add(origin: string) {
      const added = await postponed.add(origin);
      // Looked at again by the alarm that takes up what is open.
      if (added.ok) awake.remind();
      return added;
    },
  },
  changed,
  resume,
};
export type Standing = typeof standing;

const tolls = tollHandlers(standing);

let asked: Promise<OnDemand> | null = null;

/** Everything that only an open page of ours asks for, or a site that wants a signature. */
function onDemand(): Promise<OnDemand> {
  asked ??= Promise.all([import('./on-demand.ts'), credentials()]).then(([{ openOnDemand }, of]) =>
    openOnDemand(standing, of),
  );
  return asked;
}

browser.runtime.onMessage.addListener((message: unknown, sender: Runtime.MessageSender) => {
  if (message === CHANGED) return undefined;
  const from = senderOf(sender);
  if (from.kind === 'extension') void vault.used();
  if (nameIn(TOLL_CONTRACT, message) !== null) return route(TOLL_CONTRACT, tolls, message, from);
  return onDemand().then(({ answer }) => answer(message, from));
});
browser.alarms.onAlarm.addListener((alarm) => {
  if (alarm.name === RESUME_ALARM) void resume();
  if (alarm.name === LOCK_ALARM) void vault.lockIfIdle();
  if (alarm.name === HEADERS_ALARM) void attached.tidy().then(changed);
  if (alarm.name === LISTEN_ALARM) void resumeStreams();
  if (alarm.name === OAUTH_ALARM) void ifKept((of) => of.oauth.tend(), undefined);
});
openOnClick();
// The one command of ours: to answer stays a press in that window.
browser.commands.onCommand.addListener(questions.bringUp);
browser.runtime.onInstalled.addListener(({ reason }) => {
  void onDemand().then(({ installed }) => installed(reason));
  void resumeStreams();
  void ifKept((of) => of.credentials.switchHints(), undefined);
});
// Bound so that the browser starts us: what is open is then taken up below, as at every start.
browser.runtime.onStartup.addListener(() => void resumeStreams());

/**
 * How long after its start the background looks for what an earlier life left. What woke it is
 * answered first: both ask the same storage, which answers one after the other.
 */
const LEFT_MS = 30;
setTimeout(() => {
  // What was lent to a request of an earlier life is nobody's any more.
  void attached.tidy();
  void resume();
  void resumeSending();
  if (ENDS_WITH_BACKGROUND) void resumeStreams();
}, LEFT_MS);
