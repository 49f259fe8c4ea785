import { NIL_ID } from '@goldset/core';
import { MAX_WALKED_ROWS, toPage, walkOf } from '@goldset/core/adapter';
import type { Id, Page, PageRequest } from '@goldset/core';
import type { Scope } from '@goldset/core/adapter';
import { statement } from './statement.ts';
import type { Parameter, Run, Statement } from './statement.ts';
import { fitting, ifLight, lightFor, lightOrHeavy } from './weight.ts';
import type { LightParameters } from './weight.ts';

/** The parameters of a list statement besides its own. */
export interface WalkParameters {
  readonly from: string;
  readonly limit: number;
}

/** A list in both directions. Each direction has a statement of its own, so that each reads a range of an index. */
export interface ListStatement<Parameters extends object, Row> {
  readonly ascending: Statement<Parameters & WalkParameters, Row>;
  readonly descending: Statement<Parameters & WalkParameters, Row>;
}

const ends = {
  id: { type: 'uuid', first: NIL_ID, last: 'ffffffff-ffff-ffff-ffff-ffffffffffff' },
  version: { type: 'bigint', first: '0', last: String(Number.MAX_SAFE_INTEGER) },
} as const;

/**
 * The owner that a list is limited to, for an index on a column of the owner and then the key: that column, and SQL for
 * its value.
 */
export interface Owner {
  readonly column: string;
  readonly value: string;
}

/**
 * SQL for a range of an index on the owner and then the key. It contains no equation: with one, the planner could
 * choose the index on the key alone, as it does if it expects few owners with many rows each. It would then read the
 * rows of all other owners to find the few rows of this one.
 */
const ranged = (column: string, owner: Owner | undefined, is: '<' | '>', from: string): string =>
  owner === undefined
    ? `${column} ${is} ${from}`
    : `(${owner.column}, ${column}) ${is} (${owner.value}, ${from}) and ${owner.column} ${is === '>' ? '<=' : '>='} ${owner.value}`;

const ordered = (column: string, owner: Owner | undefined, order: 'asc' | 'desc'): string =>
  `order by ${owner === undefined ? '' : `${owner.column} ${order}, `}${column} ${order}`;

/**
 * Makes a list statement from an SQL text, which gets the two parts that differ by direction. `key` is the column that
 * the list is ordered by.
 */
export const listStatement = <Parameters extends object, Row>(
  key: keyof typeof ends,
  sql: (
    beyond: (column: string, owner?: Owner) => string,
    inOrder: (column: string, owner?: Owner) => string,
  ) => string,
): ListStatement<Parameters, Row> => {
  const from = `:from::${ends[key].type}`;
  return {
    ascending: statement(
      sql(
        (column, owner) => ranged(column, owner, '>', from),
        (column, owner) => `${ordered(column, owner, 'asc')} limit :limit::int`,
      ),
    ),
    descending: statement(
      sql(
        (column, owner) => ranged(column, owner, '<', from),
        (column, owner) => `${ordered(column, owner, 'desc')} limit :limit::int`,
      ),
    ),
  };
};

/**
 * Reads a page in one statement. `transport` converts a row to its transport form, and `keyOf` returns the key of that
 * form.
 */
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
  const rows = await run(ascending ? list.ascending : list.descending, {
    ...parameters,
    from: start,
    limit,
  } as Parameters & WalkParameters);
  return toPage(rows.map(transport), page, keyOf);
};

/** A row of a list whose rows may be large. */
export interface HeavyRow {
  readonly as: string;
  /** The columns to select first, without reading large values, so that `columns` can be made from them later. */
  readonly kept: string;
  /** The columns of the result. `large` gets SQL for a value that may be large. */
  readonly columns: (large: (value: string, roughWeight: string) => string) => string;
  /** The joins that the columns need in addition to `kept`. */
  readonly join?: string;
  readonly weight: string;
  /** The names of the columns that are `null` if their values are large. */
  readonly withheld: readonly string[];
}

const isWhole = (value: string): string => value;

/**
 * A row of a heavy list, or the one row that says that there is none. Each says how many rows there are; not all of
 * them may fit into one response.
 */
export type Fitting<Row> = (Row | { readonly place: null }) & {
  readonly place: string | null;
  readonly places: string;
};

/**
 * A list whose pages end early if their rows together weigh too much. The light form withholds large values; the heavy
 * form weighs the rows.
 */
export interface HeavyListStatement<Parameters extends object, Row> {
  readonly withheld: readonly string[];
  readonly light: ListStatement<Parameters & LightParameters, Row>;
  readonly heavy: ListStatement<Parameters, Fitting<Row>>;
}

