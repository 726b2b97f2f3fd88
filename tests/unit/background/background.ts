import * as v from 'valibot';
import { configurationParts } from '../../../src/background/configuration-parts.ts';
import { openCredentialPorts } from '../../../src/background/credential-ports.ts';
import { createHandlers } from '../../../src/background/handlers.ts';
import { headerSources } from '../../../src/background/header-sources.ts';
import { showablePasses } from '../../../src/background/hidden-services.ts';
import { postponedTolls } from '../../../src/background/postponed.ts';
import { watchSessions } from '../../../src/background/session-watch.ts';
import { signingAccounts } from '../../../src/background/signer.ts';
import { type SignerPorts, signerSites } from '../../../src/background/signer-sites.ts';
import { keepStreams } from '../../../src/background/stream-actions.ts';
import { askingToUnlock, unlessLocked, unlockToLogIn } from '../../../src/background/unlocking.ts';
import { webAppLogins } from '../../../src/background/web-app-login.ts';
import { webAppSessions } from '../../../src/background/web-app-sessions.ts';
import type { Chain } from '../../../src/consensus/chain.ts';
import { CONTRACT, type MessageName, type Output } from '../../../src/messages/contract.ts';
import type { Ticket } from '../../../src/messages/feed.ts';
import { route, type Sender } from '../../../src/messages/router.ts';
import { failure } from '../../../src/outcome/failure.ts';
import { err, ok } from '../../../src/outcome/result.ts';
import { handBackProofs } from '../../../src/payments/hand-back.ts';
import { createPayer } from '../../../src/payments/pay.ts';
import type { TollRecord } from '../../../src/payments/payment.ts';
import { createSettler } from '../../../src/payments/settle.ts';
import { openApprovals } from '../../../src/platform/approval-window.ts';
import { askingSite } from '../../../src/platform/asking-site.ts';
import { type AttachedHeaders, attachHeaders } from '../../../src/platform/attach-headers.ts';
import { openJournal } from '../../../src/platform/journal-storage.ts';
import { openLogins } from '../../../src/platform/login-memory.ts';
import { meetSockets } from '../../../src/platform/meet-sockets.ts';
import { openQuestionLine } from '../../../src/platform/question-line.ts';
import { openSettings } from '../../../src/platform/settings-storage.ts';
import { openSignerStorage } from '../../../src/platform/signer-storage.ts';
import { openSiteMemory } from '../../../src/platform/site-memory.ts';
import { openSitePermissions } from '../../../src/platform/site-permissions.ts';
import { openLocalStorage } from '../../../src/platform/storage.ts';
import { openStreamStorage } from '../../../src/platform/stream-storage.ts';
import { openTransactions } from '../../../src/platform/transaction-storage.ts';
import { openUnlocks } from '../../../src/platform/unlock-window.ts';
import { keepLoginInVault } from '../../../src/platform/vault-login.ts';
import { openVaultSession, remindToLock } from '../../../src/platform/vault-storage.ts';
import { openWebAppStorage } from '../../../src/platform/web-app-storage.ts';
import { localSigning } from '../../../src/signers/local-signing.ts';
import { openVault } from '../../../src/vault/vault.ts';
import { type FakeWallet, fakeWallet } from '../fakes/fake-wallet.ts';
import { type FakeWebApp, fakeWebApp } from '../fakes/fake-web-app.ts';
import { noSigner } from '../fakes/no-signer.ts';
import { toll, unwrap } from '../fakes/samples.ts';
import { virtualClock } from '../fakes/virtual-clock.ts';

/** A guess costs nothing in tests. */
export const CHEAP = { N: 16, r: 8, p: 1 };

/** Noon of a day in November, by Greenwich. */
export const NOON = Date.UTC(2026, 10, 3, 12);

function noWebApp(): FakeWebApp {
  return fakeWebApp('https://nobody.example', { way: 'password' });
}

/**
 * The background as `main.ts` builds it, over the fake browser and a fake wallet, without the
 * listeners that meet tolls.
 */
