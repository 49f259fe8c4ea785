/** A header of a message: names may repeat, and the order of the values of one name is kept. */
export type Header = readonly [name: string, value: Uint8Array | null];

/** What every message is made of, on its way in or out. */
export interface Content {
  /** Messages of one key are kept in order. `null` is a message without a key; of these, no order is promised. */
  readonly key: Uint8Array | null;
  /** `null` is a tombstone. */
  readonly value: Uint8Array | null;
  readonly headers: readonly Header[];
}

/** The last value of a header as UTF-8 text, or `undefined` where there is none. The name is compared exactly. */
export const headerText = (headers: readonly Header[], name: string): string | undefined => {
  const value = headers.findLast(([each]) => each === name)?.[1];
  return value === undefined || value === null ? undefined : new TextDecoder().decode(value);
};

const encoder = new TextEncoder();

/** A header with UTF-8 text as its value. */
export const textHeader = (name: string, value: string): Header => [name, encoder.encode(value)];
