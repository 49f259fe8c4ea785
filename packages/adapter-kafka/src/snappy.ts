import snappy from 'snappy';
import { CompressionFault, tooMuch } from './compression-fault.ts';

const broken = (): CompressionFault => new CompressionFault('The bytes are not in the snappy format.');

/**
 * The decompressed size of a block, which its first bytes declare with seven bits each
 * (https://github.com/google/snappy/blob/main/format_description.txt). The library enforces this size.
 */
const lengthIn = (block: Buffer): number => {
  let length = 0;
  for (let at = 0; at < 5; at += 1) {
    const byte = block[at];
    if (byte === undefined) break;
    length += (byte & 0x7f) * 128 ** at;
    if (byte < 0x80) return length;
  }
  throw broken();
};

// The frame of snappy-java, and therefore of Kafka: eight bytes, two versions, then each block after its length.
const FRAMED = Buffer.from([0x82, 0x53, 0x4e, 0x41, 0x50, 0x50, 0x59, 0x00]);
const FRAME_HEAD = 16;

const blocksIn = (input: Buffer): readonly Buffer[] => {
  if (!input.subarray(0, FRAMED.length).equals(FRAMED)) return [input];
  const blocks: Buffer[] = [];
  for (let at = FRAME_HEAD; at < input.length;) {
    if (at + 4 > input.length) throw broken();
    const end = at + 4 + input.readUInt32BE(at);
    if (end > input.length) throw broken();
    blocks.push(input.subarray(at + 4, end));
    at = end;
  }
  return blocks;
};

/**
 * Decompresses snappy: one block (librdkafka), or the frames of snappy-java (Java's clients, the broker). Rejects with
 * a `CompressionFault` if the format is wrong or if there are more than `limit` bytes.
 */
export const decompressSnappy = async (input: Buffer, limit: number): Promise<Buffer> => {
  const blocks = blocksIn(input);
  const bytes = blocks.reduce((sum, block) => sum + lengthIn(block), 0);
  if (bytes > limit) throw tooMuch(limit);
  const inflated = await Promise.all(blocks.map((block) => snappy.uncompress(block, { asBuffer: true }))).catch(() => {
    throw broken();
  });
  return Buffer.concat(inflated as readonly Buffer[]);
};