/** Makes a heavy list from an SQL text, which gets the columns to select and the two parts that differ by direction. */
export const heavyListStatement = <Parameters extends object, Row>(
  key: keyof typeof ends,
  { as, kept, columns, join = '', weight, withheld }: HeavyRow,
  sql: (
    selected: string,
    beyond: (column: string, owner?: Owner) => string,
    inOrder: (column: string, owner?: Owner) => string,
  ) => string,
): HeavyListStatement<Parameters, Row> => ({
  withheld,
  light: listStatement(key, (beyond, inOrder) => sql(columns(ifLight), beyond, inOrder)),
  heavy: listStatement(key, (beyond, inOrder) => answering(sql(kept, beyond, inOrder), { as, columns, join, weight })),
});

const answering = (
  rows: string,
  { as, columns, join = '', weight }: Pick<HeavyRow, 'as' | 'columns' | 'join' | 'weight'>,
  beside = '',
  besideJoin = '',
): string => `
  with recursive ${fitting(rows, as, weight)}
  select ${as}.place, g.places, ${beside} ${columns(isWhole)}
  from fitting g ${besideJoin} left join page ${as} on ${as}.place <= g.fits ${join}
  order by ${as}.place`;

const isWithheld = (row: unknown, names: readonly string[]): boolean =>
  names.some((name) => (row as Readonly<Record<string, unknown>>)[name] === null);

const isFitting = <Row>(row: Fitting<Row>): row is Fitting<Row> & Row => row.place !== null;

const isCutShort = (rows: readonly Fitting<unknown>[], found: readonly unknown[]): boolean =>
  Number(rows[0]?.places ?? 0) > found.length;

/** Reads a page of a heavy list in one statement, or in two if a value is large. */
export const readHeavyPage = async <Parameters extends { readonly [Name in keyof Parameters]: Parameter }, Row, T>(
  run: Run,
  scope: Scope,
  list: HeavyListStatement<Parameters, Row>,
  parameters: Parameters,
  page: PageRequest,
  key: keyof typeof ends,
  transport: (row: Row) => T,
  keyOf: (item: T) => string,
): Promise<Page<T>> => {
  const { ascending, from, limit } = walkOf(page);
  const walk = { ...parameters, from: from ?? (ascending ? ends[key].first : ends[key].last), limit } as Parameters &
    WalkParameters;
  const way = ascending ? 'ascending' : 'descending';
  return lightOrHeavy(
    scope,
    async () => {
      const rows = await run(list.light[way], { ...walk, light: lightFor(page.per_page) } as Parameters &
        WalkParameters &
        LightParameters);
      return rows.some((row) => isWithheld(row, list.withheld)) ? undefined : toPage(rows.map(transport), page, keyOf);
    },
    async () => {
      const rows = await run(list.heavy[way], walk);
      const found = rows.filter(isFitting);
      return toPage(found.map(transport), page, keyOf, undefined, isCutShort(rows, found));
    },
  );
};

/**
 * The parameters of a bounded list statement besides its own. It walks from `from` to `until`, and excludes `until`.
 */
export interface BoundedWalkParameters extends WalkParameters {
  readonly until: string;
}

/**
 * A row that a bounded walk found, or the one row that says that it found none. Each says where the walk was cut, if it
 * was.
 */
export type Walked<Row> = (Row | { readonly id: null }) & { readonly cut: string | null };

/** A statement in each direction. */
export interface BothWays<Parameters extends object, Row> {
  readonly ascending: Statement<Parameters, Row>;
  readonly descending: Statement<Parameters, Row>;
}

/** A list in both directions that looks at `MAX_WALKED_ROWS` rows at most. `heavy` exists if its rows may be large. */
export interface BoundedListStatement<Parameters extends object, Row> {
  readonly withheld: readonly string[];
  readonly light: BothWays<Parameters & BoundedWalkParameters & LightParameters, Walked<Row>>;
  readonly heavy?: BothWays<Parameters & BoundedWalkParameters, Fitting<Row> & { readonly cut: string | null }>;
}

/** The parts of a list in id order whose filter no index serves. */
export interface BoundedList {
  /** The columns of a row, including `id`. */
  readonly columns: string;
  /** The table with its alias. */
  readonly from: string;
  /** The conditions that an index serves: the project, and any others. */
  readonly where: string;
  /** The column of the id, with its alias. */
  readonly id: string;
  /** The owner that the list is limited to, in addition to `where`. */
  readonly owner?: Owner;
  /** The filter, which is evaluated for one row after the other. */
  readonly fits: string;
  /**
   * The columns (including `id`) and joins that are read for the matching rows only, under an alias. Without it,
   * `columns`.
   */
  readonly found?: { readonly as: string; readonly columns: string; readonly join: string };
  /** The matching rows, if they may be large, with the joins that lead to the columns in `kept`; instead of `found`. */
  readonly large?: { readonly row: HeavyRow; readonly join: string };
}

