import { readChain } from '../consensus/discover.ts';
import { isOver } from '../consensus/transaction.ts';
import type { Transactions } from '../consensus/transactions.ts';
import { CONTRACT } from '../messages/contract.ts';
import { route, type Sender } from '../messages/router.ts';
import { ok } from '../outcome/result.ts';
import { askingSite } from '../platform/asking-site.ts';
import { openCookieJar } from '../platform/cookie-jar.ts';
import { deskSigning } from '../platform/desk-signing.ts';
import { listenerHost } from '../platform/listener-host.ts';
import { openLogins } from '../platform/login-memory.ts';
import { notify } from '../platform/notices.ts';
import { say } from '../platform/say.ts';
import { openSignerStorage } from '../platform/signer-storage.ts';
import { listenersOf, openSitePermissions } from '../platform/site-permissions.ts';
import { tellStreamPages } from '../platform/stream-pages.ts';
import { openStreamStorage } from '../platform/stream-storage.ts';
import { openTransactions } from '../platform/transaction-storage.ts';
import { openVaultSession } from '../platform/vault-storage.ts';
import { openWelcomeStorage } from '../platform/welcome-storage.ts';
import { COST } from '../vault/password-key.ts';
import { chainTip } from './chain-tip.ts';
import { configurationParts } from './configuration-parts.ts';
import type { CredentialPorts } from './credential-handlers.ts';
import { createHandlers } from './handlers.ts';
import type { Standing } from './main.ts';
import { chainFrom, openSigner, signingAccounts } from './signer.ts';
import { signerSites } from './signer-sites.ts';
import { keepStreams, type StreamKeeper } from './stream-actions.ts';
import { unlockToLogIn } from './unlocking.ts';
import { webAppLogins } from './web-app-login.ts';
import { type WebAppSessions, webAppSessions } from './web-app-sessions.ts';

/** What is built when a page of ours, or a site that wants a signature, asks for the first time. */
export interface OnDemand {
  /** @throws Refused for what is not in the contract, or not for its sender */
  answer(message: unknown, sender: Sender): Promise<unknown>;
  readonly transactions: Pick<Transactions, 'resume'>;
  /** Does what is due once Tollpass, or a new version of it, is installed. */
  installed(reason: string): void;
  readonly sessions: WebAppSessions;
  readonly streams: Pick<StreamKeeper, 'resume'>;
}

/**
 * The second part of the composition root: what no toll needs, so that the background does not have
 * to read and build it to wake for one. It binds no listener, since it comes too late for events.
 */
export function openOnDemand(standing: Standing, credentials: CredentialPorts): OnDemand {
  const { clock, storage, vault, unlocks, memory, awake, wallet, webApps, changed, resume } =
    standing;
  const signing = deskSigning();
  const transactions = openTransactions(storage);
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
  const logins = openLogins();
  const webAppLogin = webAppLogins({
    clock,
    storage: webApps,
    jar: openCookieJar(clock.now),
    vault,
    fetch: (url, init) => fetch(url, init),
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
  const newId = () => crypto.randomUUID();
  const newSigners = {
    signing,
    newId,
    async readChain(rest: string, rpc: string | null) {
      const report = await readChain(rest, (url, init) => fetch(url, init));
      return report.ok ? ok(chainFrom(report.value, rpc)) : report;
    },
  };
  const permissions = openSitePermissions(storage);
  const listener = listenerHost();
  const streams = keepStreams({
    vault,
    ...openStreamStorage(storage),
    listen: listener.listen,
    expect: listener.expect,
    async tellPages(streamId) {
      const sites = await permissions.all();
      if (sites.ok) await tellStreamPages(listenersOf(sites.value, streamId));
    },
    notify: (subject, text, more) =>
      notify(more === 0 ? subject : say('notice_more', subject, String(more)), text),
    newId,
    changed,
  });
  const sites = signerSites({ ...standing, permissions }, signer, {
    ...streams,
    revoke: listener.revoke,
  });
  const handlers = createHandlers({
    ...standing,
    credentials,
    sites: sites.handlers,
    streams: streams.handlers,
    signers: { ...signerBook, ...newSigners },
    configuration: {
      held: configurationParts({ ...newSigners, now: clock.now, session: openVaultSession() }),
    },
    sending: {
      transactions: signer.transactions,
      storage: transactions,
      chains: signerBook.chains,
      signer,
      signing,
      newId,
    },
    webApps: {
      logins: webAppLogin,
      renewal: sessions.renewal,
      memory: logins,
      storage: webApps,
      vault,
      newId,
      renew: sessions.renew,
      async signers() {
        const known = await signerBook.signers.read();
        return known.ok ? known.value.flatMap(signingAccounts) : [];
      },
    },
    sessions,
    async restored() {
      await Promise.all([sessions.renew(), streams.resume()]);
    },
    cost: COST,
    tip: chainTip(wallet, clock.now, async () => {
      // A new block may hold a payment whose site did not wait for it.
      await resume();
      changed();
    }),
  });
  return {
    answer: (message, sender) => route(CONTRACT, handlers, message, sender),
    transactions: signer.transactions,
    installed(reason) {
      void sites.alias.renew();
      void sessions.renew();
      if (reason === 'install') void openWelcomeStorage(storage).openOnce();
    },
    sessions,
    streams,
  };
}
