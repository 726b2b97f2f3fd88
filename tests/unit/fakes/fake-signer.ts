import type { ProviderPorts } from '../../../src/background/provider.ts';
import type { SignerPorts } from '../../../src/background/signer-sites.ts';
import { failure } from '../../../src/outcome/failure.ts';
import { err, ok } from '../../../src/outcome/result.ts';
import type {
  DescribedMessage,
  Description,
  DirectDoc,
  Message,
} from '../../../src/signers/signing.ts';
import type { NamedAccount } from '../../../src/signers/site-question.ts';

export const CHAIN = 'structstestnet-111';
export const MOVE = '/structs.structs.MsgFleetMove';

/** The first key of STRUCTS's vectors, by address and public key. */
export const ALICE: NamedAccount = {
  name: 'Alice of the vault',
  address: 'structs19rl4cm2hmr8afy4kldpxz3fka4jguq0acpz60a',
  publicKey: '024f4e2ad99c34d60b9ba6283c9431a8418af8673212961f97a77b6377fcd05b62',
};
export const BOB: NamedAccount = {
  name: 'Bob of the vault',
  address: 'structs15yk64u7zc9g9k2yr2wmzeva5qgwxps6yznqgfk',
  publicKey: '0223aa679d6d5344e201e0df9f02ab15a84726eee0dfb4e953c46a9e2cb52349dc',
};

export function described(over: Partial<DescribedMessage> = {}): DescribedMessage {
  return {
    typeUrl: MOVE,
    title: 'Move a fleet',
    fields: [{ label: 'fleet', value: '9-11' }],
    knowledge: 'known',
    warnings: [],
    raw: '{"fleetId":"9-11"}',
    inner: [],
    ...over,
  };
}

export function description(over: Partial<Description> = {}): Description {
  return {
    messages: [described()],
    memo: '',
    fee: '0 alpha',
    gasLimit: '500000',
    chainId: CHAIN,
    sequence: '7',
    warnings: [],
    ...over,
  };
}

/** A document whose body says, in JSON, how it is to be described. */
export function docOf(content: Partial<Description> = {}, chainId = CHAIN): DirectDoc {
  const body = Buffer.from(JSON.stringify(content)).toString('base64');
  return { bodyBytes: body, authInfoBytes: 'EgA=', chainId, accountNumber: '42' };
}

/**
 * A signer with keys, whose documents are JSON. It notes what it signed and sent, and signs for no
 * account that it does not have.
 */
export function fakeSigner(accounts: Readonly<Record<string, readonly NamedAccount[]>>) {
  const signed: { address: string; what: DirectDoc | string }[] = [];
  const sent: { address: string; messages: readonly Message[]; memo: string }[] = [];
  const broadcasts: string[] = [];
  const has = (chainId: string, address: string): boolean =>
    (accounts[chainId] ?? []).some((account) => account.address === address);

  const keys: ProviderPorts['keys'] = {
    async signDirect({ chainId, address }, doc) {
      if (!has(chainId, address)) return err(failure('site_not_connected'));
      signed.push({ address, what: doc });
      return ok({
        signature: 'c2lnbmVk',
        txBytes: 'dHg=',
        txHash: 'AB'.repeat(32),
        json: {
          body: { messages: [], memo: '' },
          auth_info: { signer_infos: [], fee: { amount: [], gas_limit: '0' } },
          signatures: [],
        },
      });
    },
    async signText({ chainId, address }, kind, text) {
      if (!has(chainId, address)) return err(failure('site_not_connected'));
      signed.push({ address, what: `${kind}: ${text}` });
      return ok({ signature: 'dGV4dA==', publicKey: ALICE.publicKey });
    },
  };
  const ports: SignerPorts = {
    accounts: async (chainId) => ok(accounts[chainId] ?? []),
    chain: async () => ok({ denoms: {}, descriptors: [] }),
    keys,
    async describe(doc, { chainId }) {
      let said: Partial<Description>;
      try {
        said = JSON.parse(Buffer.from(doc.bodyBytes, 'base64').toString());
      } catch {
        return err(failure('transaction_unreadable'));
      }
      const wrongChain: Description['warnings'] = doc.chainId === chainId ? [] : ['other_chain'];
      const read = description({ chainId: doc.chainId, ...said });
      return ok({ ...read, warnings: [...read.warnings, ...wrongChain] });
    },
    sending: {
      async send({ chainId, address }, { messages, memo }, approve) {
        const shown = messages.map(({ typeUrl }) => described({ typeUrl }));
        const approved = await approve(docOf({ messages: shown, memo }, chainId));
        if (!approved.ok) return approved;
        sent.push({ address, messages, memo });
        return ok({ txHash: 'CD'.repeat(32) });
      },
      async broadcast(_chainId, txBytes) {
        broadcasts.push(txBytes);
        return ok({ txHash: 'EF'.repeat(32) });
      },
    },
  };
  return { ports, signed, sent, broadcasts };
}
