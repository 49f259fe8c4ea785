import { promisify } from 'node:util';
import { unzip, zstdDecompress } from 'node:zlib';
import kafkajs from 'kafkajs';
import { CompressionFault } from './compression-fault.ts';
import { decompressLz4 } from './lz4.ts';
import { decompressSnappy } from './snappy.ts';

/**
 * The maximum size of one compressed batch after decompression, in bytes. It protects the memory against a small batch
 * that expands to a very large one.
 */
export const MAX_INFLATED_BYTES = 128 * 1024 * 1024;

const { CompressionCodecs, CompressionTypes } = kafkajs;

const options = { maxOutputLength: MAX_INFLATED_BYTES };

const readsOnly = (decompress: (input: Buffer) => Promise<Buffer>): (() => object) => {
  const codec = {
    compress: () => Promise.reject(new CompressionFault('Messages are written as they are, or with gzip.')),
    decompress,
  };
  return () => codec;
};

const unzipped = promisify<Buffer, object, Buffer>(unzip);
const unzstd = promisify<Buffer, object, Buffer>(zstdDecompress);

/**
 * Registers decompressors with a size limit for all four kinds of compression. kafkajs itself supports only gzip,
 * without a limit.
 */
export const registerCodecs = (): void => {
  const gzip = CompressionCodecs[CompressionTypes.GZIP]?.() as { compress: (encoder: unknown) => Promise<Buffer> };
  CompressionCodecs[CompressionTypes.GZIP] = () => ({
    compress: gzip.compress,
    decompress: (input: Buffer) => unzipped(input, options),
  });
  CompressionCodecs[CompressionTypes.Snappy] = readsOnly((input) => decompressSnappy(input, MAX_INFLATED_BYTES));
  CompressionCodecs[CompressionTypes.LZ4] = readsOnly((input) => decompressLz4(input, MAX_INFLATED_BYTES));
  CompressionCodecs[CompressionTypes.ZSTD] = readsOnly((input) => unzstd(input, options));
};
