import { createHash } from 'node:crypto';
import { err, isId, ok } from '@goldset/core';
import type { Page, PageRequest, Position, Result } from '@goldset/core';
import { z } from 'zod';
import type { Refusal } from './problem.ts';

/** The key that orders the rows of a list: their id or their version. */
export type PageKey = 'id' | 'version';

/** The list that a cursor belongs to. */
export interface List {
  /** The name of the list operation. */
  readonly name: string;
  /** The path of the request below the base path, with its ids. */
  readonly path: string;
  /** The query parameters of the list itself, as its URLs contain them. */
  readonly filters: string;
  readonly key: PageKey;
}

const MAX_VERSION = 2 ** 31 - 1;

// Query parameters are text. Text that is not a number stays text, and the schema refuses it.
const number = (text: unknown): unknown =>
  typeof text === 'string' && /^-?\d{1,15}(\.\d{1,15})?$/.test(text) ? Number(text) : text;

/** The query parameters that every list takes. */
export const PageQuery = z.strictObject({
  per_page: z.preprocess(number, z.int().min(1).max(200)).default(50).meta({
    description:
      'How many rows a page has at most. It ends earlier where what its rows are made of would hold more than 8 MiB together; `next` then leads on.',
  }),
  order: z.enum(['asc', 'desc']).default('asc').meta({ description: 'Oldest first (`asc`) or newest first (`desc`).' }),
  cursor: z.string().optional().meta({
    minLength: 1,
    description:
      'Where the page begins: opaque, from the URLs in `pagination`. Belongs to one list with its filters and order.',
  }),
});

/** The URLs of the next and the previous page of a list. */
export const Pagination = z
  .object({
    per_page: z.int().min(1).max(200),
    next: z
      .string()
      .nullable()
      .meta({ description: 'The URL of the next page, relative to the server; `null` at the end.' }),
    prev: z
      .string()
      .nullable()
      .meta({ description: 'The URL of the page before, relative to the server; `null` at the beginning.' }),
  })
  .meta({ id: 'Pagination' });

const isKey = (key: string, kind: PageKey): boolean =>
  kind === 'id' ? isId(key) : /^[1-9]\d{0,9}$/.test(key) && Number(key) <= MAX_VERSION;

const fingerprintOf = (list: List, order: PageRequest['order']): string =>
  createHash('sha256')
    .update(JSON.stringify([list.path, list.filters, order]))
    .digest('base64url')
    .slice(0, 12);

/** The cursor of a position in a list. */
export const encodeCursor = (list: List, order: PageRequest['order'], position: Position): string => {
  const place = 'after' in position ? ['after', position.after] : ['before', position.before];
  return Buffer.from(JSON.stringify([list.name, fingerprintOf(list, order), ...place])).toString('base64url');
};

/**
 * The position that a cursor of this list names; `undefined` for any text that `encodeCursor` would not make for this
 * list.
 */
export const decodeCursor = (list: List, order: PageRequest['order'], cursor: string): Position | undefined => {
  const bytes = Buffer.from(cursor, 'base64url');
  let parts: unknown;
  try {
    parts = JSON.parse(bytes.toString('utf8'));
  } catch {
    return undefined;
  }
  if (!Array.isArray(parts) || parts.length !== 4) return undefined;
  const [name, fingerprint, side, key] = parts as unknown[];
  if (
    name !== list.name ||
    fingerprint !== fingerprintOf(list, order) ||
    typeof key !== 'string' ||
    !isKey(key, list.key)
  )
    return undefined;
  const position: Position | undefined =
    side === 'after' ? { after: key } : side === 'before' ? { before: key } : undefined;
  return position !== undefined && encodeCursor(list, order, position) === cursor ? position : undefined;
};

/** The page that the query parameters of a list request. */
export const pageRequestOf = (
  list: List,
  { per_page, order, cursor }: z.output<typeof PageQuery>,
): Result<PageRequest, Refusal> => {
  if (cursor === undefined) return ok({ per_page, order });
  const position = decodeCursor(list, order, cursor);
  return position === undefined ? err({ code: 'malformed_cursor' }) : ok({ per_page, order, position });
};

/** The URLs of the pages around a page, each with the base path. The cursors do not depend on the base path. */
export const paginationOf = (
  list: List,
  { per_page, order }: PageRequest,
  page: Page<unknown>,
  basePath: string,
): z.output<typeof Pagination> => {
  const urlOf = (position: Position | null): string | null =>
    position === null
      ? null
      : `${basePath}${list.path}?${list.filters}${list.filters && '&'}per_page=${per_page}&order=${order}&cursor=${encodeCursor(list, order, position)}`;
  return { per_page, next: urlOf(page.next), prev: urlOf(page.prev) };
};
