import type { Clock } from '../payments/clock.ts';
import { askingSite } from '../platform/asking-site.ts';
import { tellConnections } from '../platform/connections.ts';
import type { KeepAwake } from '../platform/keep-awake.ts';
import { openKeplrAlias } from '../platform/keplr-alias.ts';
import type { QuestionLine } from '../platform/question-line.ts';
import { openQuietSites } from '../platform/quiet-sites.ts';
import { openSitePermissions } from '../platform/site-permissions.ts';
import type { LocalStorage } from '../platform/storage.ts';
import { onTabClosed } from '../platform/tabs.ts';
import type { SiteAnswer, SiteQuestion } from '../signers/site-question.ts';
import { type ProviderPorts, providerHandlers } from './provider.ts';
import { signingHandlers } from './signing-handlers.ts';

/** What signs and sends: `ProviderPorts` without what this file builds itself. */
export type SignerPorts = Pick<
  ProviderPorts,
  'accounts' | 'chain' | 'keys' | 'describe' | 'sending'
>;

interface Surroundings {
  readonly clock: Clock;
  readonly storage: LocalStorage;
  readonly questions: QuestionLine;
  readonly awake: Pick<KeepAwake, 'begin' | 'end'>;
  changed(): void;
}

export type SignerHandlers = ReturnType<typeof signerSites>['handlers'];

/** What sites may ask of a signer: permissions, questions and the handlers of their messages. */
export function signerSites(
  { clock, storage, questions, awake, changed }: Surroundings,
  signer: SignerPorts,
) {
  const permissions = openSitePermissions(storage);
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
  const shared = { clock, permissions, approver, connectionsChanged: tellConnections };
  return {
    handlers: {
      ...providerHandlers({
        ...shared,
        ...signer,
        quiet: openQuietSites(clock.now),
        site: askingSite,
        onTabClosed,
      }),
      ...signingHandlers({ ...shared, alias, changed }),
    },
    alias,
  };
}
