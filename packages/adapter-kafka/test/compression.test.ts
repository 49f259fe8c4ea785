import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { decompressLz4 } from '../src/lz4.ts';
import { decompressSnappy } from '../src/snappy.ts';

const LIMIT = 1_000_000;

const xerial = (...blocks: readonly Buffer[]): Buffer =>
  Buffer.concat([Buffer.from([0x82, 0x53, 0x4e, 0x41, 0x50, 0x50, 0x59, 0, 0, 0, 0, 1, 0, 0, 0, 1]), ...blocks.flatMap((block) => [Buffer.from(Uint32Array.of(block.length).buffer).swap32(), block])]);

// "abcabcabcabc", then "Z": a literal of three, nine bytes from three back, a literal of one.
const snappyBlock = Buffer.from([13, 0b000010_00, 0x61, 0x62, 0x63, 0b000_101_01, 3, 0b000000_00, 0x5a]);

// A copy with a two-byte and one with a four-byte offset, and a literal whose length stands apart.
const longSnappy = Buffer.concat([Buffer.from([0xac, 0x01, 60 << 2, 99]), Buffer.alloc(100, 0x78), Buffer.from([(63 << 2) | 2, 100, 0, (7 << 2) | 3, 1, 0, 0, 0])]);

describe('snappy', () => {
  it('is read as one block, and in frames', () => {
    expect(decompressSnappy(snappyBlock, LIMIT).toString()).toBe('abcabcabcabcZ');
    expect(decompressSnappy(xerial(snappyBlock, snappyBlock), LIMIT).toString()).toBe('abcabcabcabcZabcabcabcabcZ');
    expect(decompressSnappy(longSnappy, LIMIT).toString()).toBe('x'.repeat(172));
    expect(decompressSnappy(xerial(), LIMIT)).toHaveLength(0);
  });

  it('is refused where it holds more than it may', () => {
    expect(() => decompressSnappy(snappyBlock, 12)).toThrow('holds more than it may');
    expect(() => decompressSnappy(xerial(snappyBlock, snappyBlock), 25)).toThrow('holds more than it may');
    expect(() => decompressSnappy(Buffer.from([0xff, 0xff, 0xff, 0xff, 0x0f]), LIMIT)).toThrow('holds more than it may');
  });
});

const lz4Frame = (flags: number, ...blocks: readonly Buffer[]): Buffer =>
  Buffer.concat([
    Buffer.from([0x04, 0x22, 0x4d, 0x18, 0x40 | flags, 0x40]),
    Buffer.alloc((flags & 0x08) === 0 ? 0 : 8),
    Buffer.alloc(1),
    ...blocks.flatMap((block) => [block, Buffer.alloc((flags & 0x10) === 0 ? 0 : 4)]),
    Buffer.alloc(4),
    Buffer.alloc((flags & 0x04) === 0 ? 0 : 4),
  ]);

const sized = (block: Buffer, isStored = false): Buffer => {
  const head = Buffer.alloc(4);
  head.writeUInt32LE((block.length | (isStored ? 0x80000000 : 0)) >>> 0);
  return Buffer.concat([head, block]);
};

const abc = Buffer.from([0x35, 0x61, 0x62, 0x63, 3, 0, 0x10, 0x5a]);
// Repeats the last bytes of the block before it.
const linked = Buffer.from([0x00, 13, 0, 0x10, 0x59]);

describe('lz4', () => {
  it('is read with every kind of frame', () => {
    const stored = Buffer.from('stored');
    for (const flags of [0x20, 0x20 | 0x10, 0x20 | 0x08, 0x20 | 0x04, 0x20 | 0x1c]) {
      expect(decompressLz4(lz4Frame(flags, sized(abc), sized(stored, true)), LIMIT).toString()).toBe('abcabcabcabcZstored');
    }
    expect(decompressLz4(lz4Frame(0, sized(abc), sized(linked)), LIMIT).toString()).toBe('abcabcabcabcZabcaY');
    const skippable = Buffer.from([0x51, 0x2a, 0x4d, 0x18, 3, 0, 0, 0, 1, 2, 3]);
    expect(decompressLz4(Buffer.concat([lz4Frame(0x20, sized(abc)), skippable, lz4Frame(0x20, sized(abc))]), LIMIT).toString()).toBe('abcabcabcabcZ'.repeat(2));
    expect(decompressLz4(lz4Frame(0x20), LIMIT)).toHaveLength(0);
  });

  it('with lengths that stand in several bytes', () => {
    const literal = randomBytes(600);
    const block = Buffer.concat([Buffer.from([0xff, 255, 255, 75]), literal, Buffer.from([0x58, 0x02, 255, 255, 67, 0x00])]);
    expect(decompressLz4(lz4Frame(0x20, sized(block)), LIMIT)).toEqual(Buffer.concat([literal, literal.subarray(0, 596)]));
  });

  it('is refused where it holds more than it may', () => {
    expect(() => decompressLz4(lz4Frame(0x20, sized(abc)), 12)).toThrow('holds more than it may');
    const bomb = Buffer.concat([Buffer.from([0x1f, 0x61, 1, 0]), Buffer.alloc(10_000, 255), Buffer.from([0, 0x00])]);
    expect(() => decompressLz4(lz4Frame(0x20, sized(bomb)), LIMIT)).toThrow('holds more than it may');
  });
});

describe.each([
  ['snappy', decompressSnappy, [snappyBlock, xerial(snappyBlock, snappyBlock), longSnappy]],
  ['lz4', decompressLz4, [lz4Frame(0x3c, sized(abc), sized(abc)), lz4Frame(0, sized(abc), sized(linked))]],
] as const)('bytes that are not %s', (_name, decompress, samples) => {
  it('are refused in words, or read as something else, and never as more than the limit', () => {
    const outcome = (input: Buffer): string => {
      try {
        return decompress(input, LIMIT).length <= LIMIT ? 'read' : 'too much';
      } catch (error) {
        return (error as Error).name;
      }
    };
    const seen = new Set<string>();
    for (const sample of samples) {
      for (let length = 0; length < sample.length; length += 1) seen.add(outcome(sample.subarray(0, length)));
      for (let at = 0; at < sample.length; at += 1) {
        for (const value of [0, 1, 0x7f, 0x80, 0xff]) {
          const changed = Buffer.from(sample);
          changed[at] = value;
          seen.add(outcome(changed));
        }
      }
    }
    for (let round = 0; round < 2_000; round += 1) seen.add(outcome(randomBytes(round % 40)));
    expect([...seen].toSorted()).toEqual(['CompressionFault', 'read']);
  });
});
