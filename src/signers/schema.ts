import {
  create,
  createFileRegistry,
  type DescMessage,
  type MessageInitShape,
  toBinary,
} from '@bufbuild/protobuf';
import {
  DescriptorProtoSchema,
  EnumDescriptorProtoSchema,
  type FileDescriptorProto,
  FileDescriptorProtoSchema,
  FileDescriptorSetSchema,
  file_google_protobuf_any,
  file_google_protobuf_duration,
  file_google_protobuf_timestamp,
  FieldDescriptorProto_Label as Label,
  FieldDescriptorProto_Type as ProtoType,
} from '@bufbuild/protobuf/wkt';
import { COSMOS_ENUMS, COSMOS_TYPES } from './cosmos-types.ts';
import { STRUCTS_ENUMS, STRUCTS_TYPES } from './structs-types.ts';

const SCALARS = {
  string: ProtoType.STRING,
  bytes: ProtoType.BYTES,
  bool: ProtoType.BOOL,
  uint64: ProtoType.UINT64,
  int64: ProtoType.INT64,
} as const;

/** Number, type (a scalar's, or a message's or enum's full name), and whether it is a list. */
export type FieldSpec = readonly [number: number, type: string, list?: 'repeated'];

/** Messages by full name, and their fields by name. */
export type TypeTable = Readonly<Record<string, Readonly<Record<string, FieldSpec>>>>;

/** Enums by full name, and their values' names from 0 on. */
export type EnumTable = Readonly<Record<string, readonly string[]>>;

const TYPES: TypeTable = { ...COSMOS_TYPES, ...STRUCTS_TYPES };
const ENUMS: EnumTable = { ...COSMOS_ENUMS, ...STRUCTS_ENUMS };

const GOOGLE = [
  file_google_protobuf_any,
  file_google_protobuf_duration,
  file_google_protobuf_timestamp,
];

/** One file for all of a package, and one that needs another after it. */
function filesOf(types: TypeTable, enums: EnumTable): FileDescriptorProto[] {
  const files = new Map<string, FileDescriptorProto>();
  const fileOf = (fullName: string): FileDescriptorProto => {
    const name = packageOf(fullName);
    const file =
      files.get(name) ??
      create(FileDescriptorProtoSchema, { name: `${name}.proto`, package: name, syntax: 'proto3' });
    files.set(name, file);
    return file;
  };
  // Of the base first: the others need it.
  for (const [fullName, fields] of Object.entries(types)) {
    const file = fileOf(fullName);
    const field = Object.entries(fields).map(fieldOf);
    file.messageType.push(create(DescriptorProtoSchema, { name: lastOf(fullName), field }));
    for (const [, type] of Object.values(fields)) {
      const needed = type.includes('.') ? fileNameOf(type) : file.name;
      if (needed !== file.name && !file.dependency.includes(needed)) file.dependency.push(needed);
    }
  }
  for (const [fullName, names] of Object.entries(enums)) {
    const value = names.map((name, number) => ({ name, number }));
    fileOf(fullName).enumType.push(
      create(EnumDescriptorProtoSchema, { name: lastOf(fullName), value }),
    );
  }
  return [...files.values()];
}

function fieldOf([name, [number, type, list]]: [string, FieldSpec]) {
  const scalar = Object.hasOwn(SCALARS, type) ? SCALARS[type as keyof typeof SCALARS] : null;
  const named = Object.hasOwn(ENUMS, type) ? ProtoType.ENUM : ProtoType.MESSAGE;
  return {
    name,
    number,
    jsonName: name.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase()),
    label: list === 'repeated' ? Label.REPEATED : Label.OPTIONAL,
    type: scalar ?? named,
    ...(scalar === null ? { typeName: `.${type}` } : {}),
  };
}

function packageOf(fullName: string): string {
  return fullName.slice(0, fullName.lastIndexOf('.'));
}

function lastOf(fullName: string): string {
  return fullName.slice(fullName.lastIndexOf('.') + 1);
}

function fileNameOf(fullName: string): string {
  const google = GOOGLE.find(({ messages }) => messages.some((one) => one.typeName === fullName));
  return google?.proto.name ?? `${packageOf(fullName)}.proto`;
}

/** All that we know by ourselves. */
export const KNOWN = createFileRegistry(
  create(FileDescriptorSetSchema, {
    file: [...GOOGLE.map(({ proto }) => proto), ...filesOf(TYPES, ENUMS)],
  }),
);

/** @throws Error for a name that is in no table: a bug. */
export function knownType(fullName: string): DescMessage {
  const desc = KNOWN.getMessage(fullName);
  if (desc === undefined) throw new Error(`${fullName} is in no table`);
  return desc;
}

/** The type that a URL of an Any names, if it is a known message of the tables above. */
export function typeOfUrl(typeUrl: string): DescMessage | undefined {
  const name = typeUrl.slice(1);
  return typeUrl.startsWith('/') && Object.hasOwn(TYPES, name) ? KNOWN.getMessage(name) : undefined;
}

/**
 * Encodes a message of the tables, its fields by their camel-case names.
 * @throws where a value does not fit its field
 */
export function encode(type: DescMessage, value: Readonly<Record<string, unknown>>): Uint8Array {
  return toBinary(type, create(type, value as MessageInitShape<DescMessage>));
}
