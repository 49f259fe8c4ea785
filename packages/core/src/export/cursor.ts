import type { ItemState } from '../items/index.ts';
import type { Id } from '../kernel/index.ts';
import type { Horizon } from './repository.ts';

/** What a cursor belongs to: it goes on with the same project and the same filter. */
export interface Exported {
  readonly project_id: Id;
  readonly state: ItemState | null;
}

/** Where an export began, and when. */
export interface ExportStart extends Horizon {
  /** In milliseconds since 1970. */
  readonly at: number;
}

/** The cursor of the exports of changes that follow one which began at `start`. Printable, safe in URLs, without secrets or rights. */
export const encodeExportCursor = (
  { project_id, state }: Exported,
  { database, transaction, at }: ExportStart,
): string => [database, transaction, at.toString(36), state ?? 'any', project_id].join('.');

/** The start that a cursor of this export names; `undefined` for anything that `encodeExportCursor` would not have made for it. */
export const decodeExportCursor = (of: Exported, cursor: string): ExportStart | undefined => {
  const [database = '', transaction = '', at = ''] = cursor.split('.');
  if (!/^[\w-]{1,60}$/.test(database) || !/^\d{1,20}$/.test(transaction) || !/^[\da-z]{1,10}$/.test(at))
    return undefined;
  const start = { database, transaction, at: Number.parseInt(at, 36) };
  return encodeExportCursor(of, start) === cursor ? start : undefined;
};
