import { CompressionFault, repeat } from './back-reference.ts';

const broken = (): CompressionFault => new CompressionFault('The bytes are not in the snappy format.');

/** Reads one block: https://github.com/google/snappy/blob/main/format_description.txt */
const readBlock = (input: Buffer, room: number): Buffer => {
  let at = 0;
  const byte = (): number => {
    const value = input[at];
    if (value === undefined) throw broken();
    at += 1;
    return value;
  };
  const number = (bytes: number): number => {
    if (at + bytes > input.length) throw broken();
    const value = input.readUIntLE(at, bytes);
    at += bytes;
    return value;
  };
  let length = 0;
  for (let factor = 1; ; factor *= 128) {
    const value = byte();
    length += (value & 0x7f) * factor;
    if (value < 0x80) break;
    if (factor > 2 ** 28) throw broken();
  }
  if (length > room) throw new CompressionFault(`A batch of messages holds more than it may (${length} bytes).`);
  const output = Buffer.allocUnsafe(length);
  let filled = 0;
  while (at < input.length) {
    const tag = byte();
    const kind = tag & 3;
    if (kind === 0) {
      const short = tag >>> 2;
      const size = (short < 60 ? short : number(short - 59)) + 1;
      if (at + size > input.length || filled + size > length) throw broken();
      input.copy(output, filled, at, at + size);
      at += size;
      filled += size;
      continue;
    }
    const size = kind === 1 ? ((tag >>> 2) & 7) + 4 : (tag >>> 2) + 1;
    const back = kind === 1 ? (tag >>> 5) * 256 + byte() : number(kind === 2 ? 2 : 4);
    if (back === 0 || back > filled || filled + size > length) throw broken();
    repeat(output, filled, back, size);
    filled += size;
  }
  if (filled !== length) throw broken();
  return output;
};

// What snappy-java puts around its blocks, and therefore Kafka: eight bytes, two versions, then each block with its length before it.
const FRAMED = Buffer.from([0x82, 0x53, 0x4e, 0x41, 0x50, 0x50, 0x59, 0x00]);
const FRAME_HEAD = 16;

/** Decompresses snappy, as one block (librdkafka) or in the frames of snappy-java (Java's clients, the broker). Throws a `CompressionFault`, also for more than `limit` bytes. */
export const decompressSnappy = (input: Buffer, limit: number): Buffer => {
  if (!input.subarray(0, FRAMED.length).equals(FRAMED)) return readBlock(input, limit);
  const blocks: Buffer[] = [];
  let room = limit;
  for (let at = FRAME_HEAD; at < input.length; ) {
    if (at + 4 > input.length) throw broken();
    const size = input.readUInt32BE(at);
    at += 4;
    if (at + size > input.length) throw broken();
    const block = readBlock(input.subarray(at, at + size), room);
    blocks.push(block);
    room -= block.length;
    at += size;
  }
  return Buffer.concat(blocks);
};
