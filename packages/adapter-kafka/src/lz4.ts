import { CompressionFault, repeat } from './back-reference.ts';

const MAGIC = 0x184d2204;
const SKIPPABLE = 0x184d2a50;
const FIRST_CAPACITY = 65_536;

const broken = (): CompressionFault => new CompressionFault('The bytes are not in the LZ4 frame format.');

/** Decompresses LZ4 frames (https://github.com/lz4/lz4/blob/dev/doc/lz4_Frame_format.md), with independent or linked blocks; checksums are not looked at, the broker has its own. Throws a `CompressionFault`, also for more than `limit` bytes. */
export const decompressLz4 = (input: Buffer, limit: number): Buffer => {
  let output = Buffer.allocUnsafe(Math.min(limit, Math.max(FIRST_CAPACITY, input.length * 4)));
  let filled = 0;
  let at = 0;

  const need = (end: number): void => {
    if (end > input.length) throw broken();
  };
  const makeRoom = (size: number): void => {
    if (filled + size > limit) throw new CompressionFault(`A batch of messages holds more than it may (${limit} bytes).`);
    if (filled + size <= output.length) return;
    const larger = Buffer.allocUnsafe(Math.min(limit, Math.max(filled + size, output.length * 2)));
    output.copy(larger, 0, 0, filled);
    output = larger;
  };
  const append = (from: number, size: number): void => {
    need(from + size);
    makeRoom(size);
    input.copy(output, filled, from, from + size);
    filled += size;
  };
  const longer = (nibble: number): number => {
    let length = nibble;
    if (nibble < 15) return length;
    for (;;) {
      const more = input[at];
      if (more === undefined) throw broken();
      at += 1;
      length += more;
      if (more < 255) return length;
    }
  };

  const readBlock = (end: number, frameBegan: number): void => {
    while (at < end) {
      const token = input[at] as number;
      at += 1;
      const literals = longer(token >>> 4);
      if (at + literals > end) throw broken();
      append(at, literals);
      at += literals;
      // The last sequence of a block has nothing to repeat.
      if (at === end) return;
      if (at + 2 > end) throw broken();
      const back = input.readUInt16LE(at);
      at += 2;
      const size = longer(token & 15) + 4;
      if (at > end || back === 0 || back > filled - frameBegan) throw broken();
      makeRoom(size);
      repeat(output, filled, back, size);
      filled += size;
    }
  };

  const readFrame = (): void => {
    const frameBegan = filled;
    need(at + 3);
    const flags = input[at] as number;
    if (flags >>> 6 !== 1) throw broken();
    at += 3 + ((flags & 0x08) === 0 ? 0 : 8) + ((flags & 0x01) === 0 ? 0 : 4);
    for (;;) {
      need(at + 4);
      const head = input.readUInt32LE(at);
      at += 4;
      if (head === 0) break;
      const size = head & 0x7fffffff;
      const end = at + size;
      need(end);
      if (head >= 0x80000000) append(at, size);
      else readBlock(end, frameBegan);
      at = end + ((flags & 0x10) === 0 ? 0 : 4);
    }
    if ((flags & 0x04) !== 0) at += 4;
  };

  while (at < input.length) {
    need(at + 4);
    const magic = input.readUInt32LE(at);
    at += 4;
    if (magic === MAGIC) readFrame();
    else if ((magic & 0xfffffff0) >>> 0 === SKIPPABLE) {
      need(at + 4);
      at += 4 + input.readUInt32LE(at);
    } else throw broken();
  }
  return output.subarray(0, filled);
};
