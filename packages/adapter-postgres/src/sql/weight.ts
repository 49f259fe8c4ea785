import { LIGHT_ANSWER_BYTES, MAX_ANSWER_BYTES } from '@goldset/core/adapter';
import type { Scope } from '@goldset/core/adapter';
import { roughSizeOf, sizeOf } from './sql-fragments.ts';

/** What of a row may be large: JSON, or a text. */
export interface Large {
  readonly json?: readonly string[];
  readonly texts?: readonly string[];
}

const sumOf = (parts: readonly string[]): string => parts.map((part) => `coalesce(${part}, 0)`).join(' + ');

/** SQL of how many bytes a row adds to an answer. */
export const weightOf = ({ json = [], texts = [] }: Large): string =>
  sumOf([...json.map(sizeOf), ...texts.map((column) => `octet_length(${column})`)]);

/** SQL of about as much, which does not read what is very large. */
export const roughWeightOf = ({ json = [], texts = [] }: Large): string =>
  sumOf([...json.map(roughSizeOf), ...texts.map((column) => `octet_length(${column})`)]);

/** What a statement is given that withholds what is large: how many bytes a row may have. */
export interface LightParameters {
  readonly light: number;
}

/** How much each of so many rows may have, so that all together are light. */
export const lightFor = (rows: number): number => Math.floor(LIGHT_ANSWER_BYTES / rows);

/** SQL of a value where its row is light, else of `null`. */
export const ifLight = (value: string, roughWeight: string): string =>
  `case when ${roughWeight} <= :light::int then ${value} end`;

/**
 * SQL of parts of a `with recursive`, of which the last, `fitting`, is one row: `places`, how many `rows` (a relation, in its order) there are; and `fits`, how
 * many of the first of them weigh no more than an answer may, together with what is `beside` them; one does in any case. The rows themselves are `page`, each
 * with its `place`. They are weighed one by one, and none behind the first that does not fit, so that reading a page costs what it answers, whatever follows.
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

/** Asks a light statement; where that has withheld something, a heavy one, once there is room for it. */
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
