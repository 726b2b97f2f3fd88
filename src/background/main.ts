import browser, { type Runtime } from 'webextension-polyfill';
import { readChain } from '../consensus/discover.ts';
import { isOver } from '../consensus/transaction.ts';
import { readOffers } from '../http402/offer.ts';
import { CHANGED } from '../messages/contract.ts';
import { route } from '../messages/router.ts';
import type { Failure } from '../outcome/failure.ts';
import { ok } from '../outcome/result.ts';
import { type Toll, tollKey } from '../passes/toll.ts';
import { answerRefusals, noteOf } from '../payments/answer.ts';
import { handBackProofs, type Place } from '../payments/hand-back.ts';
import { createPayer } from '../payments/pay.ts';
import { createSettler } from '../payments/settle.ts';
import { openApprovals } from '../platform/approval-window.ts';
import { attachPasses } from '../platform/attach-passes.ts';
import { deskSigning } from '../platform/desk-signing.ts';
import { openJournal } from '../platform/journal-storage.ts';
import { keepAwake, RESUME_ALARM } from '../platform/keep-awake.ts';
import { LISTEN_ALARM, listenerHost } from '../platform/listener-host.ts';
import { meetSockets } from '../platform/meet-sockets.ts';
import { meetTolls } from '../platform/meet-tolls.ts';
import { notify, openOnClick } from '../platform/notices.ts';
import { openQuestionLine } from '../platform/question-line.ts';
import { senderOf } from '../platform/sender.ts';
import { openSettings } from '../platform/settings-storage.ts';
import { openSignerStorage } from '../platform/signer-storage.ts';
import { openSiteMemory, UNLOCK } from '../platform/site-memory.ts';
import { openLocalStorage } from '../platform/storage.ts';
import { openStreamStorage } from '../platform/stream-storage.ts';
import { showOnToolbar } from '../platform/toolbar.ts';
import { openTransactions } from '../platform/transaction-storage.ts';
import { openUnlocks } from '../platform/unlock-window.ts';
import { keepLoginInVault } from '../platform/vault-login.ts';
import { LOCK_ALARM, openVaultSession, remindToLock } from '../platform/vault-storage.ts';
import { COST } from '../vault/password-key.ts';
import { openVault, type VaultState } from '../vault/vault.ts';
import { chainTip } from './chain-tip.ts';
import { createHandlers } from './handlers.ts';
import { showablePasses } from './hidden-services.ts';
import { postponedTolls } from './postponed.ts';
import { chainFrom, openSigner } from './signer.ts';
import { signerSites } from './signer-sites.ts';
import { keepStreams } from './stream-actions.ts';
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
const vault = openVault(
  {
    store: storage,
    session: openVaultSession(),
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
const signing = deskSigning();
const transactions = openTransactions(storage);

/** The tabs that wait for a toll, for their toolbar buttons. */
const waitingTabs = new Map<string, Set<number>>();

async function limits() {
  const read = await settings.read();
  return read.ok ? { ok: true as const, value: read.value.limits } : read;
}

const attached = attachPasses(showablePasses({ journal, settings }));

const ports = {
  journal,
  approver: approvals,
  clock,
  wallet: askingToUnlock(wallet, unlocks, memory.rejections),
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
    if (progress.step === 'settled') waitingTabs.delete(tollKey(toll));
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
    wanted ? { kind: 'idle' } : { kind: 'trouble', title: 'this page was not paid' },
  );
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

/** Takes up what the background's earlier life left; also the alarm's, while anything is open. */
async function resume(): Promise<void> {
  const open = await journal.open();
  if (!open.ok) return;
  const [waits, sending] = [await postponed.check(), await transactions.open()];
  if (open.value.length === 0) {
    const isSending = sending.ok && sending.value.length > 0;
    if (!waits && !isSending) await browser.alarms.clear(RESUME_ALARM);
    return;
  }
  // Nobody asked for anything just now: it goes on once the user unlocks the wallet's password.
  const opened = await wallet();
  if (!opened.ok && opened.error.code === 'vault_locked') return;
  awake.begin();
  await settler.resume().finally(awake.end);
}

async function noteVault(state: VaultState): Promise<void> {
  changed();
  void streams.resume();
  if (state !== 'unlocked') {
    // Forgets the password that an open wallet was given.
    await wallet();
    return;
  }
  await memory.forgive(UNLOCK);
  unlocks.unlocked();
  await resume();
}

const messages = meetTolls({
  answer,
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

const signerBook = openSignerStorage(storage);
const signer = openSigner({
  clock,
  signing,
  vault,
  unlocks,
  storage: signerBook,
  transactions,
  fetch: (url, init) => fetch(url, init),
  changed(record) {
    // What was handed over is followed to its end, whatever happens to this life.
    if (!isOver(record)) awake.remind();
    changed();
  },
});
const sites = signerSites({ clock, storage, questions, awake, changed }, signer);

const listener = listenerHost();
const streams = keepStreams({
  vault,
  ...openStreamStorage(storage),
  listen: listener.listen,
  notify,
  newId: () => crypto.randomUUID(),
  changed,
});

const handlers = createHandlers({
  ...messages,
  streams: streams.handlers,
  sites: sites.handlers,
  signers: {
    ...signerBook,
    signing,
    newId: () => crypto.randomUUID(),
    async readChain(rest, rpc) {
      const report = await readChain(rest, (url, init) => fetch(url, init));
      return report.ok ? ok(chainFrom(report.value, rpc)) : report;
    },
  },
  sending: { transactions: signer.transactions, storage: transactions },
  challenged: meetSockets(handBack),
  clock,
  storage,
  vault,
  cost: COST,
  journal,
  settings,
  memory,
  approvals,
  unlocks,
  settler,
  payer,
  attached,
  postponed: {
    ...postponed,
    async add(origin) {
      const added = await postponed.add(origin);
      // Looked at again by the alarm that takes up what is open.
      if (added.ok) awake.remind();
      return added;
    },
  },
  wallet,
  tip: chainTip(wallet, clock.now, changed),
  changed,
});

browser.runtime.onMessage.addListener((message: unknown, sender: Runtime.MessageSender) => {
  if (message === CHANGED) return undefined;
  const from = senderOf(sender);
  if (from.kind === 'extension') void vault.used();
  return route(handlers, message, from);
});
browser.alarms.onAlarm.addListener((alarm) => {
  if (alarm.name === RESUME_ALARM) void resume();
  if (alarm.name === LOCK_ALARM) void vault.lockIfIdle();
  if (alarm.name === LISTEN_ALARM) void streams.resume();
});
openOnClick();
// What was lent to a request of an earlier life is nobody's any more.
void attached.takeBackAll();
browser.runtime.onInstalled.addListener(() => {
  void sites.alias.renew();
  void streams.resume();
});
// Bound so that the browser starts us: what is open is then taken up below, as at every start.
browser.runtime.onStartup.addListener(() => void streams.resume());
void signer.transactions.resume();
void resume();
if (listener.endsWithBackground) void streams.resume();