/**
 * Makes the statements of a list whose filter no index serves. They look at one row after the other until the page is
 * full, but at no more than `MAX_WALKED_ROWS`. Only if the page is not full, they also read where these rows end.
 */
export const boundedListStatement = <Parameters extends object, Row>({
  columns,
  from,
  where,
  id,
  owner,
  fits,
  found = { as: 'w', columns: 'w.*', join: '' },
  large,
}: BoundedList): BoundedListStatement<Parameters, Row> => {
  const make = (isBeyond: '<' | '>', isBefore: '<' | '>', order: 'asc' | 'desc') => {
    const walk = `from ${from} where ${where} and ${ranged(id, owner, isBeyond, ':from::uuid')} and ${ranged(id, owner, isBefore, ':until::uuid')} ${ordered(id, owner, order)}`;
    const rows = (selected: string, as: string, join: string): string => `
        select ${selected}
        from (select ${columns}, (${fits}) as fits ${walk} limit ${MAX_WALKED_ROWS}) ${as} ${join}
        where ${as}.fits
        order by ${as}.id ${order}
        limit :limit::int`;
    const cut = (count: string): string => `(
        select case when ${count} < :limit::int then (
          select case when count(*) = 2 then (array_agg(x.id order by x.id ${order}))[1] end
          from (select ${id} as id ${walk} offset ${MAX_WALKED_ROWS - 1} limit 2) x
        ) end as cut
      )`;
    const { row, join } = large ?? {};
    const light = statement<Parameters & BoundedWalkParameters & LightParameters, Walked<Row>>(
      `
      with found as materialized (${row === undefined ? rows(found.columns, found.as, found.join) : rows(row.columns(ifLight), row.as, join ?? '')})
      select f.*, e.cut
      from ${cut('(select count(*) from found)')} e
      left join found f on true
      order by f.id ${order}`,
      { isLong: true },
    );
    if (row === undefined) return { light };
    const heavy = statement<Parameters & BoundedWalkParameters, Fitting<Row> & { readonly cut: string | null }>(
      answering(rows(row.kept, row.as, join ?? ''), row, 'e.cut,', `cross join lateral ${cut('g.places')} e`),
      { isLong: true },
    );
    return { light, heavy };
  };
  const [up, down] = [make('>', '<', 'asc'), make('<', '>', 'desc')];
  return {
    withheld: large?.row.withheld ?? [],
    light: { ascending: up.light, descending: down.light },
    ...(up.heavy && down.heavy && { heavy: { ascending: up.heavy, descending: down.heavy } }),
  };
};

const isFound = <Row>(row: Walked<Row>): row is Walked<Row> & Row => (row as { readonly id: unknown }).id !== null;

const higher = (a: string, b: string | null): string => (b === null || a > b ? a : b);

const lower = (a: string, b: string | null): string => (b === null || a < b ? a : b);

/** The bounds of a list whose filters do not limit the ids. */
export const ANYWHERE = { above: null, below: null } as const;

/**
 * Reads a page of a bounded list in one statement, or in two if a value is large. All ids of the list are between the
 * bounds in `within`.
 */
export const readBoundedPage = async <
  Parameters extends { readonly [Name in keyof Parameters]: Parameter },
  Row,
  T extends { readonly id: Id },
>(
  run: Run,
  scope: Scope,
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
  const [walk, way] = [
    { ...parameters, ...range, limit } as Parameters & BoundedWalkParameters,
    ascending ? 'ascending' : 'descending',
  ] as const;
  const pageOf = (found: readonly Row[], cut: string | null = null, isMore = false): Page<T> =>
    toPage(found.map(transport), page, ({ id }) => id, { cut, lowest: first, highest: last }, isMore);
  const { light, heavy, withheld } = list;
  const readLight = async (): Promise<Page<T> | undefined> => {
    const rows = await run(light[way], { ...walk, light: lightFor(page.per_page) } as Parameters &
      BoundedWalkParameters &
      LightParameters);
    const found = rows.filter(isFound);
    return found.some((row) => isWithheld(row, withheld)) ? undefined : pageOf(found, rows[0]?.cut);
  };
  return lightOrHeavy(scope, readLight, async () => {
    if (heavy === undefined) throw new Error('A list that withholds nothing is light.');
    const rows = await run(heavy[way], walk);
    const found = rows.filter(isFitting);
    return pageOf(found, rows[0]?.cut, isCutShort(rows, found));
  });
};
