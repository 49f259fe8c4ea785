import lz4 from 'lz4-napi';
import { CompressionFault, tooMuch } from './compression-fault.ts';

const MAGIC = 0x184d2204;
const LARGEST_RATIO = 255;

const broken = (): CompressionFault => new CompressionFault('The bytes are not in the LZ4 frame format.');

/**
 * The largest possible size of a decompressed frame, from the headers of its blocks:
 * https://github.com/lz4/lz4/blob/dev/doc/lz4_Frame_format.md. A block cannot expand to more than the maximum of its
 * frame, nor to more than 255 times its size.
 */
const boundOf = (input: Buffer): number => {
  if (input.length < 7 || input.readUInt32LE(0) !== MAGIC) throw broken();
  const [flags, sizes] = [input.readUInt8(4), (input.readUInt8(5) >>> 4) & 7];
  const largest = 2 ** (8 + 2 * sizes);
  let bound = 0;
  for (let at = 7 + ((flags & 0x08) === 0 ? 0 : 8) + ((flags & 0x01) === 0 ? 0 : 4); ;) {
    if (at + 4 > input.length) throw broken();
    const head = input.readUInt32LE(at);
    if (head === 0) return bound;
    const size = head & 0x7fffffff;
    bound += Math.min(largest, head >= 0x80000000 ? size : LARGEST_RATIO * size);
    at += 4 + size + ((flags & 0x10) === 0 ? 0 : 4);
  }
};

/**
 * Decompresses an LZ4 frame. Rejects with a `CompressionFault` if the format is wrong or if the frame could expand to
 * more than `limit` bytes.
 */
export const decompressLz4 = async (input: Buffer, limit: number): Promise<Buffer> => {
  if (boundOf(input) > limit) throw tooMuch(limit);
  return lz4.decompressFrame(input).catch(() => {
    throw broken();
  });
};
