import { toBase64, toUtf8 } from '@cosmjs/encoding';
import { GenericAuthorization } from 'cosmjs-types/cosmos/authz/v1beta1/authz';
import { MsgExec, MsgGrant } from 'cosmjs-types/cosmos/authz/v1beta1/tx';
import { MsgMultiSend, MsgSend } from 'cosmjs-types/cosmos/bank/v1beta1/tx';
import { BasicAllowance } from 'cosmjs-types/cosmos/feegrant/v1beta1/feegrant';
import { MsgGrantAllowance } from 'cosmjs-types/cosmos/feegrant/v1beta1/tx';
import { AuthInfo, TxBody } from 'cosmjs-types/cosmos/tx/v1beta1/tx';
import { MsgTransfer } from 'cosmjs-types/ibc/applications/transfer/v1/tx';
import { describe, expect, it } from 'vitest';
import type { Description, DirectDoc, ReadingContext } from '../../../src/signers/signing.ts';
import { ADDRESS, CONTEXT, FLEET_MOVE, must, NOW, OTHER_ADDRESS, signing } from './samples.ts';

interface Packed {
  readonly typeUrl: string;
  readonly value: Uint8Array;
}

const SEND = '/cosmos.bank.v1beta1.MsgSend';

function send(to = OTHER_ADDRESS, amount = '1500000', from = ADDRESS): Packed {
  const value = { fromAddress: from, toAddress: to, amount: [{ denom: 'ualpha', amount }] };
  return { typeUrl: SEND, value: MsgSend.encode(MsgSend.fromPartial(value)).finish() };
}

/** A transaction around these messages, by cosmjs's own encoders. */
async function docOf(
  messages: readonly Packed[],
  body: Partial<TxBody> = {},
  change: (auth: AuthInfo) => void = () => undefined,
): Promise<DirectDoc> {
  const built = await must(signing.build(FLEET_MOVE));
  const auth = AuthInfo.decode(Buffer.from(built.authInfoBytes, 'base64'));
  change(auth);
  return {
    ...built,
    bodyBytes: toBase64(
      TxBody.encode(TxBody.fromPartial({ messages: [...messages], ...body })).finish(),
    ),
    authInfoBytes: toBase64(AuthInfo.encode(auth).finish()),
  };
}

async function read(
  messages: readonly Packed[],
  context: Partial<ReadingContext> = {},
): Promise<Description> {
  return must(signing.describe(await docOf(messages), { ...CONTEXT, ...context }));
}

