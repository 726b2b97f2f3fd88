import { create, toBinary } from '@bufbuild/protobuf';
import {
  type FileDescriptorProto,
  FileDescriptorProtoSchema,
  FieldDescriptorProto_Label as Label,
  FieldDescriptorProto_Type as ProtoType,
} from '@bufbuild/protobuf/wkt';
import { MsgSend } from 'cosmjs-types/cosmos/bank/v1beta1/tx';
import { TxBody } from 'cosmjs-types/cosmos/tx/v1beta1/tx';
import { Any } from 'cosmjs-types/google/protobuf/any';
import { describe, expect, it } from 'vitest';
import type { DescribedMessage } from '../../../src/signers/signing.ts';
import { ADDRESS, CONTEXT, FLEET_MOVE, must, OTHER_ADDRESS, signing } from './samples.ts';

type Field = readonly [name: string, number: number, type: ProtoType, typeName?: string];

const STRING = ProtoType.STRING;
const UINT64 = ProtoType.UINT64;
const MESSAGE = ProtoType.MESSAGE;

/** A file as a node serves it. */
function file(
  name: string,
  dependency: readonly string[],
  messages: Readonly<Record<string, readonly Field[]>>,
): FileDescriptorProto {
  return create(FileDescriptorProtoSchema, {
    name: `${name.replaceAll('.', '/')}/tx.proto`,
    package: name,
    syntax: 'proto3',
    dependency: [...dependency],
    messageType: Object.entries(messages).map(([message, fields]) => ({
      name: message,
      field: fields.map(([field, number, type, typeName]) => ({
        name: field,
        number,
        type,
        label: Label.OPTIONAL,
        ...(typeName === undefined ? {} : { typeName }),
      })),
    })),
  });
}

const MINE = file('game.v1', ['google/protobuf/any.proto', 'base/tx.proto'], {
  MsgDig: [
    ['creator', 1, STRING],
    ['depth_in_meters', 2, UINT64],
    ['price', 3, MESSAGE, '.base.Price'],
    ['then', 4, MESSAGE, '.google.protobuf.Any'],
  ],
});
const BASE = file('base', [], { Price: [['denom', 1, STRING]] });

async function read(
  typeUrl: string,
  value: Uint8Array,
  files: readonly FileDescriptorProto[],
): Promise<DescribedMessage> {
  const built = await must(signing.build(FLEET_MOVE));
  const body = TxBody.encode(TxBody.fromPartial({ messages: [{ typeUrl, value }] })).finish();
  const descriptors = files.map((one) =>
    Buffer.from(toBinary(FileDescriptorProtoSchema, one)).toString('base64'),
  );
  const doc = { ...built, bodyBytes: Buffer.from(body).toString('base64') };
  const { messages } = await must(signing.describe(doc, { ...CONTEXT, descriptors }));
  const [message] = messages;
  if (message === undefined) throw new Error('no message');
  return message;
}

/** creator "a", depth 300, price {denom "x"}. */
const DIG = Buffer.from('0a016110ac021a030a0178', 'hex');

