import { isStale } from '../../adapter.ts';
import type { Conditional, Timestamp } from '../../index.ts';
import type { Deletion, Scope } from '../../adapter.ts';
import { keepTurn, refuseOlder } from './event-order.ts';
import type { State } from './state.ts';

interface Deletable {
  readonly id: string;
  readonly revision: number;
  readonly updated_at: Timestamp;
  readonly deleted_at: Timestamp | null;
}

/** Returns whether a row exists and is not deleted. */
export const isThere = <Row extends Pick<Deletable, 'deleted_at'>>(row: Row | undefined): row is Row =>
  row !== undefined && row.deleted_at === null;

/** Returns whether a row is deleted and can be restored. */
export const isRestorable = <Row extends Pick<Deletable, 'deleted_at'>>(
  row: Row | undefined,
  since: Timestamp,
): row is Row => row !== undefined && row.deleted_at !== null && row.deleted_at > since;

/** Deletes a row if it exists and has the wanted revision. */
export const deleteIn = <Row extends Deletable>(
  state: State,
  scope: Scope,
  rows: Map<string, Row>,
  row: Row | undefined,
  id: string,
  conditional: Conditional,
  at: Timestamp,
): Deletion => {
  if (!isThere(row)) return undefined;
  if (isStale(conditional, row.revision)) return { revision: row.revision };
  refuseOlder(state, scope, row, conditional);
  rows.set(id, { ...row, deleted_at: at });
  keepTurn(state, scope, row, at);
  return 'deleted';
};

/** Returns whether a row is deleted; `undefined` if it neither exists nor can be restored. */
export const isDeleted = (row: Pick<Deletable, 'deleted_at'> | undefined, since: Timestamp): boolean | undefined =>
  isThere(row) ? false : isRestorable(row, since) ? true : undefined;
