export const en = {
  noPage: 'There is no page to open',
  noPageWords: 'The address that Tollpass was given is not that of a web page. Nothing was paid.',

  opening: 'Opening a page that has to be paid for',
  paid: 'Paid',
  left: 'Not let through',
  mayLeave: 'You can leave this page: what is paid stays paid, and is used when you come back.',

  leaving: 'Opening the page…',
  asking: 'Asking what the site wants…',
  tryAgain: 'Try again',
  sendAgain: 'The toll is paid. Go back and send the form again: it will be let through.',
  settings: 'Open settings',
  question: 'Show the question',
  back: 'Back',
  siteAnswer: "Show the site's own answer",

  payLater: 'Pay when it unlocks',
  paysLater:
    'It will be paid when your change unlocks. Leave this page open: it goes on by itself.',
};
