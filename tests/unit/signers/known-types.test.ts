import { fromBase64 } from '@cosmjs/encoding';
import { GenericAuthorization } from 'cosmjs-types/cosmos/authz/v1beta1/authz';
import * as authz from 'cosmjs-types/cosmos/authz/v1beta1/tx';
import { SendAuthorization } from 'cosmjs-types/cosmos/bank/v1beta1/authz';
import * as bank from 'cosmjs-types/cosmos/bank/v1beta1/tx';
import * as distribution from 'cosmjs-types/cosmos/distribution/v1beta1/tx';
import * as allowances from 'cosmjs-types/cosmos/feegrant/v1beta1/feegrant';
import * as feegrant from 'cosmjs-types/cosmos/feegrant/v1beta1/tx';
import * as gov from 'cosmjs-types/cosmos/gov/v1/tx';
import { TextProposal } from 'cosmjs-types/cosmos/gov/v1beta1/gov';
import * as govBeta from 'cosmjs-types/cosmos/gov/v1beta1/tx';
import { StakeAuthorization } from 'cosmjs-types/cosmos/staking/v1beta1/authz';
import * as staking from 'cosmjs-types/cosmos/staking/v1beta1/tx';
import { AuthInfo, SignDoc, TxBody, TxRaw } from 'cosmjs-types/cosmos/tx/v1beta1/tx';
import { MsgTransfer } from 'cosmjs-types/ibc/applications/transfer/v1/tx';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { COSMOS_ENUMS, COSMOS_TYPES } from '../../../src/signers/cosmos-types.ts';
import { meaningOf } from '../../../src/signers/meanings.ts';
import { encode, knownType } from '../../../src/signers/schema.ts';
import { STRUCTS_ENUMS, STRUCTS_TYPES } from '../../../src/signers/structs-types.ts';
import { ADDRESS, CONTEXT, FLEET_MOVE, must, signing } from './samples.ts';

const TYPES = { ...COSMOS_TYPES, ...STRUCTS_TYPES };
const ENUMS: Readonly<Record<string, readonly string[]>> = { ...COSMOS_ENUMS, ...STRUCTS_ENUMS };

/** The same types of another library, generated from the chains' own .proto files. */
interface Codec {
  decode(bytes: Uint8Array): unknown;
  encode(message: never): { finish(): Uint8Array };
}
const CODECS: Readonly<Record<string, Codec>> = {
  'cosmos.tx.v1beta1.SignDoc': SignDoc,
  'cosmos.tx.v1beta1.TxRaw': TxRaw,
  'cosmos.bank.v1beta1.MsgSend': bank.MsgSend,
  'cosmos.bank.v1beta1.MsgMultiSend': bank.MsgMultiSend,
  'cosmos.bank.v1beta1.SendAuthorization': SendAuthorization,
  'cosmos.staking.v1beta1.MsgDelegate': staking.MsgDelegate,
  'cosmos.staking.v1beta1.MsgUndelegate': staking.MsgUndelegate,
  'cosmos.staking.v1beta1.MsgBeginRedelegate': staking.MsgBeginRedelegate,
  'cosmos.staking.v1beta1.MsgCancelUnbondingDelegation': staking.MsgCancelUnbondingDelegation,
  'cosmos.staking.v1beta1.StakeAuthorization': StakeAuthorization,
  'cosmos.distribution.v1beta1.MsgSetWithdrawAddress': distribution.MsgSetWithdrawAddress,
  'cosmos.distribution.v1beta1.MsgWithdrawDelegatorReward': distribution.MsgWithdrawDelegatorReward,
  'cosmos.distribution.v1beta1.MsgWithdrawValidatorCommission':
    distribution.MsgWithdrawValidatorCommission,
  'cosmos.distribution.v1beta1.MsgFundCommunityPool': distribution.MsgFundCommunityPool,
  'cosmos.gov.v1.MsgSubmitProposal': gov.MsgSubmitProposal,
  'cosmos.gov.v1.MsgVote': gov.MsgVote,
  'cosmos.gov.v1.MsgVoteWeighted': gov.MsgVoteWeighted,
  'cosmos.gov.v1.MsgDeposit': gov.MsgDeposit,
  'cosmos.gov.v1beta1.MsgSubmitProposal': govBeta.MsgSubmitProposal,
  'cosmos.gov.v1beta1.TextProposal': TextProposal,
  'cosmos.gov.v1beta1.MsgVote': govBeta.MsgVote,
  'cosmos.gov.v1beta1.MsgDeposit': govBeta.MsgDeposit,
  'cosmos.authz.v1beta1.MsgGrant': authz.MsgGrant,
  'cosmos.authz.v1beta1.GenericAuthorization': GenericAuthorization,
  'cosmos.authz.v1beta1.MsgExec': authz.MsgExec,
  'cosmos.authz.v1beta1.MsgRevoke': authz.MsgRevoke,
  'cosmos.feegrant.v1beta1.MsgGrantAllowance': feegrant.MsgGrantAllowance,
  'cosmos.feegrant.v1beta1.MsgRevokeAllowance': feegrant.MsgRevokeAllowance,
  'cosmos.feegrant.v1beta1.BasicAllowance': allowances.BasicAllowance,
  'cosmos.feegrant.v1beta1.PeriodicAllowance': allowances.PeriodicAllowance,
  'cosmos.feegrant.v1beta1.AllowedMsgAllowance': allowances.AllowedMsgAllowance,
  'ibc.applications.transfer.v1.MsgTransfer': MsgTransfer,
  'cosmos.tx.v1beta1.AuthInfo': AuthInfo,
  'cosmos.tx.v1beta1.TxBody': TxBody,
};

