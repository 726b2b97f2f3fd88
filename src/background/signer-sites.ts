import type { Clock } from '../payments/clock.ts';
import { askingSite } from '../platform/asking-site.ts';
import { tellConnections } from '../platform/connections.ts';
import type { KeepAwake } from '../platform/keep-awake.ts';
import { openKeplrAlias } from '../platform/keplr-alias.ts';
import type { QuestionLine } from '../platform/question-line.ts';
import { openQuietSites } from '../platform/quiet-sites.ts';
import type { SitePermissions } from '../platform/site-permissions.ts';
import type { LocalStorage } from '../platform/storage.ts';
import { equipPage } from '../platform/stream-pages.ts';
import { onTabClosed } from '../platform/tabs.ts';
import type { SiteAnswer, SiteQuestion } from '../signers/site-question.ts';
import { type PageStreamPorts, pageStreamHandlers } from './page-streams.ts';
import { type ProviderPorts, providerHandlers } from './provider.ts';
import { type SigningPorts, signingHandlers } from './signing-handlers.ts';
import { siteRequests } from './site-requests.ts';

/** What signs and sends: `ProviderPorts` without what this file builds itself. */
export type SignerPorts = Pick<
  ProviderPorts,
  'accounts' | 'chain' | 'keys' | 'describe' | 'sending'
>;

interface Surroundings {
  readonly clock: Clock;
  readonly storage: LocalStorage;
  readonly permissions: SitePermissions;
  readonly questions: QuestionLine;
  readonly awake: Pick<KeepAwake, 'begin' | 'end'>;
  changed(): void;
}

export type SignerHandlers = ReturnType<typeof signerSites>['handlers'];

/** What sites may ask of a signer, and hear: questions, and the handlers of their messages. */
export function signerSites(
  { clock, storage, permissions, questions, awake, changed }: Surroundings,
  signer: SignerPorts,
  streams: PageStreamPorts['streams'] & SigningPorts['streams'],
) {
  const alias = openKeplrAlias(storage);
  const inWindow = questions.sort<SiteQuestion, SiteAnswer>({
    page: 'src/ui/signing/index.html',
    no: { do: 'reject' },
    inPopup: false,
  });
  const approver: typeof inWindow = {
    ...inWindow,
    ask(question) {
      // Somebody who reads what they sign takes longer than an idle background lives.
      awake.begin();
      return inWindow.ask(question).finally(awake.end);
    },
  };
  const shared = { clock, permissions, connectionsChanged: tellConnections };
  const requests = siteRequests({
    approver,
    quiet: openQuietSites(clock.now),
    site: askingSite,
    onTabClosed,
  });
  return {
    handlers: {
      ...providerHandlers({ ...shared, ...signer }, requests),
      ...pageStreamHandlers({ clock, permissions, streams, equip: equipPage, changed }, requests),
      ...signingHandlers({ ...shared, approver, alias, streams, changed }),
    },
    alias,
  };
}
