import type { FailureCode } from '../outcome/failure.ts';
import { type Detail, nothing, type Story, transaction, unpaid } from './story.ts';

export const en = {
  /** @param why what became of it, as a sentence */
  unfinished: (why: string | null) =>
    why === null
      ? 'The payment could not be finished yet.'
      : `The payment could not be finished yet. ${why}`,
  unfinishedNext: (detail: Detail) =>
    `It is signed (${transaction(detail)}) and may be on its way. Tollpass finishes it by itself and never pays it twice. Reload the page later.`,
  /** The sentences about what happens to any of the others. */
  stories: {
    page_gone: unpaid(
      () => 'The page that asked for this payment is not open any more.',
      'Open it again to pay it.',
    ),
    storage_failed: {
      happened: () => 'The browser could not write to its storage.',
      next: () =>
        'Nothing is paid that cannot be written down first; what was paid before is safe in your wallet. Free some disk space, then reload the page.',
    },
    storage_newer: unpaid(
      () =>
        "A newer version of Tollpass has written this browser's data, and this version cannot read it.",
      'Nothing was changed. Update Tollpass.',
    ),
    header_rule_failed: {
      happened: () => 'The browser did not let Tollpass show your pass to the site.',
      next: (detail: Detail) =>
        `${nothing(detail)} A pass that you hold is kept. Allow Tollpass on this site in the browser's extension settings, then reload the page.`,
    },
  } satisfies Partial<Record<FailureCode, Story>>,

  nothingSent: 'Nothing was sent. Try again later.',
  backgroundSilent:
    "Tollpass's background does not answer. If it stays like this, restart the browser.",
  answerLost: 'Your answer may not have arrived. If this is still the same question, answer again.',
  maybeDone:
    'It is not known whether this was done, because Tollpass stopped meanwhile. Look again before you repeat it.',
  maybeSent:
    'It is not known whether the transfer was sent. Look at the outputs again before you repeat it.',
  sendingSilent:
    "Tollpass's background stopped meanwhile. It is not known whether the transfer was sent. Look at the outputs again before you repeat it.",
};
