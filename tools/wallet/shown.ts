import { renderUnicodeCompact } from 'uqr';
import { formatXmr, piconero } from '../../src/money/piconero.ts';
import { writePairingCode } from '../../src/pairing/pairing-code.ts';
import type { OwnWallet } from './own-wallet.ts';

/** What is drawn is the white of the code: in white on black, whatever the terminal's own colours. */
const WHITE_ON_BLACK = '\x1b[97;40m';
const PLAIN = '\x1b[0m';

/** The address for phones to read, as lines. @param colours the output is a terminal */
export function qrLines(address: string, colours: boolean): string[] {
  const lines = renderUnicodeCompact(`monero:${address}`, { border: 2 }).split('\n');
  return lines.map((line) => (colours ? `${WHITE_ON_BLACK}${line}${PLAIN}` : line));
}

/** All that a person needs to use the wallet, without its words. */
export async function describe(
  wallet: OwnWallet,
  demo: string | null,
  colours: boolean,
): Promise<string> {
  const { url, login, address, isNew, made } = wallet;
  const { total, unlocked } = await wallet.balance();
  const locked = total - unlocked;
  const code = writePairingCode({ url, ...login, demo });
  return `
${isNew ? 'A new wallet was made.' : `The wallet of ${made} is open.`} It holds ${xmr(total)}${locked > 0n ? `, of which ${xmr(locked)} is locked for some minutes` : ''}.

Its address, to put money into it. Put in only what you mean to spend on tolls:

  ${address}

${qrLines(address, colours)
  .map((line) => `  ${line}`)
  .join('\n')}

The pairing code, for the welcome page of Tollpass:

  ${code}

Whoever has it can spend from this wallet while it runs on this computer.${demo === null ? ' It stays the same.' : ''}
Ctrl-C saves the wallet and ends it.`;
}

export function describeSeed(words: string, made: string): string {
  return `
The words that the wallet can be restored from (made on ${made}). Whoever has them has the money:

  ${words}`;
}

function xmr(amount: bigint): string {
  return `${formatXmr(piconero(amount))} XMR`;
}
