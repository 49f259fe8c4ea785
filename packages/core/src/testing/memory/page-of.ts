import { MAX_ANSWER_BYTES, searchKeyOf, toPage, walkOf } from '../../adapter.ts';
import type { Page, PageRequest } from '../../index.ts';

/** Compares two keys: negative if the first one sorts before the second. */
export const compare = <Key extends number | string>(a: Key, b: Key): number => (a < b ? -1 : a > b ? 1 : 0);

/**
 * Returns whether a name contains the text `sought`, which has the form of `searchKeyOf`; always true without `sought`.
 */
export const holds = (name: string, sought: string | null = null): boolean =>
  sought === null || searchKeyOf(name).includes(sought);

/** Returns the size of a value as JSON, in bytes. */
export const jsonBytes = (value: unknown): number => Buffer.byteLength(JSON.stringify(value));

/** Returns as many of the first rows as fit into one response that already contains `beside` bytes; at least one. */
export const fitting = <Row>(rows: readonly Row[], weightOf: (row: Row) => number, beside = 0): readonly Row[] => {
  let bytes = beside;
  const end = rows.findIndex((row) => (bytes += weightOf(row)) > MAX_ANSWER_BYTES);
  return end === -1 ? rows : rows.slice(0, Math.max(1, end));
};

/**
 * Returns a page of a list that is ordered by a number, or by a text such as an id. The page is shorter if its rows are
 * too large for one response.
 */
export const pageOf = <Row, Key extends number | string>(
  rows: Iterable<Row>,
  request: PageRequest,
  keyOf: (row: Row) => Key,
  weightOf: (row: Row) => number = () => 0,
): Page<Row> => {
  const { from, ascending, limit } = walkOf(request);
  const direction = ascending ? 1 : -1;
  const isBeyond = (key: Key): boolean => {
    if (from === null) return true;
    return direction * compare(key, (typeof key === 'number' ? Number(from) : from) as Key) > 0;
  };
  const found = [...rows]
    .filter((row) => isBeyond(keyOf(row)))
    .sort((a, b) => direction * compare(keyOf(a), keyOf(b)))
    .slice(0, limit);
  const answered = fitting(found, weightOf);
  return toPage(answered, request, (row) => String(keyOf(row)), undefined, answered.length < found.length);
};
