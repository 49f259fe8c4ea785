/** A header of a message. Names may repeat, and the values of one name stay in order. */
export type Header = readonly [name: string, value: Uint8Array | null];

/** The content of every message, read or written. */
export interface Content {
  /** Messages with the same key stay in order. `null` means no key; messages without a key have no guaranteed order. */
  readonly key: Uint8Array | null;
  /** `null` means a tombstone. */
  readonly value: Uint8Array | null;
  readonly headers: readonly Header[];
}

/** The last value of a header as UTF-8 text; `undefined` if there is none. Names are case-sensitive. */
export const headerText = (headers: readonly Header[], name: string): string | undefined => {
  const value = headers.findLast(([each]) => each === name)?.[1];
  return value === undefined || value === null ? undefined : new TextDecoder().decode(value);
};

const encoder = new TextEncoder();

/** A header with UTF-8 text as its value. */
export const textHeader = (name: string, value: string): Header => [name, encoder.encode(value)];