describe('a transaction in words', () => {
  it('says what a game message does, without a warning', async () => {
    const doc = await must(signing.build(FLEET_MOVE));
    expect(await must(signing.describe(doc, CONTEXT))).toEqual({
      messages: [
        {
          typeUrl: '/structs.structs.MsgFleetMove',
          title: 'Move fleet 9-11 to 2-1',
          fields: [
            { label: 'Creator', value: ADDRESS },
            { label: 'Fleet id', value: '9-11' },
            { label: 'Destination location id', value: '2-1' },
          ],
          knowledge: 'known',
          warnings: [],
          raw: JSON.stringify(FLEET_MOVE.messages[0]?.value, null, 2),
          inner: [],
        },
      ],
      memo: '',
      fee: '0 alpha',
      gasLimit: '500000',
      chainId: 'structstestnet-111',
      sequence: '7',
      warnings: [],
    });
  });

  it('shows sums in the unit that people know, and others as they are', async () => {
    const { messages, warnings } = await read([send()]);
    expect(messages[0]?.title).toBe(`Send 1.5 alpha to ${OTHER_ADDRESS}`);
    expect(messages[0]?.fields).toContainEqual({ label: 'Amount', value: '1.5 alpha' });
    expect(warnings).toEqual(['moves_funds']);
    const [other] = (await read([send()], { denoms: {} })).messages;
    expect(other?.title).toBe(`Send 1500000 ualpha to ${OTHER_ADDRESS}`);
    const [tiny] = (await read([send(OTHER_ADDRESS, '7')])).messages;
    expect(tiny?.title).toBe(`Send 0.000007 alpha to ${OTHER_ADDRESS}`);
    const [odd] = (await read([send(OTHER_ADDRESS, '-0x1')])).messages;
    expect(odd?.title).toBe(`Send -0x1 ualpha to ${OTHER_ADDRESS}`);
  });

  it('names every receiver of a multi-send', async () => {
    const coins = [{ denom: 'ualpha', amount: '2000000' }];
    const value = MsgMultiSend.fromPartial({
      inputs: [{ address: ADDRESS, coins }],
      outputs: [
        { address: OTHER_ADDRESS, coins },
        { address: ADDRESS, coins },
      ],
    });
    const typeUrl = '/cosmos.bank.v1beta1.MsgMultiSend';
    const [message] = (await read([{ typeUrl, value: MsgMultiSend.encode(value).finish() }]))
      .messages;
    expect(message?.title).toBe(`Send 2 alpha to ${OTHER_ADDRESS}, 2 alpha to ${ADDRESS}`);
    expect(message?.fields.map(({ label }) => label)).toEqual([
      'Inputs, address',
      'Inputs, coins',
      'Outputs 1, address',
      'Outputs 1, coins',
      'Outputs 2, address',
      'Outputs 2, coins',
    ]);
  });

  it('warns of rights that are granted, and says which', async () => {
    const authorization = GenericAuthorization.encode({ msg: SEND }).finish();
    const value = MsgGrant.fromPartial({
      granter: ADDRESS,
      grantee: OTHER_ADDRESS,
      grant: {
        authorization: {
          typeUrl: '/cosmos.authz.v1beta1.GenericAuthorization',
          value: authorization,
        },
        expiration: { seconds: 1_800_000_000n, nanos: 0 },
      },
    });
    const typeUrl = '/cosmos.authz.v1beta1.MsgGrant';
    const { messages, warnings } = await read([
      { typeUrl, value: MsgGrant.encode(value).finish() },
    ]);
    expect(warnings).toEqual(['grants_rights']);
    expect(messages[0]?.title).toBe(`Let ${OTHER_ADDRESS} act in your name`);
    expect(messages[0]?.fields).toContainEqual({
      label: 'Grant, expiration',
      value: '2027-01-15T08:00:00.000Z',
    });
    expect(messages[0]?.inner[0]?.title).toBe(`To send any message of type ${SEND}`);
  });

  it('warns of fees that are paid for others', async () => {
    const allowance = BasicAllowance.encode(BasicAllowance.fromPartial({})).finish();
    const value = MsgGrantAllowance.fromPartial({
      granter: ADDRESS,
      grantee: OTHER_ADDRESS,
      allowance: { typeUrl: '/cosmos.feegrant.v1beta1.BasicAllowance', value: allowance },
    });
    const typeUrl = '/cosmos.feegrant.v1beta1.MsgGrantAllowance';
    const { messages, warnings } = await read([
      { typeUrl, value: MsgGrantAllowance.encode(value).finish() },
    ]);
    expect(warnings).toEqual(['grants_rights', 'pays_others_fee']);
    expect(messages[0]?.inner[0]?.title).toBe('Fees without a limit');
  });

  it('describes what is done in the name of others, and warns of all that is in it', async () => {
    const exec = (msgs: Packed[]): Packed => ({
      typeUrl: '/cosmos.authz.v1beta1.MsgExec',
      value: MsgExec.encode(MsgExec.fromPartial({ grantee: ADDRESS, msgs })).finish(),
    });
    const inner = send(ADDRESS, '1', OTHER_ADDRESS);
    const strange = { typeUrl: '/x.Y', value: new Uint8Array([1]) };
    const { messages, warnings } = await read([exec([inner, exec([strange])])]);
    expect(messages[0]?.title).toBe('Act in the name of others: 2 messages');
    expect(messages[0]?.inner[0]?.title).toBe(`Send 0.000001 alpha to ${ADDRESS}`);
    expect(messages[0]?.inner[1]?.inner[0]?.knowledge).toBe('raw');
    expect(warnings).toEqual(['moves_funds', 'other_signer', 'unknown_message']);
  });

  it('stops at what is packed too deep, and says so', async () => {
    let message = send();
    for (let depth = 0; depth < 40; depth += 1) {
      message = {
        typeUrl: '/cosmos.authz.v1beta1.MsgExec',
        value: MsgExec.encode(MsgExec.fromPartial({ grantee: ADDRESS, msgs: [message] })).finish(),
      };
    }
    const { messages, warnings } = await read([message]);
    let levels = 0;
    for (let at = messages[0]; at !== undefined; at = at.inner[0]) levels += 1;
    expect(levels).toBe(7);
    expect(warnings).toContain('unknown_message');
  });

  it('warns of a transfer to another chain whose time is over', async () => {
    const transfer = (timeoutTimestamp: bigint): Packed => ({
      typeUrl: '/ibc.applications.transfer.v1.MsgTransfer',
      value: MsgTransfer.encode(
        MsgTransfer.fromPartial({
          sourcePort: 'transfer',
          sourceChannel: 'channel-7',
          token: { denom: 'ualpha', amount: '10' },
          sender: ADDRESS,
          receiver: 'osmo1xyz',
          timeoutTimestamp,
        }),
      ).finish(),
    });
    const late = await read([transfer(BigInt(NOW) * 1_000_000n)]);
    expect(late.warnings).toEqual(['moves_funds', 'timeout_passed']);
    expect(late.messages[0]?.title).toBe(
      'Send 0.00001 alpha to osmo1xyz on another chain, over channel-7',
    );
    const early = await read([transfer(BigInt(NOW) * 1_000_000n + 1n)]);
    expect(early.warnings).toEqual(['moves_funds']);
  });

  it('warns of another chain, signer and payer, and of a high fee', async () => {
    const warningsOf = async (
      change: (auth: AuthInfo) => void,
      context: Partial<ReadingContext> = {},
    ) => {
      const doc = await docOf([send()], {}, change);
      const { warnings } = await must(signing.describe(doc, { ...CONTEXT, ...context }));
      return warnings.filter((warning) => warning !== 'moves_funds');
    };
    const fee = (change: Partial<NonNullable<AuthInfo['fee']>>) => (auth: AuthInfo) => {
      Object.assign(auth.fee ?? {}, change);
    };
    const coins = (amount: string, denom = 'ualpha') => ({ amount: [{ denom, amount }] });
    expect(await warningsOf(() => undefined)).toEqual([]);
    expect(await warningsOf(() => undefined, { chainId: 'cosmoshub-4' })).toEqual(['other_chain']);
    expect(await warningsOf(() => undefined, { address: OTHER_ADDRESS })).toEqual(['other_signer']);
    expect(await warningsOf((auth) => auth.signerInfos.pop())).toEqual(['other_signer']);
    expect(await warningsOf(fee({ payer: OTHER_ADDRESS }))).toEqual(['other_fee_payer']);
    expect(await warningsOf(fee({ granter: OTHER_ADDRESS }))).toEqual(['other_fee_payer']);
    expect(await warningsOf(fee({ payer: ADDRESS }))).toEqual([]);
    expect(await warningsOf(fee(coins('12500')))).toEqual([]);
    expect(await warningsOf(fee(coins('500001')))).toEqual(['high_fee']);
    expect(await warningsOf(fee({ ...coins('1000000'), gasLimit: 10n ** 9n }))).toEqual([
      'high_fee',
    ]);
    expect(await warningsOf(fee(coins('500000', 'ibc/ABC')))).toEqual([]);
    expect(await warningsOf(fee(coins('500001', 'ibc/ABC')))).toEqual(['high_fee']);
    const twoSigners = (auth: AuthInfo) => {
      auth.signerInfos.unshift(...auth.signerInfos);
      fee({ payer: ADDRESS })(auth);
    };
    expect(await warningsOf(twoSigners)).toEqual(['pays_others_fee', 'other_signer']);
    const amino = (auth: AuthInfo) => {
      const single = auth.signerInfos[0]?.modeInfo?.single;
      if (single !== undefined) single.mode = 127;
    };
    expect(await warningsOf(amino)).toEqual(['unknown_extension']);
  });

  it('warns of options of the transaction that it does not know', async () => {
    const option = { typeUrl: '/x.Option', value: new Uint8Array() };
    for (const body of [
      { extensionOptions: [option] },
      { nonCriticalExtensionOptions: [option] },
    ]) {
      const { warnings } = await must(signing.describe(await docOf([], body), CONTEXT));
      expect(warnings).toEqual(['unknown_extension']);
    }
    // A field 99 of the body, and one of the fee's surroundings.
    for (const part of ['bodyBytes', 'authInfoBytes'] as const) {
      const doc = await docOf([]);
      const bytes = Buffer.concat([
        Buffer.from(doc[part], 'base64'),
        Buffer.from('9a060101', 'hex'),
      ]);
      const { warnings } = await must(
        signing.describe({ ...doc, [part]: bytes.toString('base64') }, CONTEXT),
      );
      expect(warnings).toEqual(['unknown_extension']);
    }
  });
});

