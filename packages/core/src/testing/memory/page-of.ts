import { MAX_ANSWER_BYTES, searchKeyOf, toPage, walkOf } from '../../adapter.ts';
import type { Page, PageRequest } from '../../index.ts';

/** Which of two keys comes first. */
export const compare = <Key extends number | string>(a: Key, b: Key): number => (a < b ? -1 : a > b ? 1 : 0);

/** Whether a name holds what is sought, which is in the form of `searchKeyOf`; where nothing is sought, every name does. */
export const holds = (name: string, sought: string | null = null): boolean =>
  sought === null || searchKeyOf(name).includes(sought);

/** How many bytes a value has as JSON. */
export const jsonBytes = (value: unknown): number => Buffer.byteLength(JSON.stringify(value));

/** How many of some things, from the first on, fit into one answer that holds so much beside them; one at least. */
export const fitting = <Row>(rows: readonly Row[], weightOf: (row: Row) => number, beside = 0): readonly Row[] => {
  let bytes = beside;
  const end = rows.findIndex((row) => (bytes += weightOf(row)) > MAX_ANSWER_BYTES);
  return end === -1 ? rows : rows.slice(0, Math.max(1, end));
};

/** The page of a list that is ordered by a number, or by a text such as an id; shorter where its rows weigh too much. */
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
