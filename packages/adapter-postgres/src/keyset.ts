import { MAX_WALKED_ROWS, NIL_ID, toPage, walkOf } from '@goldset/core';
import type { Id, Page, PageRequest } from '@goldset/core';
import { statement } from './statement.ts';
import type { Parameter, Run, Statement } from './statement.ts';

/** What a list statement is given besides its own parameters. */
export interface WalkParameters {
  readonly from: string;
  readonly limit: number;
}

/** A list in both directions: one statement each, so that either is a range of an index. */
export interface ListStatement<Parameters extends object, Row> {
  readonly ascending: Statement<Parameters & WalkParameters, Row>;
  readonly descending: Statement<Parameters & WalkParameters, Row>;
}

const ends = {
  id: { type: 'uuid', first: NIL_ID, last: 'ffffffff-ffff-ffff-ffff-ffffffffffff' },
  version: { type: 'bigint', first: '0', last: String(Number.MAX_SAFE_INTEGER) },
} as const;

/** What a list keeps to, where an index goes by it and then by the key: a column, and SQL of its value. */
export interface Owner {
  readonly column: string;
  readonly value: string;
}

/**
 * SQL of a range of an index that goes by the owner and then by the key. It is written without an equation, for that would let the
 * database take the index on the key alone, as it does where it takes few owners to own much: and walk through all that others have
 * to find what one has little of.
 */
const ranged = (column: string, owner: Owner | undefined, is: '<' | '>', from: string): string =>
  owner === undefined ? `${column} ${is} ${from}` : `(${owner.column}, ${column}) ${is} (${owner.value}, ${from}) and ${owner.column} ${is === '>' ? '<=' : '>='} ${owner.value}`;

const ordered = (column: string, owner: Owner | undefined, order: 'asc' | 'desc'): string => `order by ${owner === undefined ? '' : `${owner.column} ${order}, `}${column} ${order}`;

/** Makes a list statement of a text that is handed the two things which differ by direction. `key` is what the list is ordered by. */
export const listStatement = <Parameters extends object, Row>(
  key: keyof typeof ends,
  sql: (beyond: (column: string, owner?: Owner) => string, inOrder: (column: string, owner?: Owner) => string) => string,
): ListStatement<Parameters, Row> => {
  const from = `:from::${ends[key].type}`;
  return {
    ascending: statement(sql((column, owner) => ranged(column, owner, '>', from), (column, owner) => `${ordered(column, owner, 'asc')} limit :limit::int`)),
    descending: statement(sql((column, owner) => ranged(column, owner, '<', from), (column, owner) => `${ordered(column, owner, 'desc')} limit :limit::int`)),
  };
};

/** Reads a page in one statement. `keyOf` gives the key of a row, `transport` makes what leaves. */
export const readPage = async <Parameters extends { readonly [Name in keyof Parameters]: Parameter }, Row, T>(
  run: Run,
  list: ListStatement<Parameters, Row>,
  parameters: Parameters,
  page: PageRequest,
  key: keyof typeof ends,
  transport: (row: Row) => T,
  keyOf: (item: T) => string,
): Promise<Page<T>> => {
  const { ascending, from, limit } = walkOf(page);
  const start = from ?? (ascending ? ends[key].first : ends[key].last);
  const rows = await run(ascending ? list.ascending : list.descending, { ...parameters, from: start, limit } as Parameters & WalkParameters);
  return toPage(rows.map(transport), page, keyOf);
};

/** What a bounded list statement is given besides its own parameters: it walks from `from` up to, and not into, `until`. */
export interface BoundedWalkParameters extends WalkParameters {
  readonly until: string;
}

/** A row that a bounded walk found, or the one that says it found none; each says where the walk was cut, if it was. */
export type Walked<Row> = (Row | { readonly id: null }) & { readonly cut: string | null };

