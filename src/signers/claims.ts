import { createFileRegistry, type DescMessage, fromBinary } from '@bufbuild/protobuf';
import {
  type FileDescriptorProto,
  FileDescriptorProtoSchema,
  file_google_protobuf_descriptor,
} from '@bufbuild/protobuf/wkt';
import { fromBase64 } from '@cosmjs/encoding';
import { KNOWN } from './schema.ts';

/** Characters of base64 in all. A chain's own come to 1 to 2 million. */
const MOST_DESCRIPTORS = 16_000_000;

/** Looks a message up in what a node says of its types. Undefined where that is of no use. */
export type Claims = (fullName: string) => DescMessage | undefined;

/**
 * Reads file descriptors that a chain's node served, no earlier than one is asked for, and of them
 * only those that the type needs. Nothing in them reaches the types that we know.
 */
export function readClaims(descriptors: readonly string[]): Claims {
  let files: ReadonlyMap<string, FileDescriptorProto> | null = null;
  return (fullName) => {
    try {
      files ??= readFiles(descriptors);
      for (const file of files.values()) {
        if (!fullName.startsWith(file.package)) continue;
        const names = file.messageType.map(({ name }) => `${file.package}.${name}`);
        if (!names.includes(fullName)) continue;
        const all = files;
        const registry = createFileRegistry(file, (name) => googleFile(name) ?? all.get(name));
        return registry.getMessage(fullName);
      }
    } catch {
      // Descriptors that do not fit together describe nothing.
    }
    return undefined;
  };
}

/** Google's own types are never a node's to say. */
function googleFile(name: string) {
  if (name === 'google/protobuf/descriptor.proto') return file_google_protobuf_descriptor;
  return name.startsWith('google/') ? KNOWN.getFile(name) : undefined;
}

function readFiles(descriptors: readonly string[]): ReadonlyMap<string, FileDescriptorProto> {
  const length = descriptors.reduce((sum, one) => sum + one.length, 0);
  if (length > MOST_DESCRIPTORS) return new Map();
  const files = descriptors.flatMap((descriptor) => {
    try {
      return fromBinary(FileDescriptorProtoSchema, fromBase64(descriptor));
    } catch {
      return [];
    }
  });
  return new Map(files.map((file) => [file.name, file]));
}