describe('a message that is not exactly what it seems', () => {
  const ENCODED = Buffer.from(send().value);

  it.each([
    [
      'a field of its type that nobody knows',
      Buffer.concat([ENCODED, Buffer.from('220100', 'hex')]),
    ],
    ['a second receiver', Buffer.concat([ENCODED, Buffer.from('120178', 'hex')])],
    ['an empty field written out', Buffer.concat([Buffer.from('0a00', 'hex'), ENCODED])],
    ['a number written too long', Buffer.from('0a810061', 'hex')],
    ['an end that is missing', ENCODED.subarray(0, -1)],
    ['a text that is no UTF-8', Buffer.from('0a02c328', 'hex')],
    ['an unknown field within a coin', Buffer.from('1a051a0362616e', 'hex')],
  ])('is shown raw: %s', async (_, value) => {
    const { messages, warnings } = await read([{ typeUrl: SEND, value }]);
    expect(messages).toEqual([
      {
        typeUrl: SEND,
        title: SEND,
        fields: [],
        knowledge: 'raw',
        warnings: ['unknown_message'],
        raw: Buffer.from(value).toString('hex'),
        inner: [],
      },
    ]);
    expect(warnings).toEqual(['unknown_message']);
  });

  it('is inert text wherever it says something', async () => {
    const evil = '<img src=x onerror=alert(1)>\u{202e}txt\u{0000}\n\u{200b}\u{e0041}';
    const value = MsgSend.fromPartial({
      fromAddress: ADDRESS,
      toAddress: evil,
      amount: [{ denom: evil, amount: evil }],
    });
    const doc = await docOf(
      [
        { typeUrl: SEND, value: MsgSend.encode(value).finish() },
        { typeUrl: `/${evil}`, value: toUtf8(evil) },
      ],
      { memo: evil },
    );
    const text = JSON.stringify(
      await must(signing.describe({ ...doc, chainId: evil }, { ...CONTEXT, address: evil })),
    );
    expect(text).toContain('<img src=x onerror=alert(1)>\\\\u{202e}txt\\\\u{0}\\\\u{a}\\\\u{200b}');
    expect(text).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
    // Line breaks are in `raw` alone, where they are ours.
    expect(text.replace(/"raw":"(?:[^"\\]|\\.)*"/g, '')).not.toContain('\\n');
  });
});
