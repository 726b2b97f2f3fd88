// Just enough protobuf to write and read transactions in tests, by hand: the code under test uses
// another library, so a mistake of either shows.

export type Value = Buffer | string | bigint;

/** One field: bytes and text with their length before them, numbers as varints. */
export function field(number: number, value: Value): Buffer {
  if (typeof value === 'bigint') {
    // What is zero is left out, as the chain wants it.
    return value === 0n
      ? Buffer.alloc(0)
      : Buffer.concat([varint(BigInt(number << 3)), varint(value)]);
  }
  const bytes = Buffer.from(value as Buffer);
  return Buffer.concat([varint(BigInt((number << 3) | 2)), varint(BigInt(bytes.length)), bytes]);
}

export function message(...fields: readonly Buffer[]): Buffer {
  return Buffer.concat(fields);
}

/** What a message holds, by field number, in order. */
export type Fields = { bytes(number: number): Buffer[]; number(number: number): bigint };

/** @throws RangeError if it is no message of varints and of what has a length */
export function decode(bytes: Buffer): Fields {
  const found: { number: number; value: bigint | Buffer }[] = [];
  let at = 0;
  const next = () => {
    let value = 0n;
    for (let shift = 0n; ; shift += 7n) {
      const byte = bytes[at];
      if (byte === undefined || shift > 63n) throw new RangeError('a varint has no end');
      at += 1;
      value |= BigInt(byte & 127) << shift;
      if (byte < 128) return value;
    }
  };
  while (at < bytes.length) {
    const key = next();
    const number = Number(key >> 3n);
    if ((key & 7n) === 0n) {
      found.push({ number, value: next() });
    } else if ((key & 7n) === 2n) {
      const end = Number(next()) + at;
      if (end > bytes.length) throw new RangeError('a field is cut short');
      found.push({ number, value: bytes.subarray(at, end) });
      at = end;
    } else {
      throw new RangeError('a wire type that transactions do not have');
    }
  }
  const ascending = found.every((one, index) => one.number >= (found[index - 1]?.number ?? 0));
  if (!ascending) throw new RangeError('the fields are not in order');
  return {
    bytes: (number) =>
      found.flatMap((one) =>
        one.number === number && typeof one.value !== 'bigint' ? [one.value] : [],
      ),
    number: (number) => {
      const value = found.findLast((one) => one.number === number)?.value;
      return typeof value === 'bigint' ? value : 0n;
    },
  };
}

function varint(number: bigint): Buffer {
  const bytes: number[] = [];
  let left = number;
  for (; left > 127n; left >>= 7n) bytes.push(Number(left & 127n) | 128);
  return Buffer.from([...bytes, Number(left)]);
}
