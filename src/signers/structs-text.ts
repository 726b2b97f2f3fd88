/** One of the three texts that the Structs web app wants signed. All end with the signer's address. */
export type StructsText =
  /** Whoever holds the signature is the player to that guild's web app. `time` in seconds since 1970. */
  | {
      readonly kind: 'login';
      readonly guild: string;
      readonly address: string;
      readonly time: number;
    }
  | { readonly kind: 'signup'; readonly guild: string; readonly address: string }
  /** Makes the signer an address of that player. */
  | { readonly kind: 'device'; readonly player: string; readonly address: string };

const NUMBER = '(?:0|[1-9][0-9]{0,15})';
/** Structs numbers its objects by kind: 0 are guilds, 1 are players. */
const GUILD = `0-${NUMBER}`;
const PLAYER = `1-${NUMBER}`;
const ADDRESS = '[a-z]{1,83}1[02-9ac-hj-np-z]{38,58}';
const LOGIN = new RegExp(`^LOGIN_GUILD(${GUILD})ADDRESS(${ADDRESS})DATETIME([1-9][0-9]{0,14})$`);
const SIGNUP = new RegExp(`^GUILD(${GUILD})ADDRESS(${ADDRESS})NONCE0$`);
const DEVICE = new RegExp(`^PLAYER(${PLAYER})ADDRESS(${ADDRESS})$`);

/** A login is good for ten minutes from the time in it; clocks may differ by as much. */
const MOST_AHEAD_S = 600;

/** Reads one of the three texts; null for any other. */
export function readStructsText(text: string): StructsText | null {
  const login = LOGIN.exec(text);
  if (login !== null) {
    const [, guild = '', address = '', time = ''] = login;
    return { kind: 'login', guild, address, time: Number(time) };
  }
  const signup = SIGNUP.exec(text);
  if (signup !== null) {
    const [, guild = '', address = ''] = signup;
    return { kind: 'signup', guild, address };
  }
  const device = DEVICE.exec(text);
  if (device === null) return null;
  const [, player = '', address = ''] = device;
  return { kind: 'device', player, address };
}

/**
 * Whether a text is dated so far ahead that its signature would be good for longer than it should: the
 * web app looks only at the age, so one over the year 9999 never runs out (measured).
 *
 * @param now milliseconds since 1970
 */
export function isDatedAhead(text: StructsText, now: number): boolean {
  return text.kind === 'login' && text.time > now / 1000 + MOST_AHEAD_S;
}
