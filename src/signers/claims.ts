import {
  createFileRegistry,
  type DescFile,
  type DescMessage,
  type FileRegistry,
  fromBinary,
} from '@bufbuild/protobuf';
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
        return build(file, files).getMessage(fullName);
      }
    } catch {
      // Descriptors that do not fit together describe nothing.
    }
    return undefined;
  };
}

/**
 * The types of a file. What it needs is built before it, file by file: the registry's own way of
 * looking files up builds one that two others need after the deeper of them, and fails.
 *
 * @throws Error if a file is missing, or files need each other
 */
function build(
  file: FileDescriptorProto,
  files: ReadonlyMap<string, FileDescriptorProto>,
): FileRegistry {
  const built = new Map<string, DescFile>();
  const under = new Set<string>();
  const add = (one: FileDescriptorProto): FileRegistry => {
    under.add(one.name);
    for (const name of one.dependency) {
      const needed = files.get(name);
      if (isOurs(name) || built.has(name) || needed === undefined) continue;
      if (under.has(name)) throw new Error(`${name} needs itself`);
      add(needed);
    }
    const registry = createFileRegistry(one, (name) =>
      isOurs(name) ? googleFile(name) : built.get(name),
    );
    const done = registry.getFile(one.name);
    if (done !== undefined) built.set(one.name, done);
    return registry;
  };
  return add(file);
}

/** The types of protobuf itself are never a node's to say. */
function isOurs(name: string): boolean {
  return name.startsWith('google/protobuf/');
}

function googleFile(name: string): DescFile | undefined {
  if (name === 'google/protobuf/descriptor.proto') return file_google_protobuf_descriptor;
  return KNOWN.getFile(name);
}

function readFiles(descriptors: readonly string[]): ReadonlyMap<string, FileDescriptorProto> {
  const length = descriptors.reduce((sum, one) => sum + one.length, 0);
  if (length > MOST_DESCRIPTORS) return new Map();
  const files = descriptors.flatMap((descriptor) => {
    try {
      const file = fromBinary(FileDescriptorProtoSchema, fromBase64(descriptor));
      return file.package === 'google.protobuf' ? [] : [file];
    } catch {
      return [];
    }
  });
  return new Map(files.map((file) => [file.name, file]));
}
