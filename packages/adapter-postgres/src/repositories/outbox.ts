import type { DomainEvent, OutboxRepository, Scope } from '@goldset/core';
import { statement } from '../statement.ts';
import type { Run } from '../statement.ts';

const append = statement<{ partition: string; organization_id: string | null; events: string }, never>(`
  insert into outbox (project_id, organization_id, id, type, subject, data, causation_id, created_at)
  select :partition::uuid, :organization_id::uuid, e.id, e.type, e.subject, e.data, e.causation_id, e.time
  from json_to_recordset(:events::text::json) as e(id uuid, type text, subject uuid, data jsonb, causation_id text, time timestamptz)`);

// Above projects the organization stands in, above organizations the user whom the event is about.
const partitionOf = ({ project_id, organization_id }: Scope, { data, subject }: DomainEvent): string =>
  project_id ?? organization_id ?? ('user_id' in data ? data.user_id : subject);

/** The outbox of one scope. */
export const outboxOn = (run: Run, scope: Scope): OutboxRepository => ({
  append: async (...events) => {
    const [first] = events;
    if (first === undefined) return;
    await run(append, { partition: partitionOf(scope, first), organization_id: scope.organization_id, events: JSON.stringify(events) });
  },
});
