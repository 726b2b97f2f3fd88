import type { SignerPorts } from '../../../src/background/signer-sites.ts';
import { failure } from '../../../src/outcome/failure.ts';
import { err, ok } from '../../../src/outcome/result.ts';

const none = async () => err(failure('site_not_connected'));

/** A signer without keys: no chain has an account, so that nothing can be connected or signed. */
export const noSigner: SignerPorts = {
  accounts: async () => ok([]),
  chain: none,
  keys: { signDirect: none, signText: none },
  describe: none,
  sending: { send: none, broadcast: none },
};
