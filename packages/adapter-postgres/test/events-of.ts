import type { Event } from '@goldset/core';
import type { Scope } from '@goldset/core/adapter';
import type { Sql } from 'postgres';

interface OutboxRow extends Omit<Event, 'time'> {
  readonly time: Date;
}

/** The events of one project, or of one organization above its projects, or of those above all, in the order of their numbers. */
export const eventsOf = async (sql: Sql, { organization_id, project_id }: Scope): Promise<readonly Event[]> => {
  const key = project_id ?? organization_id;
  const rows = await sql<OutboxRow[]>`
    select id, type, subject, created_at as time, causation_id, organization_id,
      case when project_id <> organization_id then project_id end as project_id, data
    from outbox
    where ${key === null ? sql`organization_id is null` : sql`project_id = ${key} and organization_id is not null`}
    order by sequence`;
  return rows.map(({ time, ...event }) => ({ ...event, time: time.toISOString() }));
};
