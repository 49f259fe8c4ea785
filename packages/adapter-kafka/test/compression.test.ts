import { randomBytes } from 'node:crypto';
import lz4 from 'lz4-napi';
import snappy from 'snappy';
import { describe, expect, it } from 'vitest';
import { decompressLz4 } from '../src/lz4.ts';
import { decompressSnappy } from '../src/snappy.ts';

const LIMIT = 8_000_000;

const xerial = (...blocks: readonly Buffer[]): Buffer =>
  Buffer.concat([
    Buffer.from([0x82, 0x53, 0x4e, 0x41, 0x50, 0x50, 0x59, 0, 0, 0, 0, 1, 0, 0, 0, 1]),
    ...blocks.flatMap((block) => [Buffer.from(Uint32Array.of(block.length).buffer).swap32(), block]),
  ]);

const text = Buffer.from('abcabcabcabcZ');
const large = Buffer.concat([Buffer.alloc(200_000, 'it repeats itself, '), randomBytes(100_000)]);
const inSnappy = (bytes: Buffer): Buffer => snappy.compressSync(bytes);

describe('snappy', () => {
  it('is read as one block, and in frames', async () => {
    expect(await decompressSnappy(inSnappy(text), LIMIT)).toEqual(text);
    expect(await decompressSnappy(inSnappy(large), LIMIT)).toEqual(large);
    expect(await decompressSnappy(xerial(inSnappy(text), inSnappy(large)), LIMIT)).toEqual(
      Buffer.concat([text, large]),
    );
    expect(await decompressSnappy(xerial(), LIMIT)).toHaveLength(0);
  });

  it('is refused where it holds more than it may', async () => {
    await expect(decompressSnappy(inSnappy(text), 12)).rejects.toThrow('holds more than it may');
    await expect(decompressSnappy(xerial(inSnappy(text), inSnappy(text)), 25)).rejects.toThrow(
      'holds more than it may',
    );
    await expect(decompressSnappy(Buffer.from([0xff, 0xff, 0xff, 0xff, 0x0f]), LIMIT)).rejects.toThrow(
      'holds more than it may',
    );
  });
});

const inLz4 = (bytes: Buffer, checksums = false): Buffer =>
  lz4.compressFrameSync(bytes, { contentChecksum: checksums, blockChecksums: checksums });

describe('lz4', () => {
  it('is read with and without checksums, in one block and in many', async () => {
    for (const bytes of [text, large, Buffer.alloc(0)]) {
      expect(await decompressLz4(inLz4(bytes), LIMIT)).toEqual(bytes);
      expect(await decompressLz4(inLz4(bytes, true), LIMIT)).toEqual(bytes);
    }
  });

  it('is refused where it can hold more than it may, before it is read', async () => {
    await expect(decompressLz4(inLz4(large), 200_000)).rejects.toThrow('holds more than it may');
    await expect(decompressLz4(inLz4(Buffer.alloc(2 * LIMIT)), LIMIT)).rejects.toThrow('holds more than it may');
  });
});

describe.each([
  ['snappy', decompressSnappy, [inSnappy(text), xerial(inSnappy(text), inSnappy(text))]],
  ['lz4', decompressLz4, [inLz4(text), inLz4(text, true)]],
] as const)('bytes that are not %s', (_name, decompress, samples) => {
  it('are refused in words, or read as something else, and never as more than the limit', async () => {
    const outcome = (input: Buffer): Promise<string> =>
      decompress(input, LIMIT).then(
        (output) => (output.length <= LIMIT ? 'read' : 'too much'),
        (error: unknown) => (error as Error).name,
      );
    const seen = new Set<string>();
    for (const sample of samples) {
      for (let length = 0; length < sample.length; length += 1) seen.add(await outcome(sample.subarray(0, length)));
      for (let at = 0; at < sample.length; at += 1) {
        for (const value of [0, 1, 0x7f, 0x80, 0xff]) {
          const changed = Buffer.from(sample);
          changed[at] = value;
          seen.add(await outcome(changed));
        }
      }
    }
    for (let round = 0; round < 2_000; round += 1) seen.add(await outcome(randomBytes(round % 40)));
    expect([...seen].toSorted()).toEqual(['CompressionFault', 'read']);
  });
});