describe('what a node says of its types', () => {
  it('describes a message that nobody knows, and is marked as its claim', async () => {
    expect(await read('/game.v1.MsgDig', DIG, [MINE, BASE])).toEqual({
      typeUrl: '/game.v1.MsgDig',
      title: '/game.v1.MsgDig',
      fields: [
        { label: 'Creator', value: 'a' },
        { label: 'Depth in meters', value: '300' },
        { label: 'Price, denom', value: 'x' },
      ],
      knowledge: 'claimed',
      warnings: ['node_claim'],
      raw: JSON.stringify({ creator: 'a', depth_in_meters: '300', price: { denom: 'x' } }, null, 2),
      inner: [],
    });
  });

  it('may come in files that several others need, at several depths', async () => {
    // As a real chain's do: nearly all of them need one with options, by ways of different length.
    const options = file('options.v1', [], { Option: [['name', 1, STRING]] });
    const deep = file('deep.v1', [options.name], { Deep: [['at', 1, STRING]] });
    const between = file('between.v1', [deep.name], { Between: [['at', 1, STRING]] });
    const dig = file('game.v1', [options.name, between.name], { MsgDig: [['creator', 1, STRING]] });
    for (const files of [
      [options, deep, between, dig],
      [dig, between, deep, options],
    ]) {
      const message = await read('/game.v1.MsgDig', Buffer.from('0a0161', 'hex'), files);
      expect(message).toMatchObject({
        knowledge: 'claimed',
        fields: [{ label: 'Creator', value: 'a' }],
      });
    }
  });

  it('never overrides a type that we know, on its own or inside of another', async () => {
    const send = MsgSend.encode(
      MsgSend.fromPartial({
        fromAddress: ADDRESS,
        toAddress: OTHER_ADDRESS,
        amount: [{ denom: 'ualpha', amount: '5' }],
      }),
    ).finish();
    const lie = file('cosmos.bank.v1beta1', [], {
      MsgSend: [
        ['refund_to', 1, STRING],
        ['greeting', 2, STRING],
      ],
    });
    const alone = await read('/cosmos.bank.v1beta1.MsgSend', send, [lie]);
    expect(alone.knowledge).toBe('known');
    expect(alone.title).toBe(`Send 0.000005 alpha to ${OTHER_ADDRESS}`);

    const any = Any.encode({ typeUrl: '/cosmos.bank.v1beta1.MsgSend', value: send }).finish();
    expect(any.length).toBeGreaterThan(127);
    const packing = Buffer.concat([Buffer.from([0x22, any.length, 1]), any]);
    const packed = await read('/game.v1.MsgDig', packing, [lie, MINE, BASE]);
    expect(packed.knowledge).toBe('claimed');
    expect(packed.inner[0]?.title).toBe(alone.title);
    expect(packed.warnings).toEqual(['node_claim', 'moves_funds']);
  });

  it('never changes what google.protobuf.Any is', async () => {
    const lie = create(FileDescriptorProtoSchema, {
      ...file('google.protobuf', [], { Any: [['harmless', 3, STRING]] }),
      name: 'google/protobuf/any.proto',
    });
    const packing = Buffer.concat([Buffer.from([0x22, 6, 0x0a, 4]), Buffer.from('/x.Y')]);
    const message = await read('/game.v1.MsgDig', packing, [lie, MINE, BASE]);
    expect(message.inner[0]).toMatchObject({ typeUrl: '/x.Y', knowledge: 'raw' });
  });

  it.each([
    ['a file is missing', [MINE]],
    [
      'files need each other',
      [MINE, create(FileDescriptorProtoSchema, { ...BASE, dependency: [MINE.name] })],
    ],
    ['a type is missing', [MINE, create(FileDescriptorProtoSchema, { ...BASE, messageType: [] })]],
    ['the type is of another package', [BASE]],
    ['there is nothing', []],
  ])('is of no use where %s: the message stays raw', async (_, files) => {
    const message = await read('/game.v1.MsgDig', DIG, files);
    expect(message).toMatchObject({
      knowledge: 'raw',
      warnings: ['unknown_message'],
      raw: DIG.toString('hex'),
    });
  });

  it('does not hide a field that it leaves out', async () => {
    const less = file('game.v1', [], { MsgDig: [['creator', 1, STRING]] });
    expect((await read('/game.v1.MsgDig', DIG, [less])).knowledge).toBe('raw');
  });

  it('is asked about whole names only', async () => {
    for (const url of [
      'game.v1.MsgDig',
      'x/game.v1.MsgDig',
      '//game.v1.MsgDig',
      '/game.v1.MsgDi',
    ]) {
      expect((await read(url, DIG, [MINE, BASE])).knowledge).toBe('raw');
    }
  });

  it('is inert text, and bounded', async () => {
    const evil = file('game.v1', [], {
      MsgDig: [
        ['creator\u{202e}', 1, STRING],
        ['x'.repeat(10_000), 2, UINT64],
        ['__proto__', 3, STRING],
      ],
    });
    const message = await read('/game.v1.MsgDig', Buffer.from('0a016110051a0178', 'hex'), [evil]);
    if (message.knowledge === 'claimed') {
      expect(JSON.stringify(message.fields)).not.toMatch(/\p{Cf}/u);
      expect(message.fields[1]?.label.length).toBeLessThan(100);
    } else expect(message.knowledge).toBe('raw');
  });

  it('may nest a type in itself without an end', async () => {
    const deep = file('game.v1', [], { MsgDig: [['again', 1, MESSAGE, '.game.v1.MsgDig']] });
    let value = Buffer.alloc(0);
    for (let depth = 0; depth < 60; depth += 1) {
      value = Buffer.concat([Buffer.from([0x0a, value.length]), value]);
    }
    expect((await read('/game.v1.MsgDig', value, [deep])).knowledge).toBe('raw');
    const shallow = Buffer.from('0a020a00', 'hex');
    expect((await read('/game.v1.MsgDig', shallow, [deep])).knowledge).toBe('claimed');
  });
});
