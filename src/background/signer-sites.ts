import type { Clock } from '../payments/clock.ts';
import { askingSite } from '../platform/asking-site.ts';
import { tellConnections } from '../platform/connections.ts';
import { openKeplrAlias } from '../platform/keplr-alias.ts';
import type { QuestionLine } from '../platform/question-line.ts';
import { openQuietSites } from '../platform/quiet-sites.ts';
import { openSitePermissions } from '../platform/site-permissions.ts';
import type { LocalStorage } from '../platform/storage.ts';
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
  changed(): void;
}

export type SignerHandlers = ReturnType<typeof signerSites>['handlers'];

/** What sites may ask of a signer: permissions, questions and the handlers of their messages. */
export function signerSites(
  { clock, storage, questions, changed }: Surroundings,
  signer: SignerPorts,
) {
  const permissions = openSitePermissions(storage);
  const alias = openKeplrAlias(storage);
  const approver = questions.sort<SiteQuestion, SiteAnswer>({
    page: 'src/ui/signing/index.html',
    no: { do: 'reject' },
    inPopup: false,
  });
  const shared = { clock, permissions, approver, connectionsChanged: tellConnections };
  return {
    handlers: {
      ...providerHandlers({
        ...shared,
        ...signer,
        quiet: openQuietSites(clock.now),
        site: askingSite,
      }),
      ...signingHandlers({ ...shared, alias, changed }),
    },
    alias,
  };
}
