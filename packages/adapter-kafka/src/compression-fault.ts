/** Thrown for compressed bytes that do not follow their format, or that hold more than they may. */
export class CompressionFault extends Error {
  override readonly name = 'CompressionFault';
}

/** What is thrown for more than `limit` bytes. */
export const tooMuch = (limit: number): CompressionFault =>
  new CompressionFault(`A batch of messages holds more than it may (${limit} bytes).`);
