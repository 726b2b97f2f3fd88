import { serializeSignDoc } from '@cosmjs/amino';
import { toBase64, toUtf8 } from '@cosmjs/encoding';
import { isDatedAhead, readStructsText } from './structs-text.ts';

/** Whether a text is one of the Structs web app's three, for this address, and not made for later. */
export function isLoginText(text: string, address: string, now: number): boolean {
  const read = readStructsText(text);
  return read !== null && read.address === address && !isDatedAhead(read, now);
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
