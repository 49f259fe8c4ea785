import { IN_FLIGHT_MILLISECONDS, keyFault } from '@goldset/core/adapter';
import type { Json } from '@goldset/core';
import type { KeptAnswer, Once, OncePlace, Scope } from '@goldset/core/adapter';
import { isLockTimeout, isUniqueViolation } from './errors.ts';
import { statement } from './statement.ts';
import type { Parameter, Run, Statement } from './statement.ts';

/** The parameters, besides its own, of a statement that stores an idempotency record. */
export interface OnceParameters {
  readonly owner_id: string;
  readonly operation: string;
  readonly key: string;
  readonly request_hash: string;
  readonly asked_at: string;
  readonly expires_at: string;
}

/** Returns the parameters that describe the request of an idempotency record. */
export const onceParameters = ({ owner_id, operation, key, request_hash, at, expires_at }: Once): OnceParameters => ({
  ...{ owner_id, operation, key, request_hash, expires_at },
  asked_at: at,
});

/**
 * SQL that stores an idempotency record. `answers` is a relation of one `answer` (JSON as text), or of no row; then
 * nothing is stored. The response is stored as that very text: a repeated request gets the same key order and escapes,
 * and no escape is rejected. If a record exists already, the unique constraint fails the statement and with it the
 * whole transaction. If another transaction is writing one, the statement waits for it up to the lock timeout, which is
 * set here for the rest of the transaction.
 */
export const keepAnswer = (scopeId: string, answers: string): string => `
  insert into idempotency_keys (project_id, owner_id, operation, key, request_hash, answer, created_at, expires_at)
  select ${scopeId}, :owner_id::uuid, :operation::text, :key::text, :request_hash::text, to_jsonb(e.answer), :asked_at::timestamptz, :expires_at::timestamptz
  from (${answers}) e cross join (select set_config('lock_timeout', '${IN_FLIGHT_MILLISECONDS}', true) as patience) p
  where p.patience is not null`;

const at = (scopeId: string, ownerId: string): string =>
  `k.project_id = ${scopeId} and k.owner_id = ${ownerId} and k.operation = :operation::text and k.key = :key::text`;

/** SQL that joins the idempotency record, as `kept_hash` and `kept_answer`, if there is one. */
export const joinKept = (scopeId: string, ownerId: string): string => `
  left join lateral (
    select k.request_hash as kept_hash, k.answer as kept_answer from idempotency_keys k where ${at(scopeId, ownerId)} limit 1
  ) k on true`;

/** The columns that `joinKept` adds to a row; a row of a statement without it has none of them. */
export interface KeptColumns {
  readonly kept_hash?: string | null;
  readonly kept_answer?: string | null;
}

/** Returns the stored response in a row, or `null` if there is none. */
export const keptIn = ({ kept_hash = null, kept_answer = null }: KeptColumns): KeptAnswer | null =>
  kept_hash === null || kept_answer === null
    ? null
    : { request_hash: kept_hash, answer: JSON.parse(kept_answer) as Json };

/** The SQL parts that go into a statement that can store its response. */
export interface Keeping {
  /**
   * SQL for a further part of `with` that stores `answers`, a relation of one `answer` or of no row. Without an
   * idempotency key it is empty.
   */
  readonly keep: (answers: string) => string;
  /** SQL for whether there was an idempotency record before the statement. */
  readonly isKept: string;
}

/** A statement on a project in two forms: one that stores no idempotency record, and one that stores its response. */
export interface KeepingStatement<Parameters extends object, Row> {
  readonly alone: Statement<Parameters, Row>;
  readonly keeping: Statement<Parameters & OnceParameters, Row>;
}

/** Makes a statement that can store its response. */
export const keepingStatement = <Parameters extends object, Row>(
  sql: (parts: Keeping) => string,
): KeepingStatement<Parameters, Row> => ({
  alone: statement(sql({ keep: () => '', isKept: 'false' })),
  keeping: statement(
    sql({
      keep: (answers) => `, kept as (${keepAnswer(':project_id::uuid', answers)})`,
      isKept: `exists (select from idempotency_keys k where ${at(':project_id::uuid', ':owner_id::uuid')})`,
    }),
  ),
});

/** Runs a statement in the form that the scope needs. */
export const runKeeping = <Parameters extends { readonly [Name in keyof Parameters]: Parameter }, Row>(
  run: Run,
  { once }: Scope,
  { alone, keeping }: KeepingStatement<Parameters, Row>,
  parameters: Parameters,
): Promise<readonly Row[]> =>
  once === undefined
    ? run(alone, parameters)
    : run(keeping as Statement<object, Row>, { ...parameters, ...onceParameters(once) });

const PLACE = ['idempotency_keys_project_id_owner_id_operation_key_pk'];

/** Returns the `keyFault` that the error stands for, or else the same error. */
export const keyFaultOr = (error: unknown): unknown => {
  if (isUniqueViolation(error, PLACE)) return keyFault('kept', error);
  return isLockTimeout(error) ? keyFault('in_flight', error) : error;
};

/** Runs statements that may store an idempotency record; converts their errors with `keyFaultOr`. */
export const runOnce =
  (run: Run): Run =>
  async (made, parameters) => {
    try {
      return await run(made, parameters);
    } catch (error) {
      throw keyFaultOr(error);
    }
  };

interface Place {
  readonly scope_id: string;
  readonly owner_id: string;
  readonly operation: string;
  readonly key: string;
}

/** Reads the idempotency record of a scope, owner, operation and key. */
export const findKept = statement<Place, KeptColumns>(`
  select k.request_hash as kept_hash, k.answer as kept_answer from idempotency_keys k where ${at(':scope_id::uuid', ':owner_id::uuid')}`);

/** Returns the parameters that identify an idempotency record. */
export const placeParameters = ({ scope_id, owner_id, operation, key }: OncePlace): Place => ({
  scope_id,
  owner_id,
  operation,
  key,
});
