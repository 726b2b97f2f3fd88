import { toBase64, toHex, toUtf8 } from '@cosmjs/encoding';
import { failure } from '../outcome/failure.ts';
import { err, ok } from '../outcome/result.ts';
import { describeTransaction } from './describe.ts';
import { accountOf, newMnemonic, privateKeyOf, publicKeyOf, sign } from './keys.ts';
import type { Signing } from './signing.ts';
import { adr36Bytes, isLoginText } from './texts.ts';
import { assembleSigned, buildTransaction, readTransaction } from './transaction.ts';

/**
 * `Signing` where it is called.
 * @param now milliseconds since 1970
 */
export function localSigning(now: () => number): Signing {
  return {
    newMnemonic: async (words) => newMnemonic(words),
    async derive(source, path, prefix) {
      const key = await privateKeyOf(source, path);
      return key.ok ? ok(accountOf(publicKeyOf(key.value), prefix)) : key;
    },
    build: async (draft) => buildTransaction(draft),
    async signDirect(source, path, doc) {
      const read = readTransaction(doc);
      if (!read.ok) return read;
      const key = await privateKeyOf(source, path);
      if (!key.ok) return key;
      return ok(assembleSigned(read.value, sign(key.value, read.value.signBytes)));
    },
    async signText(source, path, prefix, kind, text) {
      const key = await privateKeyOf(source, path);
      if (!key.ok) return key;
      const { address, publicKey } = accountOf(publicKeyOf(key.value), prefix);
      if (kind === 'adr36') {
        const signature = toBase64(sign(key.value, adr36Bytes(text, address)));
        return ok({ signature, publicKey });
      }
      if (!isLoginText(text, address, now())) return err(failure('text_refused'));
      return ok({ signature: toHex(sign(key.value, toUtf8(text))), publicKey });
    },
    describe: async (doc, context) => describeTransaction(doc, context, now()),
  };
}
