import { useSignal } from '@preact/signals';
import { send } from '../../messages/client.ts';
import type { TollView } from '../../messages/contract.ts';
import { Confirm } from '../parts/confirm.tsx';
import { Problem } from '../parts/problem.tsx';
import { isMendedInSettings } from '../sentences.ts';
import { useTask } from '../task.ts';
import { texts as all } from './texts.ts';

const texts = all.offers;

interface TollOffersProps {
  readonly toll: TollView;
  /** "Ask me again" belongs to the site in the tab: its page has to be reloaded. */
  readonly onForgive?: () => void;
  readonly onDone: () => void;
}

/** What can be done about a toll that failed. */
export function TollOffers(props: TollOffersProps) {
  const { toll, onForgive, onDone } = props;
  const giving = useSignal(false);
  const later = useTask();
  const giveUp = useTask();
  if (toll.state !== 'failed') return null;
  const offers = new Set(toll.offers);
  const named = toll.toll;
  const code = toll.failure?.code;

  async function payLater(): Promise<void> {
    if ((await later.run(() => send('payment.later', { origin: toll.origin }))) !== null) onDone();
  }
  async function giveItUp(): Promise<void> {
    if (named === null) return;
    if ((await giveUp.run(() => send('payment.give_up', { toll: named }))) === null) return;
    giving.value = false;
    onDone();
  }

  return (
    <div class="stack" data-testid="toll-offers">
      {offers.has('pays_later') ? (
        <p class="state" data-testid="pays-later">
          {texts.paysLater}
        </p>
      ) : null}
      <div class="buttons">
        {offers.has('pay_later') && !offers.has('pays_later') ? (
          <button
            type="button"
            data-testid="pay-later"
            disabled={later.busy}
            onClick={() => void payLater()}
          >
            {texts.payLater}
          </button>
        ) : null}
        {onForgive === undefined || offers.has('pays_later') ? null : (
          <button type="button" data-testid="forgive" onClick={onForgive}>
            {texts.askAgain}
          </button>
        )}
        {code !== undefined && isMendedInSettings(code) ? (
          <a class="button" href="../settings/index.html" target="_blank" rel="noreferrer">
            {texts.settings}
          </a>
        ) : null}
        {offers.has('give_up') && named !== null ? (
          <button
            type="button"
            data-testid="give-up"
            aria-expanded={giving.value}
            onClick={() => {
              giving.value = !giving.value;
              giveUp.forget();
            }}
          >
            {texts.giveUp}
          </button>
        ) : null}
      </div>
      <Problem sentence={later.problem} />
      {giving.value ? (
        <Confirm
          label={texts.giveUp}
          yes={texts.giveUpYes}
          no={texts.giveUpNo}
          testid="give-up-confirm"
          busy={giveUp.busy}
          doing={texts.givingUp}
          problem={giveUp.problem}
          onYes={() => void giveItUp()}
          onNo={() => {
            giving.value = false;
          }}
        >
          <p>{texts.giveUpWords}</p>
        </Confirm>
      ) : null}
    </div>
  );
}
