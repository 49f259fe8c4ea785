/** Thrown for compressed bytes that do not follow their format, or that hold more than they may. */
export class CompressionFault extends Error {
  override readonly name = 'CompressionFault';
}

/** Repeats what stands `back` bytes before `at`, for `size` bytes; where these overlap, what was just written is repeated, too. */
export const repeat = (output: Buffer, at: number, back: number, size: number): void => {
  if (back >= size) output.copyWithin(at, at - back, at - back + size);
  else for (let index = at; index < at + size; index += 1) output[index] = output[index - back] as number;
};
