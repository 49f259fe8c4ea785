import { answerToKeep } from '@goldset/core/adapter';
import type { NewEvent, Once, Scope } from '@goldset/core/adapter';
import { keepAnswer, onceParameters } from '../sql/idempotency.ts';
import type { OnceParameters } from '../sql/idempotency.ts';
import { statement } from '../sql/statement.ts';
import type { Run } from '../sql/statement.ts';

interface Parameters {
  readonly partition: string;
  readonly organization_id: string | null;
  readonly events: string;
}

// The transaction gets its id before it draws a number: the relay decides by these ids which numbers are final.
// Wherever else events are written, a row was locked or written before.
const insert = `
  insert into outbox (project_id, organization_id, id, type, subject, data, causation_id, created_at, transaction_id)
  select :partition::uuid, :organization_id::uuid, e.id, e.type, e.subject, e.data, e.causation_id, e.time, x.id
  from (select pg_current_xact_id() as id offset 0) x
  cross join json_to_recordset(:events::text::json) as e(id uuid, type text, subject uuid, data jsonb, causation_id text, time timestamptz)`;

const append = statement<Parameters, never>(insert);

type Kept = OnceParameters & { readonly partition: string; readonly answer: string };

const kept = keepAnswer(':partition::uuid', 'select :answer::text as answer');

const keep = statement<Kept, never>(kept);

const appendAndKeep = statement<Parameters & Kept, never>(`
  with kept as (${kept}),
  written as (${insert})
  select from (select) one where false`);

// For an event above projects, the key is the organization; above organizations, the user whom the event is about.
const partitionOf = ({ project_id, organization_id }: Scope, { data, subject }: NewEvent): string =>
  project_id ?? organization_id ?? ('user_id' in data ? String(data.user_id) : subject);

/** Writes events, in one statement. */
export const appendEvents = async (run: Run, scope: Scope, events: readonly NewEvent[]): Promise<void> => {
  const [first] = events;
  if (first === undefined) return;
  await run(append, {
    partition: partitionOf(scope, first),
    organization_id: scope.organization_id,
    events: JSON.stringify(events),
  });
};

/** Writes events and stores an idempotency record, in one statement if both have the same partition. */
export const appendEventsAndKeep = async (
  run: Run,
  scope: Scope,
  events: readonly NewEvent[],
  once: Once,
  answer: unknown,
): Promise<void> => {
  const [first] = events;
  const { scope_id: partition } = once;
  const toKeep = { ...onceParameters(once), partition, answer: JSON.stringify(answerToKeep(answer)) };
  if (first === undefined) return void (await run(keep, toKeep));
  if (partitionOf(scope, first) === partition)
    return void (await run(appendAndKeep, {
      ...toKeep,
      organization_id: scope.organization_id,
      events: JSON.stringify(events),
    }));
  // The events belong to the partition of the new organization or project, the key to the one in which it was created.
  await run(keep, toKeep);
  await appendEvents(run, scope, events);
};
