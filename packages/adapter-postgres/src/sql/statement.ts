import type { Sql, TransactionSql } from 'postgres';

/** A value of a parameter. Values of other types are written as text and cast in the statement. */
export type Parameter = string | number | boolean | null;

/**
 * A constant SQL text with named parameters, prepared once per connection. `Row` is the type of the rows it returns.
 */
export interface Statement<Parameters extends object, Row> {
  readonly text: string;
  readonly names: readonly (keyof Parameters & string)[];
  /** Whether the statement may write events into the outbox. */
  readonly writesEvents: boolean;
  /**
   * Whether the statement only reads, and reads little. Such a statement finishes at once and waits for no other
   * transaction.
   */
  readonly isShort: boolean;
  /** Never set; carries the type of the rows. */
  readonly row?: Row;
}

const all: Statement<never, unknown>[] = [];

/** Every statement of this package, for tests of their texts and plans. */
export const statements: readonly Statement<never, unknown>[] = all;

// A statement with one of these words writes, waits for another transaction, or sends a notification.
const WRITES = /\b(?:insert|update|delete|share|nextval|set_config|pg_notify|pg_advisory\w*)\b/;

/**
 * Makes a statement from an SQL text in which `:name` is a parameter. A parameter that occurs twice is sent once. Set
 * `isLong` for a statement that reads much.
 */
export const statement = <Parameters extends object, Row>(
  sql: string,
  { isLong = false }: { readonly isLong?: boolean } = {},
): Statement<Parameters, Row> => {
  const names: string[] = [];
  const text = sql.replace(/(?<![:\w]):([a-z_]+)/g, (_match, name: string) => {
    if (!names.includes(name)) names.push(name);
    return `$${names.indexOf(name) + 1}`;
  });
  const made = {
    text,
    names: names as (keyof Parameters & string)[],
    writesEvents: /\binsert into outbox\b/.test(text),
    isShort: !isLong && !WRITES.test(text),
  };
  all.push(made as unknown as Statement<never, unknown>);
  return made;
};

/** Runs statements on one connection, or on whichever of a pool is free. */
export type Run = <Parameters extends { readonly [Name in keyof Parameters]: Parameter }, Row>(
  statement: Statement<Parameters, Row>,
  parameters: Parameters,
) => Promise<readonly Row[]>;

/** Runs statements with a postgres.js client or transaction. */
export const runOn =
  (client: Sql | TransactionSql): Run =>
  <Parameters extends { readonly [Name in keyof Parameters]: Parameter }, Row>(
    { text, names }: Statement<Parameters, Row>,
    parameters: Parameters,
  ): Promise<readonly Row[]> => {
    const values = names.map((name) => parameters[name] as Parameter);
    return client.unsafe<Row[] & object[]>(text, values, { prepare: true }) as unknown as Promise<readonly Row[]>;
  };

/** Writes a list of ids as a PostgreSQL array. */
export const idArray = (ids: readonly string[]): string => `{${ids.join(',')}}`;
