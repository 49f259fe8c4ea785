import type { ItemState } from '../items/index.ts';
import type { Id } from '../kernel/index.ts';
import type { Horizon } from './repository.ts';

/** The export that a cursor belongs to. It can only be used with the same project and the same filter. */
export interface Exported {
  readonly project_id: Id;
  readonly state: ItemState | null;
}

/** The horizon and the moment at which an export began. */
export interface ExportStart extends Horizon {
  /** In milliseconds since 1970. */
  readonly at: number;
}

/**
 * The cursor for the exports of changes that follow an export which began at `start`. It is printable and safe in URLs,
 * and contains no secrets and grants no rights.
 */
export const encodeExportCursor = (
  { project_id, state }: Exported,
  { database, transaction, at }: ExportStart,
): string => [database, transaction, at.toString(36), state ?? 'any', project_id].join('.');

/**
 * The start in a cursor of this export; `undefined` for a text that `encodeExportCursor` would not have made for it.
 */
export const decodeExportCursor = (of: Exported, cursor: string): ExportStart | undefined => {
  const [database = '', transaction = '', at = ''] = cursor.split('.');
  if (!/^[\w-]{1,60}$/.test(database) || !/^\d{1,20}$/.test(transaction) || !/^[\da-z]{1,10}$/.test(at))
    return undefined;
  const start = { database, transaction, at: Number.parseInt(at, 36) };
  return encodeExportCursor(of, start) === cursor ? start : undefined;
};
