import { IN_FLIGHT_MILLISECONDS, keyFault } from '@goldset/core/adapter';
import type { Json } from '@goldset/core';
import type { KeptAnswer, Once, OncePlace, Scope } from '@goldset/core/adapter';
import { isLockTimeout, isUniqueViolation } from './errors.ts';
import { statement } from './statement.ts';
import type { Parameter, Run, Statement } from './statement.ts';

/** What a statement that keeps an answer is given besides its own parameters. */
export interface OnceParameters {
  readonly owner_id: string;
  readonly operation: string;
  readonly key: string;
  readonly request_hash: string;
  readonly asked_at: string;
  readonly expires_at: string;
}

/** What a statement that keeps an answer is told of the request. */
export const onceParameters = ({ owner_id, operation, key, request_hash, at, expires_at }: Once): OnceParameters => ({
  ...{ owner_id, operation, key, request_hash, expires_at },
  asked_at: at,
});

/**
 * SQL that keeps `answers` (a relation of one `answer`, JSON as text, or of none: then nothing is kept) at a place. It stays
 * the text that it is: key order and escapes are answered again as they were, and no escape is refused. Where an answer is there, the constraint refuses the statement and with it all that the transaction did; where one is being written, it
 * is waited for, as long as the setting says that is made for the rest of the transaction.
 */
export const keepAnswer = (scopeId: string, answers: string): string => `
  insert into idempotency_keys (project_id, owner_id, operation, key, request_hash, answer, created_at, expires_at)
  select ${scopeId}, :owner_id::uuid, :operation::text, :key::text, :request_hash::text, to_jsonb(e.answer), :asked_at::timestamptz, :expires_at::timestamptz
  from (${answers}) e cross join (select set_config('lock_timeout', '${IN_FLIGHT_MILLISECONDS}', true) as patience) p
  where p.patience is not null`;

const at = (scopeId: string, ownerId: string): string =>
  `k.project_id = ${scopeId} and k.owner_id = ${ownerId} and k.operation = :operation::text and k.key = :key::text`;

/** SQL that joins the answer that is kept at a place, as `kept_hash` and `kept_answer`, where there is one. */
export const joinKept = (scopeId: string, ownerId: string): string => `
  left join lateral (
    select k.request_hash as kept_hash, k.answer as kept_answer from idempotency_keys k where ${at(scopeId, ownerId)} limit 1
  ) k on true`;

/** What `joinKept` adds to a row; a statement without it adds nothing. */
export interface KeptColumns {
  readonly kept_hash?: string | null;
  readonly kept_answer?: string | null;
}

/** The answer in a row, if there is one. */
export const keptIn = ({ kept_hash = null, kept_answer = null }: KeptColumns): KeptAnswer | null =>
  kept_hash === null || kept_answer === null
    ? null
    : { request_hash: kept_hash, answer: JSON.parse(kept_answer) as Json };

/** What is put into a statement that can keep its answer. */
export interface Keeping {
  /** SQL of a further part of `with` that keeps `answers`, a relation of one `answer` or of none; without a key there is no such part. */
  readonly keep: (answers: string) => string;
  /** SQL of whether there was an answer before the statement. */
  readonly isKept: string;
}

/** A statement on a project in two forms: as it is, and with its answer kept by it. */
export interface KeepingStatement<Parameters extends object, Row> {
  readonly alone: Statement<Parameters, Row>;
  readonly keeping: Statement<Parameters & OnceParameters, Row>;
}

/** Makes a statement that can keep its answer. */
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

/** Runs a statement in the form that the scope asks for. */
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

/** The same error, or the `keyFault` that it is. */
export const keyFaultOr = (error: unknown): unknown => {
  if (isUniqueViolation(error, PLACE)) return keyFault('kept', error);
  return isLockTimeout(error) ? keyFault('in_flight', error) : error;
};

/** Runs statements that may keep an answer. */
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

/** Reads the answer that is kept at a place. */
export const findKept = statement<Place, KeptColumns>(`
  select k.request_hash as kept_hash, k.answer as kept_answer from idempotency_keys k where ${at(':scope_id::uuid', ':owner_id::uuid')}`);

/** The parameters of a place. */
export const placeParameters = ({ scope_id, owner_id, operation, key }: OncePlace): Place => ({
  scope_id,
  owner_id,
  operation,
  key,
});
