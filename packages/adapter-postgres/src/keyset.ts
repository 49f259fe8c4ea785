import { toPage, walkOf } from '@goldset/core';
import type { Page, PageRequest } from '@goldset/core';
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
  id: { type: 'uuid', first: '00000000-0000-0000-0000-000000000000', last: 'ffffffff-ffff-ffff-ffff-ffffffffffff' },
  version: { type: 'bigint', first: '0', last: String(Number.MAX_SAFE_INTEGER) },
} as const;

/** Makes a list statement of a text that is handed the two things which differ by direction. `key` is what the list is ordered by. */
export const listStatement = <Parameters extends object, Row>(
  key: keyof typeof ends,
  sql: (beyond: (column: string) => string, inOrder: (column: string) => string) => string,
): ListStatement<Parameters, Row> => {
  const from = `:from::${ends[key].type}`;
  return {
    ascending: statement(sql((column) => `${column} > ${from}`, (column) => `order by ${column} limit :limit::int`)),
    descending: statement(sql((column) => `${column} < ${from}`, (column) => `order by ${column} desc limit :limit::int`)),
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
