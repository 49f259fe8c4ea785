/** Thrown for compressed bytes that violate their format or expand to more than is allowed. */
export class CompressionFault extends Error {
  override readonly name = 'CompressionFault';
}

/** The error for more than `limit` bytes. */
export const tooMuch = (limit: number): CompressionFault =>
  new CompressionFault(`A batch of messages holds more than it may (${limit} bytes).`);
