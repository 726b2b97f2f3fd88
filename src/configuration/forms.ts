/**
 * What a field's text has to look like, by name. The schema says it in these words to whoever writes
 * a file; a fault tells only the name, which the interface puts into words of its user's language.
 */
export const FORMS = {
  chain_address: 'an address of a chain, such as structs1…',
  chain_id: 'the id of a chain',
  date_time: 'a date and time such as 2026-11-26T12:00:00Z',
  decimal: 'a decimal number, as text',
  message_types: 'what types of messages begin with',
  prefix: 'what addresses begin with, in small letters',
  private_key: '64 hexadecimal digits',
  public_key: '66 hexadecimal digits that begin with 02 or 03',
  server_link:
    'an address with nats://, tls://, ws:// or wss://, without a user name or a password in it',
  unit: 'the name of a coin’s smallest unit',
  web_link: 'an address with https:// or http://, without a user name or a password in it',
  whole_number: 'a whole number, as text',
} as const;

export type Form = keyof typeof FORMS;

/** The name of the form that is told in these words. */
export function formOf(words: string | undefined): string {
  return Object.entries(FORMS).find(([, told]) => told === words)?.[0] ?? '';
}
