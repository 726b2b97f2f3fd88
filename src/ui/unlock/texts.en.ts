export const en = {
  title: 'Unlock Tollpass',
  why: "A page asks for a payment, and your wallet's password is locked. What is to be paid is decided after this, by your limits or by you.",
  notNow: 'Not now',
};
