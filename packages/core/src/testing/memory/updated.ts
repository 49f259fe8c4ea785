import { isStale } from '../../adapter.ts';
import type { Conditional, Id, Timestamp } from '../../index.ts';
import type { Scope, Update } from '../../adapter.ts';
import { confirmAsOf, keepMade, refuseOlder } from './event-order.ts';
import type { State } from './state.ts';

interface Revised {
  readonly id: Id;
  readonly revision: number;
  readonly updated_at: Timestamp;
}

/** Returns the fields that have a value: a field that is absent or `undefined` does not change. */
export const given = <Fields extends object>(
  fields: Fields,
): { readonly [Name in keyof Fields]?: Exclude<Fields[Name], undefined> } =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    readonly [Name in keyof Fields]?: Exclude<Fields[Name], undefined>;
  };

/**
 * Updates a row whose fields are texts, numbers and booleans. `refuse` may return a reason to leave the row unchanged.
 * `show` returns the row as callers see it.
 */
export const updated = <Row extends Revised, T, Refusal extends string = never>(
  state: State,
  scope: Scope,
  rows: Map<Id, Row>,
  id: Id,
  changes: object,
  at: Timestamp,
  conditional: Conditional,
  show: () => T | undefined,
  refuse: (row: Row) => Refusal | undefined = () => undefined,
): Update<T, Refusal> => {
  const [row, before] = [rows.get(id), show()];
  if (row === undefined || before === undefined) return undefined;
  if (isStale(conditional, row.revision)) return { outcome: 'stale', value: before };
  refuseOlder(state, scope, row, conditional);
  const fields = given(changes);
  if (Object.entries(fields).every(([name, value]) => row[name as keyof Row] === value)) {
    confirmAsOf(state, row, scope.event_time);
    return { outcome: 'unchanged', value: before };
  }
  const refusal = refuse(row);
  if (refusal !== undefined) return { outcome: refusal, value: before };
  const becomes = { ...row, ...fields, revision: row.revision + 1, updated_at: at };
  rows.set(id, becomes);
  keepMade(state, scope, becomes);
  return { outcome: 'changed', value: show() ?? before };
};