/** A list in both directions that looks at `MAX_WALKED_ROWS` rows at most. */
export interface BoundedListStatement<Parameters extends object, Row> {
  readonly ascending: Statement<Parameters & BoundedWalkParameters, Walked<Row>>;
  readonly descending: Statement<Parameters & BoundedWalkParameters, Walked<Row>>;
}

/** The parts of a list in id order whose filter no index serves. */
export interface BoundedList {
  /** The columns of a row, `id` among them. */
  readonly columns: string;
  /** The table with its alias. */
  readonly from: string;
  /** What an index leads to: the project, and whatever else. */
  readonly where: string;
  /** The column of the id, with its alias. */
  readonly id: string;
  /** What the list keeps to beside. */
  readonly owner?: Owner;
  /** The filter, asked of one row after the other. */
  readonly fits: string;
  /** What is read of those rows alone that fit: columns (`id` among them) and joins, of rows under an alias. Without it, `columns`. */
  readonly found?: { readonly as: string; readonly columns: string; readonly join: string };
}

/**
 * Makes a statement of a list whose filter no index serves: it looks at one row after the other until the page is full,
 * but at no more than `MAX_WALKED_ROWS`. Only where these were too few does it look where they end.
 */
export const boundedListStatement = <Parameters extends object, Row>({ columns, from, where, id, owner, fits, found = { as: 'w', columns: 'w.*', join: '' } }: BoundedList): BoundedListStatement<Parameters, Row> => {
  const make = (isBeyond: '<' | '>', isBefore: '<' | '>', order: 'asc' | 'desc'): Statement<Parameters & BoundedWalkParameters, Walked<Row>> => {
    const walk = `from ${from} where ${where} and ${ranged(id, owner, isBeyond, ':from::uuid')} and ${ranged(id, owner, isBefore, ':until::uuid')} ${ordered(id, owner, order)}`;
    return statement(`
      with found as materialized (
        select ${found.columns}
        from (select ${columns}, (${fits}) as fits ${walk} limit ${MAX_WALKED_ROWS}) ${found.as} ${found.join}
        where ${found.as}.fits
        order by ${found.as}.id ${order}
        limit :limit::int
      )
      select f.*, e.cut
      from (
        select case when (select count(*) from found) < :limit::int then (
          select case when count(*) = 2 then (array_agg(x.id order by x.id ${order}))[1] end
          from (select ${id} as id ${walk} offset ${MAX_WALKED_ROWS - 1} limit 2) x
        ) end as cut
      ) e
      left join found f on true
      order by f.id ${order}`, { isLong: true });
  };
  return { ascending: make('>', '<', 'asc'), descending: make('<', '>', 'desc') };
};

const isFound = <Row>(row: Walked<Row>): row is Walked<Row> & Row => (row as { readonly id: unknown }).id !== null;

const higher = (a: string, b: string | null): string => (b === null || a > b ? a : b);

const lower = (a: string, b: string | null): string => (b === null || a < b ? a : b);

/** Reads a page of a bounded list in one statement. All that the list holds has ids between those of `within`. */
export const readBoundedPage = async <Parameters extends { readonly [Name in keyof Parameters]: Parameter }, Row, T extends { readonly id: Id }>(
  run: Run,
  list: BoundedListStatement<Parameters, Row>,
  parameters: Parameters,
  page: PageRequest,
  within: { readonly above: Id | null; readonly below: Id | null },
  transport: (row: Row) => T,
): Promise<Page<T>> => {
  const { ascending, from, limit } = walkOf(page);
  const { first, last } = ends.id;
  const range = ascending
    ? { from: higher(from ?? first, within.above), until: within.below ?? last }
    : { from: lower(from ?? last, within.below), until: within.above ?? first };
  const rows = await run(ascending ? list.ascending : list.descending, { ...parameters, ...range, limit } as Parameters & BoundedWalkParameters);
  return toPage(rows.filter(isFound).map(transport), page, ({ id }) => id, { cut: rows[0]?.cut ?? null, lowest: first, highest: last });
};
