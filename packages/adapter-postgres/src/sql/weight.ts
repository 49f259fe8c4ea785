import { LIGHT_ANSWER_BYTES, MAX_ANSWER_BYTES } from '@goldset/core/adapter';
import type { Scope } from '@goldset/core/adapter';
import { roughSizeOf, sizeOf } from './sql-fragments.ts';

/** The columns of a row that may be large: JSON or text. */
export interface Large {
  readonly json?: readonly string[];
  readonly texts?: readonly string[];
}

const sumOf = (parts: readonly string[]): string => parts.map((part) => `coalesce(${part}, 0)`).join(' + ');

/** SQL for the number of bytes that a row adds to a response. */
export const weightOf = ({ json = [], texts = [] }: Large): string =>
  sumOf([...json.map(sizeOf), ...texts.map((column) => `octet_length(${column})`)]);

/** SQL for an estimate of `weightOf` that does not read very large values. */
export const roughWeightOf = ({ json = [], texts = [] }: Large): string =>
  sumOf([...json.map(roughSizeOf), ...texts.map((column) => `octet_length(${column})`)]);

/** The parameter of a statement that withholds large values: how many bytes a row may have. */
export interface LightParameters {
  readonly light: number;
}

/** Returns how many bytes each of `rows` rows may have, so that all together are light. */
export const lightFor = (rows: number): number => Math.floor(LIGHT_ANSWER_BYTES / rows);

/** SQL for a value if its row is light, otherwise `null`. */
export const ifLight = (value: string, roughWeight: string): string =>
  `case when ${roughWeight} <= :light::int then ${value} end`;

/**
 * SQL for parts of a `with recursive`. The last part, `fitting`, has one row: `places`, the number of `rows` (a
 * relation, in its order); and `fits`, how many of the first rows weigh, together with `beside`, no more than a
 * response may. `fits` is at least 1. The rows themselves are in `page`, each with its position `place`. They are
 * weighed one by one up to the first that does not fit, so the cost of a page depends on what it returns, not on the
 * rows that follow.
 */
export const fitting = (rows: string, as: string, weight: string, beside = '0'): string => `
  page as materialized (select r.*, row_number() over () as place from (${rows}) r),
  weighed (place, bytes) as (
    select 0::bigint, (${beside})::bigint
    union all
    select w.place + 1, w.bytes + (${weight})
    from weighed w cross join lateral (select p.* from page p where p.place = w.place + 1 limit 1) ${as}
    where w.bytes < ${MAX_ANSWER_BYTES} or w.place = 0
  ),
  fitting as materialized (
    select (select count(*) from page) as places, (select greatest(max(w.place) filter (where w.bytes <= ${MAX_ANSWER_BYTES}), 1) from weighed w) as fits
  )`;

/**
 * Runs a light statement. If it has withheld a value, runs a heavy one as soon as there is a slot for a large response.
 */
export const lightOrHeavy = async <Light, Heavy>(
  { room }: Pick<Scope, 'room'>,
  readLight: () => Promise<Light | undefined>,
  readHeavy: () => Promise<Heavy>,
): Promise<Light | Heavy> => {
  const light = await readLight();
  if (light !== undefined) return light;
  await room?.();
  return readHeavy();
};
