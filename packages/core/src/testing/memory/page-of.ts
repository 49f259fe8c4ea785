import { toPage, walkOf } from '../../index.ts';
import type { Page, PageRequest } from '../../index.ts';

/** Which of two keys comes first. */
export const compare = <Key extends number | string>(a: Key, b: Key): number => (a < b ? -1 : a > b ? 1 : 0);

/** The page of a list that is ordered by a number, or by a text such as an id. */
export const pageOf = <Row, Key extends number | string>(rows: Iterable<Row>, request: PageRequest, keyOf: (row: Row) => Key): Page<Row> => {
  const { from, ascending, limit } = walkOf(request);
  const direction = ascending ? 1 : -1;
  const isBeyond = (key: Key): boolean => {
    if (from === null) return true;
    return direction * compare(key, (typeof key === 'number' ? Number(from) : from) as Key) > 0;
  };
  const found = [...rows].filter((row) => isBeyond(keyOf(row))).sort((a, b) => direction * compare(keyOf(a), keyOf(b)));
  return toPage(found.slice(0, limit), request, (row) => String(keyOf(row)));
};
