import { serializeSignDoc } from '@cosmjs/amino';
import { toBase64, toUtf8 } from '@cosmjs/encoding';

const NUMBER = '(?:0|[1-9][0-9]{0,15})';
const ADDRESS = '([a-z]{1,83}1[02-9ac-hj-np-z]{38,58})';

/** The texts that the Structs web app has signed: to log in, to sign up, to add a device. */
const LOGIN_TEXTS = [
  new RegExp(`^LOGIN_GUILD0-${NUMBER}ADDRESS${ADDRESS}DATETIME(${NUMBER})$`),
  new RegExp(`^GUILD0-${NUMBER}ADDRESS${ADDRESS}NONCE0$`),
  new RegExp(`^PLAYER1-${NUMBER}ADDRESS${ADDRESS}$`),
];

/**
 * A login is good for ten minutes from its time on, and for ever if that lies far ahead. Clocks of
 * users may be wrong by so much.
 */
const AHEAD_MS = 3_600_000;

/** Whether a text is one of the three, for this address, and not made for later. */
export function isLoginText(text: string, address: string, now: number): boolean {
  return LOGIN_TEXTS.some((pattern) => {
    const [, named, seconds = '0'] = pattern.exec(text) ?? [];
    return named === address && Number(seconds) * 1000 <= now + AHEAD_MS;
  });
}

/** What is signed for a text by ADR-36: the amino document around it, in its canonical JSON. */
export function adr36Bytes(text: string, signer: string): Uint8Array {
  return serializeSignDoc({
    chain_id: '',
    account_number: '0',
    sequence: '0',
    fee: { gas: '0', amount: [] },
    msgs: [{ type: 'sign/MsgSignData', value: { signer, data: toBase64(toUtf8(text)) } }],
    memo: '',
  });
}