/** Parts of others, and fields that cosmjs's older .proto files do not have. */
const NEWER: Readonly<Record<string, readonly string[]>> = {
  'cosmos.tx.v1beta1.TxBody': ['unordered', 'timeout_timestamp'],
};

const camel = (name: string) => name.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase());

/** A value for every field of a type, by the camel-case names. */
function recordOf(fullName: string): fc.Arbitrary<Record<string, unknown>> {
  const fields = TYPES[fullName] ?? {};
  return fc.record(
    Object.fromEntries(
      Object.entries(fields)
        .filter(([name]) => !NEWER[fullName]?.includes(name))
        .map(([name, [, type, list]]) => {
          const one = scalarOf(type);
          return [camel(name), list === 'repeated' ? fc.array(one, { maxLength: 3 }) : one];
        }),
    ),
  );
}

/** By cosmjs-types 0.11, which writes four bytes too few in between. */
function isEncodable(number: bigint): boolean {
  return number < 2n ** 31n || number >= 2n ** 32n;
}

function scalarOf(type: string): fc.Arbitrary<unknown> {
  if (type === 'string') return fc.string({ unit: 'grapheme' });
  if (type === 'bytes') return fc.uint8Array({ maxLength: 40 });
  if (type === 'bool') return fc.boolean();
  if (type === 'uint64') return fc.bigInt(0n, 2n ** 64n - 1n).filter(isEncodable);
  if (type === 'int64') return fc.bigInt(-(2n ** 63n), 2n ** 63n - 1n).filter(isEncodable);
  if (ENUMS[type] !== undefined) return fc.nat(ENUMS[type].length - 1);
  if (type === 'google.protobuf.Any') {
    return fc.record({ typeUrl: fc.string(), value: fc.uint8Array({ maxLength: 20 }) });
  }
  if (type === 'google.protobuf.Timestamp' || type === 'google.protobuf.Duration') {
    const seconds = fc.bigInt(0n, 253_402_300_799n).filter(isEncodable);
    return fc.record({ seconds, nanos: fc.nat(999_999_999) });
  }
  return recordOf(type);
}