export function openBackground(signer: SignerPorts = noSigner, webApp: FakeWebApp = noWebApp()) {
  const clock = virtualClock(NOON);
  const storage = openLocalStorage();
  const journal = openJournal(storage);
  const vault = openVault(
    {
      store: storage,
      session: openVaultSession(),
      now: clock.now,
      remindAt: remindToLock,
      changed: (state) => {
        changed();
        if (state === 'unlocked') unlocks.unlocked();
      },
    },
    CHEAP,
  );
  const settings = keepLoginInVault(openSettings(storage), vault);
  const memory = openSiteMemory(clock.now);
  let changes = 0;
  const changed = (): void => {
    changes += 1;
  };
  const questions = openQuestionLine(changed);
  let kept = 0;
  const awake = {
    begin(): void {
      kept += 1;
    },
    end(): void {
      kept -= 1;
    },
  };
  const approvals = openApprovals(questions, 'approval.html');
  const unlocks = openUnlocks(questions, 'unlock.html');
  const state: {
    wallet: FakeWallet | null;
    tip: number | null;
    needsLogin: boolean;
    fetch(url: string, init: RequestInit): Promise<Response>;
    chain: Chain | null;
  } = {
    wallet: fakeWallet(),
    tip: null,
    /** What every node says of itself that is asked. */
    chain: null,
    /** The wallet is opened only with the password that the settings know. */
    needsLogin: false,
    /** The network, for services of keys and logins. */
    fetch: async (): Promise<Response> => Response.error(),
  };
  const wallet = async () => {
    if (state.needsLogin && (unwrap(await settings.wallet())?.password ?? null) === null) {
      return unlessLocked(async () => err(failure('wallet_login_needed')), vault)();
    }
    return state.wallet === null ? err(failure('wallet_not_connected')) : ok(state.wallet);
  };
  const credentials = openCredentialPorts(
    {
      clock,
      storage,
      journal,
      vault,
      awake,
      attached: { renew: (origin) => attached.renew(origin), shown: () => attached.shown() },
      changed,
    },
    (url, init) => state.fetch(url, init),
  );
  const attached: AttachedHeaders = attachHeaders(
    headerSources(showablePasses({ journal, settings }), credentials.credentials),
    clock.now,
  );
  const ports = {
    journal,
    approver: approvals,
    clock,
    wallet: askingToUnlock(wallet, unlocks, memory.rejections, () => false),
    limits: async () => {
      const read = await settings.read();
      return read.ok ? ok(read.value.limits) : read;
    },
  };
  const payer = createPayer(ports);
  const settler = createSettler({
    ...ports,
    payer,
    attached,
    rejections: memory.rejections,
    report: changed,
  });
  const handBack = handBackProofs(
    settler,
    () => undefined,
    ({ origin, url, tabId }, failed, of) =>
      memory.addTrouble({ origin, url, tabId, toll: of }, failed),
  );
  const newSigners = {
    signing: localSigning(clock.now, 'en'),
    newId: () => crypto.randomUUID(),
    readChain: async (rest: string, rpc: string | null) =>
      state.chain === null
        ? err(failure('chain_unreachable', { url: rest }))
        : ok({ ...state.chain, rest, rpc }),
  };
  const signerBook = openSignerStorage(storage);
  const webApps = openWebAppStorage(storage);
  const logins = openLogins();
  const webAppLogin = webAppLogins({
    clock,
    storage: webApps,
    jar: webApp.jar,
    vault,
    fetch: webApp.fetch,
    signText: (account, text) => signer.keys.signText(account, 'structs_login', text),
  });
  const sessions = webAppSessions({
    clock,
    storage: webApps,
    logins: webAppLogin,
    memory: logins,
    awake,
    unlock: () => unlockToLogIn(vault, unlocks, memory.rejections),
    site: askingSite,
    changed,
  });
  const standing = watchSessions(webApps, async () => sessions);
  const permissions = openSitePermissions(storage);
  const tickets: Ticket[] = [];
  const revoked: string[] = [];
  const streams = keepStreams({
    vault,
    ...openStreamStorage(storage),
    listen: async () => undefined,
    expect: async (ticket) => void tickets.push(ticket),
    tellPages: async () => undefined,
    notify: async () => undefined,
    newId: () => crypto.randomUUID(),
    changed,
  });
  const handlers = createHandlers({
    webApps: {
      logins: webAppLogin,
      renewal: sessions.renewal,
      memory: logins,
      storage: webApps,
      vault,
      newId: () => crypto.randomUUID(),
      renew: sessions.renew,
      async signers() {
        const known = await signerBook.signers.read();
        return known.ok ? known.value.flatMap(signingAccounts) : [];
      },
    },
    session: standing.noticed,
    sessions,
    restored: sessions.renew,
    streams: streams.handlers,
    sites: signerSites({ clock, storage, permissions, questions, awake, changed }, signer, {
      ...streams,
      revoke: async (origin) => void revoked.push(origin),
    }).handlers,
    signers: { ...signerBook, ...newSigners },
    configuration: {
      held: configurationParts({ ...newSigners, now: clock.now, session: openVaultSession() }),
    },
    sending: {
      transactions: {
        cancel: async () => err(failure('transaction_gone')),
        move: async () => err(failure('transaction_gone')),
        submitSigned: async () => err(failure('transaction_gone')),
      },
      storage: openTransactions(storage),
      chains: openSignerStorage(storage).chains,
      signer: { ...signer, rest: async () => err(failure('chain_unknown')) },
      signing: localSigning(clock.now, 'en'),
      newId: () => crypto.randomUUID(),
    },
    challenged: meetSockets(handBack),
    noticed: async () => 'leave',
    reach: async () => ({ do: 'leave', failure: failure('page_gone', {}, new Error('secret')) }),
    clock,
    storage,
    vault,
    cost: CHEAP,
    journal,
    settings,
    memory,
    approvals,
    unlocks,
    settler,
    payer,
    attached,
    credentials,
    postponed: postponedTolls(memory, wallet),
    tip: { read: () => state.tip },
    wallet,
    changed,
  });

  return {
    clock,
    vault,
    sessions: standing,
    journal,
    settings,
    memory,
    approvals,
    settler,
    attached,
    credentials,
    state,
    changes: () => changes,
    /** What the desk was told to expect of pages, and whom to tell no more. */
    tickets,
    revoked,
    /** For how many questions of sites it is kept awake. */
    kept: () => kept,
    /** Sends a message as one of our pages does. @throws if it, or its answer, breaks the contract */
    async call<N extends MessageName>(
      name: N,
      input: unknown = {},
      of: Partial<Sender> = {},
    ): Promise<Output<N>> {
      const { from, output } = CONTRACT[name];
      const nobody = { tabId: null, frameId: null, origin: null, url: null };
      const sender: Sender = { kind: from, ...nobody, ...of };
      const answer = await route(CONTRACT, handlers, { name, input }, sender);
      return v.parse(output as v.GenericSchema, answer) as Output<N>;
    },
    /** Puts something into the record of a toll. */
    async put(of: Partial<TollRecord>, at = toll()): Promise<void> {
      unwrap(await journal.update(at, (record) => ({ ...record, ...of })));
    },
  };
}

export type Background = ReturnType<typeof openBackground>;
