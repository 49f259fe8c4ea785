/** A mark on errors that says why they were thrown, for the code that catches them. */
export interface ErrorMark<Value> {
  /** Marks an error, and returns it. */
  readonly put: (error: Error, value: Value) => Error;
  /** The value with which an error was marked; `undefined` for anything without this mark. */
  readonly of: (error: unknown) => Value | undefined;
}

/**
 * Makes the mark with this name. All copies of the core in one process share it, so the application of one copy
 * recognises an error that a store marked through another copy.
 */
export const errorMark = <Value>(name: string): ErrorMark<Value> => {
  const key = Symbol.for(`@goldset/core/${name}`);
  return {
    put: (error, value) => Object.defineProperty(error, key, { value }),
    of: (error) =>
      error instanceof Error ? (Object.getOwnPropertyDescriptor(error, key)?.value as Value | undefined) : undefined,
  };
};