describe('our tables', () => {
  it.each(Object.entries(CODECS))('have %s as the chains do', (fullName, codec) => {
    const type = knownType(fullName);
    fc.assert(
      fc.property(recordOf(fullName), (value) => {
        const bytes = encode(type, value);
        // cosmjs drops what it does not know: only with the same fields does it write the same.
        const again = codec.encode(codec.decode(bytes) as never).finish();
        expect(Buffer.from(again).toString('hex')).toBe(Buffer.from(bytes).toString('hex'));
      }),
      { numRuns: 40 },
    );
  });

  it('have a meaning for every message that can be sent', () => {
    const messages = Object.keys(TYPES).filter((name) => /\.Msg[A-Z]/.test(name));
    expect(messages.length).toBeGreaterThan(30);
    for (const name of messages) expect(meaningOf(`/${name}`), name).toBeDefined();
  });

  it('describe every message with the values that were encoded', async () => {
    const messages = Object.keys(TYPES).filter((name) => /\.Msg[A-Z]/.test(name));
    const plain = fc.stringMatching(/^[a-zA-Z0-9]{1,12}$/);
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...messages),
        plain,
        fc.bigInt(0n, 2n ** 64n - 1n),
        async (name, text, number) => {
          const fields = Object.entries(TYPES[name] ?? {});
          const value = Object.fromEntries(
            fields.flatMap(([field, [, type, list]]): [string, unknown][] => {
              if (type === 'string') return [[field, list ? [text, `${text}2`] : text]];
              if (type === 'uint64') return [[field, number.toString()]];
              if (type !== 'cosmos.base.v1beta1.Coin') return [];
              const coin = { denom: 'uother', amount: number.toString() };
              return [[field, list ? [coin] : coin]];
            }),
          );
          const doc = await must(
            signing.build({ ...FLEET_MOVE, messages: [{ typeUrl: `/${name}`, value }] }),
          );
          const { messages } = await must(signing.describe(doc, CONTEXT));
          expect(messages[0]?.knowledge).toBe('known');
          const shown = messages[0]?.fields.map((field) => field.value) ?? [];
          for (const [, [, type, list]] of fields) {
            if (type === 'string') expect(shown).toContain(text);
            if (type === 'string' && list) expect(shown).toContain(`${text}2`);
            if (type === 'uint64') expect(shown).toContain(number.toString());
            if (type === 'cosmos.base.v1beta1.Coin') expect(shown).toContain(`${number} uother`);
          }
          expect(JSON.parse(messages[0]?.raw ?? '')).toMatchObject(value);
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('random bytes', () => {
  const base64 = fc
    .uint8Array({ maxLength: 300 })
    .map((bytes) => Buffer.from(bytes).toString('base64'));
  const url = fc.oneof(
    fc.constantFrom(...Object.keys(TYPES).map((name) => `/${name}`)),
    fc.string({ unit: 'binary' }),
  );

  it('are never more than raw, and never thrown at', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ typeUrl: url, value: fc.uint8Array({ maxLength: 120 }) }), {
          maxLength: 4,
        }),
        base64,
        fc.array(fc.oneof(base64, fc.string())),
        async (messages, authInfoBytes, descriptors) => {
          const body = Buffer.from(
            TxBody.encode(TxBody.fromPartial({ messages })).finish(),
          ).toString('base64');
          const { authInfoBytes: good } = await must(signing.build(FLEET_MOVE));
          const context = { ...CONTEXT, descriptors };
          for (const doc of [
            { bodyBytes: body, authInfoBytes: good },
            { bodyBytes: body, authInfoBytes },
            { bodyBytes: authInfoBytes, authInfoBytes: good },
          ]) {
            const described = await signing.describe(
              { ...doc, chainId: 'x', accountNumber: '1' },
              context,
            );
            if (!described.ok) expect(described.error.code).toBe('transaction_unreadable');
            else expect(described.value.messages.length).toBeLessThanOrEqual(256);
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  it('as keys, texts and documents give failures', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary' }), async (text) => {
        const path = { coinType: 118, index: 0 };
        const words = await signing.derive({ kind: 'mnemonic', words: text }, path, 'structs');
        expect(words).toMatchObject({ ok: false, error: { code: 'mnemonic_wrong' } });
        const key = await signing.derive({ kind: 'private_key', hex: text }, path, 'structs');
        expect(key).toMatchObject({ ok: false, error: { code: 'private_key_wrong' } });
        const doc = { bodyBytes: text, authInfoBytes: text, chainId: text, accountNumber: text };
        expect((await signing.describe(doc, CONTEXT)).ok).toBe(false);
      }),
    );
  });
});

describe('a change of one byte', () => {
  it('never goes unseen', async () => {
    const doc = await must(signing.build(FLEET_MOVE));
    const before = JSON.stringify(await must(signing.describe(doc, CONTEXT)));
    const body = fromBase64(doc.bodyBytes);
    for (let at = 0; at < body.length; at += 1) {
      const changed = body.slice();
      changed[at] = (changed[at] ?? 0) ^ 1;
      const described = await signing.describe(
        { ...doc, bodyBytes: Buffer.from(changed).toString('base64') },
        { ...CONTEXT, address: ADDRESS },
      );
      expect(JSON.stringify(described.ok ? described.value : null)).not.toBe(before);
    }
  });
});
