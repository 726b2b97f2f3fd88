import { fromBase64, toBase64, toHex, toUtf8 } from '@cosmjs/encoding';
import { failure } from '../outcome/failure.ts';
import { err, ok } from '../outcome/result.ts';
import { describeTransaction } from './describe.ts';
import { accountOf, isSignedBy, newMnemonic, privateKeyOf, publicKeyOf, sign } from './keys.ts';
import type { Signing } from './signing.ts';
import { adr36Bytes, isLoginText } from './texts.ts';
import { assembleSigned, buildTransaction, readTransaction } from './transaction.ts';
import { wordsIn } from './words.ts';

/**
 * `Signing` where it is called.
 * @param now milliseconds since 1970
 * @param language in which transactions are described, by its tag of BCP 47
 */
export function localSigning(now: () => number, language: string): Signing {
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
    async verify(publicKey, doc, signature) {
      const read = readTransaction(doc);
      if (!read.ok) return read;
      const bytes = signatureOf(signature);
      if (bytes === null || !isSignedBy(publicKey, read.value.signBytes, bytes)) {
        return err(failure('signature_refused'));
      }
      return ok(assembleSigned(read.value, bytes));
    },
    describe: async (doc, context) => describeTransaction(doc, context, now(), wordsIn(language)),
  };
}

/** The bytes of a signature in base64; null if it is not as long as one. */
function signatureOf(text: string): Uint8Array | null {
  try {
    const bytes = fromBase64(text);
    return bytes.length === 64 ? bytes : null;
  } catch {
    return null;
  }
}
